package securitycenter.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static securitycenter.identity.Role.GLOBAL_ADMINISTRATOR;
import static securitycenter.identity.Role.SECURITY_READER;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import securitycenter.ApplicationTest;
import securitycenter.Visitor;
import securitycenter.Visitors;
import securitycenter.fakemicrosoft.Cast;
import securitycenter.fakemicrosoft.FakeMicrosoft;
import securitycenter.fakemicrosoft.Person;
import securitycenter.fakemicrosoft.Tenant;

/** The log of all tenants as support staff see it, and nobody else. */
@ApplicationTest
class StaffAuditTests {

    @Autowired
    FakeMicrosoft microsoft;

    @Autowired
    Visitors visitors;

    @Autowired
    AuditLog log;

    @Autowired
    AuditEntries entries;

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
        stella = operator().person("Stella " + System.nanoTime()).appRole(Cast.SUPPORT_ROLE);
        staff = visitors.signedIn(stella);
    }

    private Tenant operator() {
        return microsoft
                .directory()
                .find(Cast.OPERATOR)
                .orElseGet(() -> microsoft.directory().tenant("Security Center Operations", "securitycenter"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/support/audit",
                "/support/audit?outcome=REFUSED",
                "/support/audit/export?format=csv",
                "/support/audit/export?format=jsonl",
                "/support/audit/verification",
                "/support/audit/verification/5f0c1d2e-0000-4000-8000-000000000001"
            })
    void toEverybodyElseThePagesAreNotThere(String path) {
        var others = List.of(
                contoso.person("Rea").holds(SECURITY_READER),
                contoso.person("Ada").holds(GLOBAL_ADMINISTRATOR),
                microsoft
                        .directory()
                        .tenant("Rogue " + System.nanoTime())
                        .person("Mallory")
                        .holds(GLOBAL_ADMINISTRATOR)
                        .appRole(Cast.SUPPORT_ROLE),
                operator().person("Olaf " + System.nanoTime()).holds(GLOBAL_ADMINISTRATOR));
        for (var other : others) {
            assertThat(visitors.signedIn(other).get(path).status())
                    .as(other.userPrincipalName())
                    .isEqualTo(404);
        }
        assertThat(visitors.stranger().get(path).path()).isEqualTo("/sign-in");
    }

    @Test
    void nobodyElseStartsAVerification() {
        var mallory = visitors.signedIn(microsoft
                .directory()
                .tenant("Rogue " + System.nanoTime())
                .person("Mallory")
                .holds(GLOBAL_ADMINISTRATOR)
                .appRole(Cast.SUPPORT_ROLE));
        assertThat(mallory.forge("/support/audit/verification", Map.of()).status())
                .isEqualTo(404);
    }

    @Test
    void anEntryOfAnyTenantIsToldInWords() {
        visitors.signedIn(contoso.person("Rea").holds(SECURITY_READER)).get("/");
        var what = unique();
        log.record(Act.of(Actors.named("<b>Ada</b>", contoso.id()), what)
                .on("run", "7")
                .from("UNSTATED")
                .to("EUROPEAN_UNION")
                .because("Asked by phone")
                .reference("HR-12"));
        log.record(Act.byStaff(Actors.staff("Sam", Actors.newTenant()), fabrikam.id(), what));
        var page = staff.get("/support/audit?what=" + what);
        assertThat(page.html().select("header.topbar").text()).contains("Support – internal");
        assertThat(page.html().select("caption").text()).isEqualTo("2 entries, newest first");
        assertThat(page.html().select("thead th").eachText())
                .startsWith("Time (UTC)", "Tenant", "Who", "What", "On what", "Change", "From where");
        var rows = page.html().select("tbody tr");
        assertThat(rows.get(1).text())
                .contains(
                        contoso.name(),
                        contoso.id().toString(),
                        "entry 1",
                        "<b>Ada</b>",
                        "Run 7",
                        "from “not stated” to “European Union”",
                        "192.0.2.7",
                        "Asked by phone",
                        "HR-12");
        assertThat(rows.get(1).select("a[href=/support/tenants/" + contoso.id() + "]"))
                .hasSize(1);
        assertThat(rows.get(0).text())
                .contains("Name unknown", "Sam", "Support staff", "on behalf of this tenant", "192.0.2.7");
    }

    @Test
    void everyFilterNarrows() {
        var what = unique();
        var ada = Actors.named("Ada " + what, contoso.id());
        log.record(Act.of(ada, what));
        log.record(Act.bySystem(fabrikam.id(), what));
        log.record(Act.byStaff(Actors.staff("Sam", Actors.newTenant()), fabrikam.id(), what)
                .refused());
        assertThat(rows("what=" + what)).isEqualTo(3);
        assertThat(rows("what=" + what + "&tenant=" + fabrikam.id())).isEqualTo(2);
        assertThat(rows("what=" + what + "&tenant=" + contoso.id() + "&who=ada"))
                .isEqualTo(1);
        assertThat(rows("who=" + ada.id())).isEqualTo(1);
        assertThat(rows("who=Ada " + what)).isEqualTo(1);
        assertThat(rows("what=" + what + "&outcome=REFUSED")).isEqualTo(1);
        assertThat(rows("what=" + what + "&actor=PERSON")).isEqualTo(1);
        assertThat(rows("what=" + what + "&actor=STAFF")).isEqualTo(1);
        assertThat(rows("what=" + what + "&actor=SYSTEM")).isEqualTo(1);
        assertThat(rows("what=" + what + "&from=2020-01-01&to=2020-01-02")).isZero();
        assertThat(rows("what=" + what + "&from=2020-01-01")).isEqualTo(3);
        assertThat(staff.get("/support/audit?what=" + what)
                        .html()
                        .select("select[name=what] option[selected]")
                        .val())
                .isEqualTo(what);
    }

    @Test
    void refusedPagesOfAllTenantsAreFoundByTheirOutcome() {
        visitors.signedIn(contoso.person("Bob")).get("/audit");
        visitors.signedIn(fabrikam.person("Eve")).get("/audit");
        var rows = staff.get("/support/audit?outcome=REFUSED&what=access.refused")
                .html()
                .select("tbody tr")
                .eachText();
        assertThat(rows).anySatisfy(row -> assertThat(row).contains("Bob", "Asked for a page", "GET /audit"));
        assertThat(rows)
                .anySatisfy(row -> assertThat(row).contains("Eve", fabrikam.id().toString()));
    }

    @Test
    void pagesLeadToOlderEntriesAndBackToTheNewest() {
        var what = unique();
        for (int act = 0; act < 30; act++) {
            log.record(Act.bySystem(contoso.id(), what));
            log.record(Act.bySystem(fabrikam.id(), what));
        }
        var first = staff.get("/support/audit?what=" + what + "&outcome=DONE");
        var second = staff.get(first.html().select("a[rel=next]").attr("href"));
        assertThat(second.html().select("tbody tr")).hasSize(10);
        assertThat(second.html().select("a[rel=next]")).isEmpty();
        assertThat(second.text()).doesNotContain("entry 30", "entry 6 ").contains("entry 5", "entry 1");
        var newest = second.html().select("nav.pager a");
        assertThat(newest.attr("href")).isEqualTo("/support/audit?what=" + what + "&outcome=DONE");
        var ofOne = staff.get("/support/audit?tenant=" + contoso.id());
        assertThat(ofOne.html().select("a[rel=next]")).isEmpty();
        assertThat(ofOne.html().select("tbody tr")).hasSize(30);
        assertThat(ofOne.html().select("thead th").eachText()).startsWith("No.", "Time (UTC)", "Who");
    }

    @Test
    void oneTenantsLogIsNamedAndOfferedForExportAndVerification() {
        visitors.signedIn(contoso.person("Rea").holds(SECURITY_READER)).get("/");
        log.record(Act.bySystem(contoso.id(), "run.started"));
        var page = staff.get("/support/audit?tenant=" + contoso.id());
        assertThat(page.html().select("main strong").text()).isEqualTo(contoso.name());
        assertThat(page.html().select("main .bar a").eachAttr("href"))
                .contains(
                        "/support/tenants/" + contoso.id(),
                        "/support/audit/verification/" + contoso.id(),
                        "/support/audit/export?tenant=" + contoso.id() + "&format=csv",
                        "/support/audit/export?format=jsonl&tenant=" + contoso.id());
    }

    @Test
    void whatIsNoTenantIsSaidAndShowsNothing() {
        log.record(Act.bySystem(contoso.id(), "run.started"));
        var page = staff.get("/support/audit?tenant=Contoso");
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.html().select("#tenant[aria-invalid=true]").val()).isEqualTo("Contoso");
        assertThat(page.text()).contains("This is not a tenant ID.", "Clear filters");
        assertThat(page.html().select("tbody")).isEmpty();
        assertThat(staff.get("/support/audit/export?format=csv&tenant=Contoso")
                        .body()
                        .lines())
                .hasSize(1);
        assertThat(staff.get("/support/audit/export?format=jsonl&tenant=Contoso")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void aNameThatIsNotFoundIsExplained() {
        assertThat(staff.get("/support/audit?who=" + unique()).text())
                .contains("hidden by your filters", "found by the whole name or by the ID");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "before=x",
                "before=7",
                "before=%2B999999999-01-01T00:00:00Z,5f0c1d2e-0000-4000-8000-000000000001,1",
                "from=x&to=2026-02-30",
                "actor=x&outcome=x",
                "tenant=%00",
                "what=%00&who=%00",
                "who=%25%27%22%7B%7D%3C"
            })
    void whatCannotBeReadIsNoError(String query) {
        assertThat(staff.get("/support/audit?" + query).status()).isEqualTo(200);
        assertThat(staff.get("/support/audit/export?format=csv&" + query).status())
                .isEqualTo(200);
        assertThat(staff.get("/support/audit/verification?round=" + query).status())
                .isEqualTo(200);
    }

    @Test
    void whatStaffReadIsNotRecorded() {
        log.record(Act.bySystem(contoso.id(), "run.started"));
        var before = whatStellaDid();
        staff.get("/support/audit?tenant=" + contoso.id());
        assertThat(entries.head(contoso.id()).length()).isEqualTo(1);
        assertThat(whatStellaDid()).isEqualTo(before);
    }

    @Test
    void aFilteredExportOfAllTenantsIsRecordedInOurOwnLogOnly() {
        var what = unique();
        log.record(Act.of(Actors.named("=cmd|' /C calc'!A0", contoso.id()), what));
        log.record(Act.bySystem(fabrikam.id(), what));
        var file = staff.get("/support/audit/export?format=csv&what=" + what);
        assertThat(file.header("Content-Type")).isEqualTo("text/csv;charset=UTF-8");
        assertThat(file.header("Content-Disposition")).matches("attachment; filename=\"audit-[0-9-]{10}\\.csv\"");
        assertThat(file.body().lines().toList())
                .hasSize(3)
                .anySatisfy(line -> assertThat(line).contains(",\"'=cmd|' /C calc'!A0\","))
                .anySatisfy(line -> assertThat(line).startsWith("\"" + fabrikam.id() + "\",\"1\","));
        assertThat(whatStellaDid().getFirst())
                .contains(stella.name(), "Exported the audit log", "Export csv", "{\"what\":\"" + what + "\"}");
        assertThat(entries.head(contoso.id()).length()).isEqualTo(1);
    }

    @Test
    void anExportOfOneTenantStandsInItsOwnLogToo() {
        var what = unique();
        log.record(Act.bySystem(contoso.id(), what));
        staff.get("/support/audit/export?format=csv&tenant=" + contoso.id() + "&what=" + what);
        assertThat(whatStellaDid().getFirst()).contains("\"tenant\":\"" + contoso.id(), "\"what\":\"" + what);
        var theirs = entries.after(contoso.id(), 1, 10);
        assertThat(theirs).extracting(SealedEntry::entry).singleElement().satisfies(entry -> {
            assertThat(entry.what()).isEqualTo("audit.exported");
            assertThat(entry.byStaff()).isTrue();
            assertThat(entry.actorName()).isEqualTo(stella.name());
            assertThat(entry.to()).isEqualTo("{\"what\":\"" + what + "\"}");
        });
    }

    @Test
    void aTenantWithoutALogGetsNoneByBeingExported() {
        staff.get("/support/audit/export?format=csv&tenant=" + contoso.id());
        assertThat(staff.get("/support/audit/export?format=jsonl&tenant=" + contoso.id())
                        .status())
                .isEqualTo(404);
        assertThat(entries.head(contoso.id()).length()).isZero();
    }

    @Test
    void oneWholeChainCanBeTakenAwayAndTheExportIsItsLastEntry() {
        log.record(Act.bySystem(contoso.id(), "run.started"));
        var file = staff.get("/support/audit/export?format=jsonl&tenant=" + contoso.id());
        assertThat(file.header("Content-Type")).isEqualTo("application/jsonl;charset=UTF-8");
        assertThat(file.body().lines())
                .hasSize(2)
                .last()
                .asString()
                .contains("\"what\":\"audit.exported\"", "\"actorKind\":\"STAFF\"", "\"address\":null");
    }

    @Test
    void allChainsCanBeTakenAwayTogether() {
        log.record(Act.bySystem(contoso.id(), "run.started"));
        log.record(Act.bySystem(fabrikam.id(), "run.started"));
        var lines =
                staff.get("/support/audit/export?format=jsonl").body().lines().toList();
        for (var tenant : List.of(contoso, fabrikam)) {
            assertThat(lines)
                    .filteredOn(line -> line.startsWith("{\"number\":1,\"tenant\":\"" + tenant.id()))
                    .hasSize(1);
        }
        assertThat(whatStellaDid().getFirst()).contains("Exported the audit log", "Export jsonl");
        assertThat(entries.head(contoso.id()).length()).isEqualTo(1);
    }

    @Test
    void theCustomerSeesWhoOfSupportDidWhatButNotFromWhere() {
        log.record(Act.byStaff(Actors.staff("Sam Support", Actors.newTenant()), contoso.id(), "run.retried"));
        var rea = visitors.signedIn(contoso.person("Rea").holds(SECURITY_READER));
        assertThat(rea.get("/audit?actor=STAFF").html().select("tbody tr").text())
                .contains("Sam Support", "Support staff", "on behalf of this tenant", "known to support");
        assertThat(rea.get("/audit?actor=STAFF", "Accept-Language", "nl")
                        .html()
                        .select("tbody tr")
                        .text())
                .contains("Sam Support", "Ondersteuningsmedewerker", "namens deze tenant", "bij ondersteuning bekend");
        for (var seen : List.of("/audit", "/audit/export?format=csv", "/audit/export?format=jsonl")) {
            assertThat(rea.get(seen).body()).contains("Sam Support").doesNotContain("192.0.2.7");
        }
        assertThat(staff.get("/support/audit?tenant=" + contoso.id()).text()).contains("192.0.2.7");
        assertThat(rea.get("/audit/verification").text()).contains("unbroken since");
    }

    @Test
    void theLogOfAllTenantsSpeaksDutch() {
        var what = unique();
        log.record(Act.bySystem(contoso.id(), what).to("EUROPEAN_UNION"));
        assertThat(staff.get("/support/audit?what=" + what, "Accept-Language", "nl")
                        .text())
                .contains("Auditlogboek van alle tenants", "vermelding 1", "Naam onbekend", "“Europese Unie”");
    }

    /** Of each row. */
    private List<String> whatStellaDid() {
        return staff.get("/support/audit?tenant=" + Cast.OPERATOR + "&who=" + stella.id())
                .html()
                .select("tbody tr")
                .eachText();
    }

    private int rows(String query) {
        return staff.get("/support/audit?" + query.replace(" ", "%20"))
                .html()
                .select("tbody tr")
                .size();
    }

    private static String unique() {
        return "test." + UUID.randomUUID();
    }
}
