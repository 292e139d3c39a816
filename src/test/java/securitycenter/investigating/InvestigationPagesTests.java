package securitycenter.investigating;

import static org.assertj.core.api.Assertions.assertThat;
import static securitycenter.identity.Role.GLOBAL_ADMINISTRATOR;
import static securitycenter.identity.Role.SECURITY_READER;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import securitycenter.ApplicationTest;
import securitycenter.Visitor;
import securitycenter.Visitor.Page;
import securitycenter.Visitors;
import securitycenter.fakemicrosoft.FakeMicrosoft;
import securitycenter.fakemicrosoft.Misbehavior;
import securitycenter.fakemicrosoft.Person;
import securitycenter.fakemicrosoft.Tenant;
import securitycenter.levels.AutomationLevel;
import securitycenter.levels.LevelSeed;
import securitycenter.rights.Permission;
import securitycenter.rights.PermissionHolders;
import securitycenter.triage.IncidentSeed;

/** As a browser without scripts sees them. */
@ApplicationTest
class InvestigationPagesTests {

    private static final String LIST = "/investigations";

    @Autowired
    FakeMicrosoft microsoft;

    @Autowired
    Visitors visitors;

    @Autowired
    ApplicationContext application;

    private Tenant tenant;
    private Person adaHerself;
    private Visitor ada;
    private Visitor rea;
    private InvestigationSeed seed;

    @BeforeEach
    void aTenant() {
        tenant = microsoft
                .directory()
                .tenant("Investigated " + System.nanoTime())
                .licensed("SPE_E5")
                .country("NL");
        adaHerself = tenant.person("Ada Lovelace").holds(GLOBAL_ADMINISTRATOR);
        ada = visitors.signedIn(adaHerself);
        ada.turnOn();
        rea = visitors.signedIn(tenant.person("Rea Reader").holds(SECURITY_READER));
        seed = new InvestigationSeed(application, tenant.id());
    }

    private static String address(long number) {
        return LIST + "/" + number;
    }

    private static List<String> column(Page page, int at) {
        return page.html().select("main tbody tr > :nth-child(" + at + ")").eachText();
    }

    private List<String> audited() {
        return ada.get("/audit").html().select("tbody tr").eachText();
    }

    @Test
    void theListShowsTheNewestFirstAndOnlyWhatIsAskedFor() {
        assertThat(rea.get(LIST).text()).contains("There was no investigation yet");
        seed.about("lt-1", "BENIGN");
        seed.about("lt-2", "RUNNING");
        seed.about("lt-3", "BENIGN");
        var page = rea.get(LIST);
        assertThat(column(page, 3)).containsExactly("No threats found", "Running", "No threats found");
        assertThat(column(page, 4)).first().asString().isEqualTo("lt-3.contoso.example Device");
        assertThat(column(page, 7)).containsExactly("7 min", "Still open", "7 min");
        assertThat(page.text()).contains("3 investigations, the newest first");
        var benign = rea.get(LIST + "?state=BENIGN");
        assertThat(column(benign, 4)).containsExactly("lt-3.contoso.example Device", "lt-1.contoso.example Device");
        assertThat(rea.get(LIST + "?state=FAILED").text()).contains("No investigation has this status");
        assertThat(rea.get(LIST + "?state=nonsense&before=x").status()).isEqualTo(200);
    }

    @Test
    void aLongListGoesOnOnItsNextPage() {
        for (int at = 0; at < 51; at++) {
            seed.about("lt-" + at, "BENIGN");
        }
        var page = rea.get(LIST + "?state=BENIGN");
        assertThat(column(page, 1)).hasSize(50);
        var next = rea.get(page.html().expectFirst("nav.pager a:contains(Next)").attr("href"));
        assertThat(column(next, 4)).containsExactly("lt-0.contoso.example Device");
        assertThat(next.html().selectFirst("nav.pager a:contains(First)")).isNotNull();
    }

    @Test
    void theFirstTabLeadsFromTheAlertToTheResult() {
        var number = seed.waiting();
        var page = rea.get(address(number));
        assertThat(page.html().title()).contains("Investigation " + number + ": Investigation graph");
        assertThat(page.text())
                .contains(
                        "Pending approval",
                        "Device lt-110.contoso.example",
                        "Execution",
                        "Defender for Endpoint",
                        "Waited for people");
        assertThat(page.html().select("dl.counters > div").eachText())
                .containsExactly(
                        "Entities 4",
                        "Malicious 1",
                        "Suspicious 1",
                        "No threats found 1",
                        "Unknown 1",
                        "Remediated 1",
                        "Pending approval 1");
        assertThat(column(page, 1))
                .containsExactly(
                        "Alert received",
                        "Alert received",
                        "Looked at",
                        "Looked at",
                        "Looked at",
                        "Entities analysed",
                        "Evidence",
                        "Evidence",
                        "Waited for approval",
                        "Result");
        assertThat(page.html().select("main tbody tr:contains(dropper.exe)").text())
                .contains("File", "Malicious. Remediation: Remediated.");
        assertThat(page.html().select("nav.tabs a").eachText())
                .contains("Alerts (2)", "Devices (2)", "Mailboxes (0)", "Users (1)", "Evidence (2)", "Entities (4)");
    }

    @Test
    void eachTabShowsItsPart() {
        var number = seed.waiting();
        assertThat(column(rea.get(address(number) + "/alerts"), 1))
                .containsExactly("Suspicious script on lt-110", "A malicious file was detected");
        assertThat(column(rea.get(address(number) + "/devices"), 2))
                .containsExactly("An alert names it", "The same was found there");
        assertThat(column(rea.get(address(number) + "/users"), 1)).containsExactly("ben@contoso.example");
        assertThat(rea.get(address(number) + "/mailboxes").text()).contains("It has not come to a mailbox.");
        var evidence = rea.get(address(number) + "/evidence");
        assertThat(column(evidence, 3)).containsExactly("Suspicious", "Malicious");
        assertThat(evidence.text())
                .contains(
                        "It was made or started by what is bad",
                        "An alert says so",
                        "C:\\Users\\ben\\Downloads",
                        "Pending (the action)");
        var clean = rea.get(address(number) + "/entities?verdict=NO_THREATS_FOUND");
        assertThat(column(clean, 2)).containsExactly("Process");
        assertThat(column(rea.get(address(number) + "/entities"), 2))
                .containsExactly("File", "File", "Process", "IP address");
    }

    @Test
    void theLogSaysWhatWasDoneHowLongItTookAndWhatFailed() {
        var number = seed.waiting();
        var log = rea.get(address(number) + "/log");
        assertThat(column(log, 2))
                .containsExactly(
                        "Began with the alert “Suspicious script on lt-110” about lt-110.",
                        "Looked for processes that run the same files or were started by what is known. Rows: 14. New: 3.",
                        "A question took too much and has no answer: connections. Failed",
                        "Judged what was found. Malicious: 1. Suspicious: 1. In all: 4.",
                        "Decided what is to be done. Waits for approval: 1. Is done at once: 1. Waits");
        assertThat(column(log, 4)).containsExactly("0 ms", "812 ms", "3 s", "12 ms", "31 ms");
        assertThat(column(rea.get(address(number) + "/log?stage=EXPAND"), 4)).containsExactly("812 ms", "3 s");
        assertThat(rea.get(address(number) + "/log?stage=WIDEN").text()).contains("It has done nothing of this kind.");
    }

    @Test
    void itsActionsLeadToTheActionCenter() {
        var number = seed.waiting();
        var page = rea.get(address(number) + "/actions");
        assertThat(page.html()
                        .select("section[aria-labelledby=waiting] tbody tr")
                        .text())
                .contains("Quarantine file", "invoice-" + number + ".exe", "Pending");
        assertThat(page.html().select("section[aria-labelledby=past] tbody tr").text())
                .contains("dropper-" + number + ".exe", "Automation");
        var link = page.html()
                .expectFirst("section[aria-labelledby=waiting] tbody a")
                .attr("href");
        seed.blocking(number + 1, "https://bad.example/");
        var center = rea.get(page.html()
                .expectFirst("a:contains(This one in the Action center)")
                .attr("href"));
        assertThat(center.html().select("table.many tbody tr"))
                .singleElement()
                .extracting(row -> row.text())
                .asString()
                .contains("invoice-" + number + ".exe");
        var action = rea.get(link);
        assertThat(action.html().select("a[href=" + address(number) + "]").text())
                .isEqualTo(String.valueOf(number));
        assertThat(rea.get("/action-center").html().select("tbody a[href=" + address(number) + "]"))
                .hasSize(1);
    }

    private static Page all(Page tab, String words) {
        var form = tab.form("/action-center/many");
        form.element().select("input[name=action]").attr("checked", "");
        return form.press(words);
    }

    @Test
    void severalOfItsActionsAreDecidedOnTogetherAndWhoeverDecidesComesBack() {
        var number = seed.waiting();
        var tab = address(number) + "/actions";
        seed.proposed(number, "second.exe", "lt-207", true);
        seed.blocking(number, "https://bad.example/");
        var mixed = all(ada.get(tab), "Approve what is chosen");
        assertThat(mixed.text()).contains("You have chosen 2 types.");
        assertThat(mixed.html().select("a[href=" + tab + "]").text()).isEqualTo("Back to the investigation");
        var confirm = mixed.form("/action-center/many").press("Only Quarantine file (2)");
        assertThat(confirm.html().select("a[href=" + tab + "]").text()).isEqualTo("Back to the investigation");
        var done = confirm.form("/action-center/many/decide").press("Approve all that are ticked");
        assertThat(done.path()).isEqualTo(tab);
        assertThat(done.html().select("main [role=status]").text()).contains("2 actions were approved");
        assertThat(done.html().select("section[aria-labelledby=waiting] tbody tr"))
                .singleElement()
                .extracting(row -> row.text())
                .asString()
                .contains("https://bad.example/");
        var last = all(done, "Reject what is chosen");
        var unsaid = last.form("/action-center/many/decide").press("Reject all that are ticked");
        assertThat(unsaid.status()).isEqualTo(422);
        var rejected = unsaid.form("/action-center/many/decide")
                .type("comment", "It is ours")
                .press("Reject all that are ticked");
        assertThat(rejected.path()).isEqualTo(tab);
        assertThat(rejected.html().select("section[aria-labelledby=waiting]")).isEmpty();
    }

    @Test
    void whoeverMayDecideOnNoneOfItsActionsSeesWhy() {
        var number = seed.waiting();
        var page = rea.get(address(number) + "/actions");
        assertThat(page.html().select("button[name=act]").eachAttr("aria-disabled"))
                .containsExactly("true", "true");
        assertThat(page.html().select("#why-not").text()).contains("You cannot decide about this.");
        assertThat(ada.get(address(number) + "/actions").html().select("#why-not"))
                .isEmpty();
    }

    @Test
    void whatNobodyMayKnowIsNotThere() {
        var number = seed.waiting();
        var stranger = visitors.signedIn(microsoft
                .directory()
                .tenant("Elsewhere " + System.nanoTime())
                .licensed("SPE_E5")
                .country("NL")
                .person("Eve")
                .holds(GLOBAL_ADMINISTRATOR));
        stranger.turnOn();
        for (var tab : List.of("", "/alerts", "/devices", "/evidence", "/entities", "/log", "/actions", "/cancel")) {
            assertThat(stranger.get(address(number) + tab).status()).as(tab).isEqualTo(404);
        }
        assertThat(rea.get(LIST + "/99999999999999999999").status()).isEqualTo(404);
        assertThat(rea.get(LIST + "/x").status()).isEqualTo(404);
    }

    @Test
    void anOpenPageIsToldOnlyWhatIsNew() {
        var number = seed.about("lt-1", "RUNNING");
        assertThat(rea.get(address(number)).html().expectFirst("#now").attr("hx-get"))
                .isEqualTo(address(number) + "?watched&seen=3");
        assertThat(rea.get(address(number) + "?seen=3").status()).isEqualTo(204);
        seed.goesOn(number);
        var part = rea.get(address(number) + "?seen=3");
        assertThat(part.status()).isEqualTo(200);
        assertThat(part.html().select("h1")).isEmpty();
        assertThat(part.html().expectFirst("#now").attr("hx-get")).isEqualTo(address(number) + "?watched&seen=4");
        assertThat(rea.get(address(number) + "/log?stage=TAKE")
                        .html()
                        .expectFirst("#now")
                        .attr("hx-get"))
                .isEqualTo(address(number) + "/log?watched&seen=4&stage=TAKE");
        var over = seed.about("lt-2", "BENIGN");
        assertThat(rea.get(address(over)).html().expectFirst("#now").hasAttr("hx-get"))
                .isFalse();
    }

    @Test
    void whatIsTooOldToBeKeptIsGone() {
        var number = seed.about("lt-1", "BENIGN");
        seed.forget(number);
        assertThat(rea.get(address(number)).status()).isEqualTo(410);
        assertThat(rea.get(address(number + 1)).status()).isEqualTo(404);
        assertThat(rea.get(address(0)).status()).isEqualTo(404);
    }

    private static Page end(Page page, long number, String reason) {
        return page.form(address(number) + "/cancel").type("reason", reason).press("End the investigation");
    }

    @Test
    void whoeverMayActEndsItAndSaysWhy() {
        var number = seed.waiting();
        var form = ada.get(address(number) + "/cancel");
        var refused = end(form, number, "  ");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text()).contains("Write the reason.");
        var tooLong = end(form, number, "x".repeat(1001));
        assertThat(tooLong.status()).isEqualTo(422);
        assertThat(tooLong.html().expectFirst("textarea").text()).hasSize(1001);
        var ended = end(form, number, "It is our <b>own</b> test");
        assertThat(ended.path()).isEqualTo(address(number));
        assertThat(ended.text())
                .contains("The investigation is ended.", "Ended by a person", "It is our <b>own</b> test");
        assertThat(seed.state(number)).isEqualTo("TERMINATED_BY_USER");
        assertThat(rea.get(address(number) + "/actions")
                        .html()
                        .select("tbody tr")
                        .eachText())
                .anySatisfy(row -> assertThat(row).contains("Cancelled", "ada"));
        assertThat(audited())
                .anySatisfy(
                        row -> assertThat(row).contains("Investigation ended by a person", "It is our <b>own</b> test"))
                .anySatisfy(row -> assertThat(row)
                        .contains(
                                "Remediation action cancelled with its investigation",
                                "Pending",
                                "Cancelled",
                                "It is our <b>own</b> test"));
        var again = end(form, number, "Me too");
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.text()).contains("has ended it meanwhile", "there is nothing to end");
    }

    @Test
    void whoDidNotSeeHowItIsDecidesAnewAndLosesNothing() {
        var number = seed.waiting();
        var form = ada.get(address(number) + "/cancel");
        seed.goesOn(number);
        var answer = end(form, number, "It is our own test");
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.text()).contains("It has gone on since you looked.");
        assertThat(answer.html().expectFirst("textarea").text()).isEqualTo("It is our own test");
        assertThat(end(answer, number, "It is our own test").text()).contains("The investigation is ended.");
    }

    @Test
    void aReaderSeesWhyTheyMayNotAndCannot() {
        var number = seed.waiting();
        var form = rea.get(address(number) + "/cancel");
        assertThat(form.html().expectFirst("main form button").attr("aria-disabled"))
                .isEqualTo("true");
        assertThat(form.text()).contains("You cannot decide about this.");
        var answer = end(form, number, "I want to");
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.text()).contains("You cannot decide about this.", "Nothing was changed.");
        assertThat(answer.html().expectFirst("textarea").text()).isEqualTo("I want to");
        assertThat(seed.state(number)).isEqualTo("PENDING_APPROVAL");
        assertThat(audited()).anySatisfy(row -> assertThat(row).contains("Investigation ended by a person", "Refused"));
    }

    @Test
    void whoeverMayNotActOnAllThatWaitsCannotEndIt() {
        var number = seed.waiting();
        var person = tenant.person("Hal Helper").holds(SECURITY_READER);
        PermissionHolders.add(
                seed.home(),
                new PermissionHolders.Holder(
                        Permission.ACTIVE_REMEDIATION_ACTIONS, person.id(), "Hal", "ada", Instant.now()));
        var hal = visitors.signedIn(person);
        seed.blocking(number, "https://bad.example/");
        assertThat(end(hal.get(address(number) + "/cancel"), number, "Mine").status())
                .isEqualTo(403);
        assertThat(seed.state(number)).isEqualTo("PENDING_APPROVAL");
        assertThat(end(ada.get(address(number) + "/cancel"), number, "Mine").text())
                .contains("The investigation is ended.");
    }

    @Test
    void theRoleCountsThatMicrosoftTellsAtTheMoment() {
        var number = seed.waiting();
        var form = ada.get(address(number) + "/cancel");
        adaHerself.loses(GLOBAL_ADMINISTRATOR);
        assertThat(end(form, number, "Mine").status()).isEqualTo(403);
        assertThat(seed.state(number)).isEqualTo("PENDING_APPROVAL");
        adaHerself.holds(GLOBAL_ADMINISTRATOR);
        tenant.misbehaves(Misbehavior.tooManyRequests(Duration.ofMinutes(10)).at("/v1.0/me/transitiveMemberOf"));
        assertThat(end(form, number, "Mine").status()).isEqualTo(503);
        assertThat(seed.state(number)).isEqualTo("PENDING_APPROVAL");
    }

    @Test
    void aPersonLetsItGoOnToManyDevices() {
        var number = seed.asking(12, Duration.ofDays(6));
        assertThat(rea.get(address(number)).text()).contains("The same malicious file is on many devices.");
        var form = ada.get(address(number) + "/widening");
        assertThat(form.html().select("main ul li").eachText()).hasSize(12).contains("lt-011.contoso.example");
        var allowed = form.form(address(number) + "/widening").press("Allow it");
        assertThat(allowed.text()).contains("It goes on to these devices.");
        assertThat(column(rea.get(address(number) + "/devices"), 3)).doesNotContain("A person decides");
        assertThat(audited()).anySatisfy(row -> assertThat(row).contains("allowed to go on to more devices"));
        var late = form.form(address(number) + "/widening").press("Do not allow it");
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.text()).contains("Somebody has allowed it meanwhile.");
    }

    @Test
    void aPersonKeepsItFromManyDevices() {
        var number = seed.asking(12, Duration.ofDays(6));
        var refused = ada.get(address(number) + "/widening")
                .form(address(number) + "/widening")
                .press("Do not allow it");
        assertThat(refused.text()).contains("It does not go on to these devices.");
        assertThat(column(rea.get(address(number) + "/devices"), 3)).contains("Left out by a person");
    }

    @Test
    void afterTheTimeNobodyLetsItGoOn() {
        var number = seed.asking(12, Duration.ofSeconds(-1));
        var answer = ada.get(address(number) + "/widening")
                .form(address(number) + "/widening")
                .press("Allow it");
        assertThat(answer.status()).isEqualTo(409);
        assertThat(column(rea.get(address(number) + "/devices"), 3)).contains("A person decides");
    }

    @Test
    void anIncidentAndItsAlertsLeadToIt() {
        var incidents = new IncidentSeed(application, tenant.id());
        incidents.take(IncidentSeed.device(IncidentSeed.alert("w1", "Script started", 1), "lt-9"));
        var incident = incidents.incidentOf("w1");
        var page = ada.get("/incidents/" + incident + "/alerts");
        var alert = page.html().expectFirst("main tbody th a").attr("href").replaceAll(".*/", "");
        var number = seed.about(
                "lt-9", "BENIGN", new InvestigationSeed.Began(Long.parseLong(alert), incident, "Script started"));
        var tab = rea.get("/incidents/" + incident + "/investigations");
        assertThat(tab.html().select("section[aria-labelledby=ours] tbody tr").text())
                .contains(String.valueOf(number), "Script started", "No threats found");
        var joined = seed.about("lt-10", "RUNNING", new InvestigationSeed.Began(90, incident + 1, "Began elsewhere"));
        seed.alert(joined, 91, "Joined", incident);
        assertThat(rea.get("/incidents/" + incident + "/investigations")
                        .html()
                        .select("section[aria-labelledby=ours] tbody tr"))
                .hasSize(2);
        var onAlert = rea.get("/incidents/" + incident + "/alerts/" + alert);
        assertThat(onAlert.html().select("a[href=" + address(number) + "]").text())
                .isEqualTo("Investigation " + number);
    }

    private String alertPage(IncidentSeed incidents, String alert) {
        return "/incidents/" + incidents.incidentOf(alert) + "/alerts/" + incidents.idOf(alert);
    }

    private static Page startedFrom(Page alert) {
        return alert.form("/investigations").submit();
    }

    /** Too old to have begun one by itself. */
    @Test
    void anAnalystStartsOneOfAnAlertOnItsPage() {
        var incidents = new IncidentSeed(application, tenant.id());
        incidents.take(IncidentSeed.device(IncidentSeed.alert("h1", "Script started", 1), "lt-hand"));
        var page = ada.get(alertPage(incidents, "h1"));
        var began = startedFrom(page);
        assertThat(began.text()).contains("The investigation has started.", "lt-hand", "Script started");
        var number = Long.parseLong(began.path().replaceAll(".*/", ""));
        assertThat(rea.get(address(number) + "/log").text())
                .contains(
                        "Began with the alert “Script started” about lt-hand.contoso.example",
                        adaHerself.userPrincipalName());
        assertThat(audited())
                .anyMatch(
                        line -> line.contains("Investigation started by a person") && line.contains("Script started"));
        assertThat(startedFrom(page).text()).contains("The alert is already part of this investigation.");
        var after = ada.get(alertPage(incidents, "h1")).html();
        assertThat(after.select("form[action=/investigations]")).isEmpty();
        assertThat(after.select("dd a").eachAttr("href")).contains(address(number));
    }

    @Test
    void anotherAlertThatAPersonStartsJoinsTheOneUnderWay() {
        var incidents = new IncidentSeed(application, tenant.id());
        incidents.take(
                IncidentSeed.device(IncidentSeed.alert("j1", "Script started", 1), "lt-join"),
                IncidentSeed.device(IncidentSeed.alert("j2", "Tool found", 2), "lt-join"));
        var first = startedFrom(ada.get(alertPage(incidents, "j1"))).path();
        var second = startedFrom(ada.get(alertPage(incidents, "j2")));
        assertThat(second.path()).isEqualTo(first);
        assertThat(second.text()).contains("Alerts (2)");
    }

    @Test
    void whatCannotBeInvestigatedIsSaidOnThePageOfItsAlert() {
        var incidents = new IncidentSeed(application, tenant.id());
        incidents.take(
                IncidentSeed.user(IncidentSeed.alert("n1", "Odd sign-in", 1), "maren"),
                IncidentSeed.device(IncidentSeed.alert("n2", "Script started", 2), "lt-left"),
                IncidentSeed.device(
                        IncidentSeed.alert("n3", "Leak", 3).put("serviceSource", "microsoftDefenderForIdentity"),
                        "lt-none"));
        assertThat(startedFrom(ada.get(alertPage(incidents, "n1"))).text())
                .contains("This alert names no device, mailbox or person");
        LevelSeed.set(incidents.home(), null, AutomationLevel.NONE);
        assertThat(startedFrom(ada.get(alertPage(incidents, "n2"))).text())
                .contains("its automation level is “No automated response”");
        assertThat(ada.get(alertPage(incidents, "n3")).html().select("form[action=/investigations]"))
                .isEmpty();
        assertThat(ada.forge("/investigations", Map.of("alert", String.valueOf(incidents.idOf("n3"))))
                        .text())
                .contains("Only alerts of Defender for Endpoint and Defender for Office 365");
        assertThat(column(rea.get(LIST), 1)).isEmpty();
    }

    @Test
    void whoeverMayOnlyReadStartsNone() {
        var incidents = new IncidentSeed(application, tenant.id());
        incidents.take(IncidentSeed.device(IncidentSeed.alert("r1", "Script started", 1), "lt-read"));
        assertThat(rea.get(alertPage(incidents, "r1")).html().select("form[action=/investigations]"))
                .isEmpty();
        var wanted = Map.of("alert", String.valueOf(incidents.idOf("r1")));
        assertThat(rea.forge("/investigations", wanted).status()).isEqualTo(403);
        for (var none : List.of("0", "-1", "x", "999999999999999999999", "4711")) {
            assertThat(ada.forge("/investigations", Map.of("alert", none)).status())
                    .as(none)
                    .isEqualTo(404);
        }
        assertThat(column(rea.get(LIST), 1)).isEmpty();
    }
}
