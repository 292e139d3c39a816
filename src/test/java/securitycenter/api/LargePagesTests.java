package securitycenter.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import securitycenter.ApplicationTest;
import securitycenter.api.Program.Answer;

/** Pages of what is large: twelve incidents with an alert each, whose records hold a megabyte and a half. */
@ApplicationTest
@TestInstance(Lifecycle.PER_CLASS)
class LargePagesTests extends ApiTest {

    private static final int INCIDENTS = 12;
    private static final int RECORD = 1_500_000;

    Stored stored;

    @BeforeAll
    void largeAlerts() {
        stored = on("Large Reader");
        stored.incidents(INCIDENTS);
        for (var id = 1; id <= INCIDENTS; id++) {
            stored.alert(id, id, "da" + id, "ENDPOINT", record(RECORD));
        }
    }

    private static String record(int size) {
        return "{\"title\": \"As told\", \"description\": \"" + "x".repeat(size) + "\"}";
    }

    private Program program() {
        return programOf(stored, "Incident.Read.All", "SecurityIncident.Read.All", "SecurityAlert.Read.All");
    }

    private static Answer page(Program program, String list, String... options) {
        var asked = new LinkedHashMap<String, String>();
        for (var i = 0; i < options.length; i += 2) {
            asked.put(options[i], options[i + 1]);
        }
        var answer = program.get(list + Program.encoded(asked));
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
        return answer;
    }

    private static List<String> ids(Answer answer) {
        return answer.json()
                .get("value")
                .valueStream()
                .map(row -> row.path("incidentId").asString("") + row.path("id").asString(""))
                .toList();
    }

    @Test
    void aPageHoldsWhatWasAskedForHoweverLargeItIs() {
        for (var list :
                List.of("/api/incidents?", "/v1.0/security/incidents?$expand=alerts&", "/v1.0/security/alerts_v2?")) {
            var all = page(program(), list, "$top", "5000");
            assertThat(all.response().body()).hasSizeGreaterThan(INCIDENTS * RECORD);
            assertThat(ids(all)).as(list).hasSize(INCIDENTS).doesNotHaveDuplicates();
            assertThat(all.json().has("@odata.nextLink")).isFalse();
        }
    }

    /** Each of its requests names the same window and raises $skip by what it asked for; a short page is the last. */
    @Test
    void elasticsClientReadsAllThatThereIs() {
        for (var list : List.of("/v1.0/security/alerts_v2?", "/v1.0/security/incidents?$expand=alerts&")) {
            for (var batch : List.of(5, 6)) {
                var program = program();
                var found = new ArrayList<String>();
                List<String> ids;
                do {
                    ids = ids(page(
                            program,
                            list,
                            "$orderby",
                            "lastUpdateDateTime asc",
                            "$filter",
                            "lastUpdateDateTime ge 2023-09-01T10:00:00.000Z",
                            "$top",
                            "" + batch,
                            "$skip",
                            "" + found.size()));
                    found.addAll(ids);
                } while (ids.size() == batch);
                assertThat(found).as(list).hasSize(INCIDENTS).doesNotHaveDuplicates();
            }
        }
    }

    @Test
    void beyondTheEndThereIsNothing() {
        for (var list : List.of("/api/incidents?", "/v1.0/security/incidents?", "/v1.0/security/alerts_v2?")) {
            for (var skip : List.of("10001", "99999999999")) {
                assertThat(ids(page(program(), list, "$skip", skip))).isEmpty();
            }
        }
    }

    @Test
    void whatDoesNotNameTheRecordsHoldsNoneOfThem() {
        var selected = page(program(), "/v1.0/security/alerts_v2?", "$select", "id,title,createdDateTime,status");
        assertThat(ids(selected)).hasSize(INCIDENTS);
        var alert = selected.json().at("/value/0");
        assertThat(alert.propertyNames()).containsExactlyInAnyOrder("id", "title", "createdDateTime", "status");
        assertThat(alert.get("title").asString()).isEqualTo("A title");
        assertThat(alert.get("createdDateTime").asString()).startsWith("2026-01-14T");
    }

    @Test
    void anIncidentWithVeryMuchInItIsAnsweredWhole() {
        var vast = on("Vast Reader");
        vast.incidents(2);
        for (var number = 1; number <= 4; number++) {
            vast.alert(number, 1, "da" + number, "ENDPOINT", record(9_000_000));
        }
        vast.alert(5, 2, "da5", "ENDPOINT", record(10));
        var program = programOf(vast, "Incident.Read.All", "SecurityIncident.Read.All");
        assertThat(ids(page(program, "/api/incidents?"))).containsExactly("2", "1");
        for (var one : List.of("/api/incidents/1", "/v1.0/security/incidents/1?$expand=alerts")) {
            assertThat(program.get(one).json().get("alerts"))
                    .hasSize(4)
                    .allSatisfy(alert ->
                            assertThat(alert.get("description").asString()).hasSize(9_000_000));
        }
    }

    /** An error after what was sent already would make one answer out of two halves. */
    @Test
    void whatFailsOnItsWayBreaksOff() {
        var broken = on("Broken Reader");
        broken.incidents(1);
        broken.alert(1, 1, "da1", "ENDPOINT", record(100_000));
        broken.alert(2, 1, "da2", "ENDPOINT", "no JSON");
        var program = programOf(broken, "SecurityAlert.Read.All");
        assertThatThrownBy(() -> page(program, "/v1.0/security/alerts_v2?", "$orderby", "createdDateTime asc"))
                .isInstanceOf(UncheckedIOException.class);
        var failed = program.get("/v1.0/security/alerts_v2?$top=1");
        assertThat(failed.status()).isEqualTo(500);
        assertThat(failed.error()).startsWith("InternalServerError: ");
    }
}
