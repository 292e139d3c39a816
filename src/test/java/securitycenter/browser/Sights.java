package securitycenter.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import securitycenter.actioncenter.ActionSeed;
import securitycenter.hunting.HuntingSeed;
import securitycenter.identity.TenantId;
import securitycenter.investigating.InvestigationSeed;
import securitycenter.response.ActionType;
import securitycenter.response.RemediationAction;
import securitycenter.triage.IncidentSeed;
import securitycenter.triage.Seed;

/** Every page that there is, in every state that it has. */
final class Sights {

    private static final String RULES = "/hunting/detections";
    private static final String RULE = """
            DeviceProcessEvents
            | where FileName == "powershell.exe"
            | project Timestamp, ReportId, DeviceId, DeviceName, FileName, ProcessCommandLine, AccountName""";

    private static final String FOUND = """
            datatable (DeviceId:string, DeviceName:string, FileName:string, SHA1:string) [
            "aa11aa11aa11aa11aa11aa11aa11aa11aa11aa11", "lt-110.contoso.example", "invoice.exe", "c9156634e2cd19811c19ef71706ea9141492757e",
            "bb22bb22bb22bb22bb22bb22bb22bb22bb22bb22", "lt-207.contoso.example", "invoice.exe", "c9156634e2cd19811c19ef71706ea9141492757e",
            "", "unknown.contoso.example", "invoice.exe", ""]""";

    private static final List<String> SIGN_IN_PROBLEMS = List.of(
            "not-assigned",
            "consent-missing",
            "wrong-account",
            "registration",
            "declined",
            "started-elsewhere",
            "token-refused",
            "directory-silent",
            "unknown");

    private final List<Sight> all = new ArrayList<>();
    private final Situations now;
    private final String crashPage;
    private final Verifications verifications;
    private final Seed seed;
    private final Function<TenantId, IncidentSeed> attacks;
    private final Function<TenantId, HuntingSeed> hunts;
    private final Function<TenantId, ActionSeed> actions;
    private final Function<TenantId, InvestigationSeed> investigations;

    private Sights(
            Situations now,
            String crashPage,
            Verifications verifications,
            Seed seed,
            Function<TenantId, IncidentSeed> attacks,
            Function<TenantId, HuntingSeed> hunts,
            Function<TenantId, ActionSeed> actions,
            Function<TenantId, InvestigationSeed> investigations) {
        this.now = now;
        this.crashPage = crashPage;
        this.verifications = verifications;
        this.seed = seed;
        this.attacks = attacks;
        this.hunts = hunts;
        this.actions = actions;
        this.investigations = investigations;
    }

    /**
     * All, or those whose names the system property {@code sights} describes.
     *
     * @param crashPage as the application writes it after a fault; no address leads to it on purpose
     */
    static List<Sight> of(Situations situations, String crashPage, ApplicationContext application) {
        var sights = new Sights(
                situations,
                crashPage,
                new Verifications(application.getBean(JdbcClient.class)),
                new Seed(application),
                tenant -> new IncidentSeed(application, tenant),
                tenant -> new HuntingSeed(application, tenant),
                tenant -> new ActionSeed(application, tenant),
                tenant -> new InvestigationSeed(application, tenant));
        sights.strangers();
        sights.queue();
        sights.home();
        sights.settings();
        sights.notifications();
        sights.automation();
        sights.runs();
        sights.actionCenter();
        sights.investigations();
        sights.hunting();
        sights.detections();
        sights.remedies();
        sights.triage();
        sights.incident();
        sights.audit();
        sights.auditOfAll();
        sights.person();
        sights.help();
        sights.support();
        sights.errors();
        var wanted = System.getProperty("sights", ".*");
        return sights.all.stream().filter(sight -> sight.name().matches(wanted)).toList();
    }

    private void strangers() {
        at("sign-in", now::stranger, "/sign-in");
        for (var problem : SIGN_IN_PROBLEMS) {
            at("sign-in-" + problem, now::stranger, "/sign-in?problem=" + problem);
        }
        at("signed-out", now::stranger, "/signed-out");
        at("help-of-strangers", now::stranger, "/help");
    }

    private void home() {
        at("home-not-eligible", now::nearMiss, "/");
        at("home-off", now::off, "/");
        at("home-off-reader", now::reader, "/");
        at("home-on", now::on, "/");
        at("home-opted-out", now::optedOut, "/");
        at("home-setting-up", now::settingUp, "/");
        at("home-without-role", now::withoutRole, "/");
        at("home-guest", now::guest, "/");
    }

    private void settings() {
        at("settings-off", now::off, "/settings");
        at("settings-near-miss", now::nearMiss, "/settings");
        at("settings-suspended", now::suspended, "/settings");
        at("settings-consent-missing", now::withoutConsent, "/settings");
        at("settings-could-not-check", now::uncheckable, "/settings");
        at("settings-setting-up", now::settingUp, "/settings");
        at("settings-on", now::on, "/settings");
        at("settings-opted-out", now::optedOut, "/settings");
        at("settings-reader", now::reader, "/settings");
        at("settings-guest", now::guest, "/settings");
        after("settings-refused", now::nearMiss, "/settings", window -> {
            window.page().locator("#turnOn").check();
            window.page().locator("form[action='/settings'] button").click();
            assertThat(window.page().locator("main [role=alert]")).isVisible();
        });
        after("dry-run-in-place", now::off, "/settings", window -> {
            window.page().locator("a[href='/settings/dry-run']").click();
            assertThat(window.page().locator("#dry-run-here .steps")).isVisible();
        });
        at("dry-run", now::off, "/settings/dry-run");
        at("services-off", now::nearMiss, "/settings/services");
        at("services-on", now::on, "/settings/services");
        at("services-reader", now::reader, "/settings/services");
        at("opt-out", now::on, "/settings/opt-out");
        mistyped("opt-out-mistyped", now::on, "/settings/opt-out");
        at("delete-data", now::optedOut, "/settings/delete-data");
        mistyped("delete-data-mistyped", now::optedOut, "/settings/delete-data");
    }

    private void notifications() {
        var page = "/settings/notifications";
        at("notifications-none", now::on, page);
        at("notifications", now::notified, page);
        at("notifications-mails-none", now::notified, page + "/mails");
        at("notifications-rule-new", now::notified, page + "/rules/new");
        after("notifications-rule-refused", now::notified, page + "/rules/new", Sights::saveInVain);
        after("notifications-rule", now::notified, page, window -> openFirst(window, "rules"));
        after("notifications-rule-deletion", now::notified, page, window -> {
            openFirst(window, "rules");
            window.page().locator("main a.danger").click();
        });
        at("notifications-webhook-new", now::notified, page + "/webhooks/new");
        after("notifications-webhook-refused", now::notified, page + "/webhooks/new", Sights::saveInVain);
        after("notifications-webhook", now::notified, page, window -> openFirst(window, "webhooks"));
        after("notifications-webhook-secret", now::notified, page, window -> {
            openFirst(window, "webhooks");
            window.page().locator("main a[href$='/secret']").click();
            window.page().locator("form[action$='/secret'] button").click();
            assertThat(window.page().locator("main .msg code")).isVisible();
        });
        after("notifications-webhook-new-secret", now::notified, page, window -> {
            openFirst(window, "webhooks");
            window.page().locator("main a[href$='/secret']").click();
        });
        after("notifications-webhook-deletion", now::notified, page, window -> {
            openFirst(window, "webhooks");
            window.page().locator("main a.danger").click();
        });
    }

    private void automation() {
        at("automation", now::careful, "/settings/automation");
        after("automation-refused", now::careful, "/settings/automation", window -> {
            window.page().locator("#core").fill("C:\\Windows");
            window.page().locator("form[action$='/folders'] button.primary").click();
            assertThat(window.page().locator("main [role=alert]")).isFocused();
        });
        at("action-types", now::careful, "/settings/actions");
        at("action-type", now::careful, "/settings/actions/quarantine-file");
        at("action-type-live", now::careful, "/settings/actions/soft-delete-mail/live?two=true");
        at("permissions", now::careful, "/settings/permissions");
    }

    private static void openFirst(Window window, String section) {
        window.page()
                .locator("section[aria-labelledby=" + section + "] tbody a")
                .first()
                .click();
        assertThat(window.page().locator("main form.card")).isVisible();
    }

    private static void saveInVain(Window window) {
        window.page().locator("main form.card button").click();
        assertThat(window.page().locator("main [role=alert]")).isFocused();
    }

    private void mistyped(String name, Supplier<Window> window, String path) {
        after(name, window, path, opened -> {
            opened.page().locator("#typed").fill("Somebody else");
            opened.page().locator("form[action='" + path + "'] button").click();
            assertThat(opened.page().locator("main [role=alert]")).isVisible();
        });
    }

    private void runs() {
        all.add(new Sight("run-running", now::settingUp));
        all.add(new Sight("run-failed", now::failed));
        all.add(new Sight("run-done", now::justTurnedOn));
        all.add(new Sight("run-removed", now::removed));
        all.add(new Sight("run-taken-back", now::takenBack));
    }

    private void triage() {
        at("incidents", now::on, "/incidents");
        at("incidents-filled", this::analyst, "/incidents?status=all");
        at("incidents-filled-reader", this::reader, "/incidents");
        at(
                "incidents-filtered",
                this::analyst,
                "/incidents?severity=high&severity=medium&assigned=nobody&source=endpoint&several=true&sort=severity");
        at("incidents-filtered-to-nothing", this::analyst, "/incidents?find=nothing");
        after("incidents-opened", this::analyst, "/incidents", window -> {
            window.page().locator("tbody td a[hx-get]").first().click();
            assertThat(window.page().locator(".opened h2")).isVisible();
        });
        after("incidents-changing", this::analyst, "/incidents", window -> {
            window.page().locator("details.box summary").click();
            window.page().locator("tbody input[type=checkbox]").first().check();
        });
        after("incidents-changed", this::analyst, "/incidents?status=all", window -> {
            window.page().locator("details.box summary").click();
            window.page().locator("#incident-1 input").check();
            window.page().locator("#incident-5 input").check();
            window.page().locator("#set-status").selectOption("resolved");
            window.page().locator("button[value=change]").click();
            assertThat(window.page().locator("main .msg[role=status]")).isVisible();
        });
        after("incidents-columns", this::analyst, "/incidents", window -> {
            window.page().locator(".drop summary").last().click();
            window.page().locator("input[name=column]").all().forEach(box -> box.check());
            window.page().locator("form[action$='/columns'] button").click();
            assertThat(window.page().locator("thead th")).hasCount(18);
        });
        at("incident-filters-none", this::reader, "/incidents/filters");
        after("incident-filters", this::analyst, "/incidents?severity=high", window -> {
            window.page().locator(".drop summary").first().click();
            window.page().locator("#filter-name").fill("High ones");
            window.page().locator("#filter-shared").check();
            window.page().locator("form[action$='/filters'] button").click();
            window.open("/incidents/filters");
        });
        at("alerts", now::on, "/incidents/alerts");
        at("alerts-filled", this::analyst, "/incidents/alerts?status=all");
        at("home-filled", this::analyst, "/");
    }

    private Window analyst() {
        return now.analyst(seed);
    }

    private Window reader() {
        analyst();
        return now.readerBesideAnalyst();
    }

    private void incident() {
        for (var tab : List.of(
                "", "/alerts", "/devices", "/users", "/mailboxes", "/investigations", "/evidence", "/activity")) {
            ofIncident("incident" + tab.replace('/', '-'), this::operator, tab, _ -> {});
        }
        ofIncident(
                "incident-graph",
                this::operator,
                "/graph",
                window -> assertThat(
                                window.page().locator(".graph-canvas canvas").first())
                        .isVisible());
        ofIncident("incident-for-a-reader", this::readerOfIncident, "", _ -> {});
        ofIncident("incident-alert", this::operator, "/alerts", window -> {
            window.page().locator("tbody th a").nth(1).click();
            window.page().locator("td details summary").first().click();
        });
        ofIncident("incident-alert-raw", this::operator, "/alerts", window -> {
            window.page().locator("tbody th a").first().click();
            window.page().locator("a[href$='/raw']").click();
        });
        ofIncident(
                "incident-entity",
                this::operator,
                "/devices",
                window -> window.page().locator("tbody th a").first().click());
        ofIncident("incident-manage", this::operator, "/manage", _ -> {});
        ofIncident("incident-manage-beside", this::operator, "", window -> {
            window.page().locator("a[data-panel]").click();
            assertThat(window.page().locator("#incident-panel h1")).isFocused();
        });
        ofIncident("incident-manage-problem", this::operator, "/manage", window -> {
            window.page().locator("#name").fill("");
            window.page().locator("main form button.primary").click();
        });
        ofIncident("incident-conflict", this::operator, "/manage", window -> {
            var other = now.secondOperator();
            other.open(incidentPath() + "/manage");
            other.page().locator("#severity").selectOption(hasLow(other) ? "MEDIUM" : "LOW");
            other.page().locator("main form button.primary").click();
            window.page().locator("#severity").selectOption("INFORMATIONAL");
            window.page().locator("main form button.primary").click();
            window.page().locator(".msg details summary").click();
        });
        ofIncident(
                "incident-move",
                this::operator,
                "/alerts",
                window -> window.page().locator("a[href*='/move?']").first().click());
        after(
                "incident-merge",
                this::operator,
                "/",
                window -> window.open("/incidents/merge?ids=" + now.attack().incidentOf("s2") + ","
                        + now.attack().incidentOf("s4") + "&q=sign"));
        after(
                "incident-merge-refused",
                this::operator,
                "/",
                window -> window.open("/incidents/merge?ids=" + now.attack().incidentOf("s2")));
        ofIncident("incident-activity-filled", this::operator, "/activity", window -> {
            window.page().locator("main #text").fill("Called Maren: she did not open it.\nMore follows.");
            window.page().locator("main form button.primary").click();
            window.page().locator("li.message details summary").last().click();
        });
        ofIncident("incident-print", this::operator, "/print", _ -> {});
    }

    private static boolean hasLow(Window window) {
        return window.page().locator("#severity").inputValue().equals("LOW");
    }

    private Window operator() {
        return now.attacked(attacks);
    }

    private Window readerOfIncident() {
        operator();
        return now.readerUnderAttack();
    }

    private String incidentPath() {
        return "/incidents/" + now.attack().incidentOf("s2");
    }

    private void ofIncident(String name, Supplier<Window> window, String tab, Consumer<Window> acts) {
        all.add(new Sight(name, () -> {
            var found = window.get();
            found.open(incidentPath() + tab);
            acts.accept(found);
            return found;
        }));
    }

    private void actionCenter() {
        at("action-center-none", now::on, "/action-center");
        at("action-center-history-none", now::on, "/action-center/history");
        at("action-center-unasked", () -> now.unasked(actions), "/action-center");
        at("action-center-pending", this::responder, "/action-center");
        at("action-center-pending-reader", this::readerOfActions, "/action-center");
        at("action-center-of-investigation", this::responder, "/action-center?investigation=7");
        at("action-center-by-hand-none", now::on, "/action-center/by-hand");
        at("action-center-by-hand", this::responder, "/action-center/by-hand");
        at("action-center-history", this::responder, "/action-center/history?period=half-year&hash=xyz");
        at("action-center-history-filtered", this::responder, "/action-center/history?asset=nowhere");
        ofAction("action-tried", this::responder, seed -> seed.isolation("lt-301"), _ -> {});
        ofAction(
                "action-live",
                this::responder,
                seed -> seed.quarantine("payload.exe", "lt-302"),
                window -> window.page().locator("#comment").fill("It was seen on two more devices."));
        ofAction("action-reader", this::readerOfActions, seed -> seed.isolation("lt-303"), _ -> {});
        ofAction("action-failed", this::responder, seed -> seed.failed(seed.quarantine("late.exe", "lt-304")), _ -> {});
        ofAction("action-done", this::responder, seed -> seed.succeeded(seed.isolation("lt-305"), true), _ -> {});
        ofAction("action-rejected", this::responder, seed -> seed.killing("rundll32.exe", "lt-306"), window -> {
            window.page().locator("#comment").fill("It is our own script.");
            window.page().locator("button[value=reject]").click();
            assertThat(window.page().locator("main .msg.ok")).isVisible();
        });
        ofAction("action-without-reason", this::responder, seed -> seed.isolation("lt-307"), window -> {
            window.page().locator("button[value=reject]").click();
            refusedIn(window);
        });
        ofAction("action-already-decided", this::responder, seed -> seed.isolation("lt-308"), window -> {
            window.page().evaluate("""
                    async () => {
                      const form = new FormData(document.querySelector('main form'));
                      form.set('act', 'approve');
                      await fetch(location.pathname, { method: 'POST', body: new URLSearchParams(form) });
                    }""");
            window.page().locator("button[value=approve]").click();
            refusedIn(window);
        });
        ofAction("action-sign-in", this::longSignedIn, seed -> seed.quarantine("more.exe", "lt-309"), window -> {
            window.page().locator("button[value=approve]").click();
            assertThat(window.page().locator("main a[href*=prompt]")).isVisible();
        });
        ofAction("action-throttled", this::responder, seed -> seed.waitsForItsTurn(seed.isolation("lt-313")), _ -> {});
        ofAction("action-running", this::responder, seed -> seed.takenOn(seed.isolation("lt-310"), "b"), _ -> {});
        ofAction("action-cancelling", this::responder, seed -> seed.takenOn(seed.isolation("lt-311"), "c"), window -> {
            window.page().locator("a[href$='cancel=true']").click();
            window.page().locator("button[value=cancel]").click();
            refusedIn(window);
        });
        ofAction("action-with-package", this::responder, seed -> seed.packed("lt-312"), _ -> {});
        at("home-with-actions", this::responder, "/");
        at("actions-together", this::responder, "/action-center/many?type=soft-delete-mail");
        after("actions-together-refused", this::responder, "/action-center", window -> {
            window.page().locator("[name=action]").first().check();
            window.page().locator("[name=action]").last().check();
            window.page().locator("button[value=approve]").click();
            refusedIn(window);
        });
        after("actions-together-done", this::responder, "/action-center/many?type=remove-registry-key", window -> {
            var overtaken = window.page().locator("[name=action]").first();
            var page = window.page();
            page.evaluate("""
                    async address => {
                      const form = new FormData(document.querySelector('main form'));
                      const [id, seen] = address.split('.');
                      form.delete('action');
                      form.set('seen', seen);
                      form.set('act', 'reject');
                      form.set('comment', 'Ours');
                      await fetch('/action-center/actions/' + id, { method: 'POST', body: new URLSearchParams(form) });
                    }""", overtaken.inputValue());
            page.locator("button[value=approve]").click();
            assertThat(page.locator("main [role=status].msg")).isVisible();
        });
    }

    private void investigations() {
        at("investigations-none", now::on, "/investigations");
        at("investigations", this::investigator, "/investigations");
        at("investigations-none-of-state", this::investigator, "/investigations?state=FAILED");
        for (var tab : List.of("alerts", "devices", "mailboxes", "users", "evidence", "entities", "log", "actions")) {
            at("investigation-" + tab, this::investigator, () -> waiting() + "/" + tab);
        }
        after(
                "investigation-graph",
                this::investigator,
                this::waiting,
                window -> assertThat(window.page().locator("#drawing canvas").first())
                        .isVisible());
        at("investigation-asks", this::investigator, this::asking);
        at("investigation-widening", this::investigator, () -> asking() + "/widening");
        at("investigation-ending-reader", this::readerOfActions, () -> waiting() + "/cancel");
        after("investigation-ending-without-reason", this::investigator, () -> waiting() + "/cancel", window -> {
            window.page().locator("main form button").click();
            refusedIn(window);
        });
        after(
                "investigation-ended",
                this::investigator,
                () -> "/investigations/" + seeded("lt-400") + "/cancel",
                window -> {
                    window.page().locator("#reason").fill("It is our own exercise.");
                    window.page().locator("main form button").click();
                    assertThat(window.page().locator("main .msg.ok")).isVisible();
                });
    }

    private @Nullable String waiting;
    private @Nullable String asking;

    private String waiting() {
        if (waiting == null) {
            waiting = "/investigations/" + investigationSeed().waiting();
        }
        return waiting;
    }

    private String asking() {
        if (asking == null) {
            asking = "/investigations/" + investigationSeed().asking(14, Duration.ofDays(6));
        }
        return asking;
    }

    private long seeded(String device) {
        return investigationSeed().about(device, "RUNNING");
    }

    private InvestigationSeed investigationSeed() {
        return investigations.apply(now.actions().tenant());
    }

    private Window investigator() {
        var window = responder();
        waiting();
        asking();
        return window;
    }

    private static void refusedIn(Window window) {
        assertThat(window.page().locator("main [role=alert]")).isFocused();
        window.forgetComplaints();
    }

    private Window responder() {
        return now.responding(actions);
    }

    private Window readerOfActions() {
        responder();
        return now.readerOfActions();
    }

    private Window longSignedIn() {
        responder();
        return now.longSignedIn();
    }

    private void ofAction(
            String name,
            Supplier<Window> window,
            Function<ActionSeed, RemediationAction> seeded,
            Consumer<Window> acts) {
        all.add(new Sight(name, () -> {
            var found = window.get();
            now.actions().live(ActionType.QUARANTINE_FILE);
            found.open("/action-center/actions/" + seeded.apply(now.actions()).id());
            acts.accept(found);
            return found;
        }));
    }

    private void hunting() {
        after("hunting", now::on, "/hunting", Sights::edits);
        after("hunting-schema-open", this::hunter, "/hunting", window -> {
            edits(window);
            window.page().locator("[data-group] > summary").nth(1).click();
            window.page().locator("[data-table=DeviceProcessEvents] > summary").click();
            assertThat(window.page().locator("[data-insert=ProcessCommandLine]"))
                    .isVisible();
        });
        hunt(
                "hunting-answered",
                "DeviceProcessEvents\n| where FileName == \"powershell.exe\"\n| sort by Timestamp desc");
        hunt(
                "hunting-chart",
                "DeviceLogonEvents\n| summarize Failures = count() by bin(Timestamp, 1h), DeviceName\n| render timechart");
        hunt("hunting-columns", "DeviceLogonEvents | summarize Failures = count() by DeviceName | render columnchart");
        hunt("hunting-pie", "DeviceLogonEvents | summarize Failures = count() by DeviceName | render piechart");
        hunt("hunting-nothing", "EmailEvents | where Subject == \"Nobody wrote this\"");
        hunt("hunting-rejected", "DeviceProcessEvents\n| where Filename == \"cmd.exe\"");
        after("hunting-refused", this::hunter, "/hunting", window -> {
            edits(window);
            window.page().locator("#query-form button.primary").click();
            assertThat(window.page().locator("#result [role=alert]")).isFocused();
            window.forgetComplaints(); // a form that is refused is an error to the browser
        });
        after("hunting-running", this::hunter, "/hunting", window -> {
            ask(window, HuntingSeed.ENDLESS);
            assertThat(window.page().locator("#run-part progress")).isVisible();
        });
        all.add(new Sight("hunting-cancelled", () -> {
            var window = hunter();
            var cancel = window.page().locator("form[action*='/cancel'] button");
            if (cancel.count() == 0) {
                window.open("/hunting");
                ask(window, HuntingSeed.ENDLESS);
            }
            cancel.click();
            assertThat(window.page().locator("#run-part .msg")).isVisible();
            return window;
        }));
        after("hunting-record", this::hunter, "/hunting", window -> {
            ask(window, "DeviceProcessEvents | take 5");
            window.page().locator("[data-rows] th a").first().click();
            assertThat(window.page().locator("#record-panel h1")).isFocused();
        });
        after("hunting-record-alone", this::hunter, "/hunting", window -> {
            ask(window, "DeviceProcessEvents | take 5");
            assertThat(window.page().locator("[data-rows] th a")).hasCount(5);
            window.open(window.page().locator("[data-rows] th a").first().getAttribute("href"));
        });
        after("hunting-link", this::hunter, "/hunting?range=chosen&from=2026-11-20T10:00", window -> {
            write(window, "DeviceInfo");
            window.page().locator("button[formaction$='/link']").click();
            assertThat(window.page().locator("main .msg.ok")).isVisible();
        });
        at("hunting-link-spoilt", this::hunter, "/hunting?query=spoilt");
        at("hunting-schema", this::hunter, "/hunting/schema");
        at("hunting-schema-table", this::hunter, "/hunting/schema/DeviceProcessEvents");
        at("hunting-queries-none", now::on, "/hunting/queries");
        at("hunting-query-new", this::hunter, "/hunting/queries/new");
        after("hunting-query-refused", this::hunter, "/hunting/queries/new", window -> {
            window.page().locator("main form.card button").click();
            assertThat(window.page().locator("main [role=alert]")).isFocused();
        });
        after("hunting-query", this::hunter, "/hunting/queries/new", Sights::saveQuery);
        after("hunting-query-deletion", this::hunter, "/hunting/queries/new", window -> {
            saveQuery(window);
            window.page().locator("main a.danger").click();
        });
        after("hunting-query-version", this::hunter, "/hunting/queries/new", window -> {
            saveQuery(window);
            window.page().locator("a[href$='/versions/1']").click();
        });
        after("hunting-query-conflict", this::hunter, "/hunting/queries/new", window -> {
            saveQuery(window);
            var path = window.path();
            window.page().locator("#name").fill("Mine");
            window.page().evaluate("""
                    async path => {
                      const form = new FormData(document.querySelector('main form.card'));
                      form.set('name', 'Theirs');
                      await fetch(path, { method: 'POST', body: new URLSearchParams(form) });
                    }""", path);
            window.page().locator("main form.card button").click();
            assertThat(window.page().locator("main [role=alert]")).isFocused();
        });
        at("hunting-queries", this::hunter, "/hunting/queries");
        at("hunting-history", this::hunter, "/hunting/history");
        at("hunting-history-none", now::on, "/hunting/history");
        at("hunting-usage", this::hunter, "/hunting/usage");
    }

    private void detections() {
        at("detections-none", now::on, RULES);
        at("detections-new", this::hunter, RULES + "/new");
        after("detections-refused", this::hunter, RULES + "/new", window -> {
            window.page().locator("#text").fill("DeviceProcessEvents | summarize count() by DeviceName");
            window.page().locator("button[value=next]").click();
            assertThat(window.page().locator("main [role=alert]")).isFocused();
            window.forgetComplaints();
        });
        after("detections-schedule", this::hunter, RULES + "/new", window -> describe(window, "Shells"));
        after("detections-entities", this::hunter, RULES + "/new", window -> {
            describe(window, "Shells");
            window.page().locator("button[value=next]").click();
        });
        after("detections-test", this::hunter, RULES + "/new", window -> {
            review(window, "Shells");
            window.page().locator("button[value=test]").click();
            assertThat(window.page().locator("#test .msg.ok")).isVisible();
        });
        after("detections-rule", this::hunter, RULES + "/new", Sights::makeRule);
        after("detections-rule-with-actions", this::hunter, RULES + "/new", window -> {
            describe(window, "Shells");
            window.page().locator("button[value=next]").click();
            window.page().locator("input[value='ISOLATE_DEVICE.DeviceId']").check();
            window.page().locator("button[value=next]").click();
            window.page().locator("button[value=save]").click();
            assertThat(window.page().locator("#rule-actions tbody tr")).hasCount(3);
        });
        after("detections-deletion", this::hunter, RULES + "/new", window -> {
            makeRule(window);
            window.page().locator("main a.danger").click();
        });
        after("detections-conflict", this::hunter, RULES + "/new", window -> {
            makeRule(window);
            window.open(window.path() + "/edit");
            var path = window.path();
            window.page().evaluate("""
                    async path => {
                      const form = new FormData(document.querySelector('main form.card'));
                      form.set('title', 'Theirs');
                      form.set('act', 'save');
                      await fetch(path, { method: 'POST', body: new URLSearchParams(form) });
                    }""", path);
            window.page().locator("#title").fill("Mine");
            window.page().locator("button[value=next]").click();
            window.page().locator("button[value=next]").click();
            window.page().locator("button[value=next]").click();
            window.page().locator("button[value=save]").click();
            assertThat(window.page().locator("main [role=alert]")).isFocused();
            window.forgetComplaints();
        });
        at("detections", this::hunter, RULES);
        after("detections-link", this::hunter, "/hunting", window -> {
            ask(window, RULE + " | take 5");
            window.page().locator("[data-rows] input[name=row]").first().check();
            window.page().locator("#link-rows button").click();
            assertThat(window.page().locator("#title")).isVisible();
        });
        after("detections-link-refused", this::hunter, "/hunting", window -> {
            ask(window, RULE + " | take 5");
            window.page().locator("#link-rows button").click();
            window.page().locator("main button[value=link]").click();
            assertThat(window.page().locator("main [role=alert]")).isFocused();
            window.forgetComplaints();
        });
        after("detections-link-gone", this::hunter, "/hunting", this::linkTheGone);
    }

    private void remedies() {
        after("remedies", this::hunter, "/hunting", Sights::takeAction);
        after("remedies-none", this::hunter, "/hunting", window -> {
            ask(window, "print Number = 1");
            choose(window);
        });
        after("remedies-no-rows", this::hunter, "/hunting", window -> {
            ask(window, FOUND);
            window.page().locator("button[formaction$='/actions']").click();
            assertThat(window.page().locator("main [role=alert]")).isFocused();
            window.forgetComplaints();
        });
        after("remedies-things", this::hunter, "/hunting", Sights::chooseAction);
        after("remedies-refused", this::hunter, "/hunting", window -> {
            chooseAction(window);
            window.page().locator("main form.card button.primary").click();
            assertThat(window.page().locator("main [role=alert]")).isFocused();
            window.forgetComplaints();
        });
        after("remedies-asked", this::hunter, "/hunting", Sights::askForAction);
        after("remedies-asked-before", this::hunter, "/hunting", Sights::askForAction);
        ofIncident("remedies-of-evidence", this::operator, "/evidence", window -> {
            window.page().locator("a[href*='/actions?incident']").first().click();
            assertThat(window.page().locator("main input[name=remedy]").first()).isVisible();
        });
        ofIncident("incident-evidence-waiting", this::operator, "/evidence", window -> {
            askOnEvidence(window);
            window.open(incidentPath() + "/evidence");
        });
        ofIncident("incident-entity-waiting", this::operator, "/devices", window -> {
            askOnEvidence(window);
            window.open(incidentPath() + "/devices");
            window.page().locator("tbody th a").first().click();
        });
        ofIncident("incident-evidence-acted", this::operator, "/evidence", window -> {
            askOnEvidence(window);
            actions.apply(now.attack().home().tenant())
                    .all("state = 'FAILED', expires_at = null, open_key = null, decision = 'APPROVED'");
            window.open(incidentPath() + "/evidence");
            assertThat(window.page().locator("tbody li .badge.bad").first()).isVisible();
        });
        ofIncident(
                "incident-entity-for-a-reader",
                this::readerOfIncident,
                "/devices",
                window -> window.page().locator("tbody th a").first().click());
    }

    private static void choose(Window window) {
        for (var box : window.page().locator("[data-rows] input[name=row]").all()) {
            box.check();
        }
        window.page().locator("button[formaction$='/actions']").click();
        assertThat(window.page().locator("main p.lead")).isVisible();
    }

    private static void takeAction(Window window) {
        ask(window, FOUND);
        assertThat(window.page().locator("[data-rows] input[name=row]")).hasCount(3);
        choose(window);
    }

    private static void chooseAction(Window window) {
        takeAction(window);
        window.page().locator("input[value='QUARANTINE_FILE.SHA1']").check();
        window.page().locator("main form.card button.primary").click();
        assertThat(window.page().locator("#reason")).isVisible();
    }

    private static void askForAction(Window window) {
        chooseAction(window);
        window.page().locator("#reason").fill("The invoice starts PowerShell on both.");
        window.page().locator("main form.card button.primary").click();
        assertThat(window.page().locator("main tbody tr")).hasCount(2);
    }

    private static void askOnEvidence(Window window) {
        var link = window.page().locator("a[href*='/actions?incident']").first();
        if (link.count() > 0) {
            link.click();
            window.page().locator("main input[name=remedy]").first().check();
            window.page().locator("main form.card button.primary").click();
            window.page().locator("#reason").fill("It beacons.");
            window.page().locator("main form.card button.primary").click();
            assertThat(window.page().locator("main tbody tr").first()).isVisible();
        }
    }

    private void linkTheGone(Window window) {
        ask(window, RULE + " | take 5");
        window.page().locator("[data-rows] input[name=row]").first().check();
        window.page().locator("#link-rows button").click();
        window.page().locator("#title").fill("Odd shells");
        now.hunting().letAnswersGo();
        window.page().locator("main button[value=link]").click();
        assertThat(window.page().locator("main [role=alert]")).isFocused();
        window.forgetComplaints();
    }

    static void describe(Window window, String name) {
        window.page()
                .locator("#name")
                .fill(name + " " + UUID.randomUUID().toString().substring(0, 4));
        window.page().locator("#text").fill(RULE);
        window.page().locator("#category").selectOption("Execution");
        window.page().locator("#techniques").fill("T1059.001");
        window.page().locator("#description").fill("Somebody started PowerShell in a hidden window.");
        window.page().locator("#recommended").fill("Ask the user whether it was them.");
        window.page().locator("button[value=next]").click();
        assertThat(window.page().locator("#HOURLY")).isVisible();
    }

    static void review(Window window, String name) {
        describe(window, name);
        window.page().locator("button[value=next]").click();
        window.page().locator("button[value=next]").click();
        assertThat(window.page().locator("button[value=test]")).isVisible();
    }

    static void makeRule(Window window) {
        review(window, "Hidden shells");
        window.page().locator("button[value=save]").click();
        assertThat(window.page().locator("#rule-alerts tbody tr")).hasCount(3);
    }

    private Window hunter() {
        return now.hunter(hunts);
    }

    private void hunt(String name, String query) {
        after(name, this::hunter, "/hunting", window -> {
            ask(window, query);
            assertThat(window.page().locator("#run-part")).not().hasAttribute("hx-get", Pattern.compile(".*"));
        });
    }

    static void edits(Window window) {
        assertThat(window.page().locator(".cm-content")).isVisible();
    }

    static void write(Window window, String query) {
        edits(window);
        window.page().locator(".cm-content").fill(query);
    }

    static void ask(Window window, String query) {
        write(window, query);
        window.page().locator("#query-form button.primary").click();
        assertThat(window.page().locator("#run-part")).isVisible();
    }

    private static void saveQuery(Window window) {
        window.page().locator("#name").fill("Logons that failed");
        window.page().locator("#description").fill("Each device, each hour");
        window.page().locator("#tags").fill("logons, weekly");
        window.page().locator("#text").fill("DeviceLogonEvents\n| where ActionType == \"LogonFailed\"");
        window.page().locator("input[value=tenant]").check();
        window.page().locator("main form.card button").click();
        assertThat(window.page().locator("#versions")).isVisible();
    }

    private void audit() {
        at("audit-empty", now::reader, "/audit");
        at("audit-filled", now::on, "/audit");
        at("audit-filtered-to-nothing", now::on, "/audit?who=nobody");
        at("audit-verification", now::on, "/audit/verification");
        at("audit-verification-empty", now::reader, "/audit/verification");
    }

    private void auditOfAll() {
        var log = "/support/audit";
        all.add(new Sight("support-audit", () -> {
            var window = now.staff();
            window.page().request().get(log + "/export?format=csv&tenant=" + now.tenantOf(now.on()));
            window.open(log);
            return window;
        }));
        all.add(new Sight("support-audit-of-one", () -> {
            var window = now.staff();
            window.open(log + "?tenant=" + now.tenantOf(now.on()));
            return window;
        }));
        after(
                "support-audit-id-opened",
                now::staff,
                log,
                window -> window.page().locator("details.id summary").first().click());
        at("support-audit-filtered-to-nothing", now::staff, log + "?who=nobody");
        at("support-audit-no-tenant", now::staff, log + "?tenant=Contoso");
        all.add(new Sight("support-verification-of-one", () -> {
            var window = now.staff();
            window.open(log + "/verification/" + now.tenantOf(now.on()));
            return window;
        }));
        verification("none", verifications::none);
        verification("under-way", verifications::underWay);
        verification("unbroken", verifications::unbroken);
        verification("broken", verifications::broken);
    }

    private void verification(String state, Runnable situation) {
        all.add(new Sight("support-verification-" + state, () -> {
            var window = now.staff();
            situation.run();
            window.open("/support/audit/verification");
            return window;
        }));
    }

    private void support() {
        at("support-tenants", now::staff, "/support/tenants");
        at("support-tenants-none-found", now::staff, "/support/tenants?find=nobody+is+called+so");
        ofTenant("support-tenant-off", now::off, "");
        ofTenant("support-tenant-moved", now::moved, "");
        ofTenant("support-provision", now::off, "/provision");
        ofTenant("support-location", now::off, "/location");
        ofTenant("support-repair", now::on, "/repair");
        ofTenant("support-move-where", now::on, "/move");
        ofTenant("support-move", now::on, "/move?to=UNITED_KINGDOM");
        ofTenant("support-move-there-already", now::on, "/move?to=EUROPEAN_UNION");
        ofTenant("support-clear", now::moved, "/clear?to=EUROPEAN_UNION");
        ofTenant("support-clean", now::on, "/clean");
        ofTenant("support-purge", now::optedOut, "/purge");
        all.add(new Sight("support-deprovision-refused", () -> {
            var page = "/support/tenants/" + now.tenantOf(now.on()) + "/deprovision";
            var window = now.staff();
            window.open(page);
            window.page().locator("section[aria-labelledby=why] button").click();
            assertThat(window.page().locator("main [role=alert]")).isVisible();
            return window;
        }));
        all.add(new Sight("support-run", now::moveSeenByStaff));
        all.add(new Sight("support-wish", now::wish));
        all.add(new Sight("support-bulk-new", () -> {
            var path = now.bulkOf(now.on(), now.optedOut());
            now.staff().open(path);
            return now.staff();
        }));
        all.add(new Sight("support-bulk", now::bulk));
        all.add(new Sight("support-bulks", () -> {
            now.bulk().open("/support/bulk");
            return now.staff();
        }));
        all.add(new Sight("support-linked", () -> now.openedByStaff("/actions")));
        ofTenant("support-tenant-failed", now::failed, "");
        ofTenant("support-runs", now::moved, "/runs");
        at("home-set-up-failed", now::failed, "/");
        at("settings-moved", now::moved, "/settings");
        at("settings-support", now::moved, "/settings/support");
        at("settings-support-asked", now::asked, "/settings/support");
        at("settings-support-reader", now::reader, "/settings/support");
    }

    private void ofTenant(String name, Supplier<Window> tenant, String page) {
        all.add(new Sight(name, () -> {
            var path = "/support/tenants/" + now.tenantOf(tenant.get()) + page;
            now.staff().open(path);
            return now.staff();
        }));
    }

    private void person() {
        at("preferences", now::off, "/preferences");
        after("preferences-refused", now::off, "/preferences", window -> {
            window.page().evaluate("document.querySelector('#zone option').value = 'Mars/Base'");
            window.page().locator("#zone").selectOption("Mars/Base");
            window.page().locator("form[action='/preferences'] button").click();
            assertThat(window.page().locator("main [role=alert]")).isVisible();
        });
        after(
                "menu-of-the-person",
                now::off,
                "/",
                window -> window.page().locator("details.me summary").click());
        at("help", now::off, "/help?from=/settings");
        after(
                "help-open-question",
                now::off,
                "/help",
                window -> window.page().locator("main summary").first().click());
    }

    private void help() {
        after("help-beside-the-page", now::off, "/settings", Sights::openHelp);
        after("help-beside-the-page-refused", now::off, "/settings", window -> {
            openHelp(window);
            send(window, "#help-panel");
            assertThat(window.page().locator("#help-panel [role=alert]")).isFocused();
        });
        after("help-beside-the-page-sent", now::withQuestion, "/settings", window -> {
            openHelp(window);
            Situations.fillIn(window.page().locator("#help-panel form[action]"), "CANNOT_SEE", "Where are they?");
            send(window, "#help-panel");
            assertThat(window.page().locator("#help-panel .msg.ok")).isVisible();
        });
        at("help-other-location", now::off, "/help?from=/settings&topic=OTHER_LOCATION");
        after("help-refused", now::off, "/help?from=/settings", window -> {
            window.page().locator("#contact").fill("call me");
            send(window, "main");
            assertThat(window.page().locator("main [role=alert]")).isFocused();
        });
        all.add(new Sight("help-too-much", now::askedTooMuch));
        at("my-requests-empty", now::off, "/help/requests");
        at("my-requests", now::withQuestion, "/help/requests");
        at("my-requests-of-the-tenant", now::administratorOfAsker, "/help/requests");
        all.add(new Sight("my-request-sent", () -> now.opened(now.withQuestion(), "/sent")));
        all.add(new Sight("my-request-answered", () -> now.opened(now.withQuestion(), "")));
        all.add(new Sight("my-request-closed", now::closedRequest));
    }

    private static void openHelp(Window window) {
        window.page().locator("aside.help a").click();
        assertThat(window.page().locator("#help-panel h1")).isFocused();
    }

    private static void send(Window window, String place) {
        window.page().locator(place + " form[action='/help/requests'] button").click();
    }

    private void queue() {
        at("queue-empty", now::staff, "/support/help-requests");
        at("queue", now::staffWithQuestions, "/support/help-requests");
        at(
                "queue-closed-to-nothing",
                now::staffWithQuestions,
                "/support/help-requests?state=closed&topic=OTHER_LOCATION");
        all.add(new Sight("queue-request", () -> now.openedByStaff("")));
        all.add(new Sight("queue-request-refused", () -> {
            var window = now.openedByStaff("");
            window.page().locator("form[action$='/close'] button").click();
            assertThat(window.page().locator("main [role=alert]")).isFocused();
            return window;
        }));
        all.add(new Sight("queue-request-overtaken", now::overtaken));
        all.add(new Sight("queue-request-other-location", now::otherLocation));
    }

    private void errors() {
        after("error-400", now::off, "/settings", window -> {
            window.page().evaluate("document.querySelector('[name=place]').value = 'MOON'");
            window.page().locator("form:has(#turnOn) button.primary").click();
            assertThat(window.page().locator("main .wrong")).isVisible();
        });
        at("error-403", now::reader, "/settings/opt-out");
        after("error-form-expired", now::off, "/preferences", window -> {
            window.page().evaluate("document.querySelectorAll('main [name=_csrf]').forEach(token => token.remove())");
            window.page().locator("form[action='/preferences'] button").click();
            assertThat(window.page().locator("main .wrong")).isVisible();
        });
        at("error-other-tenant", now::on, "/incidents/1?tid=00000000-0000-4000-8000-000000000000");
        at("error-404", now::off, "/nothing-here");
        at("error-404-stranger", now::stranger, "/help/nothing-here");
        all.add(new Sight("error-500", () -> {
            var window = now.stranger();
            window.page()
                    .route(
                            "**/crash",
                            route -> route.fulfill(new com.microsoft.playwright.Route.FulfillOptions()
                                    .setContentType("text/html;charset=utf-8")
                                    .setBody(crashPage)));
            window.open("/crash");
            return window;
        }));
    }

    private void at(String name, Supplier<Window> window, String path) {
        at(name, window, () -> path);
    }

    private void at(String name, Supplier<Window> window, Supplier<String> path) {
        after(name, window, path, _ -> {});
    }

    private void after(String name, Supplier<Window> window, String path, Consumer<Window> acts) {
        after(name, window, () -> path, acts);
    }

    /** @param path known only once there is what it leads to */
    private void after(String name, Supplier<Window> window, Supplier<String> path, Consumer<Window> acts) {
        all.add(new Sight(name, () -> {
            var found = window.get();
            found.open(path.get());
            acts.accept(found);
            return found;
        }));
    }
}
