package securitycenter.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static securitycenter.identity.Role.GLOBAL_ADMINISTRATOR;
import static securitycenter.identity.Role.SECURITY_READER;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.HasCountOptions;
import com.microsoft.playwright.options.ReducedMotion;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import securitycenter.fakemicrosoft.Cast;
import securitycenter.fakemicrosoft.Directory;
import securitycenter.fakemicrosoft.Misbehavior;
import securitycenter.fakemicrosoft.Person;
import securitycenter.fakemicrosoft.Tenant;
import securitycenter.identity.TenantId;

/** Organizations in each state that the product knows, each with somebody who is signed in. Made when first asked for. */
final class Situations {

    private static final String LICENSES = "/v1.0/subscribedSkus";

    private final Directory directory;
    private final Windows windows;
    private final Map<String, Window> known = new HashMap<>();

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

    /** Of the operator. */
    Window staff() {
        return known.computeIfAbsent("staff", _ -> {
            var operator = directory
                    .find(Cast.OPERATOR)
                    .orElseGet(() -> directory.tenant("Security Center Operations", "securitycenter"));
            return signedIn(operator.person("Stella Novak").appRole(Cast.SUPPORT_ROLE));
        });
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
