package securitycenter.api;

import static org.assertj.core.api.Assertions.assertThat;
import static securitycenter.identity.Role.SECURITY_READER;

import com.github.kagkarlsson.scheduler.Scheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import securitycenter.ApplicationTest;
import securitycenter.KeptAway;
import securitycenter.alerts.EvidenceKind;
import securitycenter.alerts.Verdict;
import securitycenter.api.Program.Answer;
import securitycenter.homes.Sql;
import securitycenter.response.ActionSource;
import securitycenter.response.ActionType;
import securitycenter.response.Decider;
import securitycenter.response.KindSeed;
import securitycenter.response.Origin;
import securitycenter.response.Proposal;
import securitycenter.response.Remediation;
import securitycenter.response.RemediationAction;
import securitycenter.response.Target;

/** {@code /api/machineactions} answers as clients of Defender for Endpoint know it. */
@ApplicationTest
@TestInstance(Lifecycle.PER_CLASS)
class DefenderMachineActionsTests extends ApiTest {

    private static final Decider LEAD = new Decider(UUID.randomUUID(), "soc.lead@sent.example");
    private static final String SHA1 = "c9156634e2cd19811c19ef71706ea9141492757e";
    private static final Instant START = Instant.parse("2026-01-14T10:12:02.111203Z");
    private static final String OUTSIDE = "4467f0cf-a049-c4e0-1cd2-d9f17e43bc36";

    @Autowired
    Remediation remediation;

    @Autowired
    Scheduler scheduler;

    @Autowired
    JdbcClient database;

    Stored stored;
    RemediationAction isolation;
    RemediationAction quarantine;
    RemediationAction cancelled;
    RemediationAction unasked;

    /** The first is the oldest, an hour before the next. */
    @BeforeAll
    void aTenantThatActs() {
        stored = on("Acting Reader");
        KeptAway.from(stored.tenant().id(), scheduler, database, "actions");
        for (var type : ActionType.values()) {
            KindSeed.set(stored.home(), type, true, false);
        }
        isolation = approved(ActionType.ISOLATE_DEVICE, "wks-1", 1);
        set(
                isolation,
                "state = 'UNDONE', outside_id = '" + OUTSIDE + "', accepted = true, undone_id = decided_id, undone_by ="
                        + " 'second@sent.example', undo_comment = 'False alarm', undone_at = ?",
                Sql.time(START.plus(Duration.ofHours(9))));
        quarantine = approved(ActionType.QUARANTINE_FILE, "wks-2", 2);
        set(quarantine, "state = 'RUNNING', outside_id = '" + OUTSIDE + "'");
        cancelled = approved(ActionType.RUN_ANTIVIRUS_SCAN, "wks-3", 3);
        set(cancelled, "state = 'CANCELLED'");
        stored.home()
                .database()
                .sql("update remediation_turn set at = ?, comment = 'Not needed' where action_id = ? and version = 2")
                .params(Sql.time(START.plus(Duration.ofHours(4))), cancelled.id())
                .update();
        unasked = proposed(ActionType.QUARANTINE_FILE, "wks-4", false);
        set(unasked, "decided_at = ?", Sql.time(START.plus(Duration.ofHours(5))));
        proposed(ActionType.ISOLATE_DEVICE, "waits", true);
    }

    private static String machine(String name) {
        return "%040x".formatted(name.hashCode() & 0xFFFF_FFFFL);
    }

    private RemediationAction proposed(ActionType type, String device, boolean asks) {
        var target = new Target(
                type.on(),
                machine(device),
                device,
                Map.of(Target.DEVICE, machine(device), Target.SHA1, SHA1),
                new Target.Asset(EvidenceKind.DEVICE, machine(device), device + ".sent.example"));
        return remediation
                .propose(
                        stored.home(),
                        List.of(new Proposal(
                                type,
                                target,
                                ActionSource.MANUAL_DEVICE_ACTION,
                                Origin.ofPerson("It spreads", null),
                                Verdict.MALICIOUS,
                                asks)),
                        LEAD)
                .getFirst();
    }

    private RemediationAction approved(ActionType type, String device, int hours) {
        var action = proposed(type, device, true);
        remediation.approve(stored.home(), LEAD, action.id(), action.version(), true, "Active malicious process");
        var at = Sql.time(START.plus(Duration.ofHours(hours)));
        set(action, "decided_at = ?, updated_at = ?", at, at);
        return action;
    }

    private void set(RemediationAction action, String assignments, Object... values) {
        var all = new ArrayList<>(List.of(values));
        all.add(action.id());
        stored.home()
                .database()
                .sql("update remediation_action set " + assignments + " where id = ?")
                .params(all)
                .update();
    }

    private Program program() {
        return programOf(stored, "Machine.Read.All");
    }

    private static List<String> types(Answer answer) {
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
        return answer.json()
                .get("value")
                .valueStream()
                .map(action -> action.get("type").asString())
                .toList();
    }

    private List<String> filtered(String filter) {
        return types(program().get("/api/machineactions?" + Program.encoded(Map.of("$filter", filter))));
    }

    @Test
    void aMachineActionHasAllItsKeysInTheirOrder() {
        var answer = program().get("/api/machineactions/" + quarantine.id());
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
        assertThat(answer.header("OData-Version")).isEqualTo("4.0");
        assertThat(answer.header("Content-Type")).contains("odata.metadata=minimal");
        assertThat(answer.response().body())
                .isEqualTo("""
                {"@odata.context":"http://localhost:%d/api/$metadata#MachineActions/$entity",\
                "id":"%s","type":"StopAndQuarantineFile","title":null,"scope":null,\
                "requestor":"soc.lead@sent.example","requestorComment":"Active malicious process",\
                "requestSource":"Portal","externalID":"%s","status":"InProgress","commands":[],\
                "machineId":"%s","computerDnsName":"wks-2.sent.example",\
                "creationDateTimeUtc":"2026-01-14T12:12:02.111203Z","lastUpdateDateTimeUtc":"2026-01-14T12:12:02.111203Z",\
                "cancellationRequestor":null,"cancellationComment":null,"cancellationDateTimeUtc":null,\
                "relatedFileInfo":{"fileIdentifier":"%s","fileIdentifierType":"Sha1"}}""".formatted(port, quarantine.id(), OUTSIDE, machine("wks-2"), SHA1));
    }

    @Test
    void theNewestComesFirstAndAnUndoIsOneOfItsOwn() {
        var answer = program().get("/api/machineactions");
        assertThat(types(answer))
                .containsExactly(
                        "Unisolate", "StopAndQuarantineFile", "RunAntiVirusScan", "StopAndQuarantineFile", "Isolate");
        var undo = answer.json().at("/value/0");
        assertThat(undo.get("status").asString()).isEqualTo("Succeeded");
        assertThat(undo.get("requestor").asString()).isEqualTo("second@sent.example");
        assertThat(undo.get("requestorComment").asString()).isEqualTo("False alarm");
        assertThat(undo.get("externalID").asString()).isEqualTo(OUTSIDE);
        assertThat(undo.get("scope").isNull()).isTrue();
        var isolated = answer.json().at("/value/4");
        assertThat(isolated.get("id").asString()).isEqualTo(isolation.id().toString());
        assertThat(isolated.get("status").asString()).isEqualTo("Succeeded");
        assertThat(isolated.get("scope").asString()).isEqualTo("Full");
        assertThat(isolated.get("externalID").isNull()).isTrue();
        assertThat(program()
                        .get("/api/machineactions/" + undo.get("id").asString())
                        .json()
                        .get("type")
                        .asString())
                .isEqualTo("Unisolate");
    }

    @Test
    void whatNobodyWasAskedAboutIsAutomations() {
        var action = program().get("/api/machineactions/" + unasked.id()).json();
        assertThat(action.get("requestor").asString()).isEqualTo("Automation");
        assertThat(action.get("requestorComment").asString()).isEqualTo("It spreads");
        assertThat(action.get("status").asString()).isEqualTo("Pending");
        assertThat(action.get("externalID").isNull()).isTrue();
    }

    @Test
    void ofACancelledOneIsSaidWhoAndWhen() {
        var action = program().get("/api/machineactions/" + cancelled.id()).json();
        assertThat(action.get("status").asString()).isEqualTo("Cancelled");
        assertThat(action.get("scope").asString()).isEqualTo("Full");
        assertThat(action.get("cancellationRequestor").asString()).isEqualTo("soc.lead@sent.example");
        assertThat(action.get("cancellationComment").asString()).isEqualTo("Not needed");
        assertThat(action.get("cancellationDateTimeUtc").asString()).isEqualTo("2026-01-14T14:12:02.111203Z");
    }

    @Test
    void theLinkLeadsOnAndSkipDoesToo() {
        var program = program();
        var read = new ArrayList<String>();
        var next = "/api/machineactions?$top=2";
        while (!next.isEmpty()) {
            var answer = program.get(next);
            read.addAll(types(answer));
            next = answer.json().path("@odata.nextLink").asString("");
        }
        assertThat(read).isEqualTo(types(program.get("/api/machineactions"))).hasSize(5);
        assertThat(types(program.get("/api/machineactions?$top=2&$skip=3")))
                .containsExactly("StopAndQuarantineFile", "Isolate");
        var link = program.get("/api/machineactions?$top=1")
                .json()
                .get("@odata.nextLink")
                .asString();
        assertThat(program.get(link + "&$filter=type%20eq%20'Isolate'").status())
                .isEqualTo(400);
    }

    @Test
    void theFiltersThatClientsSendAreUnderstood() {
        assertThat(filtered("status eq 'Pending' or status eq 'InProgress'"))
                .containsExactly("StopAndQuarantineFile", "StopAndQuarantineFile");
        assertThat(filtered("machineId eq '" + machine("wks-1") + "' and type eq 'Isolate' and creationDateTimeUtc ge"
                        + " 2026-01-14T11:12:02Z"))
                .containsExactly("Isolate");
        assertThat(filtered("machineId eq '" + machine("wks-1") + "'")).containsExactly("Unisolate", "Isolate");
        assertThat(filtered("requestor eq 'Second@sent.example'")).containsExactly("Unisolate");
        assertThat(filtered("id eq '" + isolation.id() + "'")).containsExactly("Isolate");
        assertThat(filtered("id eq " + isolation.id())).containsExactly("Isolate");
        assertThat(filtered("creationDateTimeUtc lt 2026-01-14T12:00:00Z")).containsExactly("Isolate");
        assertThat(filtered("status ne 'Succeeded' and type ne 'RunAntiVirusScan'"))
                .containsExactly("StopAndQuarantineFile", "StopAndQuarantineFile");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$filter=status eq 'Done'",
                "$filter=type eq 'BlockFile'",
                "$filter=scope eq 'Full'",
                "$filter=machineId gt 'a'",
                "$filter=id gt 'a'",
                "$count=true",
                "$orderby=creationDateTimeUtc",
                "$top=0"
            })
    void whatItDoesNotKnowIsRefused(String option) {
        var answer = program().get("/api/machineactions?" + option.replace(" ", "%20"));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error()).startsWith("ODataError: ");
    }

    @Test
    void whatIsNotThereIsNotFound() {
        assertThat(program().get("/api/machineactions/none").error())
                .isEqualTo("ResourceNotFound: Machine action none was not found");
        assertThat(program().get("/api/machineactions/" + UUID.randomUUID()).status())
                .isEqualTo(404);
        var waits = stored.home()
                .database()
                .sql("select id from remediation_action where state = 'PENDING_APPROVAL'")
                .query(UUID.class)
                .single();
        assertThat(program().get("/api/machineactions/" + waits).status())
                .as("is none before it is approved")
                .isEqualTo(404);
    }

    @Test
    void anotherTenantsActionIsNotThere() {
        var program = programOf(on("Acting Stranger"), "Machine.Read.All");
        assertThat(program.get("/api/machineactions").json().get("value")).isEmpty();
        assertThat(program.get("/api/machineactions/" + isolation.id()).status())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({
        "Machine.Read.All, 200",
        "Machine.ReadWrite.All, 200",
        "Machine.Isolate, 403",
        "Alert.Read.All, 403",
        "Incident.Read.All, 403"
    })
    void aProgramNeedsThePermission(String permission, int status) {
        assertThat(programOf(stored, permission).get("/api/machineactions").status())
                .isEqualTo(status);
        assertThat(programOf(stored, permission)
                        .get("/api/machineactions/" + isolation.id())
                        .status())
                .isEqualTo(status);
    }

    @Test
    void aPersonNeedsARoleBesideTheScope() {
        var rea = stored.tenant().person("Rea").holds(SECURITY_READER);
        var nora = stored.tenant().person("Nora");
        assertThat(programFor(rea, "Machine.Read").get("/api/machineactions").status())
                .isEqualTo(200);
        assertThat(programFor(nora, "Machine.Read").get("/api/machineactions").status())
                .isEqualTo(403);
        assertThat(programFor(rea, "Alert.Read").get("/api/machineactions").error())
                .contains("Missing application scopes. API required scopes: Machine.Read, Machine.ReadWrite");
    }

    @Test
    void whoeverCallsTooOftenIsToldWhenToComeBack() {
        var program = program();
        var answers = new ArrayList<Answer>();
        do {
            answers.add(program.get("/api/machineactions?$top=1"));
        } while (answers.getLast().status() == 200 && answers.size() < 1_000);
        assertThat(answers.getLast().error()).startsWith("TooManyRequests: Quota of 100 calls per minute reached.");
        assertThat(answers).hasSizeGreaterThan(100);
        assertThat(program.get("/api/machineactions/" + isolation.id()).status())
                .as("another quota")
                .isEqualTo(200);
    }
}
