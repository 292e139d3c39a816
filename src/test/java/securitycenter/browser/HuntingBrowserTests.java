package securitycenter.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import securitycenter.fakemicrosoft.FakeMicrosoft;
import securitycenter.hunting.HuntingSeed;

/** The query editor, by keyboard and by what it shows. */
@BrowserTest
class HuntingBrowserTests {

    @Autowired
    FakeMicrosoft microsoft;

    @Autowired
    ApplicationContext application;

    private Window window;
    private Page page;

    @BeforeEach
    void aTenantWithEvents(Windows windows) {
        window = new Situations(microsoft.directory(), windows).hunter(tenant -> new HuntingSeed(application, tenant));
        page = window.open("/hunting");
        Sights.edits(window);
    }

    @Test
    void controlAndEnterRunsTheQueryAtTheCursorAndTheEditorStaysAsItIs() {
        var editor = page.locator(".cm-content");
        editor.fill("DeviceLogonEvents\n| count\n\nDeviceProcessEvents\n| take 3");
        editor.press("Control+End");
        editor.press("Control+Enter");
        assertThat(page.locator("[data-rows] tbody tr")).hasCount(3);
        assertThat(page.locator("#result h2")).isFocused();
        assertThat(page).hasURL(Pattern.compile("/hunting/runs/[0-9a-f-]{36}"));
        assertThat(editor).containsText("DeviceLogonEvents");
        editor.press("Control+Home");
        editor.press("Shift+Enter");
        assertThat(page.locator("[data-rows] tbody td").first()).hasText("40");
        assertThat(window.complaints()).isEmpty();
    }

    @Test
    void tabLeavesTheEditorAndWhatIsWrongIsUnderlinedAndToldBelow() {
        var editor = page.locator(".cm-content");
        editor.fill("DeviceProcessEvents\n| where Filename == \"x\"");
        assertThat(page.locator(".cm-lintRange-error")).hasText("Filename");
        assertThat(page.locator("#query-problem")).containsText("Line 2, column 9: ");
        assertThat(editor).hasAttribute("aria-describedby", "query-hint query-problem");
        editor.press("Tab");
        assertThat(page.locator("#query-form button.primary")).isFocused();
        editor.fill("DeviceProcessEvents\n| where Timestamp > ago(1d)");
        assertThat(page.locator("#query-problem")).isEmpty();
        assertThat(page.locator("[data-timed]")).isVisible();
        assertThat(window.complaints()).isEmpty();
    }

    @Test
    void aRunningQueryIsCancelled() {
        Sights.ask(window, HuntingSeed.ENDLESS);
        page.locator("form[action*='/cancel'] button").click();
        assertThat(page.locator("#run-part .msg")).containsText("was cancelled");
    }

    @Test
    void leavingThePageThatBeganAQueryStopsItAndLeavingAnotherDoesNot() {
        Sights.ask(window, HuntingSeed.ENDLESS);
        assertThat(page.locator("#run-part progress")).isVisible();
        assertThat(page.locator("#run-part [data-stops]")).isVisible();
        assertThat(page.locator("#run-part [data-stays]")).isHidden();
        var other = page.context().newPage();
        other.navigate(page.url());
        assertThat(other.locator("#run-part [data-stays]")).isVisible();
        other.navigate("/hunting/history");
        other.waitForTimeout(1_500);
        assertThat(page.locator("#run-part progress")).isVisible();
        var run = page.url();
        page.navigate("/hunting/history");
        other.navigate(run);
        assertThat(other.locator("#run-part .msg")).containsText("was cancelled");
        assertThat(window.complaints()).isEmpty();
    }

    @Test
    void aChartIsDrawnInTheColorsOfThePage() {
        Sights.ask(window, "DeviceLogonEvents | summarize Failures = count() by DeviceName | render columnchart");
        assertThat(page.locator("canvas[data-drawn]")).isVisible();
        var painted = page.evaluate("""
                () => {
                  const canvas = document.querySelector('canvas[data-drawn]');
                  return [...canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data].some(part => part !== 0);
                }""");
        assertThat(painted).isEqualTo(true);
        assertThat(window.complaints()).isEmpty();
    }

    @Test
    void theSchemaIsSearchedAndInsertsAtTheCursor() {
        page.locator("#schema-find").fill("networkmessageid");
        assertThat(page.locator("[data-table=EmailEvents]")).isVisible();
        assertThat(page.locator("[data-table=DeviceInfo]")).isHidden();
        page.locator("[data-table=EmailEvents] > summary").click();
        page.locator("[data-table=EmailEvents] [data-insert=NetworkMessageId]").click();
        assertThat(page.locator(".cm-content")).hasText("NetworkMessageId");
        assertThat(page.locator(".cm-content")).isFocused();
    }

    @Test
    void aCellOpensTheRecordAtItsFieldAndGoesIntoTheQuery() {
        Sights.ask(window, "DeviceProcessEvents | project DeviceName, FileName | sort by FileName asc");
        page.locator("[data-rows] tbody tr").first().locator("td").nth(1).click();
        assertThat(page.locator("#record-panel [data-field='2']")).isFocused();
        page.locator("#record-panel [data-field='2'] a").first().click();
        assertThat(page.locator(".cm-content")).containsText("| where FileName == \"powershell.exe\"");
    }

    @Test
    void whatIsBegunIsCompleted() {
        var editor = page.locator(".cm-content");
        editor.pressSequentially("DevicePro");
        assertThat(page.locator(".cm-tooltip-autocomplete li")).hasText("DeviceProcessEvents");
        page.waitForTimeout(100); // a list that has just opened takes no key
        editor.press("Enter");
        assertThat(editor).hasText("DeviceProcessEvents");
        assertThat(window.complaints()).isEmpty();
    }
}
