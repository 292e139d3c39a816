package securitycenter.remedies;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static securitycenter.identity.Role.GLOBAL_ADMINISTRATOR;
import static securitycenter.identity.Role.SECURITY_OPERATOR;
import static securitycenter.identity.Role.SECURITY_READER;
import static securitycenter.triage.IncidentSeed.alert;
import static securitycenter.triage.IncidentSeed.device;
import static securitycenter.triage.IncidentSeed.naming;

import java.util.List;
import java.util.UUID;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import securitycenter.ApplicationTest;
import securitycenter.Visitor;
import securitycenter.Visitor.Page;
import securitycenter.Visitors;
import securitycenter.actioncenter.ActionSeed;
import securitycenter.alerts.Verdict;
import securitycenter.fakemicrosoft.FakeMicrosoft;
import securitycenter.fakemicrosoft.Tenant;
import securitycenter.hunting.HuntingSeed;
import securitycenter.response.ActionSource;
import securitycenter.response.Remediation;
import securitycenter.response.RemediationAction;
import securitycenter.response.Target;
import securitycenter.triage.IncidentSeed;
import tools.jackson.databind.node.ObjectNode;

/** As a browser without scripts sees them. */
@ApplicationTest
class EntityActionTests {

    private static final String SHA1 = "1".repeat(40);
    private static final String PERSON = "6b0f5f6e-7a30-4f0e-8f3a-3c8a3a7a5b11";

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
    private IncidentSeed seed;

    @BeforeEach
    void aTenantWithAnAttack() {
        tenant = microsoft
                .directory()
                .tenant("Entity Actions " + System.nanoTime())
                .licensed("SPE_E5")
                .country("NL");
        ada = visitors.signedIn(tenant.person("Ada Lovelace").holds(GLOBAL_ADMINISTRATOR));
        ada.turnOn();
        olga = visitors.signedIn(tenant.person("Olga Bos").holds(SECURITY_OPERATOR));
        seed = new IncidentSeed(application, tenant.id());
        var mail = naming(
                alert("e3", "Phishing delivered", 9),
                "analyzedMessage",
                item -> item.put("networkMessageId", "mail-7")
                        .put("recipientEmailAddress", "box2@contoso.example")
                        .put("subject", "Your parcel"));
        device(mail, "wks-14");
        naming(
                mail,
                "user",
                item -> item.putObject("userAccount")
                        .put("userPrincipalName", "maren@contoso.example")
                        .put("azureAdUserId", PERSON));
        naming(
                mail,
                "user",
                item -> item.putObject("userAccount").put("accountName", "svc").put("domainName", "CORP"));
        seed.take(on(alert("e1", "Malware", 1), "wks-14"), on(alert("e2", "Malware again", 5), "wks-15"), mail);
    }

    private static ObjectNode on(ObjectNode alert, String device) {
        device(alert, device);
        return bad(alert, device);
    }

    static ObjectNode bad(ObjectNode alert, String device) {
        return naming(
                alert,
                "file",
                item -> item.put("mdeDeviceId", device)
                        .putObject("fileDetails")
                        .put("fileName", "bad.exe")
                        .put("filePath", "C:\\Temp")
                        .put("sha1", SHA1)
                        .put("sha256", ActionSeed.HASH));
    }

    private String evidence() {
        return "/incidents/" + seed.incidentOf("e1") + "/evidence";
    }

    static Element row(Page page, String name) {
        return page.html().select("main table tbody tr").stream()
                .filter(row -> row.expectFirst("th a").text().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No " + name + " in " + page.text()));
    }

    private Page asking(String name) {
        return olga.get(row(olga.get(evidence()), name)
                .expectFirst("a[href*=/actions?incident]")
                .attr("href"));
    }

    private Page asked(String name, String remedy, String reason) {
        var confirm = RowActionTests.chosen(asking(name), remedy);
        return confirm.form(confirm.path()).type("reason", reason).press("Ask for it");
    }

    private List<RemediationAction> actions(Page asked) {
        return asked.html().select("main tbody th a").eachAttr("href").stream()
                .map(address -> UUID.fromString(address.substring(address.lastIndexOf('/') + 1)))
                .map(id -> remediation.find(seed.home(), id).orElseThrow())
                .toList();
    }

    @Test
    void whatIsAskedForWaitsBesideTheEvidenceAndIsDecidedInTheActionCenter() {
        var asked = asked("wks-14.contoso.example", "ISOLATE_DEVICE.", "It beacons");
        assertThat(actions(asked)).singleElement().satisfies(action -> {
            assertThat(action.source()).isEqualTo(ActionSource.MANUAL_DEVICE_ACTION);
            assertThat(action.origin().incident()).isEqualTo(seed.incidentOf("e1"));
            assertThat(action.origin().detail()).isEqualTo("It beacons");
            assertThat(action.verdict()).isEqualTo(Verdict.SUSPICIOUS);
            assertThat(action.target().key()).isEqualTo("wks-14");
        });
        var waits = row(olga.get(evidence()), "wks-14.contoso.example");
        assertThat(waits.text()).contains("Isolate device: decide", "Suspicious", "can be decided until");
        assertThat(waits.select("a[href*=/actions?incident]")).isEmpty();
        assertThat(olga.get(evidence()).text()).contains("1 action waits for a decision");
        assertThat(row(olga.get(evidence().replace("evidence", "devices")), "wks-14.contoso.example")
                        .text())
                .contains("Isolate device: decide");
        var entity = olga.get(waits.expectFirst("th a").attr("href"));
        assertThat(entity.text()).contains("Isolate device: decide");

        var one = ada.get(waits.expectFirst("a[href*=action-center]").attr("href"));
        var form = one.form(one.path());
        form.press(form.element().select("button[value=approve]").text());
        assertThat(row(olga.get(evidence()), "wks-14.contoso.example").select("a[href*=/actions?incident]"))
                .hasSize(1);
    }

    @Test
    void aFileIsThereOnEachDeviceOfWhichAnAlertTells() {
        var confirm = RowActionTests.chosen(asking("bad.exe"), "QUARANTINE_FILE.");
        assertThat(confirm.html().select("main tbody td").eachText())
                .contains("wks-14.contoso.example", "wks-15.contoso.example");
        assertThat(confirm.text()).contains("C:\\Temp\\bad.exe", SHA1);
        var form = confirm.form(confirm.path());
        form.element().select("input[name=thing]").getLast().removeAttr("checked");
        var asked = actions(form.type("reason", "Malware").press("Ask for it"));
        assertThat(asked).hasSize(1);
        var device = requireNonNull(asked.getFirst().target().asset()).name();
        var incident = seed.incidentOf(device.startsWith("wks-14") ? "e1" : "e2");
        var devices = olga.get("/incidents/" + incident + "/devices");
        var page = olga.get(row(devices, device).expectFirst("th a").attr("href"));
        assertThat(page.html().select("section[aria-labelledby=actions] li").text())
                .contains("bad.exe Quarantine file: decide");
    }

    @Test
    void whatAnInvestigationProposedStandsBesideTheSameFile() {
        var proposed = new ActionSeed(application, tenant.id()).quarantine("bad.exe", "lt-400");
        var waits = row(olga.get(evidence()), "bad.exe");
        assertThat(waits.text()).contains("Quarantine file: decide", "on lt-400", "Malicious");
        assertThat(waits.expectFirst("a[href*=action-center]").attr("href")).endsWith("/" + proposed.id());
        assertThat(row(olga.get(evidence()), "wks-14.contoso.example").text()).doesNotContain("decide");
    }

    @Test
    void whatBecameOfTheLatestActionStandsBesideTheEvidence() {
        var actions = new ActionSeed(application, tenant.id());
        var first = actions.failed(actions.quarantine("bad.exe", "lt-400"));
        var failed = row(olga.get(evidence()), "bad.exe");
        assertThat(failed.text())
                .contains("Quarantine file", "on lt-400", "Failed")
                .doesNotContain("decide");
        assertThat(failed.expectFirst("a[href*=action-center]").attr("href")).endsWith("/" + first.id());
        assertThat(failed.select("a[href*=/actions?incident]")).hasSize(1);
        actions.changed(first, "state = 'REJECTED'");
        assertThat(row(olga.get(evidence()), "bad.exe").text()).contains("Rejected");

        var again = actions.quarantine("bad.exe", "lt-400");
        assertThat(row(olga.get(evidence()), "bad.exe").text())
                .contains("Quarantine file: decide")
                .doesNotContain("Rejected");
        actions.succeeded(again, true);
        var done = row(olga.get(evidence()), "bad.exe");
        assertThat(done.text()).contains("Done").doesNotContain("Rejected");
        assertThat(done.select("li")).hasSize(1);
        var entity = olga.get(done.expectFirst("th a").attr("href"));
        assertThat(entity.html().select("section[aria-labelledby=actions] li").eachText())
                .singleElement()
                .asString()
                .contains("Quarantine file", "on lt-400", "Done");
    }

    @Test
    void whoDecidesAboutSeveralSeesWhoAskedForWhatAndWhy() {
        asked("wks-14.contoso.example", "ISOLATE_DEVICE.", "It beacons");
        new ActionSeed(application, tenant.id()).isolation("lt-9");
        var together = ada.get("/action-center/many?type=isolate-device");
        assertThat(row(together, "wks-14.contoso.example").text())
                .contains("Suspicious", "Asked for by olga", "It beacons", "Incident " + seed.incidentOf("e1"));
        assertThat(together.html().select("tbody tr:contains(lt-9)").text())
                .contains("Malicious", "An investigation judged it so.", "Known ransomware", "Investigation 7");
    }

    @Test
    void aMailIsFoundInTheEventsByItsRecipient() {
        var lacking = RowActionTests.chosen(asking("Your parcel"), "SOFT_DELETE_MAIL.");
        assertThat(lacking.text()).contains("There is nothing left", "Your parcel the mail in EmailEvents");
        new HuntingSeed(application, tenant.id()).mail("mail-7", "Your parcel", 3);
        var asked = asked("Your parcel", "SOFT_DELETE_MAIL.", "Phishing");
        assertThat(actions(asked)).singleElement().satisfies(action -> {
            assertThat(action.target().detail(Target.MAIL)).contains("mail-7-report-2");
            assertThat(action.source()).isEqualTo(ActionSource.MANUAL_EMAIL_ACTION);
        });
        assertThat(row(olga.get(evidence()), "Your parcel").text()).contains("Soft delete mail: decide");
    }

    @Test
    void anAccountThatEntraDoesNotKnowIsLeftOut() {
        var asked = asked("maren@contoso.example", "DISABLE_USER.", "Stolen");
        assertThat(actions(asked)).singleElement().satisfies(action -> {
            assertThat(action.target().detail(Target.PERSON)).contains(PERSON);
            assertThat(action.source()).isEqualTo(ActionSource.MANUAL_USER_ACTION);
        });
        assertThat(RowActionTests.chosen(asking("CORP\\svc"), "DISABLE_USER.").text())
                .contains("There is nothing left", "CORP\\svc the person’s object ID in Entra ID");
    }

    @Test
    void readersSeeWhatWaitsAndMayNotAsk() {
        asked("wks-14.contoso.example", "ISOLATE_DEVICE.", "It beacons");
        var rea = visitors.signedIn(tenant.person("Rea Reader").holds(SECURITY_READER));
        var tab = rea.get(evidence());
        assertThat(tab.text()).contains("Isolate device: decide").doesNotContain("Ask for an action");
        var entity = rea.get(row(tab, "bad.exe").expectFirst("th a").attr("href"));
        assertThat(entity.text()).contains("Actions are asked for by");
        assertThat(entity.html()
                        .expectFirst("button[aria-describedby=may-not-ask]")
                        .attr("aria-disabled"))
                .isEqualTo("true");
        assertThat(rea.get(entity.path() + "/actions").status()).isEqualTo(403);
        assertThat(olga.get("/entities/" + UUID.randomUUID() + "/actions").status())
                .isEqualTo(404);
    }
}
