package securitycenter.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import securitycenter.fakemicrosoft.FakeMicrosoft;

/** Without a mouse. */
@BrowserTest
class KeyboardTests {

    @Autowired
    FakeMicrosoft microsoft;

    Situations situations;

    @BeforeEach
    void situations(Windows windows) {
        situations = new Situations(microsoft.directory(), windows);
    }

    @Test
    void theFirstStopSkipsToTheContent() {
        for (var page : new Page[] {
            situations.stranger().open("/sign-in"), situations.off().open("/settings")
        }) {
            page.keyboard().press("Tab");
            assertThat(page.locator("a.skip")).isFocused();
            assertThat(page.locator("a.skip")).isInViewport();
            page.keyboard().press("Enter");
            assertThat(page.locator("main")).isFocused();
        }
    }

    @Test
    void aProblemWithTheSignInHasTheFocus() {
        var page = situations.stranger().open("/sign-in?problem=declined");
        assertThat(page.locator("main [role=alert]")).isFocused();
    }

    @Test
    void whatAFormRefusesHasTheFocusAndLeadsToTheField() {
        var page = situations.off().open("/preferences");
        page.evaluate("document.querySelector('#zone option').value = 'Mars/Base'");
        page.locator("#zone").selectOption("Mars/Base");
        page.locator("form[action='/preferences'] button").press("Enter");
        assertThat(page.locator("main [role=alert]")).isFocused();
        page.locator("main [role=alert] a").press("Enter");
        assertThat(page.locator("#zone")).isFocused();
    }

    @Test
    void theConfirmationStartsAtItsHeadingAndItsProblemHasTheFocus() {
        var page = situations.on().open("/settings/opt-out");
        assertThat(page.locator("h1")).isFocused();
        page.locator("#typed").fill("Somebody else");
        page.locator("#typed").press("Enter");
        assertThat(page.locator("main [role=alert]")).isFocused();
    }

    @Test
    void theDryRunThatOpensInPlaceHasTheFocus() {
        var page = situations.off().open("/settings");
        page.locator("a[href='/settings/dry-run']").press("Enter");
        assertThat(page.locator("#dry-run-here .steps")).isVisible();
        assertThat(page.locator("#dry-run-here :focus")).hasCount(1);
    }

    @Test
    void helpOpensBesideThePageAndGivesTheFocusBack() {
        var page = situations.off().open("/settings");
        var help = page.locator("aside.help a");
        help.press("Enter");
        assertThat(page.locator("#help-panel h1")).isFocused();
        page.keyboard().press("Escape");
        assertThat(page.locator("#help-panel")).isHidden();
        assertThat(help).isFocused();
    }

    @Test
    void theMenuOfThePersonClosesAndGivesTheFocusBack() {
        var page = situations.off().open("/");
        var name = page.locator("details.me summary");
        name.press("Enter");
        assertThat(page.locator("details.me form")).isVisible();
        page.keyboard().press("Tab");
        page.keyboard().press("Escape");
        assertThat(page.locator("details.me form")).isHidden();
        assertThat(name).isFocused();
    }
}
