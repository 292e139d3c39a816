package securitycenter.api;

import static org.assertj.core.api.Assertions.assertThat;
import static securitycenter.identity.Role.SECURITY_READER;

import com.github.kagkarlsson.scheduler.Scheduler;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
import securitycenter.alerts.InvestigationState;
import securitycenter.alerts.Severity;
import securitycenter.api.Program.Answer;
import securitycenter.homes.Sql;

/** {@code /api/investigations} answers as clients of Defender for Endpoint know it. */
@ApplicationTest
@TestInstance(Lifecycle.PER_CLASS)
class DefenderInvestigationsTests extends ApiTest {

    private static final String MACHINE = "e1c0f3b7aa399e0d6710fe9ea7779c77443ec608";

    /** Lately: what ended long ago is not kept. */
    private static final Instant START = Instant.now().minus(Duration.ofDays(3)).truncatedTo(ChronoUnit.SECONDS);

    private static final int INVESTIGATIONS = InvestigationState.values().length;

    @Autowired
    Scheduler scheduler;

    @Autowired
    JdbcClient database;

    Stored stored;

    /** One in each state, an hour after the other, that about the mailbox last. */
    @BeforeAll
    void aTenantThatInvestigates() {
        stored = on("Investigating Reader");
        KeptAway.from(stored.tenant().id(), scheduler, database, "investigations");
        for (var state : InvestigationState.values()) {
            investigation(state.ordinal() + 1, state, EvidenceKind.DEVICE, MACHINE, "wks-0142.reader.example");
        }
        investigation(
                INVESTIGATIONS + 1,
                InvestigationState.BENIGN,
                EvidenceKind.MAILBOX,
                "ben@reader.example",
                "ben@reader.example");
    }

    private void investigation(long number, InvestigationState state, EvidenceKind kind, String key, String name) {
        var at = Sql.time(START.plus(Duration.ofHours(number)));
        stored.home()
                .database()
                .sql("""
                        insert into investigation (number, field, state, stage, part, about_kind, about_key, about_name,
                            alert, alert_id, title, severity, source, incident, first_at, last_at, started_at, ended_at,
                            waited_ms, is_incomplete, widening, cancelled_id, cancelled_by, failures, version)
                        values (:number, 'DEVICE', :state, 'WATCH', 0, :kind, :key, :name, :number, :alert, 'A title',
                            :severity, 'ENDPOINT', 1, :at, :at, :at, :ended, 0, false, 'NONE', :cancelled, :by, 0, 1)""")
                .param("number", number)
                .param("state", state.name())
                .param("kind", kind.name())
                .param("key", key)
                .param("name", name)
                .param("alert", "da638_" + number)
                .param("severity", Severity.HIGH.ordinal())
                .param("at", at)
                .param("ended", state == InvestigationState.PENDING_APPROVAL ? null : at.plusMinutes(30))
                .param("cancelled", state == InvestigationState.TERMINATED_BY_USER ? UUID.randomUUID() : null)
                .param("by", state == InvestigationState.TERMINATED_BY_USER ? "lead@reader.example" : null)
                .update();
    }

    private Program program() {
        return programOf(stored, "Alert.Read.All");
    }

    private static List<Long> ids(Answer answer) {
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
        return answer.json()
                .get("value")
                .valueStream()
                .map(each -> Long.parseLong(each.get("id").asString()))
                .toList();
    }

    private List<Long> filtered(String filter) {
        return ids(program().get("/api/investigations?" + Program.encoded(Map.of("$filter", filter))));
    }

    private static long numberOf(InvestigationState state) {
        return state.ordinal() + 1;
    }

    @Test
    void anInvestigationHasAllItsKeysInTheirOrder() {
        var number = numberOf(InvestigationState.PENDING_APPROVAL);
        var answer = program().get("/api/investigations/" + number);
        assertThat(answer.header("OData-Version")).isEqualTo("4.0");
        assertThat(answer.response().body())
                .isEqualTo("""
                {"@odata.context":"http://localhost:%d/api/$metadata#Investigations/$entity","id":"%d",\
                "startTime":"%s","endTime":null,"state":"PendingApproval","cancelledBy":null,\
                "statusDetails":null,"machineId":"%s","computerDnsName":"wks-0142.reader.example",\
                "triggeringAlertId":"da638_%d"}""".formatted(port, number, START.plus(Duration.ofHours(number)), MACHINE, number));
    }

    @Test
    void whoEndedItIsNamed() {
        var number = numberOf(InvestigationState.TERMINATED_BY_USER);
        var investigation = program().get("/api/investigations/" + number).json();
        assertThat(investigation.get("cancelledBy").asString()).isEqualTo("lead@reader.example");
        assertThat(investigation.get("endTime").asString())
                .isEqualTo(
                        START.plus(Duration.ofHours(number)).plusSeconds(1_800).toString());
    }

    @Test
    void oneAboutAMailboxHasNoMachine() {
        var investigation =
                program().get("/api/investigations/" + (INVESTIGATIONS + 1)).json();
        assertThat(investigation.get("machineId").isNull()).isTrue();
        assertThat(investigation.get("computerDnsName").isNull()).isTrue();
    }

    @Test
    void theNewestComesFirstAndTheLinkLeadsOn() {
        var program = program();
        var read = new ArrayList<Long>();
        var next = "/api/investigations?$top=5&$skip=1";
        while (!next.isEmpty()) {
            var answer = program.get(next);
            read.addAll(ids(answer));
            next = answer.json().path("@odata.nextLink").asString("");
        }
        assertThat(read)
                .isEqualTo(ids(program.get("/api/investigations?$skip=1")))
                .hasSize(INVESTIGATIONS);
        assertThat(read.getFirst()).isEqualTo(INVESTIGATIONS);
        assertThat(read.getLast()).isEqualTo(1);
    }

    @Test
    void filtersFindWhatTheySay() {
        for (var state : InvestigationState.values()) {
            if (state != InvestigationState.BENIGN) {
                assertThat(filtered("state eq '" + state.pascal() + "'")).containsExactly(numberOf(state));
            }
        }
        assertThat(filtered("state eq 'Running' or state eq 'PendingApproval'")).hasSize(2);
        assertThat(filtered("machineId eq '" + MACHINE.toUpperCase(Locale.ROOT) + "'"))
                .hasSize(INVESTIGATIONS);
        assertThat(filtered("machineId eq 'ben@reader.example'")).isEmpty();
        assertThat(filtered("machineId eq null")).containsExactly(INVESTIGATIONS + 1L);
        assertThat(filtered("triggeringAlertId eq 'da638_3'")).containsExactly(3L);
        assertThat(filtered("id eq '4'")).containsExactly(4L);
        assertThat(filtered("id eq 'four'")).isEmpty();
        assertThat(filtered("startTime lt " + START.plus(Duration.ofHours(3)))).containsExactly(2L, 1L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"$filter=state%20eq%20'Ended'", "$filter=endTime%20gt%202026-01-14", "$count=true"})
    void whatItDoesNotKnowIsRefused(String option) {
        var answer = program().get("/api/investigations?" + option);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error()).startsWith("ODataError: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"99999", "abc", "-1", "9999999999999999999999"})
    void whatIsNotThereIsNotFound(String id) {
        var answer = program().get("/api/investigations/" + id);
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.error()).isEqualTo("ResourceNotFound: Investigation " + id + " was not found");
    }

    @Test
    void anotherTenantsInvestigationIsNotThere() {
        var program = programOf(on("Investigating Stranger"), "Alert.Read.All");
        assertThat(program.get("/api/investigations").json().get("value")).isEmpty();
        assertThat(program.get("/api/investigations/1").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({
        "Alert.Read.All, 200",
        "Alert.ReadWrite.All, 200",
        "Machine.Read.All, 403",
        "SecurityAlert.Read.All, 403"
    })
    void aProgramNeedsThePermission(String permission, int status) {
        assertThat(programOf(stored, permission).get("/api/investigations").status())
                .isEqualTo(status);
        assertThat(programOf(stored, permission).get("/api/investigations/1").status())
                .isEqualTo(status);
    }

    @Test
    void aPersonNeedsARoleBesideTheScope() {
        var rea = stored.tenant().person("Rea").holds(SECURITY_READER);
        var nora = stored.tenant().person("Nora");
        assertThat(programFor(rea, "Alert.Read").get("/api/investigations").status())
                .isEqualTo(200);
        assertThat(programFor(nora, "Alert.Read").get("/api/investigations").status())
                .isEqualTo(403);
    }

    @Test
    void whoeverCallsTooOftenIsToldSo() {
        var program = program();
        var answers = new ArrayList<Answer>();
        do {
            answers.add(program.get("/api/investigations?$top=1"));
        } while (answers.getLast().status() == 200 && answers.size() < 1_000);
        assertThat(answers.getLast().error()).startsWith("TooManyRequests: Quota of 100 calls per minute reached.");
        assertThat(program.get("/api/investigations/1").status())
                .as("another quota")
                .isEqualTo(200);
    }
}
