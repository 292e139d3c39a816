package securitycenter.identity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogTextTests {

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "a\r\nb", "a\tb", "a\u001b[31mb", "a\u2028b", "a\u2029b", "a\u0085b", "a\u0000b"})
    void nothingFromOutsideBeginsALineOfItsOwn(String outside) {
        assertThat(LogText.of(outside))
                .startsWith("a ")
                .endsWith("b")
                .doesNotContainPattern("[\\x00-\\x1f\\x7f-\\x9f\\u2028\\u2029]");
    }

    @Test
    void longTextIsCutOff() {
        assertThat(LogText.of("a".repeat(501))).hasSize(501).endsWith("a…");
        assertThat(LogText.of("a".repeat(500))).isEqualTo("a".repeat(500));
    }

    @Test
    void absenceIsAWord() {
        assertThat(LogText.of(null)).isEqualTo("null");
    }
}
