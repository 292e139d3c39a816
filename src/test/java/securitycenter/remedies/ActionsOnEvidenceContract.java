package securitycenter.remedies;

import static org.assertj.core.api.Assertions.assertThat;
import static securitycenter.identity.Role.GLOBAL_ADMINISTRATOR;
import static securitycenter.triage.IncidentSeed.alert;
import static securitycenter.triage.IncidentSeed.device;
import static securitycenter.triage.IncidentSeed.naming;

import java.util.List;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import securitycenter.Visitor;
import securitycenter.Visitors;
import securitycenter.actioncenter.ActionSeed;
import securitycenter.alerts.EvidenceKind;
import securitycenter.fakemicrosoft.FakeMicrosoft;
import securitycenter.remedies.ActionsOnEvidence.Latest;
import securitycenter.remedies.ActionsOnEvidence.Name;
import securitycenter.remedies.ActionsOnEvidence.Room;
import securitycenter.remedies.ActionsOnEvidence.Sought;
import securitycenter.triage.IncidentSeed;

/** On a file to which much was done. */
abstract class ActionsOnEvidenceContract {

    @Autowired
    FakeMicrosoft microsoft;

    @Autowired
    Visitors visitors;

    @Autowired
    ApplicationContext application;

    private Visitor ada;
    private IncidentSeed seed;
    private ActionSeed actions;

    @BeforeEach
    void aTenantWithAFile() {
        var tenant = microsoft
                .directory()
                .tenant("Actions On Evidence " + System.nanoTime())
                .licensed("SPE_E5")
                .country("NL");
        ada = visitors.signedIn(tenant.person("Ada Lovelace").holds(GLOBAL_ADMINISTRATOR));
        ada.turnOn();
        seed = new IncidentSeed(application, tenant.id());
        var malware = alert("e1", "Malware", 1);
        device(malware, "wks-14");
        EntityActionTests.bad(malware, "wks-14");
        seed.take(malware);
        actions = new ActionSeed(application, tenant.id());
    }

    @Test
    void whatWaitsComesFirstAndTheRestIsOnThePageOfTheThingAndInTheActionCenter() {
        actions.many(40);
        actions.all("state = 'FAILED', expires_at = null, open_key = null");
        var waits = actions.quarantine("bad.exe", "lt-waits");
        actions.unasked("bad.exe", "lt-last");
        var row = EntityActionTests.row(
                ada.get("/incidents/" + seed.incidentOf("e1") + "/evidence?kind=FILE"), "bad.exe");
        assertThat(row.select("li").eachText()).hasSize(4).satisfies(lines -> {
            assertThat(lines.getFirst()).contains("Quarantine file: decide", "on lt-waits");
            assertThat(lines.get(1)).contains("Quarantine file", "on lt-last", "Done");
            assertThat(lines.get(2)).contains("Quarantine file", "on lt-00", "Failed");
            assertThat(lines.getLast()).isEqualTo("More than 27 other actions on bad.exe");
        });
        assertThat(row.select("li a").getFirst().attr("href")).endsWith("/" + waits.id());
        var entity = ada.get(row.select("li a").getLast().attr("href"));
        var lines = entity.html().select("section[aria-labelledby=actions] li");
        assertThat(lines).hasSize(31);
        assertThat(lines.getLast().text()).isEqualTo("12 other actions on bad.exe");
        var history = ada.get(lines.getLast().expectFirst("a").attr("href"));
        assertThat(history.text()).contains("41 actions, latest change first");
    }

    @Test
    void whatWasRejectedLaterDoesNotHideWhatWasDone() {
        actions.unasked("bad.exe", "lt-1");
        actions.rejected(actions.quarantine("bad.exe", "lt-1"));
        assertThat(ofTheFile().select("li").eachText())
                .satisfiesExactlyInAnyOrder(
                        line -> assertThat(line).contains("on lt-1", "Done"),
                        line -> assertThat(line).contains("on lt-1", "Rejected"));
    }

    private Element ofTheFile() {
        return EntityActionTests.row(ada.get("/incidents/" + seed.incidentOf("e1") + "/evidence?kind=FILE"), "bad.exe");
    }

    @Test
    void ofManyThatWereTheSameOneIsShownAndThatThereAreMore() {
        for (var i = 0; i < 31; i++) {
            actions.rejected(actions.quarantine("bad.exe", "lt-1"));
        }
        assertThat(ofTheFile().select("li").eachText())
                .satisfiesExactly(
                        line -> assertThat(line).contains("on lt-1", "Rejected"),
                        line -> assertThat(line).isEqualTo("More actions on bad.exe"));
    }

    /** A mail has a name of its own in each mailbox. */
    @Test
    void whatWaitsOrWasDoneIsFoundInWhicheverOfManyMailboxesAMailIs() {
        var mail = alert("e2", "Phishing delivered", 2);
        for (var box = 10; box < 50; box++) {
            var recipient = "box" + box + "@contoso.example";
            naming(
                    mail,
                    "analyzedMessage",
                    item -> item.put("networkMessageId", "mail-7")
                            .put("recipientEmailAddress", recipient)
                            .put("subject", "Your parcel"));
        }
        seed.take(mail);
        for (var box = 40; box < 50; box++) {
            var deletion = actions.deletionOf("mail-7", "box" + box + "@contoso.example");
            if (box > 40) {
                actions.succeeded(deletion, true);
            }
        }
        var row = EntityActionTests.row(ada.get("/incidents/" + seed.incidentOf("e2") + "/evidence"), "Your parcel");
        assertThat(row.select("li").eachText())
                .hasSize(4)
                .satisfies(lines -> assertThat(lines.getFirst()).contains("decide", "on box40"))
                .satisfies(lines -> assertThat(lines.get(1)).contains("Done"))
                .satisfies(lines -> assertThat(lines.getLast()).isEqualTo("7 other actions on Your parcel"));
        var entity = ada.get(row.select("li a").getLast().attr("href"));
        assertThat(entity.html().select("section[aria-labelledby=actions] li"))
                .as("all of them")
                .hasSize(10);
    }

    /** Otherwise a page costs the more, the more was done to one thing. */
    @Test
    void theLatestOfOneThingAreReadAlongTheIndex() {
        actions.many(3_000);
        seed.home().database().sql("analyze").update();
        assertIndexed(
                new Latest("target", new Name(EvidenceKind.FILE, ActionSeed.HASH)), "remediation_action_of_target");
        assertIndexed(new Latest("asset", new Name(EvidenceKind.DEVICE, "lt-00")), "remediation_action_latest_at");
    }

    private void assertIndexed(Latest sought, String index) {
        var plan = String.join(
                "\n",
                seed.home()
                        .database()
                        .sql("explain " + ActionsOnEvidence.sql(List.<Sought>of(sought), Room.ONE_OF_MANY))
                        .params(sought.name().kind().name(), sought.name().key())
                        .query(String.class)
                        .list());
        assertThat(plan).containsPattern("(?i)\\b" + index + "\\b").doesNotContain("Sort  (");
        assertThat(plan.contains("Index Scan") || plan.contains("index sorted"))
                .as(plan)
                .isTrue();
    }
}
