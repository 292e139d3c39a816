package securitycenter.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import securitycenter.ApplicationTest;
import tools.jackson.databind.JsonNode;

/** What a source did not tell has its key all the same. */
@ApplicationTest
class EmptyKeysTests extends ApiTest {

    @Test
    void anAlertThatWasStreamedHasAllKeysOfGraphs() {
        var stored = on("Streamed Reader");
        stored.incidents(1);
        stored.alert(1, 1, "da1", "ENDPOINT", Bodies.STREAMED);
        var program = programOf(stored, "SecurityAlert.Read.All", "SecurityIncident.Read.All");
        isComplete(program.get("/v1.0/security/alerts_v2/da1").json());
        isComplete(program.get("/v1.0/security/alerts_v2").json().at("/value/0"));
        isComplete(
                program.get("/v1.0/security/incidents/1?$expand=alerts").json().at("/alerts/0"));
    }

    private static void isComplete(JsonNode alert) {
        assertThat(alert.propertyNames()).containsAll(GraphShape.OF_ALERTS);
        for (var key :
                List.of("description", "recommendedActions", "investigationState", "detectorId", "customDetails")) {
            assertThat(alert.get(key).isNull()).as(key).isTrue();
        }
        for (var key : List.of("categories", "systemTags", "comments")) {
            assertThat(alert.get(key).isArray()).as(key).isTrue();
        }
        assertThat(alert.get("title").asString()).isEqualTo("A program was dropped");
        assertThat(alert.at("/mitreTechniques/0").asString()).isEqualTo("T1059.001");
        var evidence = alert.get("evidence");
        assertThat(evidence).hasSize(2).allSatisfy(each -> {
            assertThat(each.get("verdict").asString()).isEqualTo("unknown");
            assertThat(each.get("remediationStatus").asString()).isEqualTo("none");
            assertThat(each.get("createdDateTime").asString()).startsWith("2026-01-14T08:");
            assertThat(each.get("remediationStatusDetails").isNull()).isTrue();
            assertThat(each.get("detailedRoles")).isEmpty();
            assertThat(each.get("tags")).isEmpty();
        });
        assertThat(evidence.at("/0/roles/0").asString()).isEqualTo("attacked");
        assertThat(evidence.at("/1/roles")).isEmpty();
    }
}
