package securitycenter.remedies;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static securitycenter.identity.Role.GLOBAL_ADMINISTRATOR;
import static securitycenter.identity.Role.SECURITY_OPERATOR;
import static securitycenter.identity.Role.SECURITY_READER;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jsoup.nodes.FormElement;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import securitycenter.ApplicationTest;
import securitycenter.Visitor;
import securitycenter.Visitor.Form;
import securitycenter.Visitor.Page;
import securitycenter.Visitors;
import securitycenter.fakemicrosoft.FakeMicrosoft;
import securitycenter.fakemicrosoft.Tenant;
import securitycenter.hunting.HuntingSeed;
import securitycenter.response.ActionSource;
import securitycenter.response.ActionState;
import securitycenter.response.ActionType;
import securitycenter.response.Remediation;
import securitycenter.response.RemediationAction;
import securitycenter.response.Target;

/** As a browser without scripts sees them. */
@ApplicationTest
class RowActionTests {

    private static final String FIRST = "a".repeat(40);
    private static final String SECOND = "B".repeat(40);
    private static final String SHA1 = "c".repeat(40);
    private static final String SHA256 = "d".repeat(64);

    private static final String ON_DEVICES = """
            datatable (DeviceId:string, DeviceName:string, FileName:string, FolderPath:string, SHA1:string, SHA256:string) [
                "%1$s", "lt-110", "bad.exe", "C:\\\\Temp", "%3$s", "%4$s",
                "%1$s", "lt-110", "bad.exe", "C:\\\\Temp", "%3$s", "%4$s",
                "%2$s", "lt-207", "bad.exe", "C:\\\\Temp\\\\bad.exe", "%3$s", "%4$s",
                "", "unknown-pc", "odd.exe", "", "%3$s", "",
                "x' or '1", "forged-pc", "odd.exe", "", "short", "%4$s"]""".formatted(FIRST, SECOND, SHA1, SHA256);

    @Autowired
    FakeMicrosoft microsoft;

    @Autowired
    Visitors visitors;

    @Autowired
    ApplicationContext application;

    @Autowired
    Remediation remediation;

    private Tenant tenant;
    private Visitor ada;
    private Visitor olga;
    private HuntingSeed seed;

    @BeforeEach
    void aTenant() {
        tenant = microsoft
                .directory()
                .tenant("Row Actions Ltd")
                .licensed("SPE_E5")
                .country("NL");
        ada = visitors.signedIn(tenant.person("Ada Lovelace").holds(GLOBAL_ADMINISTRATOR));
        ada.turnOn();
        olga = visitors.signedIn(tenant.person("Olga Bos").holds(SECURITY_OPERATOR));
        seed = new HuntingSeed(application, tenant.id());
    }

    private String ran(String query) {
        var page =
                olga.get("/hunting").form("/hunting/runs").type("query", query).submit();
        while (page.html().selectFirst("#run-part[hx-get]") != null) {
            page = olga.get(page.path());
        }
        return page.path();
    }

    private static String rows(int... numbers) {
        return IntStream.of(numbers).mapToObj(at -> "row=" + at).collect(Collectors.joining("&"));
    }

    static Page chosen(Page choice, String remedy) {
        var form = new Form(choice.visitor(), (FormElement) choice.html().expectFirst("main form[method=get]"));
        form.element().select("button").attr("formmethod", "get");
        return form.pick("remedy", remedy).press("Next");
    }

    private static List<String> things(Page page) {
        return page.html().select("main tbody th").eachText();
    }

    private List<RemediationAction> asked(Page page) {
        return page.html().select("main tbody th a").eachAttr("href").stream()
                .map(address -> UUID.fromString(address.substring(address.lastIndexOf('/') + 1)))
                .map(id -> remediation.find(seed.home(), id).orElseThrow())
                .toList();
    }

    @Test
    void theActionsAreThoseThatFitTheColumns() {
        var devices = ran(ON_DEVICES) + "/actions";
        var offered =
                olga.get(devices + "?row=1").html().select("input[name=remedy]").eachAttr("value");
        assertThat(offered)
                .contains("ISOLATE_DEVICE.DeviceId", "QUARANTINE_FILE.SHA1", "BLOCK_FILE.SHA1")
                .noneMatch(remedy -> remedy.contains("MAIL") || remedy.contains("USER"));
        var people = ran("print AccountObjectId = '" + UUID.randomUUID() + "', RecipientObjectId = ''") + "/actions";
        assertThat(olga.get(people + "?row=1")
                        .html()
                        .select("input[name=remedy]")
                        .eachAttr("value"))
                .contains("DISABLE_USER.AccountObjectId", "DISABLE_USER.RecipientObjectId")
                .noneMatch(remedy -> remedy.contains("DEVICE."));
        var none = ran("print Number = 1") + "/actions";
        assertThat(olga.get(none + "?row=1").text()).contains("No action fits", "DeviceId");
    }

    @Test
    void eachDeviceIsIsolatedOnceAndWhatHasNoIdIsNamed() {
        var actions = ran(ON_DEVICES) + "/actions";
        var choice = olga.get(actions + "?" + rows(1, 2, 3, 4, 5));
        var page = chosen(choice, "ISOLATE_DEVICE.DeviceId");
        assertThat(things(page)).containsExactly("lt-110", "lt-207");
        assertThat(page.text())
                .contains("2 are left out", "unknown-pc (row 4) the device’s ID in Defender for Endpoint", "forged-pc");
        var done = page.form(actions).type("reason", "Both beacon").press("Ask for it");
        assertThat(done.path()).isEqualTo("/action-center/asked");
        assertThat(done.text()).contains("2 actions wait for approval now.");
        assertThat(asked(done)).hasSize(2).allSatisfy(action -> {
            assertThat(action.type()).isEqualTo(ActionType.ISOLATE_DEVICE);
            assertThat(action.source()).isEqualTo(ActionSource.ADVANCED_HUNTING_ACTION);
            assertThat(action.state()).isEqualTo(ActionState.PENDING_APPROVAL);
            assertThat(action.origin().detail()).isEqualTo("Both beacon");
        });
        assertThat(asked(done).getLast().target().key()).isEqualTo(SECOND.toLowerCase());
        assertThat(asked(done).getLast().target().detail(Target.DEVICE)).contains(SECOND);
        assertThat(ada.get("/action-center").text()).contains("lt-110", "lt-207");
        assertThat(ada.get("/audit").html().select("tbody tr").eachText())
                .filteredOn(line -> line.contains("Remediation action asked for") && line.contains("Both beacon"))
                .hasSize(2);
    }

    @Test
    void aFileIsQuarantinedOnEachDeviceAndBlockedOnce() {
        var actions = ran(ON_DEVICES) + "/actions?" + rows(1, 2, 3, 4, 5);
        var quarantine = olga.get(actions + "&remedy=QUARANTINE_FILE.SHA1");
        assertThat(things(quarantine)).containsExactly("bad.exe", "bad.exe");
        assertThat(quarantine.html().select("main tbody td").eachText()).contains("lt-110", "lt-207");
        assertThat(quarantine.text()).contains("C:\\Temp\\bad.exe").doesNotContain("bad.exe\\bad.exe");
        assertThat(quarantine.text()).contains("odd.exe (row 5)", "the SHA-1");
        var block = olga.get(actions + "&remedy=BLOCK_FILE.SHA1");
        assertThat(things(block)).containsExactly("bad.exe", "odd.exe"); // by the longest hash that a row tells
        assertThat(block.html().select("main tbody td").eachText()).contains("everywhere");
    }

    @Test
    void whatIsNotTickedIsLeftOutAndAReasonIsNeeded() {
        var actions = ran(ON_DEVICES) + "/actions";
        var page = olga.get(actions + "?" + rows(1, 3) + "&remedy=RUN_ANTIVIRUS_SCAN.DeviceId");
        var form = page.form(actions);
        form.element().select("input[name=thing]").getFirst().removeAttr("checked");
        var refused = form.press("Ask for it");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text()).contains("Say why it should be done.");
        assertThat(refused.html().select("input[name=thing]:not([checked])")).hasSize(1);
        var done = refused.form(actions).type("reason", "Odd").press("Ask for it");
        assertThat(asked(done))
                .singleElement()
                .satisfies(action -> assertThat(action.target().name()).isEqualTo("lt-207"));
        var none = page.form(actions).type("reason", "Odd");
        none.element().select("input[name=thing]").removeAttr("checked");
        assertThat(none.press("Ask for it").text()).contains("Choose at least one thing.");
    }

    @Test
    void theSameIsAskedForOnce() {
        var actions = ran(ON_DEVICES) + "/actions";
        var page = olga.get(actions + "?row=1&remedy=ISOLATE_DEVICE.DeviceId");
        var first = page.form(actions).type("reason", "Once").press("Ask for it");
        var second = page.form(actions).type("reason", "Twice").press("Ask for it");
        assertThat(second.text()).contains("This was not asked for again").doesNotContain("wait for approval now");
        assertThat(asked(second)).isEqualTo(asked(first));
    }

    @Test
    void aMailGoesByItsReportInEmailEventsWhateverTheRowSays() {
        seed.mail("mail-1", "Your parcel", 3);
        var actions = ran("""
                datatable (NetworkMessageId:string, RecipientEmailAddress:string, ReportId:string) [
                    "mail-1", "BOX2@contoso.example", "of-a-click",
                    "mail-1", "", "mail-1-report-3",
                    "mail-1", "", "of-a-click",
                    "mail-9", "box1@contoso.example", "mail-9-report-1"]""") + "/actions";
        var page = olga.get(actions + "?" + rows(1, 2, 3, 4) + "&remedy=SOFT_DELETE_MAIL.NetworkMessageId");
        assertThat(things(page)).containsExactly("Your parcel", "Your parcel");
        assertThat(page.text())
                .contains("mail-1 (row 3) the recipient the mail in EmailEvents", "mail-9 (row 4) the mail in");
        // Only what she asked herself is a query of hers.
        assertThat(olga.get("/hunting/history").html().select("main tbody tr")).hasSize(1);
        var done = page.form(actions).type("reason", "Phishing").press("Ask for it");
        assertThat(asked(done))
                .extracting(action -> action.target().details().get(Target.MAIL))
                .containsExactlyInAnyOrder("mail-1-report-2", "mail-1-report-3");
        assertThat(requireNonNull(asked(done).getFirst().target().asset()).key())
                .isEqualTo("box2@contoso.example");
    }

    @Test
    void noMoreThanAHundredRowsAreTaken() {
        var actions = ran("range At from 1 to 120 step 1 | project DeviceId = strcat('device-', At)") + "/actions";
        var all = IntStream.rangeClosed(1, 120).toArray();
        var page = olga.get(actions + "?" + rows(all) + "&remedy=ISOLATE_DEVICE.DeviceId");
        assertThat(page.text()).contains("20 of the rows are left out");
        var done = page.form(actions).type("reason", "All").press("Ask for it");
        assertThat(done.text()).contains("100 actions wait for approval now.");
        assertThat(asked(done)).hasSize(100);
    }

    @Test
    void askingIsForThoseWhoWorkOnIncidents() {
        var run = ran(ON_DEVICES);
        var rea = visitors.signedIn(tenant.person("Rea Reader").holds(SECURITY_READER));
        assertThat(rea.get(run + "/actions?row=1").status()).isEqualTo(403);
        assertThat(rea.get(run).text()).contains("Actions are asked for by");
        assertThat(rea.get(run)
                        .html()
                        .expectFirst("button[formaction$=/actions]")
                        .hasAttr("disabled"))
                .isTrue();
        assertThat(olga.get(run)
                        .html()
                        .expectFirst("button[formaction$=/actions]")
                        .attr("formaction"))
                .endsWith(run + "/actions");
    }

    @Test
    void whatDoesNotFitIsRefused() {
        var actions = ran(ON_DEVICES) + "/actions";
        assertThat(olga.get(actions).status()).isEqualTo(422);
        var forged = Map.of("row", "1", "remedy", "OFFBOARD_DEVICE.DeviceId", "thing", "x", "reason", "Forged");
        assertThat(olga.forge(actions, forged).status()).isEqualTo(400);
        assertThat(olga.get("/hunting/runs/" + UUID.randomUUID() + "/actions?row=1")
                        .status())
                .isEqualTo(404);
        assertThat(olga.get("/action-center/asked?of=" + Ids.written(List.of(UUID.randomUUID())))
                        .status())
                .isEqualTo(404);
        seed.letAnswersGo();
        var gone = olga.get(actions + "?row=1");
        assertThat(gone.status()).isEqualTo(410);
        assertThat(gone.text()).contains("The result is not kept any more.");
    }
}
