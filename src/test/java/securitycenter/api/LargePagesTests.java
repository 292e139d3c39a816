package securitycenter.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import securitycenter.ApplicationTest;
import securitycenter.Visitors;
import securitycenter.api.Program.Answer;
import securitycenter.fakemicrosoft.FakeMicrosoft;
import securitycenter.provisioning.Homes;

/** Pages of what is large: twelve incidents with an alert each, whose records hold a megabyte and a half. */
@ApplicationTest
@TestInstance(Lifecycle.PER_CLASS)
class LargePagesTests {

    private static final int INCIDENTS = 12;
    private static final int FIT = 5;

    @Autowired
    FakeMicrosoft microsoft;

    @Autowired
    Visitors visitors;

    @Autowired
    Homes homes;

    @LocalServerPort
    int port;

    Stored stored;

    @BeforeAll
    void largeAlerts() {
        stored = Stored.on(microsoft.directory().tenant("Large Reader"), visitors, homes);
        stored.incidents(INCIDENTS);
        for (var id = 1; id <= INCIDENTS; id++) {
            stored.alert(id, id, "da" + id, "ENDPOINT", record(1_500_000));
        }
    }

    private static String record(int size) {
        return "{\"title\": \"As told\", \"description\": \"" + "x".repeat(size) + "\"}";
    }

    private Program program() {
        return Program.of(
                microsoft,
                port,
                stored.tenant(),
                "Incident.Read.All",
                "SecurityIncident.Read.All",
                "SecurityAlert.Read.All");
    }

    private static List<Integer> sizesOfPages(Program program, String path) {
        var sizes = new ArrayList<Integer>();
        Answer answer;
        do {
            answer = program.get(path);
            assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
            assertThat(answer.response().body()).hasSizeLessThan(10_000_000);
            sizes.add(answer.json().get("value").size());
            path = answer.json().path("@odata.nextLink").asString("");
        } while (!path.isEmpty());
        return sizes;
    }

    @Test
    void aPageEndsEarlyAndLeadsOn() {
        for (var list : List.of(
                "/api/incidents", "/v1.0/security/incidents?$expand=alerts", "/v1.0/security/alerts_v2?$top=2000")) {
            assertThat(sizesOfPages(program(), list)).as(list).containsExactly(FIT, FIT, 2);
        }
    }

    @Test
    void whatDoesNotNameTheRecordsIsNotCutByThem() {
        var selected =
                "/v1.0/security/alerts_v2?" + Program.encoded(Map.of("$select", "id,title,createdDateTime,status"));
        assertThat(sizesOfPages(program(), selected)).containsExactly(INCIDENTS);
        assertThat(sizesOfPages(program(), "/v1.0/security/incidents")).containsExactly(INCIDENTS);
        var alert = program().get(selected).json().at("/value/0");
        assertThat(alert.propertyNames()).containsExactlyInAnyOrder("id", "title", "createdDateTime", "status");
        assertThat(alert.get("title").asString()).isEqualTo("A title");
        assertThat(alert.get("createdDateTime").asString()).startsWith("2026-01-14T");
    }

    @Test
    void whoeverLeapsIsNeverGivenLessThanItAskedFor() {
        for (var list : List.of("/api/incidents?", "/v1.0/security/alerts_v2?")) {
            var tooMuch = program().get(list + Program.encoded(Map.of("$top", "10", "$skip", "0")));
            assertThat(tooMuch.status()).isEqualTo(400);
            assertThat(tooMuch.json().at("/error/message").asString()).contains("8 MB", "$top", "@odata.nextLink");
            var ids = new ArrayList<String>();
            for (var skip = 0; skip < INCIDENTS; skip += FIT) {
                var page = program().get(list + Program.encoded(Map.of("$top", "" + FIT, "$skip", "" + skip)));
                assertThat(page.status()).isEqualTo(200);
                page.json()
                        .get("value")
                        .forEach(row -> ids.add(row.path("incidentId").asString("") + row.path("id")));
            }
            assertThat(ids).hasSize(INCIDENTS).doesNotHaveDuplicates();
        }
    }

    /** What is not read is not there: an empty list would say that there is nothing. */
    @Test
    void anIncidentWhoseRecordsAreTooMuchToReadHasItsAlertsWithoutThem() {
        var vast = Stored.on(microsoft.directory().tenant("Vast Reader"), visitors, homes);
        vast.incidents(2);
        for (var number = 1; number <= 4; number++) {
            vast.alert(number, 1, "da" + number, "ENDPOINT", record(9_000_000));
        }
        vast.alert(5, 2, "da5", "ENDPOINT", "{\"title\": \"Small\", \"evidence\": []}");
        var program = Program.of(microsoft, port, vast.tenant(), "Incident.Read.All", "SecurityIncident.Read.All");
        assertThat(sizesOfPages(program, "/api/incidents")).containsExactly(1, 1);
        var alerts = program.get("/api/incidents/1").json().get("alerts");
        assertThat(alerts).hasSize(4).allSatisfy(alert -> {
            assertThat(alert.get("title").asString()).isEqualTo("A title");
            assertThat(alert.propertyNames()).contains("alertId", "severity").doesNotContain("entities", "devices");
        });
        assertThat(program.get("/api/incidents/2").json().at("/alerts/0").propertyNames())
                .contains("entities", "devices");
        assertThat(program.get("/v1.0/security/incidents/1?$expand=alerts")
                        .json()
                        .get("alerts"))
                .hasSize(4)
                .allSatisfy(alert -> assertThat(alert.propertyNames())
                        .contains("id", "incidentId", "title")
                        .doesNotContain("evidence", "description"));
    }

    @Test
    void whatIsTooLargeByItselfHasAPageOfItsOwn() {
        var huge = Stored.on(microsoft.directory().tenant("Huge Reader"), visitors, homes);
        huge.incidents(2);
        huge.alert(1, 1, "da1", "ENDPOINT", record(9_000_000));
        huge.alert(2, 2, "da2", "ENDPOINT", record(10));
        var program = Program.of(microsoft, port, huge.tenant(), "Incident.Read.All");
        assertThat(sizesOfPages(program, "/api/incidents")).containsExactly(1, 1);
    }
}
