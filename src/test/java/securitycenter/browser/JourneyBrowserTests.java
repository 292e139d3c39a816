package securitycenter.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static securitycenter.identity.Role.GLOBAL_ADMINISTRATOR;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import com.microsoft.playwright.options.AriaRole;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.MessageSource;
import securitycenter.fakemicrosoft.FakeMicrosoft;
import securitycenter.fakemicrosoft.Misbehavior;
import securitycenter.fakemicrosoft.Tenant;

/** From the sign-in to the deletion of the data, by what a person reads and clicks. */
@BrowserTest
class JourneyBrowserTests {

    private static final Pattern RUN = Pattern.compile(".*/setup/runs/\\d+");

    @Autowired
    FakeMicrosoft microsoft;

    @Autowired
    MessageSource messages;

    Page page;
    Tenant tenant;
    Locale language;

    @ParameterizedTest(name = "in {0}, scripts {1}")
    @CsvSource({"en, true", "en, false", "nl, true", "nl, false"})
    void fromTheSignInToTheDeletion(String language, boolean scripts, Windows windows) {
        this.language = Locale.of(language);
        var name = "Journey %s %s B.V.".formatted(language, scripts ? "with scripts" : "without scripts");
        tenant = microsoft.directory().tenant(name).licensed("SPE_E5").country("NL");
        tenant.person("Ada").holds(GLOBAL_ADMINISTRATOR);
        page = windows.fresh(options -> options.setJavaScriptEnabled(scripts)).page();

        signIn();
        assertThat(page.locator("#checks")).hasText(text("settings.checks"));
        assertThat(page.getByRole(AriaRole.TABLE)).containsText("SPE_E5");
        dryRun(scripts);

        // The form reads the licenses once; the step, which reads them again, takes long enough to be seen.
        tenant.misbehaves(Misbehavior.slow(Duration.ofSeconds(6))
                .at("/v1.0/subscribedSkus")
                .after(1)
                .times(1));
        turnOn();
        if (!scripts) {
            refreshUntilAStepRuns();
        }
        assertThat(page.locator("[aria-current=step]")).containsText(text("step.check-again"));
        page.reload();
        assertThat(status()).containsText(text("run.leave"));
        // The page itself, by polling or by reloading, shows the end.
        assertThat(status()).containsText(text("run.done.build"), patiently());
        assertThat(page.locator("#menu")).not().containsText(text("portal.menu.setting-up"));
        if (scripts) {
            assertThat(page.locator("[data-said]")).containsText(text("run.done.build"));
        }
        link("run.to-incidents").first().click();
        assertThat(page.locator("h1")).hasText(text("triage.title"));

        optOut();
        turnOn();
        refreshUntil("run.done.build");
        optOut();
        link("settings.delete-now").click();
        type(tenant.name(), "delete.button");
        page.waitForURL(RUN);
        refreshUntil("run.done.remove");
        signOut();
    }

    private void signIn() {
        page.navigate("/incidents");
        if (language.getLanguage().equals("nl")) {
            page.getByRole(AriaRole.LINK, new GetByRoleOptions().setName("Nederlands"))
                    .click();
        }
        assertThat(page.locator("html")).hasAttribute("lang", language.getLanguage());
        link("identity.sign-in.button").click();
        page.getByRole(AriaRole.REGION, new GetByRoleOptions().setName(tenant.name()))
                .getByRole(AriaRole.LINK)
                .click();
        page.waitForURL("**/settings");
    }

    private void dryRun(boolean scripts) {
        link("settings.dry-run.open").click();
        assertThat(page.locator("#dry-run")).containsText(text("dry-run.nothing-changes", tenant.name()));
        if (scripts) {
            assertThat(page).hasURL(Pattern.compile(".*/settings"));
        } else {
            assertThat(page).hasURL(Pattern.compile(".*/settings/dry-run"));
            link("dry-run.back").click();
        }
    }

    private void turnOn() {
        page.getByLabel(text("settings.turn-on")).check();
        button("settings.apply").click();
        page.waitForURL(RUN);
    }

    private void optOut() {
        page.navigate("/settings");
        page.getByLabel(text("settings.turn-on")).uncheck();
        button("settings.apply").click();
        assertThat(page.locator("h1")).hasText(text("opt-out.heading", tenant.name()));
        type("Somebody else", "opt-out.button");
        assertThat(page.locator("main").getByRole(AriaRole.ALERT))
                .containsText(text("confirm.mismatch", tenant.name()));
        type(" " + tenant.name().toLowerCase(Locale.ROOT), "opt-out.button");
        assertThat(page.locator("main [role=status]").first()).containsText(text("opt-out.done"));
    }

    private void type(String name, String button) {
        page.getByRole(AriaRole.TEXTBOX).fill(name);
        button(button).click();
    }

    private void refreshUntilAStepRuns() {
        for (var tries = 0; tries < 100 && page.locator("[aria-current=step]").count() == 0; tries++) {
            page.reload();
        }
    }

    private void refreshUntil(String state) {
        var refresh = link("run.refresh");
        for (var tries = 0; tries < 100 && refresh.count() > 0; tries++) {
            page.reload();
        }
        assertThat(status()).containsText(text(state), patiently());
    }

    private void signOut() {
        page.locator("details.me summary").click();
        button("portal.sign-out").click();
        page.waitForURL("**/signed-out");
        assertThat(page.locator("h1")).hasText(text("identity.signed-out.title"));
    }

    private Locator status() {
        return page.locator("#progress [data-say]");
    }

    private static ContainsTextOptions patiently() {
        return new ContainsTextOptions().setTimeout(60_000);
    }

    private Locator link(String key) {
        return page.locator("main").getByRole(AriaRole.LINK, named(key));
    }

    private Locator button(String key) {
        return page.getByRole(
                AriaRole.BUTTON, new GetByRoleOptions().setName(text(key)).setExact(true));
    }

    private Locator.GetByRoleOptions named(String key) {
        return new Locator.GetByRoleOptions().setName(text(key)).setExact(true);
    }

    private String text(String key, Object... arguments) {
        return messages.getMessage(key, arguments.length == 0 ? null : arguments, language);
    }
}
