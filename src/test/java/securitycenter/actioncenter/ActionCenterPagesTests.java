package securitycenter.actioncenter;

import static org.assertj.core.api.Assertions.assertThat;
import static securitycenter.identity.Role.GLOBAL_ADMINISTRATOR;
import static securitycenter.identity.Role.SECURITY_ADMINISTRATOR;
import static securitycenter.identity.Role.SECURITY_OPERATOR;
import static securitycenter.identity.Role.SECURITY_READER;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import securitycenter.ApplicationTest;
import securitycenter.Visitor;
import securitycenter.Visitor.Form;
import securitycenter.Visitor.Page;
import securitycenter.Visitors;
import securitycenter.fakemicrosoft.Ending;
import securitycenter.fakemicrosoft.FakeMicrosoft;
import securitycenter.fakemicrosoft.Misbehavior;
import securitycenter.fakemicrosoft.Person;
import securitycenter.fakemicrosoft.Tenant;
import securitycenter.response.ActionState;
import securitycenter.response.ActionType;
import securitycenter.response.RemediationAction;
import securitycenter.rights.Permission;
import securitycenter.rights.PermissionHolders;

/** As a browser without scripts sees them. */
@ApplicationTest
class ActionCenterPagesTests {

    private static final String PENDING = "/action-center";
    private static final String HISTORY = "/action-center/history";
    private static final String MANY = "/action-center/many";
    private static final String DECIDE = MANY + "/decide";

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
    private ActionSeed seed;

    @BeforeEach
    void aTenant() {
        tenant = microsoft
                .directory()
                .tenant("Action Center " + System.nanoTime())
                .licensed("SPE_E5")
                .country("NL");
        adaHerself = tenant.person("Ada Lovelace").holds(GLOBAL_ADMINISTRATOR);
        ada = visitors.signedIn(adaHerself);
        ada.turnOn();
        rea = visitors.signedIn(tenant.person("Rea Reader").holds(SECURITY_READER));
        seed = new ActionSeed(application, tenant.id());
    }

    private Visitor bob() {
        return visitors.signedIn(tenant.person("Bob Second").holds(SECURITY_ADMINISTRATOR));
    }

    private static String address(RemediationAction action) {
        return PENDING + "/actions/" + action.id();
    }

    private static Page decide(Page page, RemediationAction action, String act, String comment) {
        var form = page.form(address(action));
        if (form.element().selectFirst("textarea") != null) {
            form.type("comment", comment);
        }
        var words = form.element().select("button[value=" + act + "]").text();
        return form.press(words);
    }

    private static Page decide(Visitor who, RemediationAction action, String act, String comment) {
        return decide(who.get(address(action)), action, act, comment);
    }

    private void awaitState(RemediationAction action, ActionState state) {
        seed.awaits(action, state);
    }

    private static List<String> names(Page page) {
        return page.html().select("table.many tbody td:nth-child(3) > span").eachText();
    }

    private static Form tickAll(Page page) {
        var form = page.form(MANY);
        form.element().select("input[name=action]").attr("checked", "");
        return form;
    }

    private static Page pressed(Form form, String act) {
        return form.press(form.element().select("button[value=" + act + "]").text());
    }

    /** By a click in Microsoft's list of accounts. */
    private static Page signsInAgain(Page asked, Person person) {
        var picker =
                asked.visitor().get(asked.html().expectFirst("a[href*=prompt]").attr("href"));
        return asked.visitor().get(picker.response().uri() + "&account=" + person.userPrincipalName());
    }

    private List<String> audited() {
        return ada.get("/audit").html().select("tbody tr").eachText();
    }

    @Test
    void whatExpiresFirstComesFirst() {
        var late = seed.isolation("lt-late");
        var soon = seed.quarantine("soon.exe", "lt-soon");
        var next = seed.isolation("lt-next");
        seed.expires(soon, Duration.ofMinutes(185));
        seed.expires(next, Duration.ofHours(60));
        seed.expires(late, Duration.ofHours(150));
        var page = rea.get(PENDING);
        assertThat(names(page)).containsExactly("soon.exe", "lt-next", "lt-late");
        assertThat(page.text()).contains("expires in 3 h", "expires in 2 days", "3 actions wait");
        var groups = page.html().select(".card table tbody tr");
        assertThat(groups.eachText().getFirst()).contains("Quarantine file", "1");
        assertThat(groups.eachText().getLast()).contains("Isolate device", "2", "Look at all 2 of this kind");
        assertThat(names(rea.get(PENDING + "?type=isolate-device"))).containsExactly("lt-next", "lt-late");
    }

    @Test
    void anEmptyListSaysWhatWasDoneUnasked() {
        assertThat(rea.get(PENDING).text())
                .contains("Nothing is waiting for you", "Actions that an investigation proposes");
        seed.unasked("a.exe", "lt-1");
        seed.unasked("b.exe", "lt-2");
        var page = rea.get(PENDING);
        assertThat(page.text()).contains("Nothing is waiting for you", "2 actions were done automatically today.");
        assertThat(page.html().select("section.empty a[href=" + HISTORY + "]")).hasSize(1);
    }

    @Test
    void whoApprovesSeesWhatHappensWhyAndWhetherItCanBeUndone() {
        var action = seed.isolation("lt-110");
        var page = ada.get(address(action));
        assertThat(page.text())
                .contains(
                        "Device lt-110 is cut off from the network.",
                        "It is only tried, not sent",
                        "It can be undone here afterwards.",
                        "An investigation judged it so.",
                        "Known ransomware",
                        "Malicious");
        assertThat(page.html().select("pre")).isEmpty();
        assertThat(page.html().expectFirst("button[value=approve]").text())
                .isEqualTo("Approve (Isolate device: lt-110)");
        var approved = decide(page, action, "approve", "It spreads");
        assertThat(approved.path()).isEqualTo(address(action));
        assertThat(approved.text()).contains("Approved. It is only tried, not sent.", "It spreads");
        awaitState(action, ActionState.TRIED);
        assertThat(ada.get(address(action)).text()).contains("Tried, not sent");
        assertThat(rea.get(HISTORY).html().select("tbody tr").text())
                .contains("Isolate device", "lt-110", "Tried, not sent", "Approved", "ada");
        assertThat(audited())
                .anySatisfy(row -> assertThat(row)
                        .contains(
                                "Remediation action approved",
                                "lt-110",
                                "Pending",
                                "Approved: only tried",
                                "It spreads"));
        ActionSeed.await(() -> audited().stream()
                .anyMatch(row -> row.contains("Remediation action tried, not sent") && row.contains("The system")));
        assertThat(rea.get(PENDING).text()).contains("Nothing is waiting for you");
    }

    @Test
    void whoRejectsSaysWhy() {
        var action = seed.isolation("lt-110");
        var refused = decide(ada, action, "reject", " ");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text()).contains("Write the reason.");
        assertThat(seed.state(action)).isEqualTo(ActionState.PENDING_APPROVAL);
        var long1 = decide(ada, action, "reject", "x".repeat(1001));
        assertThat(long1.status()).isEqualTo(422);
        assertThat(long1.html().expectFirst("textarea").text()).hasSize(1001);
        var rejected = decide(refused, action, "reject", "It is a test device");
        assertThat(rejected.text()).contains("Rejected. Nothing is done.", "It is a test device");
        assertThat(seed.state(action)).isEqualTo(ActionState.REJECTED);
        assertThat(audited())
                .anySatisfy(row -> assertThat(row)
                        .contains("Remediation action rejected", "Pending", "Rejected", "It is a test device"));
    }

    @Test
    void theSecondOfTwoBrowsersSeesWhatTheFirstDecided() {
        var action = seed.isolation("lt-110");
        var bob = bob();
        var before = bob.get(address(action));
        decide(ada, action, "reject", "Mine");
        var late = decide(before, action, "approve", "And yet");
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.html().select("main [role=alert]").text())
                .contains("Already rejected by ada", "Nothing was changed");
        assertThat(late.html().select("form[action=" + address(action) + "]")).isEmpty();
        assertThat(audited()).noneSatisfy(row -> assertThat(row).contains("And yet"));
    }

    @Test
    void whatWasApprovedElsewhereIsNotRejected() {
        var action = seed.isolation("lt-110");
        var before = bob().get(address(action));
        decide(ada, action, "approve", "");
        var late = decide(before, action, "reject", "No");
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.text()).contains("Already approved by ada").doesNotContain("And yet");
    }

    @Test
    void nobodyDecidesWhenTheTimeIsOver() {
        var action = seed.isolation("lt-110");
        var page = ada.get(address(action));
        seed.expires(action, Duration.ofMinutes(-1));
        var late = decide(page, action, "approve", "");
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.text()).contains("Its time was over at", "Expired");
        assertThat(seed.state(action)).isEqualTo(ActionState.EXPIRED);
    }

    @Test
    void whoSawAnOlderVersionLooksOnceMore() {
        var action = seed.isolation("lt-110");
        seed.expires(action, Duration.ofMinutes(10));
        var old = bob().get(address(action));
        var extended = decide(ada, action, "extend", "Not yet");
        assertThat(extended.html().expectFirst("textarea").text()).isEqualTo("Not yet");
        assertThat(extended.text()).contains("There is more time now to decide.", "expires in 6 days");
        var late = decide(old, action, "approve", "Because");
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.text()).contains("It has changed since you opened the page.");
        assertThat(late.html().expectFirst("textarea").text()).isEqualTo("Because");
        assertThat(decide(late, action, "approve", "Because").status()).isEqualTo(200);
        assertThat(seed.state(action)).isNotEqualTo(ActionState.PENDING_APPROVAL);
    }

    @Test
    void afterTheProductWasTurnedOffNothingIsDecided() {
        var action = seed.isolation("lt-110");
        var page = ada.get(address(action));
        ada.get("/settings/opt-out")
                .form("/settings/opt-out")
                .type("typed", tenant.name())
                .submit();
        assertThat(decide(page, action, "approve", "").path()).isEqualTo("/settings");
        assertThat(ada.get(PENDING).path()).isEqualTo("/settings");
    }

    @Test
    void aRoleThatMicrosoftDoesNotKnowAnyMoreDecidesNothing() {
        var action = seed.isolation("lt-110");
        var page = ada.get(address(action));
        adaHerself.loses(GLOBAL_ADMINISTRATOR);
        var refused = decide(page, action, "approve", "Now");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.text()).contains("Microsoft says that you no longer have the role.", "Nothing was changed.");
        assertThat(seed.state(action)).isEqualTo(ActionState.PENDING_APPROVAL);
        adaHerself.holds(GLOBAL_ADMINISTRATOR);
        assertThat(audited())
                .anySatisfy(row -> assertThat(row)
                        .contains(
                                "Remediation action approved",
                                "lt-110",
                                "Microsoft says that you no longer have the role."));
    }

    @Test
    void readersSeeTheButtonsAndWhyTheyDoNothing() {
        var action = seed.isolation("lt-110");
        for (var who : List.of(rea, visitors.signedIn(tenant.person("Olga").holds(SECURITY_OPERATOR)))) {
            var page = who.get(address(action));
            assertThat(page.html().select("button[name=act]"))
                    .hasSize(3)
                    .allMatch(button -> button.attr("aria-disabled").equals("true"));
            assertThat(page.text()).contains("You cannot decide about this.");
            var refused = decide(page, action, "approve", "");
            assertThat(refused.status()).isEqualTo(403);
            assertThat(who.get(PENDING).html().select("form button[aria-disabled=true]"))
                    .hasSize(2);
        }
        assertThat(seed.state(action)).isEqualTo(ActionState.PENDING_APPROVAL);
    }

    @Test
    void whoHasActiveRemediationActionsDecidesAboutDevicesAndNotAboutMail() {
        var device = seed.isolation("lt-110");
        var mail = seed.deletion("Invoice", "ben@contoso.example");
        var person = tenant.person("Hal Holder").holds(SECURITY_READER);
        PermissionHolders.add(
                seed.home(),
                new PermissionHolders.Holder(
                        Permission.ACTIVE_REMEDIATION_ACTIONS, person.id(), "Hal", "ada", Instant.now()));
        var hal = visitors.signedIn(person);
        assertThat(decide(hal, device, "approve", "").text()).contains("Approved.");
        assertThat(decide(hal, mail, "approve", "").status()).isEqualTo(403);
        var refused = decide(bob(), mail, "approve", "");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.text()).contains("To decide about mail you need Search and Purge too.");
        assertThat(seed.state(mail)).isEqualTo(ActionState.PENDING_APPROVAL);
    }

    @Test
    void whileMicrosoftIsSilentNothingIsDecided() {
        var action = seed.isolation("lt-110");
        var page = ada.get(address(action));
        tenant.misbehaves(Misbehavior.tooManyRequests(Duration.ofMinutes(10)).at("/v1.0/me/transitiveMemberOf"));
        var refused = decide(page, action, "approve", "Kept");
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.html().expectFirst("textarea").text()).isEqualTo("Kept");
        assertThat(seed.state(action)).isEqualTo(ActionState.PENDING_APPROVAL);
    }

    @Test
    void anActionOfAnotherTenantIsNotThere() {
        var action = seed.isolation("lt-110");
        var other = microsoft
                .directory()
                .tenant("Other " + System.nanoTime())
                .licensed("SPE_E5")
                .country("NL");
        var eve = visitors.signedIn(other.person("Eve").holds(GLOBAL_ADMINISTRATOR));
        eve.turnOn();
        assertThat(eve.get(address(action)).status()).isEqualTo(404);
        assertThat(eve.forge(address(action), Map.of("act", "approve", "seen", "1"))
                        .status())
                .isEqualTo(404);
        var many = eve.forge(DECIDE, Map.of("act", "reject", "action", action.id() + ".1", "comment", "Gone"));
        assertThat(many.status()).isEqualTo(422);
        assertThat(seed.state(action)).isEqualTo(ActionState.PENDING_APPROVAL);
        assertThat(ada.get(PENDING + "/actions/nonsense").status()).isEqualTo(404);
        assertThat(ada.forge(address(action), Map.of("act", "nonsense", "seen", "1"))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void severalOfOneTypeAreDecidedOnTogetherEachByItself() {
        var first = seed.isolation("lt-1");
        var second = seed.isolation("lt-2");
        var third = seed.isolation("lt-3");
        var confirm = pressed(tickAll(ada.get(PENDING)), "reject");
        assertThat(confirm.status()).isEqualTo(200);
        assertThat(confirm.text()).contains("lt-1", "lt-2", "lt-3", "Needed to reject");
        decide(bob(), second, "approve", "");
        var nothing = pressed(confirm.form(DECIDE), "reject");
        assertThat(nothing.status()).isEqualTo(422);
        assertThat(nothing.text()).contains("Write the reason.", "1 of them cannot have it done to it any more");
        var done = pressed(confirm.form(DECIDE).type("comment", "All tests"), "reject");
        assertThat(done.path()).isEqualTo(PENDING);
        assertThat(done.html().select("main [role=status] p").text())
                .contains("2 actions were rejected; 1 stayed as it is:");
        assertThat(done.html().select("main [role=status] > div > ul").text())
                .contains("lt-2", "Already approved by bob");
        assertThat(seed.state(first)).isEqualTo(ActionState.REJECTED);
        assertThat(seed.state(third)).isEqualTo(ActionState.REJECTED);
        assertThat(audited().stream().filter(row -> row.contains("Remediation action rejected")))
                .hasSize(2);
    }

    @Test
    void actionsOfTwoTypesAreNotDecidedOnTogether() {
        seed.isolation("lt-1");
        var file = seed.quarantine("a.exe", "lt-1");
        var refused = pressed(tickAll(ada.get(PENDING)), "approve");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text())
                .contains("Only actions of one type can be decided on together. You have chosen 2 types.");
        var one = refused.form(MANY).press("Only Isolate device (1)");
        assertThat(one.text()).contains("Decide together: Isolate device");
        pressed(one.form(DECIDE), "approve");
        assertThat(seed.state(file)).isEqualTo(ActionState.PENDING_APPROVAL);
        var none = pressed(ada.get(PENDING).form(MANY), "approve");
        assertThat(none.status()).isEqualTo(422);
        assertThat(none.text()).contains("Choose actions first");
    }

    @Test
    void allOfAKindAreOneAct() {
        seed.many(12);
        var page = ada.get(PENDING);
        var link = page.html().select(".card a[href^=" + MANY + "]");
        assertThat(link.text()).contains("Look at all 12 of this kind");
        var confirm = ada.get(link.attr("href"));
        assertThat(confirm.text())
                .contains("Each file is stopped on its device and put into quarantine.", "12 actions");
        assertThat(confirm.html().expectFirst("tbody tr").text())
                .contains(
                        "dropper-",
                        "SHA-256 " + ActionSeed.HASH,
                        "SHA-1 " + ActionSeed.SHA1,
                        "The same was found on another device or in another mailbox.",
                        "Investigation 7");
        var done = pressed(confirm.form(DECIDE), "approve");
        assertThat(done.text()).contains("12 actions were approved", "Nothing is waiting for you");
        seed.many(150); // of which those that are still being tried are not proposed twice
        var body = new StringBuilder("act=approve&_csrf="
                + ada.get("/preferences").html().select("input[name=_csrf]").val());
        for (var line : application
                .getBean(ActionLists.class)
                .pending(seed.home(), PendingFilter.ALL, (ActionLine) null, 101)) {
            body.append("&action=").append(line.chosen());
        }
        assertThat(ada.post(MANY, body.toString()).text()).contains("Choose no more than 100 actions at once.");
        assertThat(ada.post(DECIDE, body.toString()).status()).isEqualTo(422);
    }

    @Test
    void nobodyIsLedElsewhereAfterDeciding() {
        seed.isolation("lt-1");
        for (var elsewhere : List.of("https://elsewhere.example/", "//elsewhere.example", "/settings", "/{x}")) {
            var form = tickAll(ada.get(PENDING));
            form.element().select("input[name=back]").val(elsewhere);
            var confirm = pressed(form, "approve");
            assertThat(confirm.html().select("main form input[name=back]").val())
                    .as(elsewhere)
                    .isEqualTo(PENDING);
        }
        var decided = ada.get(MANY + "?type=isolate-device").form(DECIDE);
        decided.element().select("input[name=back]").val("https://elsewhere.example/");
        assertThat(pressed(decided, "approve").path()).isEqualTo(PENDING);
    }

    @Test
    void whatIsReallySentShowsItsCallAndWantsAFreshSignIn() {
        seed.live(ActionType.ISOLATE_DEVICE);
        var action = seed.isolation("lt-110");
        var person = tenant.person("Olden Days").holds(SECURITY_ADMINISTRATOR).signedInSince(Duration.ofHours(1));
        var olden = visitors.signedIn(person);
        var page = olden.get(address(action));
        assertThat(page.text()).contains("It is for real: Microsoft is asked to do it.");
        assertThat(page.html().expectFirst("pre").text())
                .contains("POST", "/isolate", "\"IsolationType\"", action.id().toString());
        var again = decide(page, action, "approve", "It spreads");
        assertThat(again.path()).isEqualTo(PENDING + "/sign-in");
        assertThat(again.text()).contains("must not be older than 15 minutes");
        assertThat(seed.state(action)).isEqualTo(ActionState.PENDING_APPROVAL);
        var back = signsInAgain(again, person);
        assertThat(back.path()).isEqualTo(address(action));
        assertThat(back.text()).contains("You have signed in again.");
        assertThat(back.html().expectFirst("textarea").text()).isEqualTo("It spreads");
        assertThat(seed.state(action)).isEqualTo(ActionState.PENDING_APPROVAL);
        assertThat(decide(back, action, "approve", "It spreads").text())
                .contains("Approved. It is being sent to Microsoft.");
        assertThat(seed.found(action).sending().live()).isTrue();
    }

    @Test
    void severalThatAreReallySentAreKeptOverTheSignInToo() {
        seed.live(ActionType.ISOLATE_DEVICE);
        var one = seed.isolation("lt-1");
        seed.isolation("lt-2");
        var person = tenant.person("Olden Days").holds(SECURITY_ADMINISTRATOR).signedInSince(Duration.ofHours(1));
        var olden = visitors.signedIn(person);
        var list = PENDING + "?type=isolate-device";
        var confirm = pressed(tickAll(olden.get(list)), "approve");
        assertThat(confirm.html().select("details pre")).hasSize(2);
        var again = pressed(confirm.form(DECIDE).type("comment", "Both"), "approve");
        var back = signsInAgain(again, person);
        assertThat(back.html().select("input[name=action][checked]")).hasSize(2);
        assertThat(back.html().expectFirst("textarea").text()).isEqualTo("Both");
        var done = pressed(back.form(DECIDE), "approve");
        assertThat(done.text()).contains("2 actions were approved");
        assertThat(done.response().uri().toString()).endsWith(list);
        assertThat(seed.state(one)).isNotEqualTo(ActionState.PENDING_APPROVAL);
        assertThat(rea.get(PENDING + "/sign-in").path()).isEqualTo(PENDING);
    }

    @Test
    void whatSomebodyWroteIsNotGivenToWhoeverSignsInInstead() {
        seed.live(ActionType.ISOLATE_DEVICE);
        var action = seed.isolation("lt-110");
        var person = tenant.person("Olden Days").holds(SECURITY_ADMINISTRATOR).signedInSince(Duration.ofHours(1));
        var again = decide(visitors.signedIn(person), action, "approve", "Between us");
        var other = signsInAgain(again, adaHerself);
        assertThat(other.path()).isEqualTo(PENDING);
        assertThat(again.visitor().get(address(action) + "?kept=true").text())
                .doesNotContain("Between us", "signed in again");
    }

    @Test
    void whoeverWasShownATrialDoesNotApproveMore() {
        var action = seed.isolation("lt-110");
        var page = ada.get(address(action));
        seed.live(ActionType.ISOLATE_DEVICE);
        var refused = decide(page, action, "approve", "");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text()).contains("Actions of this type are really sent by now");
        assertThat(seed.state(action)).isEqualTo(ActionState.PENDING_APPROVAL);
    }

    @Test
    void twoPeopleApproveWhatNeedsTwo() {
        seed.twoApprove(ActionType.ISOLATE_DEVICE);
        var action = seed.isolation("lt-110");
        var first = decide(ada, action, "approve", "First");
        assertThat(first.text()).contains("Your approval is noted.", "It waits for a second person, not you.");
        assertThat(first.html().expectFirst("button[value=approve]").attr("aria-disabled"))
                .isEqualTo("true");
        var same = decide(first, action, "approve", "Again");
        assertThat(same.status()).isEqualTo(409);
        assertThat(same.text()).contains("You have approved it already.");
        assertThat(rea.get(PENDING).text()).contains("Approved by ada", "a second person must approve");
        assertThat(decide(bob(), action, "approve", "Second").text()).contains("Approved. It is only tried");
    }

    @Test
    void whatAPersonDoesIsSaidByAPerson() {
        var done = seed.killing("evil.exe", "lt-1");
        var not = seed.killing("gone.exe", "lt-1");
        assertThat(ada.get(address(done)).text()).contains("No program can do it.");
        for (var action : List.of(done, not)) {
            assertThat(decide(ada, action, "approve", "").text()).contains("A person does it now");
            awaitState(action, ActionState.RUNNING);
        }
        var page = ada.get(address(done));
        assertThat(page.text()).contains("A person must do it");
        assertThat(page.html().select("[hx-get]")).isEmpty();
        assertThat(decide(page, done, "done", "").text()).contains("It is noted as done.");
        assertThat(seed.state(done)).isEqualTo(ActionState.SUCCEEDED);
        assertThat(decide(ada, not, "not-done", "").status()).isEqualTo(422);
        assertThat(decide(ada, not, "not-done", "It had ended").text()).contains("It had ended");
        assertThat(seed.state(not)).isEqualTo(ActionState.FAILED);
    }

    @Test
    void whatAPersonIsToDoOrToUndoIsAListOfItsOwn() {
        assertThat(rea.get(PENDING + "/by-hand").text()).contains("Nothing is to be done by hand");
        seed.running(seed.isolation("lt-sent"));
        var kill = seed.byHand(seed.killing("evil.exe", "lt-1"));
        var back = seed.succeeded(seed.quarantine("tool.exe", "lt-2"), true);
        seed.changed(back, "state = 'UNDOING'");
        seed.changedAgo(kill, Duration.ofDays(40));
        for (var list : List.of(PENDING, HISTORY, PENDING + "/by-hand")) {
            assertThat(rea.get(list).html().select("nav.tabs").text()).contains("To do by hand (2)");
        }
        var page = rea.get(PENDING + "/by-hand");
        assertThat(page.html().select("main tbody tr").eachText()).hasSize(2).satisfies(rows -> {
            assertThat(rows.getFirst()).contains("End process", "evil.exe", "A person must do it", "bob");
            assertThat(rows.getLast()).contains("Quarantine file", "tool.exe", "A person must undo it");
        });
        var one = ada.get(page.html().expectFirst("main tbody th a").attr("href"));
        decide(one, kill, "done", "");
        assertThat(rea.get(PENDING + "/by-hand").html().select("main tbody tr")).hasSize(1);
    }

    @Test
    void theHomePageTellsWhatWaitsForPeople() {
        assertThat(ada.get("/").html().select("section[aria-labelledby=actions]"))
                .isEmpty();
        seed.isolation("lt-1");
        seed.isolation("lt-2");
        seed.byHand(seed.killing("evil.exe", "lt-1"));
        var links = rea.get("/").html().select("section[aria-labelledby=actions] a");
        assertThat(links.eachText()).containsExactly("2 actions wait for approval", "1 action is to be done by hand");
        assertThat(rea.get(links.getFirst().attr("href")).html().select("table.actions tbody tr"))
                .hasSize(2);
        assertThat(rea.get(links.getLast().attr("href")).html().select("main tbody tr"))
                .hasSize(1);
    }

    @Test
    void ofOneInvestigationOnlyWhatItProposed() {
        seed.isolation("lt-1");
        seed.changed(seed.isolation("lt-2"), "investigation = 8");
        seed.changed(seed.killing("evil.exe", "lt-2"), "investigation = 8");
        var page = rea.get(PENDING + "?investigation=8");
        assertThat(names(page)).containsExactlyInAnyOrder("lt-2", "evil.exe");
        assertThat(page.html().select("a.chip").text()).contains("Investigation 8");
        assertThat(page.html().select(".card table tbody tr").eachText())
                .hasSize(2)
                .anySatisfy(group -> assertThat(group).contains("Isolate device", "1"));
        var together = ada.get(page.html()
                .expectFirst(".card a[href^=" + MANY + "?type=isolate]")
                .attr("href"));
        assertThat(together.html().select("input[name=action]")).hasSize(1);
        var done = pressed(together.form(DECIDE), "approve");
        assertThat(done.response().uri().getQuery()).isEqualTo("investigation=8");
        assertThat(names(done)).containsExactly("evil.exe");
        assertThat(names(rea.get(PENDING + "?investigation=8&type=isolate-device")))
                .isEmpty();
        assertThat(rea.get(PENDING + "?investigation=9").text()).contains("Nothing waits here any more");
        assertThat(names(rea.get(PENDING + "?investigation=x"))).hasSize(2);
        var csv = new String(ada.download(PENDING + "/export?investigation=8"), StandardCharsets.UTF_8);
        assertThat(csv.lines()).hasSize(2);
    }

    @Test
    void theListsOfOneInvestigationAndOfWhatIsDoneByHandAreReadAlongAnIndex() {
        assertThatTheyAreReadAlongAnIndex(seed);
    }

    static void assertThatTheyAreReadAlongAnIndex(ActionSeed seed) {
        seed.many(3_000);
        seed.all("state = 'SUCCEEDED', expires_at = null, open_key = null");
        seed.byHand(seed.killing("evil.exe", "lt-1"));
        seed.changed(seed.isolation("lt-2"), "investigation = 8");
        assertThat(seed.plan(ActionLists.BY_HAND, "order by updated_at, id limit 31"))
                .containsPattern("(?i)remediation_action_waiting")
                .doesNotContainIgnoringCase("seq scan", "tablescan");
        assertThat(seed.plan("state = 'PENDING_APPROVAL' and investigation = 8", "order by expires_at, id limit 31"))
                .containsPattern("(?i)remediation_action_(waiting|of_investigation)")
                .doesNotContainIgnoringCase("seq scan", "tablescan");
    }

    @Test
    void whatIsUnderWayRenewsItself() {
        seed.live(ActionType.ISOLATE_DEVICE);
        var action = seed.running(seed.isolation("lt-110"));
        var page = rea.get(address(action));
        assertThat(page.html().select("form[action=" + address(action) + "]")).isEmpty();
        var part = rea.get(page.html().expectFirst("#standing").attr("hx-get"), "HX-Request", "true");
        assertThat(part.html().select("h1")).isEmpty();
        assertThat(part.text())
                .contains(
                        "Running",
                        "Microsoft has not answered.",
                        "It is waited for, and tried again where that helps, until");
        seed.succeeded(action, true);
        assertThat(rea.get(address(action)).html().select("[hx-get]")).isEmpty();
    }

    /** Real at the pretend Microsoft, on a device that is away. */
    private RemediationAction takenOn() {
        seed.live(ActionType.ISOLATE_DEVICE);
        var device = tenant.defender().device("lt-110");
        tenant.defender().nextAction(Ending.pendingFor(Duration.ofDays(2)));
        var action = seed.isolation("lt-110", device.id());
        decide(ada, action, "approve", "It spreads");
        ActionSeed.await(() -> seed.found(action).sending().accepted());
        return seed.found(action);
    }

    @Test
    void whatMicrosoftHasTakenOnIsCancelledOnceItSaysSo() {
        var action = takenOn();
        var running = ada.get(address(action));
        assertThat(running.html().select("[hx-get]")).hasSize(1);
        var link = running.html().expectFirst("a[href$='?cancel=true']");
        assertThat(link.text()).isEqualTo("Cancel this action");
        var page = ada.get(link.attr("href"));
        assertThat(page.html().select("[hx-get]")).isEmpty();
        assertThat(page.html().expectFirst("pre").text())
                .contains("POST", "/api/machineactions/" + action.sending().outsideId() + "/cancel", "\"Comment\"");
        assertThat(page.text()).contains("It goes on until Microsoft says that it is cancelled.", "with your reason");
        var refused = decide(page, action, "cancel", " ");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text()).contains("Write the reason.");
        var wanted = decide(refused, action, "cancel", "It is the wrong device");
        assertThat(wanted.text()).contains("The action is cancelled once Microsoft says so.");
        awaitState(action, ActionState.CANCELLED);
        assertThat(ada.get(address(action)).text())
                .contains("Cancelled", "Cancelling asked for", "It is the wrong device", "asked at")
                .doesNotContain("Microsoft’s own portal", "Cancel this action");
        assertThat(tenant.defender().device("lt-110").isIsolated()).isFalse();
        assertThat(audited())
                .anySatisfy(row -> assertThat(row)
                        .contains("Cancelling of a remediation action asked for", "lt-110", "It is the wrong device"));
        ActionSeed.await(() -> audited().stream()
                .anyMatch(row -> row.contains("Remediation action cancelled at Microsoft")
                        && row.contains("The system")
                        && row.contains("Running")));
        assertThat(audited())
                .anySatisfy(row -> assertThat(row).contains("Remediation action approved", "Approved: really sent"));
        var late = decide(page, action, "cancel", "And again");
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.text()).contains("Already cancelled by ada");
    }

    @Test
    void whoCancelsWhatWasSentSignsInAnew() {
        var action = takenOn();
        var person = tenant.person("Olden Days").holds(SECURITY_ADMINISTRATOR).signedInSince(Duration.ofHours(1));
        var page = visitors.signedIn(person).get(address(action) + "?cancel=true");
        var again = decide(page, action, "cancel", "Wrong one");
        assertThat(again.path()).isEqualTo(PENDING + "/sign-in");
        assertThat(seed.found(action).cancelling()).isNull();
        var back = signsInAgain(again, person);
        assertThat(back.html().expectFirst("textarea").text()).isEqualTo("Wrong one");
        decide(back, action, "cancel", "Wrong one");
        awaitState(action, ActionState.CANCELLED);
    }

    @Test
    void whatCannotBeCancelledHasNoButtonForIt() {
        var mail = seed.running(seed.deletion("Invoice", "ben@contoso.example"));
        var done = seed.succeeded(seed.isolation("lt-1"), true);
        for (var action : List.of(mail, done)) {
            var page = ada.get(address(action) + "?cancel=true");
            assertThat(page.text()).doesNotContain("Cancel the action", "Cancel this action");
            var seen = String.valueOf(seed.found(action).version());
            var body = Map.of("act", "cancel", "seen", seen, "comment", "No");
            assertThat(ada.forge(address(action), body).status()).isEqualTo(409);
        }
        var taken = seed.takenOn(seed.isolation("lt-2"), "00000000-0000-0000-0000-00000000000a");
        var refused = decide(rea.get(address(taken) + "?cancel=true"), taken, "cancel", "No");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.text()).contains("You cannot decide about this.");
        assertThat(seed.found(taken).cancelling()).isNull();
    }

    /** Put together on a real device of the pretend Microsoft. */
    private RemediationAction collected() {
        seed.live(ActionType.COLLECT_INVESTIGATION_PACKAGE);
        var device = tenant.defender().device("lt-110");
        var action = seed.packageOf("lt-110", device.id());
        decide(ada, action, "approve", "");
        ActionSeed.await(() ->
                !device.actions().isEmpty() && seed.found(action).sending().accepted());
        device.actions().getFirst().succeeds();
        seed.ask(action);
        awaitState(action, ActionState.SUCCEEDED);
        return action;
    }

    @Test
    void anOldAddressOfAPackageLeadsToItsAction() {
        var action = seed.isolation("lt-1");
        assertThat(ada.get(address(action) + "/package").path()).isEqualTo(address(action));
        assertThat(ada.get(PENDING + "/actions/x/package").status()).isEqualTo(404);
    }

    private static Page download(Page page, RemediationAction action) {
        return page.form(address(action) + "/package").press("Download the package");
    }

    private static String alert(Page page) {
        return page.html().select("main [role=alert]").text();
    }

    @Test
    void whatADevicePutTogetherIsDownloadedFromMicrosoft() {
        var action = collected();
        var page = download(ada.get(address(action)), action);
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.html().expectFirst("a.primary").attr("href"))
                .startsWith("https://userrequests-eu.securitycenter.example/")
                .contains("token=");
        assertThat(page.response().headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(audited())
                .anySatisfy(row -> assertThat(row).contains("Link to an investigation package shown", "lt-110"))
                .noneSatisfy(row -> assertThat(row).contains("token="));
        download(ada.get(address(action)), action);
        var often = download(ada.get(address(action)), action);
        assertThat(often.status()).isEqualTo(503);
        assertThat(alert(often)).contains("twice a minute at most");
    }

    @Test
    void aPackageThatCannotBeHadSaysWhy() {
        var action = collected();
        var page = ada.get(address(action));
        var asked = "/api/machineactions/" + seed.found(action).sending().outsideId() + "/getPackageUri";
        tenant.misbehaves(Misbehavior.consentMissing().times(2).at(asked));
        assertThat(alert(download(page, action))).contains("Machine.CollectForensics is missing");
        tenant.misbehaves(Misbehavior.internalError().times(1).at(asked));
        assertThat(alert(download(page, action))).contains("Microsoft gave no link");
        for (var link :
                List.of("http://files.example/a", "javascript:alert(1)", "https://me@files.example/", "ha ha")) {
            tenant.misbehaves(
                    Misbehavior.answers(Map.of("value", link)).times(1).at(asked));
            var refused = download(page, action);
            assertThat(refused.status()).isEqualTo(503);
            assertThat(alert(refused)).contains("Microsoft gave no link");
            assertThat(refused.text()).doesNotContain(link);
        }
        tenant.defender().device("lt-110").actions().getFirst().isCancelled();
        var gone = download(page, action);
        assertThat(gone.status()).isEqualTo(409);
        assertThat(alert(gone)).contains("Microsoft does not have the package");
        assertThat(audited()).noneSatisfy(row -> assertThat(row).contains("Link to an investigation package"));
    }

    @Test
    void aPackageIsForWhoeverMayActOnDevicesAndOnlyWhereThereIsOne() {
        var action = seed.packageOf("lt-1", "a".repeat(40));
        seed.succeeded(action, false);
        assertThat(ada.get(address(action)).text()).doesNotContain("Download the package");
        assertThat(ada.forge(address(action) + "/package", Map.of()).status()).isEqualTo(409);
        var collected = collected();
        var page = rea.get(address(collected));
        assertThat(page.html().select("form[action$=/package] button").attr("aria-disabled"))
                .isEqualTo("true");
        var refused = download(page, collected);
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.html().select("a[href^=https]")).isEmpty();
        assertThat(audited())
                .anySatisfy(row -> assertThat(row).contains("Link to an investigation package", "You cannot decide"));
    }

    @Test
    void whatFailedIsTriedAgain() {
        var action = seed.failed(seed.isolation("lt-110"));
        var page = ada.get(address(action));
        assertThat(page.text()).contains("Failed", "The device is offline and has not reported.");
        assertThat(decide(page, action, "retry", "").text()).contains("It is tried again, not sent.");
        awaitState(action, ActionState.TRIED);
    }

    @Test
    void whatWasDoneIsUndoneHereAndWhereTheSameWas() {
        var here = seed.succeeded(seed.quarantine("a.exe", "lt-1"), true);
        var there = seed.succeeded(seed.quarantine("a.exe", "lt-2"), true);
        seed.quarantine("a.exe", "lt-3");
        var page = ada.get(address(here));
        assertThat(page.text()).contains("Undo it together with 1 more instance");
        var confirm = ada.get(MANY + "?like=" + here.id());
        assertThat(confirm.html().select("input[name=action]")).hasSize(2);
        var done = pressed(confirm.form(DECIDE).type("comment", "False alarm"), "undo");
        assertThat(done.path()).isEqualTo(HISTORY);
        assertThat(done.text()).contains("2 actions are being undone");
        for (var action : List.of(here, there)) {
            awaitState(action, ActionState.UNDOING);
        }
        assertThat(decide(ada, here, "done", "Restored").text()).contains("Undone");
        var stale = decide(page, here, "undo", "");
        assertThat(stale.status()).isEqualTo(409);
        assertThat(stale.text()).contains("ada").contains("has already asked at");
    }

    @Test
    void whatCannotBeUndoneIsLeftOutOfMany() {
        seed.succeeded(seed.deletion("Invoice", "ben@contoso.example"), false);
        var confirm = pressed(tickAll(ada.get(HISTORY)), "undo");
        assertThat(confirm.text()).contains("1 of them cannot have it done to it any more");
        assertThat(confirm.html().select("form[action=" + DECIDE + "]")).isEmpty();
    }

    @Test
    void theHistoryIsFilteredAndTakenAway() {
        var old = seed.succeeded(seed.isolation("lt-old"), true);
        seed.changedAgo(old, Duration.ofDays(20));
        var file = seed.succeeded(seed.quarantine("=evil.exe", "lt-new"), true);
        seed.unasked("b.exe", "lt-auto");
        decide(ada, seed.isolation("lt-no"), "reject", "No");
        assertThat(names(rea.get(HISTORY))).hasSize(4).last().isEqualTo("lt-old");
        assertThat(names(rea.get(HISTORY + "?period=week"))).hasSize(3).doesNotContain("lt-old");
        assertThat(names(rea.get(HISTORY + "?type=isolate-device"))).containsExactlyInAnyOrder("lt-old", "lt-no");
        assertThat(names(rea.get(HISTORY + "?asset=LT-N"))).containsExactlyInAnyOrder("=evil.exe", "lt-no");
        assertThat(names(rea.get(HISTORY + "?decision=rejected"))).containsExactly("lt-no");
        assertThat(names(rea.get(HISTORY + "?decision=automatic"))).containsExactly("b.exe");
        assertThat(names(rea.get(HISTORY + "?status=rejected"))).containsExactly("lt-no");
        var hash = ActionSeed.HASH.toUpperCase();
        assertThat(names(rea.get(HISTORY + "?hash=" + hash))).containsExactlyInAnyOrder("b.exe", "=evil.exe");
        assertThat(names(rea.get(HISTORY + "?hash=c9156634e2cd19811c19ef71706ea9141492757e")))
                .hasSize(2);
        assertThat(rea.get(HISTORY + "?hash=xyz").text()).contains("A hash is 32, 40 or 64 hexadecimal digits.");
        assertThat(rea.get(HISTORY + "?asset=nobody").text()).contains("No action is as the filter asks");
        var csv = new String(rea.download(HISTORY + "/export?asset=lt-new"), StandardCharsets.UTF_8);
        assertThat(csv.lines())
                .hasSize(2)
                .last()
                .asString()
                .contains(
                        file.id().toString(),
                        "\"quarantine-file\"",
                        "\"'=evil.exe\"",
                        "\"succeeded\"",
                        "bob@contoso.example");
        assertThat(audited()).anySatisfy(row -> assertThat(row).contains("Remediation actions exported"));
    }

    @Test
    void fiveThousandThatWaitArePagedBothWays() {
        seed.many(5_000);
        var page = rea.get(PENDING);
        var seen = new HashSet<>(names(page));
        assertThat(page.text()).contains("5,000 actions wait");
        for (var at = 0; at < 9; at++) {
            page = rea.get(page.html().expectFirst("a[rel=next]").attr("href"));
            seen.addAll(names(page));
        }
        assertThat(seen).hasSize(300);
        var tenth = names(page);
        page = rea.get(page.html().expectFirst("a[rel=prev]").attr("href"));
        assertThat(seen).containsAll(names(page));
        assertThat(page.html().select("caption").text()).contains("page 9");
        assertThat(names(rea.get(page.html().expectFirst("a[rel=next]").attr("href"))))
                .isEqualTo(tenth);
        var csv = new String(rea.download(PENDING + "/export"), StandardCharsets.UTF_8);
        assertThat(csv.lines()).hasSize(5_001);
        assertThat(csv.lines().distinct()).hasSize(5_001);
        assertThat(page.text()).contains("Look at the first 100 of this kind");
        assertThat(rea.get(PENDING + "?after=nonsense").text()).contains("cannot be read");
    }

    /** Counting all of them would make each page slower by what was done over the years. */
    @Test
    void ofALongHistoryOnlyTheFirstThousandAreCounted() {
        seed.many(1_001);
        seed.all("state = 'FAILED', expires_at = null, open_key = null");
        assertThat(rea.get(HISTORY).text()).contains("More than 1,000 actions, latest change first");
    }

    private static List<String> heads(Page page) {
        return page.html().select("table.many thead th").eachText();
    }

    @Test
    void eachPersonSeesTheColumnsAndAsManyRowsAsTheyWant() {
        for (int at = 0; at < 31; at++) {
            seed.isolation("lt-" + at);
        }
        var usual = rea.get(PENDING + "?type=isolate-device");
        assertThat(heads(usual))
                .contains("Entity type", "Investigation")
                .doesNotContain("Action source", "Last change");
        assertThat(names(usual)).hasSize(30);
        var form = usual.form(PENDING + "/view");
        form.element().select("input[type=checkbox]").removeAttr("checked");
        form.element().select("input[value=source], input[value=updated]").attr("checked", "");
        form.element().select("option").removeAttr("selected");
        form.element().select("option[value=60]").attr("selected", "");
        var changed = form.press("Show them");
        assertThat(changed.response().uri()).hasPath(PENDING).hasQuery("type=isolate-device");
        assertThat(heads(changed))
                .contains("Action source", "Last change")
                .doesNotContain("Entity type", "Investigation");
        assertThat(names(changed)).hasSize(31);
        assertThat(heads(rea.get(HISTORY + "?period=half-year"))).isEmpty();
        assertThat(heads(ada.get(PENDING))).contains("Entity type");
    }
}
