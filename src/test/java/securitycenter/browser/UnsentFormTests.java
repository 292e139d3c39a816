package securitycenter.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static securitycenter.identity.Role.GLOBAL_ADMINISTRATOR;
import static securitycenter.identity.Role.SECURITY_READER;

import com.microsoft.playwright.BrowserContext.ClearCookiesOptions;
import com.microsoft.playwright.Page;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import securitycenter.Visitors;
import securitycenter.fakemicrosoft.FakeMicrosoft;
import securitycenter.fakemicrosoft.Person;

/** What was entered is not lost with the session. */
@BrowserTest
class UnsentFormTests {

    @Autowired
    FakeMicrosoft microsoft;

    @Autowired
    Visitors visitors;

    @Test
    void aFormThatComesAfterTheEndOfTheSessionIsFilledInAgainAfterSigningIn(Windows windows) {
        var page = signIn(windows.fresh().page(), person("Unsent B.V."));
        page.locator("#zone").selectOption("Europe/Amsterdam");
        page.context().clearCookies(new ClearCookiesOptions().setName("SESSION"));
        save(page);
        assertThat(page.locator("h1")).hasText("This form is no longer valid");

        page.locator("main a.primary").click(); // the hint in the address signs the person in
        assertThat(page.locator("main [role=alert]")).containsText("Not sent yet");
        assertThat(page.locator("#zone")).hasValue("Europe/Amsterdam");
        save(page);
        assertThat(page.locator("main [role=status]").first()).not().isEmpty();
        page.reload();
        assertThat(page.locator("main [role=alert]")).hasCount(0);
    }

    @Test
    void onlyWhatWasChangedIsFilledInAgain(Windows windows) {
        var page = signIn(windows.fresh().page(), person("Changed B.V."));
        page.locator("#zone").selectOption("Europe/Amsterdam");
        var other = page.context().newPage();
        other.navigate("/preferences");
        other.locator("#theme").selectOption("dark");
        save(other);
        assertThat(other.locator("html")).hasAttribute("data-theme", "dark");
        page.context().clearCookies(new ClearCookiesOptions().setName("SESSION"));
        save(page);

        page.locator("main a.primary").click();
        assertThat(page.locator("main [role=alert]")).containsText("Not sent yet");
        assertThat(page.locator("#zone")).hasValue("Europe/Amsterdam");
        assertThat(page.locator("#theme")).hasValue("dark");
    }

    @Test
    void boxesOfOneNameAreTickedAgain(Windows windows) {
        var page = newRule(windows, "Ticked B.V.");
        var severities = page.locator("[name=severity]");
        severities.first().setChecked(!severities.first().isChecked());
        severities.last().setChecked(!severities.last().isChecked());
        page.locator("[name=source]").first().check();
        var chosen = ticked(page);
        page.context().clearCookies(new ClearCookiesOptions().setName("SESSION"));
        add(page);

        page.locator("main a.primary").click();
        assertThat(page.locator("main [role=alert]")).containsText("Not sent yet");
        assertThat(ticked(page)).isEqualTo(chosen);
    }

    @Test
    void whatWasRefusedIsFilledInAgainWhole(Windows windows) {
        var page = newRule(windows, "Refused B.V.");
        var address = page.url();
        page.locator("#name").fill("By night");
        page.locator("#recipients").fill("nobody");
        add(page);
        assertThat(page.locator("main [role=alert]")).containsText("Not a mail address");
        page.locator("#recipients").fill("ada@example.com");
        page.context().clearCookies(new ClearCookiesOptions().setName("SESSION"));
        add(page);

        assertThat(page.locator("h1")).hasText("This form is no longer valid");
        page.navigate(address); // the hint in it signs the person in
        assertThat(page.locator("main [role=alert]")).containsText("Not sent yet");
        assertThat(page.locator("#name")).hasValue("By night");
        assertThat(page.locator("#recipients")).hasValue("ada@example.com");
    }

    private Page newRule(Windows windows, String tenant) {
        var ada = microsoft
                .directory()
                .tenant(tenant)
                .licensed("SPE_E5")
                .person("Ada")
                .holds(GLOBAL_ADMINISTRATOR);
        visitors.signedIn(ada).turnOn();
        var page = windows.fresh().page();
        page.navigate("/settings/notifications/rules/new?login_hint=" + ada.userPrincipalName());
        return page;
    }

    private static void add(Page page) {
        page.locator("form[action='/settings/notifications/rules/new'] button.primary")
                .click();
    }

    private static String ticked(Page page) {
        return (String) page.locator("[type=checkbox]:checked").evaluateAll("all => all.map(one => one.id).join()");
    }

    @Test
    void aFormThatWasSentIsNotFilledInAgain(Windows windows) {
        var page = signIn(windows.fresh().page(), person("Sent B.V."));
        page.locator("#theme").selectOption("dark");
        save(page);
        assertThat(page.locator("html")).hasAttribute("data-theme", "dark");
        page.navigate("/");
        page.navigate("/preferences");
        assertThat(page.locator("main [role=alert]")).hasCount(0);
    }

    private Person person(String tenant) {
        return microsoft
                .directory()
                .tenant(tenant)
                .licensed("SPE_E5")
                .person("Rea")
                .holds(SECURITY_READER);
    }

    private static Page signIn(Page page, Person person) {
        page.navigate("/preferences?login_hint=" + person.userPrincipalName());
        return page;
    }

    private static void save(Page page) {
        page.locator("form[action='/preferences'] button").click();
    }
}
