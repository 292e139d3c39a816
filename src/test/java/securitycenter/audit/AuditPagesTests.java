package securitycenter.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static securitycenter.identity.Role.SECURITY_READER;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import securitycenter.ApplicationTest;
import securitycenter.Visitor;
import securitycenter.Visitors;
import securitycenter.fakemicrosoft.FakeMicrosoft;
import securitycenter.fakemicrosoft.Person;
import securitycenter.fakemicrosoft.Tenant;
import securitycenter.identity.TenantId;

/** The audit log as people see it. */
@ApplicationTest
class AuditPagesTests {

    @Autowired
    FakeMicrosoft microsoft;

    @Autowired
    Visitors visitors;

    @Autowired
    AuditLog log;

    @Autowired
    JdbcClient database;

    Tenant organization;
    TenantId tenant;
    Visitor rea;

    @BeforeEach
    void aTenantOfItsOwn() {
        organization = microsoft.directory().tenant("Audited " + System.nanoTime());
        tenant = organization.id();
        rea = visitors.signedIn(organization.person("Rea").holds(SECURITY_READER));
    }

    @Test
    void anEmptyLogSaysWhatWillFillIt() {
        var page = rea.get("/audit");
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.text()).contains("Nothing has been recorded yet", "The first change to a setting");
        assertThat(rea.get("/audit/verification").text()).contains("nothing to verify");
    }

    @Test
    void anEntryIsToldInWords() {
        log.record(Act.of(Actors.named("<b>Ada</b>", tenant), "location.stated")
                .on("run", "7")
                .from("UNSTATED")
                .to("EUROPEAN_UNION")
                .because("Asked by phone")
                .reference("HR-12"));
        var page = rea.get("/audit");
        assertThat(page.html().select("tbody tr").text())
                .contains(
                        "<b>Ada</b>",
                        "Stated where endpoint data is stored",
                        "Run 7",
                        "from “not stated” to “European Union”",
                        "192.0.2.7",
                        "Asked by phone",
                        "HR-12");
        assertThat(page.html().select("caption").text()).isEqualTo("1 entry, newest first");
        assertThat(page.html().select("thead th").get(1).text()).isEqualTo("Time (UTC)");
    }

    @Test
    void anActThatNobodyTranslatedIsShownByItsName() {
        log.record(Act.bySystem(tenant, "tea.brewed").on("pot", "1").to("x".repeat(400)));
        assertThat(rea.get("/audit").html().select("tbody tr").text()).contains("The system", "tea.brewed", "pot 1");
        assertThat(rea.get("/audit").html().select("tbody details p").text()).contains("x".repeat(400));
    }

    @Test
    void whatStaffDidForTheTenantIsShownToIt() {
        log.record(Act.byStaff(Actors.staff("Sam", Actors.newTenant()), tenant, "run.retried"));
        assertThat(rea.get("/audit").html().select("tbody tr").text())
                .contains("Sam", "Support staff", "on behalf of this tenant");
    }

    @Test
    void aFilterThatHidesAllSaysHowManyAndCanBeCleared() {
        log.record(Act.bySystem(tenant, "run.started"));
        log.record(Act.bySystem(tenant, "run.started"));
        var page = rea.get("/audit?what=run.started&who=nobody");
        assertThat(page.text()).contains("All 2 entries are hidden by your filters.", "Clear filters");
        assertThat(page.html().select("select[name=what] option[selected]").val())
                .isEqualTo("run.started");
        assertThat(page.html().select("input[name=who]").val()).isEqualTo("nobody");
    }

    @Test
    void theSecondPageKeepsTheFilter() {
        for (int act = 0; act < 60; act++) {
            log.record(Act.bySystem(tenant, "run.started"));
        }
        var next = rea.get("/audit?what=run.started&outcome=DONE").html().select("a[rel=next]");
        assertThat(next.attr("href")).isEqualTo("/audit?what=run.started&outcome=DONE&before=11");
        assertThat(rea.get(next.attr("href")).html().select("tbody tr")).hasSize(10);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "before=x",
                "before=",
                "before=-1",
                "before=99999999999999999999",
                "from=x&to=2026-02-30",
                "from=%2B999999999-01-01",
                "what=%00&who=%00",
                "what=a&what=b",
                "outcome=x",
                "who=%25%27%22%7B%7D%3C"
            })
    void whatCannotBeReadIsNoError(String query) {
        log.record(Act.bySystem(tenant, "run.started"));
        assertThat(rea.get("/audit?" + query).status()).isEqualTo(200);
        assertThat(rea.get("/audit/export?format=csv&" + query).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?format=", "?format=xml", "?format=CSV&format=csv"})
    void anotherFormatIsNotThere(String query) {
        assertThat(rea.get("/audit/export" + query).status()).isEqualTo(404);
    }

    @Test
    void theWholeChainCanBeTakenAwayAndTheExportIsItsLastEntry() {
        log.record(Act.bySystem(tenant, "run.started"));
        var file = rea.get("/audit/export?format=jsonl");
        assertThat(file.header("Content-Type")).isEqualTo("application/jsonl;charset=UTF-8");
        assertThat(file.header("Content-Disposition")).matches("attachment; filename=\"audit-[0-9-]{10}\\.jsonl\"");
        assertThat(file.body().lines()).hasSize(2).last().asString().contains("\"what\":\"audit.exported\"");
    }

    @Test
    void anExportedFilterIsRecorded() {
        var file = rea.get("/audit/export?format=csv&what=audit.exported&outcome=DONE");
        assertThat(file.header("Content-Type")).isEqualTo("text/csv;charset=UTF-8");
        assertThat(file.body()).startsWith("\uFEFFnumber,");
        assertThat(file.body().lines().toList()).hasSize(2);
        assertThat(rea.get("/audit").text()).contains("{\"what\":\"audit.exported\",\"outcome\":\"DONE\"}");
    }

    @Test
    void theVerificationTellsLengthBeginAndHead() {
        log.record(Act.bySystem(tenant, "run.started"));
        log.record(Act.bySystem(tenant, "run.finished"));
        var page = rea.get("/audit/verification");
        assertThat(page.text()).containsPattern("2 entries, unbroken since \\d+ \\w+ \\d{4}, head [0-9a-f]{4}…");
        assertThat(page.html().select("pre").getFirst().wholeText()).isEqualTo(CheckCommand.TEXT);
    }

    @Test
    void theVerificationNamesTheFirstBrokenEntry() {
        log.record(Act.bySystem(tenant, "run.started"));
        log.record(Act.bySystem(tenant, "run.finished"));
        database.sql("update audit_entry set what = 'x' where tenant_id = ? and number = 2")
                .param(tenant.value())
                .update();
        assertThat(rea.get("/audit/verification").text()).contains("The chain is broken at entry 2.");
    }

    @Test
    void anotherTenantsEntriesAreNotThere() {
        log.record(Act.bySystem(Actors.newTenant(), "secret.act"));
        assertThat(rea.get("/audit?tenant=x").text()).doesNotContain("secret.act");
        assertThat(rea.get("/audit/export?format=jsonl").body()).doesNotContain("secret.act");
    }

    @Test
    void theLogSpeaksDutch() {
        log.record(Act.bySystem(tenant, "run.started").to("EUROPEAN_UNION"));
        var page = rea.get("/audit", "Accept-Language", "nl");
        assertThat(page.text())
                .contains("Auditlogboek", "Uitvoering gestart", "“Europese Unie”", "1 vermelding, nieuwste eerst");
        assertThat(rea.get("/audit/verification", "Accept-Language", "nl").text())
                .contains("ononderbroken sinds");
    }

    @Test
    void aRefusedPageIsRecordedOncePerMinute() {
        Person bob = organization.person("Bob");
        var visitor = visitors.signedIn(bob);
        assertThat(visitor.get("/audit").status()).isEqualTo(403);
        assertThat(visitor.get("/audit?before=2").status()).isEqualTo(403);
        assertThat(visitor.get("/audit/verification").status()).isEqualTo(403);
        assertThat(rea.get("/audit?outcome=REFUSED").html().select("tbody tr").eachText())
                .hasSize(2)
                .allSatisfy(row -> assertThat(row).contains("Bob", "Asked for a page", "Refused"))
                .anySatisfy(row -> assertThat(row).contains("GET /audit/verification"));
    }

    @Test
    void aStrangersRefusalIsNotRecorded() {
        var before = entries();
        visitors.stranger().get("/audit");
        assertThat(entries()).isEqualTo(before);
    }

    private long entries() {
        return database.sql("select count(*) from audit_entry")
                .query(Long.class)
                .single();
    }
}
