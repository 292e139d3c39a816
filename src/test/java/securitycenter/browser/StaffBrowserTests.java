package securitycenter.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static securitycenter.identity.Role.GLOBAL_ADMINISTRATOR;
import static securitycenter.support.StaffAct.CLEAN;
import static securitycenter.support.StaffAct.CLEAR;
import static securitycenter.support.StaffAct.DEPROVISION;
import static securitycenter.support.StaffAct.MOVE;
import static securitycenter.support.StaffAct.PROVISION;
import static securitycenter.support.StaffAct.PURGE;
import static securitycenter.support.StaffAct.REPAIR;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.HasCountOptions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.SelectOption;
import java.io.IOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Files;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.MessageSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import securitycenter.Visitor;
import securitycenter.Visitors;
import securitycenter.fakemicrosoft.Cast;
import securitycenter.fakemicrosoft.FakeMicrosoft;
import securitycenter.fakemicrosoft.Misbehavior;
import securitycenter.fakemicrosoft.Person;
import securitycenter.fakemicrosoft.Tenant;
import securitycenter.homes.DataCenter;
import securitycenter.homes.DataCenters;
import securitycenter.provisioning.RunProgress;
import securitycenter.support.StaffAct;

/** What our staff do for a tenant, by what they, a colleague and the customer read and click. */
@BrowserTest
class StaffBrowserTests {

    private static final String REASON = "Agreed by telephone on Monday";
    private static final String LICENSES = "/v1.0/subscribedSkus";
    private static final int PATIENCE = 40_000;

    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @ParameterizedTest(name = "in {0}, scripts {1}")
    @CsvSource({"en, true", "en, false", "nl, true", "nl, false"})
    private @interface EachWay {}

    /** What takes longer, with each language and each kind of browser once. */
    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @ParameterizedTest(name = "in {0}, scripts {1}")
    @CsvSource({"en, true", "nl, false"})
    private @interface TwoWays {}

    /** How a tenant stands before an act. */
    private enum Before {
        OFF("off"),
        ON("on"),
        OPTED_OUT("opted-out"),
        MOVED("on");

        private final String state;

        Before(String state) {
            this.state = state;
        }
    }

    /**
     * An act of staff from the list of tenants to the entry in the audit log.
     *
     * @param plan keys of lines of its dry run
     * @param end key of the words with which its run ends; null where nothing runs
     * @param state how the tenant stands afterwards
     */
    private record Journey(
            StaffAct act,
            Before before,
            List<String> plan,
            @Nullable String end,
            String state) {

        @Override
        public String toString() {
            return act.word();
        }
    }

    private static final List<Journey> JOURNEYS = List.of(
            new Journey(
                    PROVISION,
                    Before.OFF,
                    List.of("step.create-schema.creates", "support.plan.on"),
                    "run.done.build",
                    "on"),
            new Journey(REPAIR, Before.ON, List.of("support.plan.all-data"), "run.done.repair", "on"),
            new Journey(
                    DEPROVISION, Before.ON, List.of("support.plan.off", "support.plan.features"), null, "opted-out"),
            new Journey(
                    PURGE,
                    Before.OPTED_OUT,
                    List.of("step.create-schema.removes", "support.plan.audit"),
                    "run.done.remove",
                    "off"),
            new Journey(MOVE, Before.ON, List.of("support.plan.read-only", "support.plan.copy"), "run.done.move", "on"),
            new Journey(
                    CLEAR,
                    Before.MOVED,
                    List.of("step.create-schema.removes", "support.plan.present-home"),
                    "run.done.clear",
                    "on"),
            new Journey(
                    CLEAN,
                    Before.ON,
                    List.of("step.create-schema.removes", "step.create-schema.creates"),
                    "run.done.clean",
                    "on"));

    /** The quick ones each way, the others as in {@link TwoWays}. */
    static Stream<Arguments> actsAndWays() {
        return JOURNEYS.stream()
                .flatMap(journey -> Stream.of("en", "nl")
                        .flatMap(language -> Stream.of(true, false)
                                .filter(scripts -> isQuick(journey.act()) || scripts == language.equals("en"))
                                .map(scripts -> Arguments.of(journey, language, scripts))));
    }

    private static boolean isQuick(StaffAct act) {
        return act == PROVISION || act == REPAIR;
    }

    @Autowired
    FakeMicrosoft microsoft;

    @Autowired
    Visitors visitors;

    @Autowired
    RunProgress progress;

    @Autowired
    DataCenters dataCenters;

    @Autowired
    MessageSource messages;

    @Autowired
    JdbcClient database;

    Windows windows;
    Tenant tenant;
    Person ada;
    Visitor administrator;
    String request;
    Locale language;
    boolean scripts;

    @BeforeEach
    void aTenantThatAskedForHelp(Windows windows) {
        this.windows = windows;
        tenant = licensed("Served " + System.nanoTime());
        ada = tenant.person("Ada Lovelace").holds(GLOBAL_ADMINISTRATOR);
        administrator = visitors.signedIn(ada);
        request = askForHelp("OTHER", "");
    }

    private Tenant licensed(String name) {
        return microsoft.directory().tenant(name).licensed("SPE_E5").country("NL");
    }

    private String askForHelp(String topic, String dataCenter) {
        return administrator
                .get("/help?from=/settings")
                .form("/help/requests")
                .choose("topic", topic)
                .choose("dataCenter", dataCenter)
                .type("message", "Something is stuck.")
                .submit()
                .path()
                .split("/")[3];
    }

    @ParameterizedTest(name = "{0} in {1}, scripts {2}")
    @MethodSource("actsAndWays")
    void fromTheListOfTenantsToTheEntryInTheAuditLog(Journey journey, String language, boolean scripts) {
        var page = staff(language, scripts);
        bring(journey.before(), page);
        openTenant(page);
        assertThat(page.locator("h1")).containsText(text("tenants.state." + journey.before().state));
        begin(page, journey.act());
        for (var line : journey.plan()) {
            assertThat(region(page, "support.plan")).containsText(text(line));
        }
        take(page, journey.act());
        if (isForTwo(journey.act())) {
            colleagueAgrees(page, journey);
        }
        if (journey.end() != null) {
            watch(page, text(journey.end()));
            assertThat(page.locator("main")).containsText(text("run.because", REASON, request));
        }
        link(page, "support.back").click();
        assertThat(page.locator("h1")).containsText(text("tenants.state." + journey.state()));
        assertThat(entry(page, "support." + journey.act().word())).containsText(REASON);
        assertThat(entry(page, "support." + journey.act().word())).containsText(request);
    }

    private void colleagueAgrees(Page page, Journey journey) {
        assertThat(state(page)).containsText(text("support.state.waiting-for-colleague"));
        assertThat(page.locator("main")).containsText(text("support.not-you"));
        var colleague = wishSeenByColleague(journey.act());
        button(colleague, "support.agree").click();
        assertThat(said(colleague)).containsText(text("support.agreed"));
        page.reload();
        assertThat(state(page)).containsText(text("support.state.started"));
        if (journey.end() != null) {
            link(page, "support.show-run").click();
        }
    }

    private Page wishSeenByColleague(StaffAct act) {
        var colleague = signedIn(ours("Samir Patel"));
        openTenant(colleague);
        region(colleague, "tenants.acts")
                .getByRole(AriaRole.LINK, named("support.act." + act.word()))
                .first()
                .click();
        return colleague;
    }

    @TwoWays
    void aColleagueMayDisagreeAndAWishCanBeTakenBack(String language, boolean scripts) {
        var page = staff(language, scripts);
        bring(Before.ON, page);
        openTenant(page);
        begin(page, CLEAN);
        take(page, CLEAN);
        var colleague = wishSeenByColleague(CLEAN);
        button(colleague, "support.disagree").click();
        assertThat(alert(colleague)).containsText(text("support.reason.missing"));
        field(colleague, "support.disagree.why").fill("Wait for the customer");
        button(colleague, "support.disagree").click();
        assertThat(said(colleague)).containsText(text("support.disagreed"));
        page.reload();
        assertThat(state(page)).containsText(text("support.state.refused"));
        assertThat(page.locator("main")).containsText("Wait for the customer");

        link(page, "support.back").click();
        begin(page, CLEAN);
        take(page, CLEAN);
        button(page, "support.withdraw").click();
        assertThat(said(page)).containsText(text("support.withdrawn"));
        link(page, "support.back").click();
        assertThat(page.locator("h1")).containsText(text("tenants.state.on"));
        assertThat(entry(page, "support.disagreed")).containsText("Wait for the customer");
        assertThat(entry(page, "support.withdrawn")).containsText(request);
    }

    @TwoWays
    void aPlannedMoveIsAnnouncedAndCalledOff(String language, boolean scripts) {
        var page = staff(language, scripts);
        bring(Before.ON, page);
        openTenant(page);
        begin(page, MOVE);
        field(page, "support.begins")
                .fill(LocalDateTime.now(ZoneOffset.UTC)
                        .plusDays(1)
                        .truncatedTo(ChronoUnit.MINUTES)
                        .toString());
        take(page, MOVE);
        var customer = signedIn(ada);
        containsAll(moving(customer), "portal.moving.planned", text("data-center.UNITED_KINGDOM"));
        moving(customer).getByRole(AriaRole.LINK).click();
        assertThat(customer.locator("#progress"))
                .containsText(text("run.move.will-be-read-only", text("data-center.UNITED_KINGDOM")));

        button(page, "support.call-off").click();
        watch(page, text("run.cancelled.undo-move"));
        customer.reload();
        assertThat(moving(customer)).hasCount(0);
        link(page, "support.back").click();
        assertThat(entry(page, "support.called-off")).hasCount(1);
    }

    @TwoWays
    void aMoveThatStopsHalfWayLeavesTheDataReadOnlyUntilItIsTriedAgain(String language, boolean scripts)
            throws IOException {
        var page = staff(language, scripts);
        bring(Before.ON, page);
        // A folder of that name where the copy must go: the disk is as unwilling as a full one.
        var arriving = dataCenters
                .homeOf(tenant.id(), DataCenter.UNITED_KINGDOM)
                .folder()
                .resolve("events.arriving");
        var obstacle = Files.createDirectories(arriving.resolve("in the way"));
        openTenant(page);
        begin(page, MOVE);
        take(page, MOVE);
        watch(page, text("run.failed"));
        var there = text("data-center.UNITED_KINGDOM");
        var customer = signedIn(ada);
        assertThat(moving(customer)).containsText(text("portal.moving.failed-frozen", there));
        link(page, "support.back").click();
        var stuck = page.locator("main .msg.error");
        assertThat(stuck).containsText(text("step.move-copy"));
        stuck.getByRole(AriaRole.LINK).click();

        Files.delete(obstacle);
        Files.delete(arriving);
        button(page, "run.retry").click();
        watch(page, text("run.done.move"));
        link(page, "support.back").click();
        assertThat(entry(page, "run.retried")).containsText("Stella Novak");
        menu(customer, "portal.menu.settings");
        assertThat(moving(customer)).hasCount(0);
        var location = region(customer, "settings.location.fixed");
        assertThat(location.locator("strong").first()).hasText(there);
        location.locator("summary").click();
        assertThat(location.locator("ol")).containsText(text("data-center.EUROPEAN_UNION"));
        containsAll(location.locator("ol"), "settings.history.kept");
        menu(customer, "portal.menu.audit");
        assertThat(customer.getByRole(AriaRole.TABLE)).containsText(text("audit.act.home.moved"));
    }

    private Locator moving(Page customer) {
        return customer.getByRole(AriaRole.COMPLEMENTARY, pageNamed("portal.moving.label"));
    }

    @TwoWays
    void aLocationIsChosenBeforeTheTenantTurnsOn(String language, boolean scripts) {
        request = askForHelp("OTHER_LOCATION", "UNITED_STATES");
        var page = staff(language, scripts);
        openTenant(page);
        page.locator("main").getByRole(AriaRole.LINK, called(request)).click();
        link(page, "help.staff.location").click();
        assertThat(field(page, "support.request")).hasValue(request);
        button(page, "support.act.location.do").click();
        assertThat(alert(page)).containsText(text("support.reason.missing"));
        assertThat(field(page, "support.move.to")).hasValue("UNITED_STATES");
        field(page, "support.reason").fill(REASON);
        button(page, "support.act.location.do").click();
        assertThat(state(page)).containsText(text("support.state.started"));
        link(page, "support.back").click();
        var there = text("data-center.UNITED_STATES");
        assertThat(region(page, "tenants.state")).containsText(text("tenants.location.promised", there));
        assertThat(entry(page, "support.location")).containsText(REASON);

        begin(page, PROVISION);
        assertThat(region(page, "support.plan")).containsText(there);
        var location = region(open(signedIn(ada), "portal.menu.settings"), "settings.location.where");
        assertThat(location).containsText(there);
        assertThat(location).containsText(text("data-center.because.REQUEST"));
    }

    @TwoWays
    void aRunThatFailedIsFoundInTheListAndRepaired(String language, boolean scripts) {
        var page = staff(language, scripts);
        var settings = administrator.get("/settings");
        tenant.misbehaves(Misbehavior.unavailable().at(LICENSES).after(1));
        settings.form("/settings").tick("turnOn").submit();
        await(page, () -> progress.failureOf(tenant.id()).isPresent());
        tenant.behaves();

        menu(page, "portal.menu.tenants");
        page.getByLabel(text("tenants.failed.only")).check();
        find(page, tenant.name(), 1);
        link(page, "step.check-again").click();
        assertThat(page.locator("#progress")).containsText(text("run.failed"));
        link(page, "support.act.repair").click();
        take(page, REPAIR);
        watch(page, text("run.done.build"));
        link(page, "support.back").click();
        assertThat(page.locator("h1")).containsText(text("tenants.state.on"));
        assertThat(entry(page, "support.repair")).containsText(REASON);
    }

    @TwoWays
    void aTenantThatWantsToBeAskedRefusesAndApproves(String language, boolean scripts) {
        var page = staff(language, scripts);
        bring(Before.ON, page);
        var customer = open(signedIn(ada), "portal.menu.settings");
        link(customer, "settings.tab.support").click();
        customer.getByLabel(text("support.access.wait")).check();
        button(customer, "support.access.save").click();
        assertThat(said(customer)).containsText(text("support.access.required"));

        openTenant(page);
        ask(page);
        menu(customer, "portal.menu.home");
        customer.getByRole(AriaRole.COMPLEMENTARY, pageNamed("portal.approval.label"))
                .getByRole(AriaRole.LINK)
                .click();
        assertThat(region(customer, "support.access.acts")).containsText(REASON);
        button(customer, "support.access.refuse").click();
        assertThat(alert(customer)).containsText(text("support.reason.missing"));
        field(customer, "support.access.answer").fill("Not during the audit");
        button(customer, "support.access.refuse").click();
        assertThat(said(customer)).containsText(text("support.access.refused"));
        page.reload();
        assertThat(state(page)).containsText(text("support.state.refused"));
        assertThat(page.locator("main")).containsText("Not during the audit");

        link(page, "support.back").click();
        ask(page);
        customer.reload();
        button(customer, "support.access.approve").click();
        assertThat(said(customer)).containsText(text("support.access.approved"));
        page.reload();
        link(page, "support.show-run").click();
        watch(page, text("run.done.repair"));
        link(page, "support.back").click();
        assertThat(entry(page, "support.refused")).containsText("Not during the audit");
        assertThat(entry(page, "support.approved")).containsText(request);
        assertThat(entry(page, "support.repair")).containsText(REASON);
    }

    private void ask(Page page) {
        begin(page, REPAIR);
        assertThat(page.locator("main")).containsText(text("support.needs-customer"));
        fillIn(page, REPAIR);
        button(page, "support.act.repair.ask").click();
        assertThat(state(page)).containsText(text("support.state.waiting-for-customer"));
    }

    @TwoWays
    void manyTenantsAreChosenPreviewedStartedWatchedAndStopped(String language, boolean scripts) {
        var family = "Many " + System.nanoTime();
        var many = Stream.of("North", "South", "West")
                .map(part -> licensed(family + " " + part))
                .toList();
        many.forEach(one ->
                visitors.signedIn(one.person("Ada").holds(GLOBAL_ADMINISTRATOR)).get("/settings"));
        var page = staff(language, scripts);
        menu(page, "portal.menu.tenants");
        find(page, family, 3);
        many.forEach(
                one -> page.getByLabel(text("tenants.choose.one", one.name())).check());
        button(page, "tenants.bulk").click();
        choose(page, "support.bulk.what", "support.act.provision");
        button(page, "support.move.plan").click();
        var plan = region(page, "support.plan");
        assertThat(plan.locator("tbody tr")).hasCount(3);
        plan.locator("summary").first().click();
        assertThat(plan.locator("li").first()).isVisible();
        assertThat(plan).containsText(text("support.plan.on"));

        button(page, "support.bulk.start").click();
        assertThat(alert(page)).containsText(text("support.bulk.reference.missing"));
        field(page, "support.bulk.size").fill("1");
        field(page, "support.bulk.pause").fill("3600");
        field(page, "support.reason").fill(REASON);
        field(page, "support.bulk.reference").fill("CHG-7");
        button(page, "support.bulk.start").click();
        watch(page, text("support.bulk.progress", 1, 3, 0));
        button(page, "support.bulk.stop").click();
        assertThat(said(page)).containsText(text("support.bulk.stopped"));
        assertThat(page.locator("[data-say]")).containsText(text("support.bulk.state.stopped"));
        assertThat(region(page, "support.bulk.tenants").locator(".badge")).hasText(new String[] {
            text("support.bulk.item.done"), text("support.bulk.item.waiting"), text("support.bulk.item.waiting")
        });
        page.waitForDownload(() -> link(page, "support.bulk.csv").click());
        region(page, "support.bulk.tenants")
                .getByRole(AriaRole.LINK, named("support.show-run"))
                .click();
        watch(page, text("run.done.build"));
        link(page, "support.back").click();
        assertThat(entry(page, "support.provision")).containsText("CHG-7");
    }

    @TwoWays
    void aHelpRequestIsTakenAnsweredAndClosed(String language, boolean scripts) {
        var page = staff(language, scripts);
        openTenant(page);
        region(page, "tenants.help").getByRole(AriaRole.LINK, called(request)).click();
        button(page, "help.staff.assign.me").click();
        assertThat(said(page)).containsText(text("help.staff.assigned", request));

        menu(page, "portal.menu.help-requests");
        choose(page, "help.queue.assigned", "help.queue.assigned.me");
        button(page, "help.queue.filter.apply").click();
        assertThat(page.locator("tbody tr")).hasCount(1);
        page.locator("tbody").getByRole(AriaRole.LINK, called(request)).click();
        field(page, "help.staff.note.label").fill("Only for us");
        button(page, "help.staff.note.add").click();
        assertThat(said(page)).containsText(text("help.staff.noted", request));
        field(page, "help.ask.message").fill("It is not stuck any more.");
        button(page, "help.staff.reply.send").click();
        assertThat(said(page)).containsText(text("help.staff.replied", request));
        field(page, "help.staff.close.reason").fill("It works");
        button(page, "help.staff.close.button").click();
        assertThat(said(page)).containsText(text("help.staff.closed", request));
        var talk = region(page, "help.talk");
        for (var words : new String[] {"Only for us", "It is not stuck any more.", "It works"}) {
            assertThat(talk).containsText(words);
        }

        var customer = signedIn(ada);
        customer.navigate("/help/requests");
        customer.locator("main").getByRole(AriaRole.LINK, called(request)).click();
        assertThat(customer.locator("h1")).containsText(text("help.state.CLOSED"));
        talk = region(customer, "help.talk");
        assertThat(talk).containsText("It is not stuck any more.");
        assertThat(talk).containsText("It works");
        assertThat(customer.locator("main")).not().containsText("Only for us");
    }

    @TwoWays
    void aNoteIsForColleaguesOnly(String language, boolean scripts) {
        var page = staff(language, scripts);
        openTenant(page);
        button(page, "tenants.note.add").click();
        assertThat(alert(page)).containsText(text("tenants.note.missing"));
        field(page, "tenants.note.text").fill("Calls <b>every</b> week");
        button(page, "tenants.note.add").click();
        assertThat(said(page)).containsText(text("tenants.note.done"));
        var colleague = signedIn(ours("Samir Patel"));
        openTenant(colleague);
        assertThat(region(colleague, "tenants.notes")).containsText("Calls <b>every</b> week");
        assertThat(region(colleague, "tenants.notes")).containsText("Stella Novak");
        var customer = open(signedIn(ada), "portal.menu.audit");
        assertThat(customer.getByRole(AriaRole.TABLE)).not().containsText("Stella Novak");
    }

    @EachWay
    void theAuditLogOfATenantIsFilteredAndTheChainsAreVerified(String language, boolean scripts) {
        new Verifications(database).none();
        var page = open(staff(language, scripts), "portal.menu.all-audit");
        field(page, "audit.tenant.id").fill(tenant.id().toString());
        choose(page, "audit.what", "audit.act.help.requested");
        button(page, "audit.filter.apply").click();
        assertThat(page.locator("tbody tr")).hasCount(1);
        assertThat(page.locator("tbody tr")).containsText(request);
        link(page, "audit.verify").click();
        containsAll(page.locator("main [role=status]"), "audit.verification.unbroken", 1);

        menu(page, "portal.menu.all-audit");
        link(page, "audit.verify.all").click();
        button(page, "audit.verify.all").click();
        var progress = page.locator("progress");
        for (var looks = 0; !scripts && looks < 100 && progress.count() > 0; looks++) {
            page.reload();
        }
        assertThat(progress).hasCount(0, new HasCountOptions().setTimeout(PATIENCE));
        var rounds = region(page, "audit.rounds.latest").locator("tbody tr");
        assertThat(rounds).hasCount(1);
        assertThat(rounds).containsText("Stella Novak");
        assertThat(rounds).not().containsText(text("audit.rounds.under-way"));
    }

    /** One of our staff, and the way in which everybody in this test reads: in the language of their browser. */
    private Page staff(String language, boolean scripts) {
        this.language = Locale.of(language);
        this.scripts = scripts;
        return signedIn(ours("Stella Novak"));
    }

    private Person ours(String name) {
        return microsoft.directory().operator().person(name).appRole(Cast.SUPPORT_ROLE);
    }

    private Page signedIn(Person person) {
        return windows.fresh(options -> options.setJavaScriptEnabled(scripts)
                        .setLocale(language.equals(Locale.ENGLISH) ? "en-GB" : "nl-NL"))
                .signIn(person)
                .page();
    }

    /** Without the browser. */
    private void bring(Before before, Page page) {
        if (before == Before.OFF) {
            administrator.get("/settings");
            return;
        }
        administrator.get("/settings").form("/settings").tick("turnOn").submit();
        await(page, () -> progress.underWay(tenant.id()).isEmpty());
        if (before == Before.OPTED_OUT) {
            administrator
                    .get("/settings/opt-out")
                    .form("/settings/opt-out")
                    .type("typed", tenant.name())
                    .submit();
        }
        if (before == Before.MOVED) {
            var move = "/support/tenants/" + tenant.id() + "/move";
            visitors.staff(microsoft, "Olga")
                    .get(move + "?to=UNITED_KINGDOM")
                    .form(move)
                    .type("reason", "To be nearer")
                    .type("request", request)
                    .submit();
            await(page, () -> progress.underWay(tenant.id()).isEmpty());
        }
    }

    private static void await(Page page, BooleanSupplier done) {
        page.waitForCondition(done, new Page.WaitForConditionOptions().setTimeout(PATIENCE));
    }

    private void openTenant(Page page) {
        menu(page, "portal.menu.tenants");
        find(page, tenant.name(), 1);
        page.locator("main").getByRole(AriaRole.LINK, called(tenant.name())).click();
        assertThat(page.locator("h1")).containsText(tenant.name());
    }

    private void find(Page page, String words, int tenants) {
        field(page, "tenants.find").fill(words);
        button(page, "tenants.filter.apply").click();
        assertThat(page.locator("tbody tr")).hasCount(tenants);
    }

    /** From the page of the tenant to what the act would do. */
    private void begin(Page page, StaffAct act) {
        var words = switch (act) {
            case CLEAR -> text("tenants.clear", text("data-center.EUROPEAN_UNION"));
            case CLEAN -> text("tenants.clean");
            default -> text("support.act." + act.word());
        };
        region(page, "tenants.state").getByRole(AriaRole.LINK, called(words)).click();
        if (act == MOVE) {
            choose(page, "support.move.to", "data-center.UNITED_KINGDOM");
            button(page, "support.move.plan").click();
        }
    }

    /** Where a name has to be typed, a wrong one first. */
    private void take(Page page, StaffAct act) {
        var button = button(page, "support.act." + act.word() + (isForTwo(act) ? ".ask" : ".do"));
        fillIn(page, act);
        if (act.takesAway()) {
            typed(page).fill("Somebody else");
            button.click();
            assertThat(alert(page)).containsText(text("confirm.mismatch", tenant.name()));
            if (scripts) {
                assertThat(alert(page)).isFocused();
            }
            assertThat(field(page, "support.reason")).hasValue(REASON);
            typed(page).fill(tenant.name().toUpperCase(Locale.ROOT));
        }
        button.click();
    }

    private void fillIn(Page page, StaffAct act) {
        assertThat(page.locator("h1")).hasText(text("support.act." + act.word()));
        field(page, "support.reason").fill(REASON);
        field(page, "support.request").fill(request);
    }

    private Locator typed(Page page) {
        return labelled(page, text("confirm.type") + " " + tenant.name());
    }

    /** These tests run where the operator wants it so. */
    private static boolean isForTwo(StaffAct act) {
        return act.takesAway() && act != CLEAR;
    }

    /** With scripts the page follows by itself; without them a person looks again. */
    private void watch(Page page, String words) {
        var progress = page.locator("#progress [data-say]");
        for (var looks = 0; !scripts && looks < 100 && !progress.textContent().contains(words); looks++) {
            page.reload();
        }
        assertThat(progress).containsText(words, new ContainsTextOptions().setTimeout(PATIENCE));
    }

    private Locator entry(Page page, String act) {
        return region(page, "tenants.audit")
                .getByRole(AriaRole.ROW)
                .filter(new Locator.FilterOptions()
                        .setHas(page.getByRole(AriaRole.ROWHEADER, pageNamed("audit.act." + act))));
    }

    private static Locator said(Page page) {
        return page.locator("main [role=status]").first();
    }

    private static Locator alert(Page page) {
        return page.locator("main [role=alert]");
    }

    private Locator state(Page page) {
        return region(page, "support.action").locator("dd").first();
    }

    private Page open(Page page, String item) {
        menu(page, item);
        return page;
    }

    private void menu(Page page, String item) {
        page.locator("#menu").getByRole(AriaRole.LINK, named(item)).click();
    }

    private Locator region(Page page, String key) {
        return page.locator("main").getByRole(AriaRole.REGION, named(key));
    }

    private Locator link(Page page, String key) {
        return page.locator("main").getByRole(AriaRole.LINK, named(key));
    }

    private Locator button(Page page, String key) {
        return page.locator("main").getByRole(AriaRole.BUTTON, named(key));
    }

    private void choose(Page page, String field, String option) {
        page.locator("main")
                .getByRole(AriaRole.COMBOBOX, named(field))
                .selectOption(new SelectOption().setLabel(text(option)));
    }

    private Locator field(Page page, String key) {
        return labelled(page, text(key));
    }

    private static Locator labelled(Page page, String label) {
        return page.locator("main").getByLabel(label, new Locator.GetByLabelOptions().setExact(true));
    }

    private Locator.GetByRoleOptions named(String key) {
        return called(text(key));
    }

    private static Locator.GetByRoleOptions called(String name) {
        return new Locator.GetByRoleOptions().setName(name).setExact(true);
    }

    private Page.GetByRoleOptions pageNamed(String key) {
        return new Page.GetByRoleOptions().setName(text(key)).setExact(true);
    }

    /** All of a sentence but a moment, a day or a head at its end or in its midst. */
    private void containsAll(Locator place, String key, Object... known) {
        var arguments = Stream.concat(
                        Stream.of(known), Stream.generate(() -> "|").limit(2))
                .toArray();
        for (var part : text(key, arguments).split("\\|")) {
            assertThat(place).containsText(part.strip());
        }
    }

    private String text(String key, Object... arguments) {
        return messages.getMessage(key, arguments.length == 0 ? null : arguments, language);
    }
}
