package securitycenter.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import securitycenter.ApplicationTest;
import securitycenter.api.Program.Answer;

/** {@code /api/incidents} answers as clients of Microsoft's know it. */
@ApplicationTest
@TestInstance(Lifecycle.PER_CLASS)
class DefenderIncidentsTests extends ApiTest {

    private static final int INCIDENTS = 105;

    Stored stored;

    @BeforeAll
    void aTenantWithIncidents() {
        stored = on("Legacy Reader");
        stored.incidents(INCIDENTS);
        stored.alert(1, 1, "da637_1", "ENDPOINT", Bodies.MALWARE);
        stored.tag(1, "Finance");
        stored.comment(1, "soc@a.example", "Device isolated.");
        stored.set(
                2,
                "status = 'RESOLVED', assigned_to = 'O''Hara@a.example', assignee = 'o''hara@a.example', classification = 'TRUE_POSITIVE',"
                        + " determination = 'COMPROMISED_ACCOUNT'");
        stored.set(3, "status = 'REDIRECTED', redirect_to = 1");
        stored.set(4, "status = 'IN_PROGRESS'");
    }

    private Program program() {
        return programOf(stored, "Incident.ReadWrite.All");
    }

    private static List<Long> ids(Answer answer) {
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
        return answer.json()
                .get("value")
                .valueStream()
                .map(incident -> incident.get("incidentId").asLong())
                .toList();
    }

    private List<Long> filtered(String filter) {
        return ids(program().get("/api/incidents?" + Program.encoded(Map.of("$filter", filter))));
    }

    @Test
    void anIncidentHasAllItsKeysAndItsAlertsInline() {
        var answer = program().get("/api/incidents/1");
        assertThat(answer.header("OData-Version")).isEqualTo("4.0");
        assertThat(answer.header("Content-Type")).contains("odata.metadata=minimal");
        var incident = answer.json();
        assertThat(incident.propertyNames())
                .containsExactly(
                        "@odata.context",
                        "incidentId",
                        "incidentUri",
                        "redirectIncidentId",
                        "incidentName",
                        "createdTime",
                        "lastUpdateTime",
                        "assignedTo",
                        "classification",
                        "determination",
                        "status",
                        "severity",
                        "tags",
                        "comments",
                        "alerts");
        assertThat(incident.get("incidentUri").asString())
                .endsWith("/incidents/1?tid=" + stored.tenant().id());
        assertThat(incident.get("createdTime").asString()).isEqualTo("2026-01-14T09:00:00.123456Z");
        assertThat(incident.get("assignedTo").isNull()).isTrue();
        assertThat(incident.get("determination").asString()).isEqualTo("NotAvailable");
        assertThat(incident.at("/tags/0").asString()).isEqualTo("Finance");
        assertThat(incident.at("/comments/0/createdBy").asString()).isEqualTo("soc@a.example");
    }

    @Test
    void anIncidentThatIsNotKeptAnyMoreIsSaidToBeGone() {
        stored.home().database().sql("update grouping set next_incident = 1000").update();
        var answer = program().get("/api/incidents/999");
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.error()).isEqualTo("ResourceNotFound: Incident 999 is gone: it is not kept any more.");
        assertThat(program().get("/api/incidents/1000").error())
                .isEqualTo("ResourceNotFound: Incident 1000 was not found");
    }

    @Test
    void alertsDevicesAndEntitiesAreMappedFromWhatTheServiceTold() {
        var alert = program().get("/api/incidents/1").json().at("/alerts/0");
        assertThat(alert.get("alertId").asString()).isEqualTo("da637_1");
        assertThat(alert.get("serviceSource").asString()).isEqualTo("MicrosoftDefenderForEndpoint");
        assertThat(alert.get("detectionSource").asString()).isEqualTo("WindowsDefenderAtp");
        assertThat(alert.get("status").asString()).as("ours, not the service's").isEqualTo("New");
        assertThat(alert.get("severity").asString()).isEqualTo("High");
        assertThat(alert.get("investigationState").asString()).isEqualTo("PendingApproval");
        assertThat(alert.get("resolvedTime").isNull()).isTrue();
        assertThat(alert.get("classification").isNull()).isTrue();
        assertThat(alert.at("/devices/0/mdatpDeviceId").asString()).isEqualTo("e1c0");
        assertThat(alert.at("/devices/0/aadDeviceId").isNull()).isTrue();
        assertThat(alert.at("/devices/0/riskScore").asString()).isEqualTo("High");
        assertThat(alert.at("/devices/0/loggedOnUsers/0/accountName").asString())
                .isEqualTo("lena");
        assertThat(alert.at("/entities/0").propertyNames())
                .as("only the keys that have a value")
                .containsExactly(
                        "entityType",
                        "evidenceCreationTime",
                        "verdict",
                        "remediationStatus",
                        "sha1",
                        "fileName",
                        "processId",
                        "processCommandLine",
                        "accountName",
                        "domainName",
                        "aadUserId",
                        "deviceId");
        assertThat(alert.get("entities")
                        .valueStream()
                        .map(each -> each.get("entityType").asString()))
                .containsExactly("Process", "Mailbox", "Registry");
    }

    @Test
    void aRedirectedIncidentSaysWhereItWent() {
        var incident = program().get("/api/incidents/3").json();
        assertThat(incident.get("status").asString()).isEqualTo("Redirected");
        assertThat(incident.get("redirectIncidentId").asLong()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"99999", "abc", "-1", "1'", "9999999999999999999999"})
    void whatIsNotThereIsNotFound(String id) {
        assertThat(program().get("/api/incidents/" + id).status()).isEqualTo(404);
    }

    @Test
    void theNewestComeFirstAHundredAtATimeAndTheLinkLeadsOn() {
        var first = program().get("/api/incidents?$top=5000");
        assertThat(ids(first)).hasSize(100).startsWith(105L, 104L).endsWith(6L);
        var link = first.json().get("@odata.nextLink").asString();
        assertThat(link)
                .startsWith("http://localhost:" + port + "/api/incidents?")
                .contains("$skiptoken=");
        var last = program().get(link);
        assertThat(ids(last)).containsExactly(5L, 4L, 3L, 2L, 1L);
        assertThat(last.json().has("@odata.nextLink")).isFalse();
    }

    @Test
    void theLinkDoesNotListenToTheHostHeader() {
        var link = program()
                .get("/api/incidents?$top=1", "X-Forwarded-Host", "attacker.example")
                .json()
                .get("@odata.nextLink")
                .asString();
        assertThat(link).startsWith("http://localhost:" + port + "/");
    }

    @Test
    void whoeverRaisesSkipGetsEachIncidentOnce() {
        var program = program();
        var found = new ArrayList<Long>();
        while (found.size() % 50 == 0) {
            found.addAll(ids(program.get("/api/incidents?$top=50&$skip=" + found.size())));
        }
        assertThat(found).hasSize(INCIDENTS).doesNotHaveDuplicates();
    }

    @Test
    void aLinkKeepsFilterAndOrder() {
        var first = program()
                .get("/api/incidents?$filter=createdTime+ge+2026-01-15&$orderby=createdTime%20asc&$top=10&$count=true");
        assertThat(ids(first)).startsWith(16L).hasSize(10);
        assertThat(first.json().get("@odata.count").asLong()).isEqualTo(90);
        assertThat(ids(program().get(first.json().get("@odata.nextLink").asString())))
                .startsWith(26L)
                .hasSize(10);
    }

    @Test
    void elasticsFilterIsUnderstood() {
        assertThat(ids(program().get("/api/incidents?$filter=lastUpdateTime+gt+2026-01-18T16:00:00.1234560Z&$top=100")))
                .containsExactly(105L);
        assertThat(filtered("lastUpdateTime ge 2026-01-18T17:00:00.1Z")).containsExactly(105L);
        assertThat(filtered("lastUpdateTime gt 2026-01-18T17:00:00.123456Z")).isEmpty();
    }

    @Test
    void theFilterThatXsoarBuildsIsUnderstood() {
        assertThat(filtered("status eq 'Resolved' and assignedTo eq 'o''HARA@a.example'"))
                .containsExactly(2L);
        assertThat(filtered("createdTime gt 2026-01-14 and status eq 'inprogress'"))
                .containsExactly(4L);
    }

    /** The older API has no word for waiting. */
    @Test
    void aFilterFindsWhatTheSameListCallsSo() {
        var waits = on("Waiting Reader");
        waits.incidents(3);
        waits.set(2, "status = 'AWAITING_ACTION'");
        waits.set(3, "status = 'RESOLVED'");
        var program = programOf(waits, "Incident.Read.All");
        var list = "/api/incidents?$filter=";
        assertThat(program.get("/api/incidents/2").json().get("status").asString())
                .isEqualTo("Active");
        assertThat(ids(program.get(list + "status+eq+'Active'"))).containsExactly(2L, 1L);
        assertThat(ids(program.get(list + "status+ne+'active'"))).containsExactly(3L);
        assertThat(ids(program.get(list + "status+eq+'Active'+and+createdTime+ge+2026-01-14T10:00:00Z")))
                .containsExactly(2L);
        assertThat(program.get(list + "status+eq+'AwaitingAction'").status()).isEqualTo(400);
    }

    @Test
    void orAndParenthesesAreUnderstood() {
        assertThat(filtered("(status eq 'Resolved' or status eq 'InProgress') and createdTime lt 2026-01-14T11:00:00Z"))
                .containsExactly(2L);
        assertThat(filtered("assignedTo ne null")).containsExactly(2L);
        assertThat(filtered("assignedTo ne 'o''hara@a.example'")).hasSize(100);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "severity eq 'High'",
                "status eq 'Open'",
                "status eq Active",
                "status",
                "status eq",
                "status like 'Active'",
                "status gt 'Active'",
                "createdTime gt 'yesterday'",
                "createdTime gt 2020-13-01",
                "createdTime gt 2020-08-06T12:07:55",
                "status eq 'Active' and",
                "(status eq 'Active'",
                "status eq 'Active')",
                "status eq 'Active",
                "status eq 'Active'; drop table incident",
                "1 eq 1",
                "\u0000"
            })
    void aFilterThatIsNoneIsRefused(String filter) {
        var answer = program().get("/api/incidents?" + Program.encoded(Map.of("$filter", filter)));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error()).startsWith("ODataError: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"$top=0", "$top=-1", "$top=x", "$skip=-1", "$orderby=status", "$count=maybe", "$search=a"})
    void soIsAnOptionThatIsNone(String option) {
        assertThat(program().get("/api/incidents?" + option).status()).isEqualTo(400);
    }

    @Test
    void aPageKeyThatWasTamperedWithIsRefused() {
        var link = program()
                .get("/api/incidents?$top=1")
                .json()
                .get("@odata.nextLink")
                .asString();
        var key = link.replaceFirst(".*skiptoken=([^&]+).*", "$1");
        var other = (key.charAt(5) == 'A' ? 'B' : 'A');
        for (var tampered : List.of(
                link.replace(key, key.substring(0, 5) + other + key.substring(6)),
                link.replace(key, key.substring(0, key.length() - 4)),
                link.replace(key, "x"),
                link + "&$filter=status%20eq%20'Active'")) {
            var answer = program().get(tampered);
            assertThat(answer.status()).as(tampered).isEqualTo(400);
            assertThat(answer.error()).contains("$skiptoken");
        }
    }

    @Test
    void whoeverCallsTooOftenIsToldWhenToComeBack() {
        var program = program();
        var answers = new ArrayList<Answer>();
        do {
            answers.add(program.get("/api/incidents?$top=1"));
        } while (answers.getLast().status() == 200 && answers.size() < 500);
        var refused = answers.getLast();
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.error()).startsWith("TooManyRequests: Quota of 50 calls per minute reached.");
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 60);
        assertThat(answers).hasSizeGreaterThan(50);
        assertThat(program.get("/api/incidents/1").status()).as("another quota").isEqualTo(200);
        assertThat(program().get("/api/incidents?$top=1").status())
                .as("another application")
                .isEqualTo(200);
    }

    /** No library of Java's sends such a thing. */
    @Test
    void anAddressThatCannotBeDecodedIsRefusedInJson() throws IOException {
        var token = program().token();
        try (var socket = new Socket("localhost", port)) {
            socket.getOutputStream()
                    .write(("GET /api/incidents?$filter=%zz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                                    + "Authorization: Bearer " + token + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).startsWith("HTTP/1.1 400").contains("\"code\":\"ODataError\"");
        }
    }
}
