package securitycenter.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static securitycenter.identity.Role.GLOBAL_ADMINISTRATOR;

import com.microsoft.playwright.Page;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.context.MessageSource;
import securitycenter.Visitors;
import securitycenter.actioncenter.ActionSeed;
import securitycenter.fakemicrosoft.FakeMicrosoft;
import securitycenter.fakemicrosoft.Person;
import securitycenter.fakemicrosoft.Tenant;
import securitycenter.investigating.InvestigationSeed;
import securitycenter.response.ActionState;
import securitycenter.response.ActionType;
import securitycenter.response.RemediationAction;

/** Somebody decides about actions and investigations, by what they read and click. */
@BrowserTest
class ResponderBrowserTests {

    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @ParameterizedTest(name = "in {0}, scripts {1}")
    @CsvSource({"en, true", "en, false", "nl, true", "nl, false"})
    private @interface EachWay {}

    @Autowired
    FakeMicrosoft microsoft;

    @Autowired
    Visitors visitors;

    @Autowired
    ApplicationContext application;

    @Autowired
    MessageSource messages;

    Windows windows;
    Tenant tenant;
    Person ada;
    ActionSeed actions;
    Locale language;
    boolean scripts;

    @BeforeEach
    void aTenant(Windows windows) {
        this.windows = windows;
        tenant = microsoft
                .directory()
                .tenant("Responders " + System.nanoTime())
                .licensed("SPE_E5")
                .country("NL");
        tenant.defender().actionsTake(Duration.ZERO);
        ada = tenant.person("Ada Lovelace").holds(GLOBAL_ADMINISTRATOR);
        visitors.signedIn(ada).turnOn();
        actions = new ActionSeed(application, tenant.id());
    }

    private Page responder(String language, boolean scripts, String path) {
        this.language = Locale.of(language);
        this.scripts = scripts;
        var page = windows.fresh(
                        options -> options.setJavaScriptEnabled(scripts).setLocale(language + "-NL"))
                .signIn(ada)
                .open(path);
        assertThat(page.locator("html")).hasAttribute("lang", language);
        return page;
    }

    private String said(String key, Object... values) {
        return messages.getMessage(key, values.length == 0 ? null : values, language);
    }

    private void becomes(RemediationAction action, ActionState under, ActionState ended) {
        ActionSeed.await(() -> actions.found(action).state() == under);
        ActionSeed.await(() -> {
            actions.ask(action);
            return actions.found(action).state() == ended;
        });
    }

    /** The page renews itself; without scripts whoever reads it does that. */
    private void stands(Page page, String word) {
        if (!scripts) {
            page.reload();
        }
        assertThat(page.locator("#standing dd .badge").first()).hasText(said("actioncenter.state." + word));
    }

    @EachWay
    void aDeviceIsCutOffAndLetGoAgain(String language, boolean scripts) {
        var device = tenant.defender().device("lt-110");
        actions.live(ActionType.ISOLATE_DEVICE);
        var action = actions.isolation("lt-110", device.id());
        var page = responder(language, scripts, "/action-center");
        page.locator("table.actions tbody th a").click();
        assertThat(page.locator("main pre")).containsText("/api/machines/" + device.id() + "/isolate");
        page.locator("#comment").fill("It spreads");
        page.locator("button[value=approve]").click();
        assertThat(page.locator("main .msg.ok")).hasText(said("actioncenter.done.approve.live"));
        becomes(action, ActionState.RUNNING, ActionState.SUCCEEDED);
        stands(page, "SUCCEEDED");
        assertThat(device.isIsolated()).isTrue();
        page.locator("button[value=undo]").click();
        becomes(action, ActionState.UNDOING, ActionState.UNDONE);
        stands(page, "UNDONE");
        assertThat(device.isIsolated()).isFalse();
        page.navigate("/action-center/history");
        assertThat(page.locator("table.actions tbody tr"))
                .containsText(new String[] {said("actioncenter.state.UNDONE")});
    }

    @EachWay
    void severalOfAKindAreRefusedInOneAct(String language, boolean scripts) {
        actions.quarantine("a.exe", "lt-1");
        actions.quarantine("b.exe", "lt-2");
        actions.isolation("lt-3");
        var page = responder(language, scripts, "/action-center");
        page.locator("a[href^='/action-center/many?type=quarantine-file']").click();
        page.locator("#comment").fill("Ours");
        page.locator("button[value=reject]").click();
        assertThat(page.locator("main [role=status].msg")).containsText(said("actioncenter.outcomes.reject", 2));
        assertThat(page.locator("table.actions tbody tr")).hasCount(1);
    }

    @EachWay
    void anInvestigationIsReadFromItsAlertToItsResultAndEnded(String language, boolean scripts) {
        var number = new InvestigationSeed(application, tenant.id()).waiting();
        var page = responder(language, scripts, "/investigations");
        page.locator("tbody th a").click();
        assertThat(page.locator("h1")).hasText(said("investigating.title", String.valueOf(number)));
        if (scripts) {
            assertThat(page.locator("#drawing canvas").first()).isVisible();
        }
        for (var tab : new String[] {"alerts", "devices", "users", "evidence", "entities", "log", "actions"}) {
            page.locator("nav.tabs a[href='/investigations/" + number + "/" + tab + "']")
                    .click();
            assertThat(page.locator("main tbody tr").first()).isVisible();
        }
        page.locator("main a[href$='/cancel']").click();
        page.locator("#reason").fill("It is our own exercise.");
        page.locator("main form button").click();
        assertThat(page.locator("main .msg.ok")).hasText(said("investigating.done.cancelled"));
        assertThat(page.locator("dl.headline").first()).containsText(said("incident.investigation.TERMINATED_BY_USER"));
    }
}
