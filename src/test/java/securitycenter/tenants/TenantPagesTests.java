package securitycenter.tenants;

import static org.assertj.core.api.Assertions.assertThat;
import static securitycenter.identity.Role.GLOBAL_ADMINISTRATOR;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import securitycenter.ApplicationTest;
import securitycenter.Visitor;
import securitycenter.Visitor.Page;
import securitycenter.Visitors;
import securitycenter.fakemicrosoft.FakeMicrosoft;
import securitycenter.fakemicrosoft.Tenant;
import securitycenter.homes.DataCenter;
import securitycenter.provisioning.DataCenterChoice;

/** The list of tenants and the page of one of them, as support staff see them. */
@ApplicationTest
class TenantPagesTests {

    private static final String[] DUTCH = {"Accept-Language", "nl"};

    @Autowired
    FakeMicrosoft microsoft;

    @Autowired
    Visitors visitors;

    @Autowired
    DataCenterChoice choice;

    @Autowired
    JdbcClient database;

    Tenant tenant;
    Visitor administrator;
    Visitor staff;
    String request;
    String page;

    @BeforeEach
    void aTenantThatAskedForHelp() {
        tenant = microsoft
                .directory()
                .tenant("Paged " + System.nanoTime())
                .licensed("SPE_E5")
                .country("NL");
        administrator = visitors.signedIn(tenant.person("Ada").holds(GLOBAL_ADMINISTRATOR));
        request = ask("Something is stuck.");
        staff = visitors.staff(microsoft, "Stella");
        page = "/support/tenants/" + tenant.id();
    }

    private String ask(String message) {
        var sent = administrator
                .get("/help?from=/settings")
                .form("/help/requests")
                .choose("topic", "OTHER_LOCATION")
                .choose("dataCenter", "UNITED_KINGDOM")
                .type("message", message)
                .type("contact", "020 1234567")
                .submit();
        return sent.path().split("/")[3];
    }

    @Test
    void theShortIdBearsAButtonThatCopiesTheWholeOne() {
        var row = staff.get("/support/tenants?find=" + tenant.id()).html().select("tbody tr");
        var id = tenant.id().toString();
        assertThat(row.select("details.id summary").text()).isEqualTo(id.substring(0, 8) + "…");
        assertThat(row.select("details.id .reference").text()).isEqualTo(id);
        var copy = row.select("button[type=button][data-copy]");
        assertThat(copy.attr("data-copy")).isEqualTo(id);
        assertThat(copy.text()).isEqualTo("Copy the tenant ID of " + tenant.name());
        assertThat(copy.hasAttr("hidden")).as("without scripts").isTrue();
    }

    @Test
    void aFilterThatHidesAllSaysSoAndLeadsToAll() {
        var none = staff.get("/support/tenants?find=nobody-is-called-so&state=on");
        assertThat(none.text()).containsPattern("No tenant found .*tenants? (is|are) hidden by your filters\\.");
        assertThat(none.html().select("main .empty a").attr("href")).isEqualTo("/support/tenants");
        assertThat(none.html().select("main .empty a").text()).isEqualTo("Show all tenants");
        assertThat(staff.get("/support/tenants?find=nobody-is-called-so", DUTCH).text())
                .containsPattern("Door uw filters (is|zijn) .*tenants? verborgen\\.");
    }

    @Test
    void aPageThatBecameEmptyLeadsBackToTheFirst() {
        var beyond = staff.get("/support/tenants?find=" + tenant.id() + "&after=" + tenant.id());
        assertThat(beyond.status()).isEqualTo(200);
        assertThat(beyond.text()).contains("No tenants here");
        assertThat(staff.get(beyond.html().select("main .empty a").attr("href")).text())
                .contains(tenant.name());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "after=x",
                "before=x",
                "last=x",
                "before=00000000-0000-4000-8000-000000000000",
                "find=%00&state=%00&place=x&outdated=x&failed=x",
                "find=a%CC%88%20%20%EF%AC%80%F0%9F%A6%86"
            })
    void whatCannotBeReadInTheAddressIsNoError(String query) {
        assertThat(staff.get("/support/tenants?" + query).status()).isEqualTo(200);
    }

    @Test
    void everyNoteCanBeRead() {
        assertThat(staff.get(page).text()).contains("No notes yet.");
        insertNotes(45);
        var first = staff.get(page);
        assertThat(notesOn(first)).isEqualTo(notes(45, 26));
        assertThat(first.text()).doesNotContain("Latest notes");
        var second = staff.get(older(first));
        assertThat(notesOn(second)).isEqualTo(notes(25, 6));
        var third = staff.get(older(second));
        assertThat(notesOn(third)).isEqualTo(notes(5, 1));
        assertThat(third.html().select("main a[href*=notesBefore]")).isEmpty();
        assertThat(third.html().select("main .internal a").text()).isEqualTo("Latest notes");
        assertThat(third.html().select("main .internal a").attr("href")).isEqualTo(page + "#notes");
        assertThat(staff.get(page + "?notesBefore=1").text()).contains("No older notes.");
        assertThat(notesOn(staff.get(page + "?notesBefore=x"))).isEqualTo(notes(45, 26));
    }

    @Test
    void theTenantPageSaysForWhomARequestWaitsAndLeadsToAllOfThem() {
        var other = ask("And another thing");
        staff.get("/support/help-requests/" + request)
                .form("/support/help-requests/" + request + "/reply")
                .type("reply", "Look again")
                .submit();
        staff.get("/support/help-requests/" + other)
                .form("/support/help-requests/" + other + "/close")
                .type("reason", "Solved")
                .submit();
        var shown = staff.get(page);
        assertThat(shown.html()
                        .select("section[aria-labelledby=requests] .badge")
                        .eachText())
                .containsExactly("Closed", "Waiting for the customer");
        var all = staff.get(
                shown.html().select("section[aria-labelledby=requests] > p > a").attr("href"));
        assertThat(all.html().select("tbody th").eachText()).containsExactly(request, other);
        assertThat(all.html().select("main form[role=search]").text()).contains(tenant.name());
    }

    @Test
    void whereTheDataWillLiveNeedsAReasonAndARequestOfTheTenantEachSaidAtItsField() {
        var form = staff.get(page + "/location").form(page + "/location");
        var refused = form.submit();
        assertThat(refused.status()).isEqualTo(422);
        assertProblem(refused, "reason", "Say why");
        assertProblem(refused, "request", "Name the help request");
        var summary = refused.html().select("main [role=alert] a");
        assertThat(summary.eachAttr("href")).containsExactlyInAnyOrder("#reason", "#request");

        var unknown = form.type("reason", "a".repeat(2_001))
                .type("request", "H-999999999")
                .submit();
        assertThat(unknown.status()).isEqualTo(422);
        assertProblem(unknown, "request", "This tenant has no help request with that number.");
        assertThat(unknown.html().select("#reason-error")).hasSize(1);
        assertThat(unknown.html().select("#request").val()).isEqualTo("H-999999999");
        assertThat(choice.promised(tenant.id())).isEmpty();
    }

    @Test
    void aPlaceThatIsNotOnOfferIsRefused() {
        for (var place : List.of("x", "EUROPE")) {
            var refused =
                    staff.forge(page + "/location", Map.of("to", place, "reason", "Asked for", "request", request));
            assertThat(refused.status()).isEqualTo(422);
            assertThat(refused.html().select("#to").attr("aria-describedby")).contains("to-error");
            assertThat(refused.html().select("#to-error").text()).contains("Choose a data center.");
        }
        assertThat(staff.forge(
                                page + "/location",
                                Map.of("to", "SWITZERLAND", "reason", "Asked for", "request", request))
                        .text())
                .contains("does not offer");
        assertThat(choice.promised(tenant.id())).isEmpty();
    }

    @Test
    void theLocationThatWasAskedForIsChosenAndLetGoAgain() {
        var asked = staff.get(page + "/location?request=" + request);
        assertThat(asked.html().select("#to option[selected]").val()).isEqualTo("UNITED_KINGDOM");
        asked.form(page + "/location").type("reason", "Asked for").submit();
        assertThat(staff.get(page).text()).contains("Will be: United Kingdom");
        assertThat(choice.promised(tenant.id())).contains(DataCenter.UNITED_KINGDOM);
        var letGo = staff.get(page + "/location?to=&request=" + request);
        assertThat(letGo.text()).contains("wherever the rules propose");
        letGo.form(page + "/location").type("reason", "Asked for").submit();
        assertThat(choice.promised(tenant.id())).isEmpty();
        assertThat(administrator.get("/audit").text()).contains("Asked for", request);
    }

    private static void assertProblem(Page page, String field, String words) {
        assertThat(page.html().select("#" + field + "-error").text()).contains(words);
        assertThat(page.html().select("#" + field).attr("aria-invalid")).isEqualTo("true");
        assertThat(page.html().select("#" + field).attr("aria-describedby")).contains(field + "-error");
    }

    private static List<String> notesOn(Page page) {
        return page.html().select("main .internal article .said").eachText();
    }

    private static String older(Page page) {
        return page.html().select("main a[href*=notesBefore]").attr("href").replace("#notes", "");
    }

    private static List<String> notes(int from, int to) {
        return IntStream.iterate(from, n -> n >= to, n -> n - 1)
                .mapToObj(n -> "Note " + n)
                .toList();
    }

    private void insertNotes(int many) {
        for (int n = 1; n <= many; n++) {
            database.sql("insert into tenant_note (tenant_id, text, written_by, written_by_name, written_at)"
                            + " values (?, ?, ?, 'Samir', ?)")
                    .params(tenant.id().value(), "Note " + n, UUID.randomUUID(), OffsetDateTime.now())
                    .update();
        }
    }
}
