package securitycenter.eligibility;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.text.MessageFormat;
import java.util.Arrays;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import securitycenter.eligibility.Entitlement.State;
import securitycenter.identity.Role;

class EligibilityTextsTests {

    @ParameterizedTest
    @ValueSource(strings = {"eligibility", "eligibility_nl"})
    void everyConstantHasItsText(String file) throws IOException {
        var texts = texts(file);
        assertThat(texts.stringPropertyNames())
                .containsAll(keys("service.", SupportedService.values()).toList())
                .containsAll(keys("coverage.", State.values()).toList())
                .containsAll(keys("coverage.", State.values())
                        .map(key -> key + ".hint")
                        .toList())
                .containsAll(keys("plan.", KnownPlan.values()).toList())
                .containsAll(keys("near.", KnownPlan.values()).toList())
                .containsAll(keys("obstacle.", Obstacle.values()).toList())
                .containsAll(keys("obstacle.", Obstacle.values())
                        .map(key -> key + ".next")
                        .toList())
                .containsAll(keys("silence.", Silence.values()).toList())
                .containsAll(keys("role.", Role.values()).toList());
    }

    @Test
    void bothLanguagesSayTheSameThingsWithTheSameArguments() throws IOException {
        var english = texts("eligibility");
        var dutch = texts("eligibility_nl");
        assertThat(dutch.stringPropertyNames()).isEqualTo(english.stringPropertyNames());
        for (var key : english.stringPropertyNames()) {
            assertThat(arguments(dutch.getProperty(key))).as(key).isEqualTo(arguments(english.getProperty(key)));
            assertThat(english.getProperty(key) + dutch.getProperty(key))
                    .as(key)
                    .doesNotContain("'")
                    .isNotBlank();
        }
    }

    private static int arguments(String text) {
        return new MessageFormat(text).getFormatsByArgumentIndex().length;
    }

    private static Stream<String> keys(String prefix, Enum<?>[] constants) {
        return Arrays.stream(constants).map(constant -> prefix + constant.name());
    }

    private static Properties texts(String file) throws IOException {
        var texts = new Properties();
        try (var in = EligibilityTextsTests.class.getResourceAsStream("/messages/" + file + ".properties")) {
            texts.load(new InputStreamReader(in, UTF_8));
        }
        return texts;
    }
}
