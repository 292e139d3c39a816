package securitycenter.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class AlertReaderTests {

    private static final JsonMapper JSON = new JsonMapper();

    private static Alert read(String fields) {
        return AlertReader.read(JSON.readTree("{\"id\": \"da1\", " + fields + "}"), Instant.EPOCH)
                .orElseThrow();
    }

    @Test
    void aCategoryIsOneWordHoweverItIsWritten() {
        assertThat(read("\"category\": \"Suspicious activity\"").category()).isEqualTo("SuspiciousActivity");
        assertThat(read("\"category\": \"LateralMovement\"").category()).isEqualTo("LateralMovement");
        assertThat(read("\"category\": \"\"").category()).isNull();
    }

    @Test
    void whatIsNestedTooDeepStaysAsText() {
        var alert =
                read("\"additionalData\": " + "[".repeat(490) + "\"deep\"" + "]".repeat(490) + ", \"title\": \"Odd\"");
        assertThat(alert.title()).isEqualTo("Odd");
        var inner = alert.body().path("additionalData");
        var levels = 1;
        for (; inner.isArray(); levels++) {
            inner = inner.get(0);
        }
        assertThat(levels).isBetween(90, 110);
        assertThat(inner.asString()).startsWith("[[[").contains("deep").endsWith("]]]");
    }
}
