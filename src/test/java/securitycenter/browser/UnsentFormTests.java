package securitycenter.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static securitycenter.identity.Role.SECURITY_READER;

import com.microsoft.playwright.BrowserContext.ClearCookiesOptions;
import com.microsoft.playwright.Page;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import securitycenter.fakemicrosoft.FakeMicrosoft;
import securitycenter.fakemicrosoft.Person;

/** What was entered is not lost with the session. */
@BrowserTest
class UnsentFormTests {

    @Autowired
    FakeMicrosoft microsoft;

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
