package securitycenter.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static securitycenter.identity.Role.SECURITY_READER;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import securitycenter.ApplicationTest;
import securitycenter.Visitor;
import securitycenter.Visitors;
import securitycenter.fakemicrosoft.Cast;
import securitycenter.fakemicrosoft.FakeMicrosoft;
import securitycenter.fakemicrosoft.Person;
import securitycenter.fakemicrosoft.Tenant;
import securitycenter.identity.SignedInUser;

/** Support staff verify the chains of tenants, one or all. */
@ApplicationTest
class StaffVerificationTests {

    private static final String PAGE = "/support/audit/verification";

    @Autowired
    FakeMicrosoft microsoft;

    @Autowired
    Visitors visitors;

    @Autowired
    AuditLog log;

    @Autowired
    AuditEntries entries;

    @Autowired
    Rounds rounds;

    @Autowired
    JdbcClient database;

    Tenant contoso;
    Tenant fabrikam;
    Person stella;
    Visitor staff;

    @BeforeEach
    void twoTenantsAndStaff() {
        contoso = microsoft.directory().tenant("Contoso " + System.nanoTime());
        fabrikam = microsoft.directory().tenant("Fabrikam " + System.nanoTime());
        var operator = microsoft
                .directory()
                .find(Cast.OPERATOR)
                .orElseGet(() -> microsoft.directory().tenant("Security Center Operations", "securitycenter"));
        stella = operator.person("Stella " + System.nanoTime()).appRole(Cast.SUPPORT_ROLE);
        staff = visitors.signedIn(stella);
        database.sql("delete from audit_round").update();
    }

    /** What other tests broke is swept away, because here all has to be unbroken. */
    private void forgetWhatIsBroken() {
        verified();
        for (var found : rounds.breaks(rounds.latest().getFirst(), 1000)) {
            for (var table : new String[] {"audit_entry", "audit_chain"}) {
                database.sql("delete from " + table + " where tenant_id = ?")
                        .param(found.tenant().value())
                        .update();
            }
        }
        database.sql("delete from audit_round").update();
    }

    @Test
    void beforeTheFirstVerificationThePageSaysSo() {
        var page = staff.get(PAGE);
        assertThat(page.text()).contains("The chains have not been verified yet.", "Verify all chains");
        assertThat(page.html().select("[hx-get]")).isEmpty();
        assertThat(page.html().select("pre").getFirst().wholeText()).isEqualTo(CheckCommand.TEXT);
    }

    @Test
    void allChainsAreVerifiedAndTheResultStays() {
        forgetWhatIsBroken();
        log.record(Act.bySystem(contoso.id(), "run.started"));
        log.record(Act.bySystem(fabrikam.id(), "run.started"));
        verified();
        var page = staff.get(PAGE);
        assertThat(page.text())
                .containsPattern("[0-9,]+ chains with [0-9,]+ entries: all unbroken\\.")
                .contains("Started by " + stella.name(), "It took");
        assertThat(page.html().select("tbody tr")).hasSize(1);
        assertThat(page.html().select("tbody tr").text()).contains(stella.name(), "Unbroken");
        assertThat(page.html().select("form[action=" + PAGE + "]")).hasSize(1);
        assertThat(staff.get(PAGE, "Accept-Language", "nl").text())
                .contains("alles ononderbroken", "Laatste controles");
        assertThat(whatTheOperatorDid())
                .contains("Started verifying all audit logs")
                .contains("All audit logs verified");
    }

    @Test
    void aBrokenChainIsNamedWithTheEntryAtWhichItBreaksAndStaysNamed() {
        visitors.signedIn(contoso.person("Rea").holds(SECURITY_READER)).get("/");
        log.record(Act.bySystem(contoso.id(), "run.started"));
        log.record(Act.bySystem(contoso.id(), "run.finished"));
        tamper(contoso, 2);
        verified();
        var broken = rounds.latest().getFirst().id();
        var row = staff.get(PAGE).html().select("tr:has(a[href=/support/tenants/" + contoso.id() + "])");
        assertThat(row.text()).contains(contoso.name(), contoso.id().toString(), " 2 ");
        assertThat(row.select("a[href=" + PAGE + "/" + contoso.id() + "]")).hasSize(1);
        database.sql("delete from audit_entry where tenant_id = ?")
                .param(contoso.id().value())
                .update();
        database.sql("delete from audit_chain where tenant_id = ?")
                .param(contoso.id().value())
                .update();
        verified();
        assertThat(staff.get(PAGE).html().select("tr a[href=/support/tenants/" + contoso.id() + "]"))
                .isEmpty();
        assertThat(staff.get(PAGE + "?round=" + broken)
                        .html()
                        .select("tr a[href=/support/tenants/" + contoso.id() + "]"))
                .hasSize(1);
    }

    /** As a process leaves it that was killed after the first stretch: the scheduler's row is taken and beats no more. */
    @Test
    void aRoundWhoseProcessWasKilledIsTakenUpAgain() {
        log.record(Act.bySystem(contoso.id(), "run.started"));
        var id = rounds.begin(user()).orElseThrow();
        rounds.claim(id);
        var aWhileAgo = OffsetDateTime.now().minusMinutes(2);
        database.sql("update audit_round set started_at = ? where id = ?")
                .params(aWhileAgo, id)
                .update();
        database.sql("""
                        insert into scheduled_tasks (task_name, task_instance, execution_time, picked, picked_by,
                            last_heartbeat, version, priority)
                        values (?, ?, ?, true, 'killed', ?, 2, 0)""")
                .params(RoundJob.ROUND.getTaskName(), String.valueOf(id), aWhileAgo, aWhileAgo)
                .update();
        assertThat(staff.get(PAGE).text()).contains("This has not moved for a while.");
        awaitTheEnd();
        assertThat(staff.get(PAGE).html().select("tbody tr:has(.badge)").text()).contains(stella.name());
    }

    @Test
    void whileOneIsUnderWayThePageWatchesItAndStartsNoOther() {
        var id = rounds.begin(user()).orElseThrow();
        database.sql("update audit_round set chains = 100000, checked = 4200, entries = 1234567 where id = ?")
                .param(id)
                .update();
        var page = staff.get(PAGE);
        assertThat(page.text())
                .contains(
                        "Verifying: 4,200 of 100,000 chains with 1,234,567 entries so far.",
                        "You may leave this page.");
        assertThat(page.html().select("#progress").attr("hx-get")).isEqualTo(PAGE + "?watched");
        assertThat(page.html().select("noscript meta[http-equiv=refresh]")).hasSize(1);
        assertThat(page.html().select("form[action=" + PAGE + "]")).isEmpty();
        assertThat(staff.get(PAGE, "HX-Request", "true").body())
                .contains("4,200 of 100,000")
                .doesNotContain("<html", "<nav", "http-equiv");
        assertThat(staff.forge(PAGE, Map.of()).text()).contains("A verification of all chains is under way already.");
        assertThat(rounds.latest()).hasSize(1);
        database.sql("delete from audit_round").update();
    }

    @Test
    void oneChainIsVerifiedAtOnceAndThatIsRecordedInOurOwnLogOnly() {
        visitors.signedIn(contoso.person("Rea").holds(SECURITY_READER)).get("/");
        log.record(Act.bySystem(contoso.id(), "run.started"));
        var page = staff.get(PAGE + "/" + contoso.id());
        assertThat(page.html().select("h1").text()).isEqualTo("Verify the audit log of " + contoso.name());
        assertThat(page.text()).contains("1 entry, unbroken since", contoso.id().toString());
        assertThat(page.html().select("a[download]").attr("href"))
                .isEqualTo("/support/audit/export?format=jsonl&tenant=" + contoso.id());
        assertThat(entries.head(contoso.id()).length()).isEqualTo(1);
        assertThat(whatTheOperatorDid()).contains("Verified an audit log Tenant " + contoso.id());
        tamper(contoso, 1);
        assertThat(staff.get(PAGE + "/" + contoso.id()).text())
                .contains("The chain is broken at entry 1.", "find out who could write to the database");
        assertThat(staff.get(PAGE + "/" + fabrikam.id()).text()).contains("nothing to verify");
        assertThat(staff.get(PAGE + "/------------------------------------").status())
                .isEqualTo(404);
    }

    @Test
    void aChainThatCannotBeReadIsCalledSoAndNotAFaultOfThePage() {
        var rea = visitors.signedIn(contoso.person("Rea").holds(SECURITY_READER));
        rea.get("/");
        log.record(Act.bySystem(contoso.id(), "run.started"));
        try {
            database.sql("alter table audit_entry alter column previous drop not null")
                    .update();
            database.sql("update audit_entry set previous = null where tenant_id = ?")
                    .param(contoso.id().value())
                    .update();
            var page = staff.get(PAGE + "/" + contoso.id());
            assertThat(page.status()).isEqualTo(200);
            assertThat(page.text()).contains("The chain cannot be read.", "find out who could write to the database");
            assertThat(whatTheOperatorDid()).contains("cannot be read");
            assertThat(rea.get("/audit/verification").text()).contains("The chain cannot be read.", "Contact support");
            verified();
            assertThat(staff.get(PAGE)
                            .html()
                            .select("tr:has(a[href=/support/tenants/" + contoso.id() + "])")
                            .text())
                    .contains("cannot be read");
        } finally {
            database.sql("delete from audit_entry where previous is null").update();
            database.sql("alter table audit_entry alter column previous set not null")
                    .update();
        }
    }

    @Test
    void aRoundThatHasLostItsJobGetsItBackFromWhoWantsToStartAnother() {
        log.record(Act.bySystem(contoso.id(), "run.started"));
        rounds.begin(user());
        assertThat(staff.forge(PAGE, Map.of()).text()).contains("A verification of all chains is under way already.");
        awaitTheEnd();
        assertThat(rounds.latest()).hasSize(1);
    }

    private void tamper(Tenant tenant, long number) {
        database.sql("update audit_entry set what = 'x' where tenant_id = ? and number = ?")
                .params(tenant.id().value(), number)
                .update();
    }

    /** Starts a verification of all chains and waits for its end. */
    private void verified() {
        assertThat(staff.get(PAGE).form(PAGE).submit().path()).isEqualTo(PAGE);
        awaitTheEnd();
    }

    private void awaitTheEnd() {
        var end = Instant.now().plus(Duration.ofMinutes(1));
        while (!staff.get(PAGE).html().select("#progress[hx-get]").isEmpty()) {
            assertThat(Instant.now()).as("it ends").isBefore(end);
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private SignedInUser user() {
        return Actors.named(stella.name(), Cast.OPERATOR);
    }

    private String whatTheOperatorDid() {
        return staff.get("/support/audit?tenant=" + Cast.OPERATOR)
                .html()
                .select("tbody")
                .text();
    }
}
