package securitycenter.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import securitycenter.ApplicationTest;
import securitycenter.homes.HomeSchema;
import securitycenter.identity.Role;

/** What programs change, and what they cannot. */
@ApplicationTest
@TestInstance(Lifecycle.PER_CLASS)
class ChangesTests extends ApiTest {

    private static final String[] ALL = {
        "Incident.ReadWrite.All", "SecurityIncident.ReadWrite.All", "SecurityAlert.ReadWrite.All"
    };

    @Autowired
    HomeSchema schema;

    Stored stored;

    @BeforeAll
    void aTenantWithIncidents() {
        stored = on("Changed by Scripts");
        stored.incidents(9);
        stored.alert(1, 1, "da1", "ENDPOINT", Bodies.MALWARE);
        stored.alert(2, 8, "da2", "ENDPOINT", Bodies.MALWARE);
        stored.set(3, "status = 'REDIRECTED', redirect_to = 1");
    }

    private Program program() {
        return programOf(stored, ALL);
    }

    @Test
    void whatXsoarSendsIsDoneAndTheWholeIncidentComesBack() {
        var before = program().get("/api/incidents/1").json();
        var answer = program().patch("/api/incidents/1", """
                        {"status": "Resolved", "assignedTo": "soc@a.example", "classification": "TruePositive",
                         "determination": "Malware", "tags": ["Finance", "Case 26-003"], "comment": "Closed."}""");
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
        var incident = answer.json();
        assertThat(incident.get("@odata.context").asString()).endsWith("$metadata#Incidents/$entity");
        assertThat(incident.get("status").asString()).isEqualTo("Resolved");
        assertThat(incident.get("assignedTo").asString()).isEqualTo("soc@a.example");
        assertThat(incident.get("determination").asString()).isEqualTo("Malware");
        assertThat(incident.get("tags").valueStream().map(tag -> tag.asString()))
                .containsExactlyInAnyOrder("Finance", "Case 26-003");
        assertThat(incident.at("/comments/0/comment").asString()).isEqualTo("Closed.");
        assertThat(incident.get("lastUpdateTime").asString())
                .isGreaterThan(before.get("lastUpdateTime").asString());
        assertThat(incident.at("/alerts/0/status").asString()).isEqualTo("Resolved");
        assertThat(incident.at("/alerts/0/resolvedTime").isNull()).isFalse();
    }

    @Test
    void eitherSpellingOfADeterminationIsTaken() {
        var answer = program()
                .patch(
                        "/api/incidents/2",
                        "{\"Classification\": \"truePositive\", \"determination\": \"CompromisedUser\"}");
        assertThat(answer.json().get("determination").asString()).isEqualTo("CompromisedAccount");
        var other = program().patch("/api/incidents/2", "{\"classification\": \"FalsePositive\"}");
        assertThat(other.json().get("determination").asString())
                .as("the one before does not go with it")
                .isEqualTo("NotAvailable");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"status\": \"Closed\"}",
                "{\"status\": \"Redirected\"}",
                "{\"status\": \"AwaitingAction\"}",
                "{\"status\": null}",
                "{\"status\": 1}",
                "{\"classification\": \"Perhaps\"}",
                "{\"determination\": \"Malware\"}",
                "{\"classification\": \"FalsePositive\", \"determination\": \"Malware\"}",
                "{\"classification\": \"TruePositive\", \"determination\": \"Apt\"}",
                "{\"severity\": \"High\"}",
                "{\"incidentId\": 5}",
                "{\"tags\": \"Finance\"}",
                "{\"tags\": [1]}",
                "{\"tags\": [\" \"]}",
                "{\"comment\": \"\\u0000\"}",
                "{\"comment\": \"\\ud800\"}",
                "{\"assignedTo\": {}}"
            })
    void aChangeThatCannotBeIsRefusedWhole(String body) {
        var withMore = body.replaceFirst("\\{", "{\"assignedTo\": \"x\", ");
        for (var each : new String[] {body, withMore}) {
            var answer = program().patch("/api/incidents/4", each);
            assertThat(answer.status()).as(each).isEqualTo(400);
            assertThat(answer.error()).startsWith("InvalidInput: ");
        }
        assertThat(program().get("/api/incidents/4").json().get("assignedTo").isNull())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "1", "{", "{\"status\": \"Active\"", "status=Active"})
    void aBodyThatIsNoObjectIsRefused(String body) {
        var answer = program().patch("/api/incidents/4", body);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error()).startsWith("InvalidRequestBody: ");
    }

    @Test
    void aBodyOfMoreThanAMegabyteIsRefused() {
        var large = "{\"comment\": \"" + "x".repeat(1024 * 1024) + "\"}";
        assertThat(program().patch("/api/incidents/4", large).status()).isEqualTo(413);
    }

    @Test
    void aRedirectedIncidentIsNotChangedButTheOtherIsNamed() {
        var answer = program().patch("/api/incidents/3", "{\"status\": \"Active\"}");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error()).contains("incident 1");
    }

    @Test
    void anotherTenantsIncidentCannotBeChanged() {
        var stranger = on("Changes Nothing");
        var answer = programOf(stranger, ALL).patch("/api/incidents/5", "{\"status\": \"Resolved\"}");
        assertThat(answer.status()).isEqualTo(404);
        assertThat(program().get("/api/incidents/5").json().get("status").asString())
                .isEqualTo("Active");
    }

    @Test
    void whoMayOnlyReadChangesNothing() {
        var change = "{\"status\": \"Resolved\"}";
        var reader = programOf(stored, "Incident.Read.All");
        assertThat(reader.patch("/api/incidents/5", change).error())
                .contains("Missing application roles. API required roles: Incident.ReadWrite.All,");
        var rea = stored.tenant().person("Rea").holds(Role.SECURITY_READER);
        assertThat(programFor(rea, "Incident.ReadWrite")
                        .patch("/api/incidents/5", change)
                        .status())
                .isEqualTo(403);
        assertThat(program().get("/api/incidents/5").json().get("status").asString())
                .isEqualTo("Active");
    }

    @Test
    void aCommentBearsTheNameOfThePersonAndOfTheProgram() {
        var olga = stored.tenant().person("Olga").holds(Role.SECURITY_OPERATOR);
        var answer = programFor(olga, "Incident.ReadWrite")
                .patch("/api/incidents/6", "{\"comment\": \"Looking at it.\", \"assignedTo\": \"olga@a.example\"}");
        assertThat(answer.json().at("/comments/0/createdBy").asString())
                .matches(Pattern.quote(olga.userPrincipalName()) + " via .*[0-9a-f-]{36}\\)?");
        var cleared = program().patch("/api/incidents/6", "{\"assignedTo\": \"\"}");
        assertThat(cleared.json().get("assignedTo").isNull()).isTrue();
    }

    @Test
    void graphsChangeKnowsGraphsProperties() {
        var answer = program().patch("/v1.0/security/incidents/7", """
                        {"@odata.type": "#microsoft.graph.security.incident", "displayName": "Phishing at Finance",
                         "severity": "low", "customTags": ["Case"], "resolvingComment": "Reimaged.", "status": "resolved"}""");
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
        assertThat(answer.json().get("displayName").asString()).isEqualTo("Phishing at Finance");
        assertThat(answer.json().get("severity").asString()).isEqualTo("low");
        assertThat(answer.json().get("resolvingComment").asString()).isEqualTo("Reimaged.");
        var refused = program().patch("/v1.0/security/incidents/7", "{\"tags\": [\"Case\"]}");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.error()).startsWith("BadRequest: ");
    }

    @Test
    void aSummaryIsKeptBesideWhatElseIsChanged() {
        var path = "/v1.0/security/incidents/2";
        var answer = program().patch(path, "{\"summary\": \"Lena opened it.\", \"customTags\": [\"Phishing\"]}");
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
        assertThat(answer.json().get("summary").asString()).isEqualTo("Lena opened it.");
        assertThat(answer.json().at("/customTags/0").asString()).isEqualTo("Phishing");
        assertThat(program()
                        .patch(path, "{\"summary\": \"\"}")
                        .json()
                        .get("summary")
                        .isNull())
                .isTrue();
        assertThat(stored.home()
                        .database()
                        .sql(
                                "select coalesce(new_value, 'none') from activity where incident_id = 2 and field = 'summary' order by id")
                        .query(String.class)
                        .list())
                .containsExactly("Lena opened it.", "none");
        assertThat(program().patch(path, "{\"summary\": 1}").status()).isEqualTo(400);
        assertThat(program()
                        .patch("/api/incidents/2", "{\"summary\": \"Not there.\"}")
                        .status())
                .as("the older API knows none")
                .isEqualTo(400);
    }

    @Test
    void anAlertIsChangedAndItsIncidentKnows() {
        var answer = program().patch("/v1.0/security/alerts_v2/da2", """
                        {"status": "resolved", "classification": "falsePositive", "determination": "clean",
                         "assignedTo": "soc@a.example"}""");
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
        assertThat(answer.json().get("status").asString()).isEqualTo("resolved");
        assertThat(answer.json().get("determination").asString()).isEqualTo("notMalicious");
        assertThat(answer.json().get("resolvedDateTime").isString()).isTrue();
        var wrong = program().patch("/v1.0/security/alerts_v2/da2", "{\"determination\": \"malware\"}");
        assertThat(wrong.status()).isEqualTo(400);
        assertThat(program()
                        .patch("/v1.0/security/alerts_v2/da2", "{\"title\": \"x\"}")
                        .status())
                .isEqualTo(400);
        assertThat(program().patch("/v1.0/security/alerts_v2/nobody", "{}").status())
                .isEqualTo(404);
    }

    @Test
    void commentsAreAddedToIncidentsAndAlerts() {
        var comment = "{\"@odata.type\": \"microsoft.graph.security.alertComment\", \"comment\": \"Called the user.\"}";
        var incident = program().post("/v1.0/security/incidents/9/comments", comment);
        assertThat(incident.status()).as(incident.response().body()).isEqualTo(200);
        assertThat(incident.json().at("/value/0/comment").asString()).isEqualTo("Called the user.");
        program().post("/v1.0/security/alerts_v2/da2/comments", comment);
        var alert = program().post("/v1.0/security/alerts_v2/da2/comments", comment.replace("Called", "Asked"));
        assertThat(alert.json().get("value")).hasSize(2);
        assertThat(alert.json().at("/value/1/comment").asString()).isEqualTo("Asked the user.");
        assertThat(program().post("/v1.0/security/incidents/9/comments", "{}").status())
                .isEqualTo(400);
    }

    @Test
    void whileTheHomeIsFrozenItCanBeReadAndChangesAreToWait() {
        var moving = on("Moving House");
        moving.incidents(1);
        schema.freeze(moving.home());
        var program = programOf(moving, ALL);
        assertThat(program.get("/api/incidents/1").status()).isEqualTo(200);
        var answer = program.patch("/api/incidents/1", "{\"status\": \"Resolved\"}");
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("Retry-After")).isEqualTo("300");
        schema.thaw(moving.home());
        assertThat(program.patch("/api/incidents/1", "{\"status\": \"Resolved\"}")
                        .status())
                .isEqualTo(200);
    }
}
