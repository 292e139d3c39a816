package securitycenter.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import securitycenter.ApplicationTest;
import securitycenter.api.Program.Answer;
import securitycenter.identity.Role;

/** Programs put incidents together, and alerts elsewhere. */
@ApplicationTest
@TestInstance(Lifecycle.PER_CLASS)
class RegroupingTests extends ApiTest {

    private static final String MERGE = "/v1.0/security/incidents/mergeIncidents";
    private static final String MOVE = "/v1.0/security/alerts_v2/moveAlerts";

    Stored stored;

    @BeforeAll
    void aTenantWithIncidents() {
        stored = on("Regrouped by Scripts");
        stored.incidents(20);
        for (var number = 1; number <= 40; number++) {
            stored.alert(number, (number + 1) / 2, "da" + number, "ENDPOINT", Bodies.MALWARE);
        }
        stored.home()
                .database()
                .sql("update grouping set next_incident = 100, next_alert = 100")
                .update();
    }

    private Program program() {
        return programOf(stored, "SecurityIncident.ReadWrite.All", "SecurityAlert.ReadWrite.All");
    }

    private static String target(Answer answer) {
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
        assertThat(answer.json().get("@odata.context").asString())
                .endsWith("/v1.0/$metadata#microsoft.graph.security.mergeResponse");
        return answer.json().get("targetIncidentId").asString();
    }

    private List<String> alertsIn(String incident) {
        return program()
                .get("/v1.0/security/incidents/" + incident + "?$expand=alerts")
                .json()
                .get("alerts")
                .valueStream()
                .map(alert -> alert.get("id").asString())
                .toList();
    }

    private static String quoted(String... ids) {
        return List.of(ids).stream().map(id -> "\"" + id + "\"").collect(Collectors.joining(", ", "[", "]"));
    }

    private static String incidents(String... ids) {
        return "{\"incidentIds\": " + quoted(ids) + "}";
    }

    private static String alerts(String incident, String... ids) {
        return "{\"incidentId\": " + incident + ", \"alertIds\": " + quoted(ids) + "}";
    }

    private List<String> reasonsLogged(long incident, String kind) {
        return stored.home()
                .database()
                .sql("select actor || ': ' || reason from activity where incident_id = ? and kind = ? order by id")
                .params(incident, kind)
                .query(String.class)
                .list();
    }

    @Test
    void incidentsBecomePartOfTheOldest() {
        var program = program();
        var body = """
                {"incidentIds": ["2", "1"], "incidentComment": "Same user and same address.",
                 "mergeReasons": "sameAsset,temporalProximity"}""";
        assertThat(target(program.post(MERGE, body))).isEqualTo("1");
        assertThat(alertsIn("1")).containsExactly("da1", "da2", "da3", "da4");
        var part = program.get("/v1.0/security/incidents/2").json();
        assertThat(part.get("status").asString()).isEqualTo("redirected");
        assertThat(part.get("redirectIncidentId").asString()).isEqualTo("1");
        assertThat(reasonsLogged(1, "merged"))
                .singleElement()
                .asString()
                .endsWith(": Same user and same address. – sameAsset, temporalProximity");
        assertThat(target(program.post(MERGE, body))).as("asked again").isEqualTo("1");
        assertThat(reasonsLogged(1, "merged")).hasSize(1);
    }

    @Test
    void theQualifiedAddressIsTheSame() {
        assertThat(target(program()
                        .post("/v1.0/security/incidents/microsoft.graph.security.mergeIncidents", incidents("3", "4"))))
                .isEqualTo("3");
        assertThat(target(program()
                        .post("/v1.0/security/alerts_v2/microsoft.graph.security.moveAlerts", alerts("\"3\"", "da9"))))
                .isEqualTo("3");
    }

    @Test
    void whatStandsAgainstAMergeIsSaid() {
        stored.set(6, "status = 'RESOLVED', is_open = false");
        stored.set(7, "assigned_to = 'ann@a.example', assignee = 'ann@a.example'");
        stored.set(8, "assigned_to = 'bob@a.example', assignee = 'bob@a.example'");
        var program = program();
        var refused = program.post(MERGE, incidents("6", "7", "8"));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.error()).startsWith("BadRequest: ").contains("resolved", "different people");
        assertThat(program.post(MERGE, incidents("7")).error()).contains("Two to five");
        assertThat(program.post(MERGE, incidents("7", "07")).error()).contains("Two to five");
        assertThat(program.post(MERGE, incidents("7", "4711")).status()).isEqualTo(404);
        assertThat(alertsIn("7")).containsExactly("da13", "da14");
    }

    @Test
    void alertsOfSeveralIncidentsGoToOneTogether() {
        var program = program();
        var body = """
                {"alertIds": ["da19", "da21", "da23"], "incidentId": "12", "alertComment": "Of the same message.",
                 "newCorrelationReasons": "similarArtifacts"}""";
        assertThat(target(program.post(MOVE, body))).isEqualTo("12");
        assertThat(alertsIn("12")).containsExactly("da19", "da21", "da23", "da24");
        assertThat(alertsIn("10")).containsExactly("da20");
        assertThat(alertsIn("11")).containsExactly("da22");
        assertThat(reasonsLogged(10, "moved-out"))
                .singleElement()
                .asString()
                .endsWith(": Of the same message. – similarArtifacts");
        assertThat(target(program.post(MOVE, body))).as("asked again").isEqualTo("12");
        assertThat(reasonsLogged(12, "moved-in")).hasSize(2);
    }

    @Test
    void withoutAnIncidentAlertsGoToANewOne() {
        var incident = target(program().post(MOVE, alerts("null", "da27", "da29")));
        assertThat(Long.parseLong(incident)).isGreaterThanOrEqualTo(100);
        assertThat(target(program().post(MOVE, alerts("null", "da27", "da29"))))
                .as("asked again")
                .isEqualTo(incident);
        assertThat(alertsIn(incident)).containsExactly("da27", "da29");
        assertThat(alertsIn("14")).containsExactly("da28");
    }

    /** All of them or none. */
    @Test
    void whatStandsAgainstAMoveIsSaidAndNothingMoves() {
        var program = program();
        var nothingLeft = program.post(MOVE, alerts("\"18\"", "da31", "da33", "da34"));
        assertThat(nothingLeft.status()).isEqualTo(400);
        assertThat(nothingLeft.error()).contains("No alert would be left in an incident");
        assertThat(program.post(MOVE, alerts("\"18\"", "da31", "nobody")).status())
                .isEqualTo(404);
        assertThat(program.post(MOVE, alerts("\"4711\"", "da31")).status()).isEqualTo(404);
        assertThat(alertsIn("16")).containsExactly("da31", "da32");
        assertThat(alertsIn("18")).containsExactly("da35", "da36");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"incidentIds\": []}",
                "{\"incidentIds\": \"19\"}",
                "{\"incidentIds\": [null, \"19\"]}",
                "{\"incidentIds\": [\"19\", \"20\"], \"mergeReasons\": \"sameMood\"}",
                "{\"incidentIds\": [\"19\", \"20\"], \"incidentComment\": 1}",
                "{\"incidentIds\": [\"19\", \"20\"], \"incidentComment\": \"\\u0000\"}",
                "{\"incidentIds\": [\"19\", \"20\"], \"reason\": \"x\"}"
            })
    void aBodyThatIsNoneIsRefused(String body) {
        for (var action : List.of(MERGE, MOVE)) {
            var asked = action.equals(MERGE) ? body : body.replace("incidentIds", "alertIds");
            assertThat(program().post(action, asked).status()).as(action).isEqualTo(400);
        }
    }

    @Test
    void whoMayOnlyReadPutsNothingTogether() {
        var reader = programOf(stored, "SecurityIncident.Read.All", "SecurityAlert.Read.All");
        assertThat(reader.post(MERGE, incidents("19", "20")).error())
                .contains("API required roles: SecurityIncident.ReadWrite.All,");
        assertThat(reader.post(MOVE, alerts("\"19\"", "da39")).error())
                .contains("API required roles: SecurityAlert.ReadWrite.All,");
        var rea = stored.tenant().person("Rea").holds(Role.SECURITY_READER);
        assertThat(programFor(rea, "SecurityIncident.ReadWrite.All")
                        .post(MERGE, incidents("19", "20"))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void anotherTenantsIncidentsAreNotThere() {
        var stranger = on("Regroups Nothing");
        var program = programOf(stranger, "SecurityIncident.ReadWrite.All", "SecurityAlert.ReadWrite.All");
        assertThat(program.post(MERGE, incidents("19", "20")).status()).isEqualTo(404);
        assertThat(program.post(MOVE, alerts("\"19\"", "da39")).status()).isEqualTo(404);
    }
}
