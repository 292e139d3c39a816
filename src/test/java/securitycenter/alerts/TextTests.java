package securitycenter.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TextTests {

    @Test
    void whatIsTooLongSaysSoAndNoCharacterIsCutInTwo() {
        assertThat(Text.within(5, "abcde")).isEqualTo("abcde");
        assertThat(Text.within(5, "abcdef"))
                .isEqualTo("abcd…")
                .satisfies(cut -> assertThat(Text.isCut(cut)).isTrue());
        assertThat(Text.within(5, "abc😀ef")).isEqualTo("abc…");
    }

    @Test
    void whatNoDatabaseHoldsIsTakenOut() {
        assertThat(Text.within(9, "Run\0Key")).isEqualTo("RunKey");
        assertThat(Text.key("Run\0Key")).isEqualTo("RunKey");
    }

    @Test
    void longKeysFitAnIndexAndDifferWhereTheTextsDo() {
        var one = "水".repeat(5_000);
        assertThat(Text.key(one + "a")).isNotEqualTo(Text.key(one + "b"));
        assertThat(Text.key(one).getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(2_300);
        assertThat(Text.key("a".repeat(700))).isEqualTo("a".repeat(700));
    }
}
