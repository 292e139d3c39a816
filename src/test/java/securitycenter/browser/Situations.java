package securitycenter.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static securitycenter.identity.Role.GLOBAL_ADMINISTRATOR;
import static securitycenter.identity.Role.SECURITY_OPERATOR;
import static securitycenter.identity.Role.SECURITY_READER;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.HasCountOptions;
import com.microsoft.playwright.options.ReducedMotion;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import securitycenter.actioncenter.ActionSeed;
import securitycenter.fakemicrosoft.Cast;
import securitycenter.fakemicrosoft.Directory;
import securitycenter.fakemicrosoft.Misbehavior;
import securitycenter.fakemicrosoft.Person;
import securitycenter.fakemicrosoft.Tenant;
import securitycenter.hunting.HuntingSeed;
import securitycenter.identity.TenantId;
import securitycenter.triage.IncidentSeed;
import securitycenter.triage.Seed;

/** Organizations in each state that the product knows, each with somebody who is signed in. Made when first asked for. */
final class Situations {

    private static final String LICENSES = "/v1.0/subscribedSkus";

    private final Directory directory;
    private final Windows windows;
    private final Map<String, Window> known = new HashMap<>();
    private final Map<String, Person> administrators = new HashMap<>();
    private String answered;
    private String location;
    private IncidentSeed attack;
    private ActionSeed actions;
    private HuntingSeed hunting;

    Situations(Directory directory, Windows windows) {
        this.directory = directory;
        this.windows = windows;
    }

    Window stranger() {
        return known.computeIfAbsent("stranger", _ -> window());
    }

    Window off() {
        return known.computeIfAbsent("off", _ -> {
            var window = administrator(licensed("Contoso Off B.V."));
            window.open("/settings");
            return window;
        });
    }

    Window nearMiss() {
        return administrator("Wingtip Toys", tenant -> tenant.licensed("ENTERPRISEPACK"));
    }

    Window suspended() {
        return administrator("Litware", tenant -> tenant.licensed("SPE_E5", e5 -> e5.status("Suspended")));
    }

    Window withoutConsent() {
        return administrator("Relecloud", tenant -> tenant.licensed("SPE_E5").withoutApplication());
    }

    Window uncheckable() {
        return administrator(
                "Silent Ltd",
                tenant -> tenant.licensed("SPE_E5")
                        .misbehaves(Misbehavior.tooManyRequests(Duration.ofMinutes(10))
                                .at(LICENSES)));
    }

    Window reader() {
        return known.computeIfAbsent("reader", _ -> {
            var tenant = licensed("Contoso Readers B.V.");
            tenant.person("Ada Lovelace").holds(GLOBAL_ADMINISTRATOR);
            var window = signedIn(tenant.person("Rea Jansen").holds(SECURITY_READER));
            window.open("/settings");
            return window;
        });
    }

    Window withoutRole() {
        return known.computeIfAbsent("without role", _ -> {
            var tenant = licensed("Contoso B.V.");
            tenant.person("Ada Lovelace").holds(GLOBAL_ADMINISTRATOR);
            return signedIn(tenant.person("Nora de Vries"));
        });
    }

    Window guest() {
        return known.computeIfAbsent(
                "guest",
                _ -> signedIn(licensed("Contoso Guests B.V.")
                        .person("Gus Visser")
                        .guest()
                        .holds(GLOBAL_ADMINISTRATOR)));
    }

    Window on() {
        return known.computeIfAbsent("on", _ -> turnedOn("Contoso On B.V."));
    }

    /** The administrator of a tenant whose services have told of something. */
    Window analyst(Seed seed) {
        return known.computeIfAbsent("analyst", _ -> {
            var tenant = licensed("Contoso Busy B.V.");
            var window = administrator(tenant);
            turnOn(window);
            ended(window.page());
            seed.morning(tenant.id());
            administrators.put(
                    "reader beside analyst", tenant.person("Rea Jansen").holds(SECURITY_READER));
            return window;
        });
    }

    /** The administrator of a tenant with a mail rule, and a webhook to which nothing can be delivered. */
    Window notified() {
        return known.computeIfAbsent("notified", _ -> {
            var window = turnedOn("Contoso Notified B.V.");
            var page = window.open("/settings/notifications/rules/new");
            page.locator("#name").fill("Night shift");
            page.locator("#description").fill("Whoever is on duty between eight and eight");
            page.locator("#recipients").fill("night@contoso.example\nsecurity@contoso.example");
            page.locator("main form.card button").click();
            assertThat(page.locator("main [role=status] .msg")).isVisible();
            page = window.open("/settings/notifications/webhooks/new");
            page.locator("#name").fill("Ticket system");
            page.locator("#target").fill("https://tickets.invalid/incidents");
            page.locator("main form.card button").click();
            page.locator("form[action$='/test'] button").click();
            var delivery = page.locator("section[aria-labelledby=deliveries] tbody .badge.bad");
            for (var tries = 0; tries < 40 && delivery.count() == 0; tries++) {
                page.waitForTimeout(250);
                page.reload();
            }
            assertThat(delivery).isVisible();
            return window;
        });
    }

    /** The administrator of a tenant where a device group has a level of its own, a kind is sent, and a list has somebody. */
    Window careful() {
        return known.computeIfAbsent("careful", _ -> {
            var window = turnedOn("Contoso Careful B.V.");
            var page = window.open("/settings/automation");
            page.locator("details.inset summary").click();
            page.locator("#group").fill("Servers in Amsterdam");
            page.locator("#level").selectOption("SEMI_CORE_FOLDERS");
            page.locator("#another button").click();
            assertThat(page.locator("main [role=status] .msg")).isVisible();
            page = window.open("/settings/actions/quarantine-file");
            page.locator("#live").check();
            page.locator("#two").check();
            page.locator("main form button").click();
            page.locator("main form button.danger").click();
            assertThat(page.locator("main [role=status] .msg")).isVisible();
            page = window.open("/settings/permissions");
            page.locator("#other").fill("5f2222b1-57c3-48ba-8ad5-d4759f1fde6f");
            page.locator("form[action$='/add'] button").click();
            assertThat(page.locator("main [role=status] .msg")).isVisible();
            return window;
        });
    }

    Window readerBesideAnalyst() {
        return known.computeIfAbsent(
                "reader beside analyst", _ -> signedIn(administrators.get("reader beside analyst")));
    }

    /** An operator whose organization is under attack. */
    Window attacked(Function<TenantId, IncidentSeed> seeds) {
        return known.computeIfAbsent("attacked", _ -> {
            var tenant = licensed("Contoso Attacked B.V.");
            var window = administrator(tenant);
            turnOn(window);
            ended(window.page());
            attack = seeds.apply(tenant.id());
            attack.attack();
            administrators.put(
                    "reader under attack", tenant.person("Rea Jansen").holds(SECURITY_READER));
            administrators.put("second operator", tenant.person("Otto Bakker").holds(SECURITY_OPERATOR));
            return window;
        });
    }

    /** The administrator of a tenant with events. */
    Window hunter(Function<TenantId, HuntingSeed> seeds) {
        return known.computeIfAbsent("hunter", _ -> {
            var tenant = licensed("Contoso Hunting B.V.");
            var window = administrator(tenant);
            turnOn(window);
            ended(window.page());
            hunting = seeds.apply(tenant.id());
            hunting.processes(205);
            return window;
        });
    }

    /** The administrator of a tenant in which actions wait, failed, and were done. */
    Window responding(Function<TenantId, ActionSeed> seeds) {
        return known.computeIfAbsent("responding", _ -> {
            var tenant = licensed("Contoso Responds B.V.");
            var window = administrator(tenant);
            turnOn(window);
            ended(window.page());
            actions = seeds.apply(tenant.id());
            actions.morning();
            administrators.put("reader of actions", tenant.person("Rea Jansen").holds(SECURITY_READER));
            administrators.put(
                    "long signed in",
                    tenant.person("Lena Visser").holds(GLOBAL_ADMINISTRATOR).signedInSince(Duration.ofHours(2)));
            return window;
        });
    }

    ActionSeed actions() {
        return actions;
    }

    Window readerOfActions() {
        return known.computeIfAbsent("reader of actions", _ -> signedIn(administrators.get("reader of actions")));
    }

    Window longSignedIn() {
        return known.computeIfAbsent("long signed in", _ -> signedIn(administrators.get("long signed in")));
    }

    /** Nothing waits, and some was done without that anybody was asked. */
    Window unasked(Function<TenantId, ActionSeed> seeds) {
        return known.computeIfAbsent("unasked", _ -> {
            var tenant = licensed("Contoso Automates B.V.");
            var window = administrator(tenant);
            turnOn(window);
            ended(window.page());
            var seed = seeds.apply(tenant.id());
            for (var device : List.of("lt-110", "lt-111", "srv-02", "lt-207")) {
                seed.unasked("invoice.exe", device);
            }
            return window;
        });
    }

    /** Of the tenant of {@link #hunter}, once there is one. */
    HuntingSeed hunting() {
        return hunting;
    }

    IncidentSeed attack() {
        return attack;
    }

    Window readerUnderAttack() {
        return known.computeIfAbsent("reader under attack", _ -> signedIn(administrators.get("reader under attack")));
    }

    Window secondOperator() {
        return known.computeIfAbsent("second operator", _ -> signedIn(administrators.get("second operator")));
    }

    /** The page of the run that turned it on. */
    Window justTurnedOn() {
        return turnedOn("Contoso New B.V.");
    }

    private Window turnedOn(String name) {
        var window = administrator(licensed(name));
        turnOn(window);
        ended(window.page());
        return window;
    }

    /** The tenant in whose name the window is. */
    TenantId tenantOf(Window window) {
        window.open("/preferences");
        var name = window.page().locator("header .tenant").textContent();
        return directory.tenants().reversed().stream()
                .filter(tenant -> tenant.name().equals(name))
                .findFirst()
                .orElseThrow()
                .id();
    }

    Window optedOut() {
        return known.computeIfAbsent("opted out", _ -> {
            var window = turnedOn("Contoso Out B.V.");
            turnOff(window, "Contoso Out B.V.");
            return window;
        });
    }

    /** The page of the run that deleted everything. */
    Window removed() {
        var window = turnedOn("Contoso Gone B.V.");
        turnOff(window, "Contoso Gone B.V.");
        confirm(window, "/settings/delete-data", "Contoso Gone B.V.");
        ended(window.page());
        return window;
    }

    /** The page of a run whose first step takes nine seconds. */
    Window settingUp() {
        return turningOn("Contoso Slow B.V.", Misbehavior.slow(Duration.ofSeconds(9)));
    }

    /** The page of a run whose first step failed. */
    Window failed() {
        return known.computeIfAbsent("failed", _ -> {
            var window = turningOn("Contoso Failed B.V.", Misbehavior.consentMissing());
            ended(window.page());
            return window;
        });
    }

    /** The page of a run that was taken back after it had failed. */
    Window takenBack() {
        var window = turningOn("Contoso Back B.V.", Misbehavior.consentMissing());
        ended(window.page());
        var run = window.path();
        turnOff(window, "Contoso Back B.V.");
        window.open(run);
        ended(window.page());
        return window;
    }

    /** The form reads the licenses once more before the run's first step does, and only that one misbehaves. */
    private Window turningOn(String name, Misbehavior inTheStep) {
        var tenant = licensed(name);
        var window = administrator(tenant);
        window.open("/settings");
        tenant.misbehaves(inTheStep.at(LICENSES).after(1));
        turnOn(window);
        return window;
    }

    /** Somebody of ours, whom nobody has asked anything. */
    Window staff() {
        return known.computeIfAbsent("staff", _ -> signedIn(ours("Stella Novak")));
    }

    private Person ours(String name) {
        return directory.operator().person(name).appRole(Cast.SUPPORT_ROLE);
    }

    /** A reader whose first question was answered, and who asked another. */
    Window withQuestion() {
        staff(); // before the map is being changed
        return known.computeIfAbsent("with question", _ -> {
            var tenant = licensed("Contoso Asks B.V.");
            administrators.put("asker", tenant.person("Ada Lovelace").holds(GLOBAL_ADMINISTRATOR));
            var window = signedIn(tenant.person("Rea Jansen").holds(SECURITY_READER));
            window.open("/settings");
            answered = ask(window, "/incidents", "CANNOT_SEE", """
                    Since this morning I see no incidents any more.

                    Yesterday there were three of them:
                      1. Mail with a link that was clicked
                      2. Sign-in from an unusual place
                      3. Password spray""");
            var page = staff().open("/support/help-requests/" + answered);
            page.locator("#note").fill("Same as at Fabrikam last week? See the connector’s log.");
            page.locator("form[action$='/note'] button").click();
            page.locator("form:has([name=to][value=me]) button").click();
            page.locator("#reply").fill("We are looking at it. Which of the filters are on?");
            page.locator("form[action$='/reply'] button").click();
            assertThat(page.locator("main [role=status]")).isVisible();
            page = window.open("/help/requests/" + answered);
            page.locator("#reply").fill("None of them.");
            page.locator("form[action$='/reply'] button").click();
            assertThat(page.locator("main [role=status]")).isVisible();
            page = staff().open("/support/help-requests/" + answered);
            page.locator("#reply").fill("Then it is ours. They are back within the hour.");
            page.locator("form[action$='/reply'] button").click();
            assertThat(page.locator("main [role=status]")).isVisible();
            ask(window, "/", "OTHER", "Can the menu be on the right?");
            return window;
        });
    }

    Window administratorOfAsker() {
        withQuestion();
        return known.computeIfAbsent("administrator of asker", _ -> signedIn(administrators.get("asker")));
    }

    /** The page of the answered request, or one below it. */
    Window opened(Window window, String below) {
        window.open("/help/requests/" + answered + below);
        return window;
    }

    Window openedByStaff(String below) {
        var window = staffWithQuestions();
        window.open("/support/help-requests/" + answered + below);
        return window;
    }

    Window staffWithQuestions() {
        withQuestion();
        location();
        return staff();
    }

    private String location() {
        if (location == null) {
            location = ask(off(), "/settings", "OTHER_LOCATION", "Our data has to stay in the United Kingdom.");
        }
        return location;
    }

    Window otherLocation() {
        staff().open("/support/help-requests/" + location());
        return staff();
    }

    /** The answer of one of ours, held back because the customer wrote meanwhile. */
    Window overtaken() {
        var window = openedByStaff("");
        var page = window.page();
        page.locator("#reply").fill("Is it solved?");
        var customer = opened(withQuestion(), "").page();
        customer.locator("#reply").fill("They are back, thank you.");
        customer.locator("form[action$='/reply'] button").click();
        assertThat(customer.locator("main [role=status]")).isVisible();
        page.locator("form[action$='/reply'] button").click();
        assertThat(page.locator("main [role=alert]")).isFocused();
        return window;
    }

    Window closedRequest() {
        var window = withQuestion();
        var number = ask(window, "/audit", "OTHER", "Never mind.");
        window.open("/help/requests/" + number);
        window.page().locator("form[action$='/close'] button").click();
        assertThat(window.page().locator("form[action$='/reopen']")).isVisible();
        return window;
    }

    /** The form that is the sixth within an hour. */
    Window askedTooMuch() {
        var window = known.computeIfAbsent(
                "asks much", _ -> signedIn(licensed("Contoso Asks Much B.V.").person("Max Weber")));
        for (var request = 1; request <= 5; request++) {
            ask(window, "/", "OTHER", "Question " + request);
        }
        window.open("/help");
        fillIn(window.page().locator("main form[action='/help/requests']"), "OTHER", "Question 6");
        window.page().locator("main form[action='/help/requests'] button").click();
        assertThat(window.page().locator("main [role=alert]")).isFocused();
        return window;
    }

    private static String ask(Window window, String from, String topic, String message) {
        var page = window.open("/help?from=" + from);
        fillIn(page.locator("main form[action='/help/requests']"), topic, message);
        page.locator("main form[action='/help/requests'] button").click();
        page.waitForURL("**/sent");
        return window.path().split("/")[3];
    }

    static void fillIn(Locator form, String topic, String message) {
        form.locator("#topic").selectOption(topic);
        if (topic.equals("OTHER_LOCATION")) {
            form.locator("#dataCenter").selectOption("UNITED_KINGDOM");
        }
        form.locator("#message").fill(message);
        form.locator("#contact").fill("rea.jansen@contoso.example");
    }

    /** The administrator of a tenant whose data staff have moved. */
    Window moved() {
        return known.computeIfAbsent("moved", _ -> {
            var window = turnedOn("Contoso Moved B.V.");
            var request = ask(window, "/settings", "OTHER", "Could our data rest in the United Kingdom?");
            var page = act(window, request, "move?to=UNITED_KINGDOM");
            page.waitForURL(Pattern.compile(".*/runs/\\d+"));
            ended(page);
            return window;
        });
    }

    /** The page of the run that moved it, for staff. */
    Window moveSeenByStaff() {
        staff().open("/support/tenants/" + tenantOf(moved()));
        staff().page().locator("section[aria-labelledby=acts] a").first().click();
        staff().page().locator("a[href*='/runs/']").first().click();
        return staff();
    }

    /** The administrator of a tenant that wants to be asked, and is. */
    Window asked() {
        return known.computeIfAbsent("asked", _ -> {
            var window = turnedOn("Contoso Careful B.V.");
            var request = ask(window, "/settings", "OTHER", "Something is not right with our set-up.");
            var settings = window.open("/settings/support");
            settings.locator("#required").check();
            settings.locator("form[action='/settings/support'] button").click();
            assertThat(settings.locator("main [role=status] .msg")).isVisible();
            act(window, request, "repair").waitForURL(Pattern.compile(".*/support/actions/\\d+"));
            return window;
        });
    }

    /** What staff see of their wish. */
    Window wish() {
        staff().open("/support/tenants/" + tenantOf(asked()));
        staff().page().locator("section[aria-labelledby=acts] a").first().click();
        return staff();
    }

    private Page act(Window ofTenant, String request, String act) {
        var page = staff().open("/support/tenants/" + tenantOf(ofTenant) + "/" + act);
        page.locator("#reason").fill("The customer asked for it in the request.");
        page.locator("#request").fill(request);
        page.locator("section[aria-labelledby=why] button").click();
        return page;
    }

    /** A bulk that has ended. */
    Window bulk() {
        var page = staff().open(bulkOf(on(), moved()));
        page.locator("#reason").fill("After the update of this week");
        page.locator("#reference").fill("CHG-2041");
        page.locator("form[action='/support/bulk'] button").click();
        page.waitForURL(Pattern.compile(".*/support/bulk/\\d+"));
        ended(page);
        return staff();
    }

    String bulkOf(Window one, Window other) {
        return "/support/bulk/new?tenant=" + tenantOf(one) + "&tenant=" + tenantOf(other);
    }

    private static void turnOn(Window window) {
        var page = window.open("/settings");
        page.locator("#turnOn").check();
        page.locator("form[action='/settings'] button").click();
        page.waitForURL(Pattern.compile(".*/setup/runs/\\d+"));
    }

    static void turnOff(Window window, String tenant) {
        confirm(window, "/settings/opt-out", tenant);
    }

    private static void confirm(Window window, String path, String tenant) {
        var page = window.open(path);
        page.locator("#typed").fill(tenant);
        page.locator("form[action='" + path + "'] button").click();
        page.waitForURL(url -> !url.endsWith(path));
    }

    /** The page polls while the run is under way. */
    static void ended(Page run) {
        assertThat(run.locator("#progress[hx-get]")).hasCount(0, new HasCountOptions().setTimeout(40_000));
    }

    private Window administrator(String name, Function<Tenant, Tenant> details) {
        return known.computeIfAbsent(name, _ -> administrator(details.apply(directory.tenant(name))));
    }

    private Window administrator(Tenant tenant) {
        return signedIn(tenant.person("Ada Lovelace").holds(GLOBAL_ADMINISTRATOR));
    }

    private Tenant licensed(String name) {
        return directory.tenant(name).licensed("SPE_E5").country("NL");
    }

    private Window signedIn(Person person) {
        return window().signIn(person);
    }

    /** Without motion, so that no color is looked at halfway. */
    private Window window() {
        return windows.fresh(options -> options.setReducedMotion(ReducedMotion.REDUCE));
    }
}
