package securitycenter.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import securitycenter.fakemicrosoft.Cast;
import securitycenter.fakemicrosoft.FakeMicrosoft;
import securitycenter.fakemicrosoft.Person;
import securitycenter.fakemicrosoft.Tenant;

/** Takes a tenant's whole id out of the list, where it stands shortened. */
@BrowserTest
class CopyTests {

    private static final String BUTTON = "tbody tr button[data-copy]";

    @Autowired
    FakeMicrosoft microsoft;

    private Tenant tenant;
    private Person stella;

    @BeforeEach
    void somebodyToLookFor(Windows windows) {
        tenant = microsoft.directory().tenant("Copied " + System.nanoTime());
        windows.fresh().signIn(tenant.person("Ada"));
        stella = microsoft
                .directory()
                .find(Cast.OPERATOR)
                .orElseGet(() -> microsoft.directory().tenant("Security Center Operations", "securitycenter"))
                .person("Stella Novak")
                .appRole(Cast.SUPPORT_ROLE);
    }

    @Test
    void theButtonCopiesTheWholeIdAndSaysSo(Windows windows) {
        var page = list(windows.fresh(details -> details.setPermissions(List.of("clipboard-read", "clipboard-write"))));
        page.locator(BUTTON).click();
        assertThat(page.locator("[data-copy-done]")).containsText(tenant.name());
        assertThat(page.evaluate("navigator.clipboard.readText()"))
                .isEqualTo(tenant.id().toString());
        assertThat(page.locator(BUTTON)).isFocused();
        assertThat(page.locator("tbody details.id")).not().hasAttribute("open", "");
    }

    @Test
    void whereTheBrowserDoesNotAllowItTheWholeIdIsShown(Windows windows) {
        var page = list(windows.fresh());
        page.evaluate("void (navigator.clipboard.writeText = () => Promise.reject(new Error()))");
        page.locator(BUTTON).click();
        assertThat(page.locator("tbody .reference")).isVisible();
    }

    @Test
    void withoutScriptsTheIdIsShownByItsSummary(Windows windows) {
        var page = list(windows.fresh(details -> details.setJavaScriptEnabled(false)));
        assertThat(page.locator(BUTTON)).isHidden();
        page.locator("tbody details.id summary").click();
        assertThat(page.locator("tbody .reference")).hasText(tenant.id().toString());
    }

    private Page list(Window window) {
        return window.signIn(stella).open("/support/tenants?find=" + tenant.id());
    }
}
