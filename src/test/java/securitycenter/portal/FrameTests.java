package securitycenter.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class FrameTests {

    private static final Instant AFTERNOON = Instant.parse("2026-11-23T13:02:09Z");
    private static final Instant LATE = Instant.parse("2026-12-31T23:30:00Z");

    @Test
    void timesAreInThePersonsZoneAndLanguage() {
        assertThat(english(ZoneOffset.UTC).time(AFTERNOON)).isEqualTo("23 Nov 2026 13:02");
        assertThat(english(ZoneId.of("Europe/Amsterdam")).time(AFTERNOON)).isEqualTo("23 Nov 2026 14:02");
        assertThat(dutch(ZoneId.of("Europe/Amsterdam")).time(AFTERNOON)).isEqualTo("23 nov 2026 14:02");
        assertThat(english(ZoneId.of("Asia/Kolkata")).time(AFTERNOON)).isEqualTo("23 Nov 2026 18:32");
    }

    @Test
    void daysAreThoseOfThePersonsZone() {
        assertThat(english(ZoneOffset.UTC).date(LATE)).isEqualTo("31 December 2026");
        assertThat(english(ZoneId.of("Europe/Amsterdam")).date(LATE)).isEqualTo("1 January 2027");
        assertThat(dutch(ZoneId.of("Europe/Amsterdam")).date(LATE)).isEqualTo("1 januari 2027");
    }

    @Test
    void theZoneHasAName() {
        assertThat(english(ZoneOffset.UTC).zoneName()).isEqualTo("UTC");
        assertThat(english(ZoneId.of("Europe/Amsterdam")).zoneName()).isEqualTo("Europe/Amsterdam");
    }

    @Test
    void theOtherLanguageIsOffered() {
        assertThat(english(ZoneOffset.UTC).otherLanguages()).containsExactly(new Frame.Language("nl", "Nederlands"));
        assertThat(dutch(ZoneOffset.UTC).otherLanguages()).containsExactly(new Frame.Language("en", "English"));
    }

    private static Frame english(ZoneId zone) {
        return frame(Locale.ENGLISH, zone);
    }

    private static Frame dutch(ZoneId zone) {
        return frame(Locale.of("nl"), zone);
    }

    private static Frame frame(Locale language, ZoneId zone) {
        return new Frame(null, null, null, null, null, false, language, null, zone, "/", false, "localhost", 0);
    }
}
