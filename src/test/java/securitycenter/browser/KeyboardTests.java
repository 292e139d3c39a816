package securitycenter.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import securitycenter.fakemicrosoft.FakeMicrosoft;
import securitycenter.triage.IncidentSeed;
import securitycenter.triage.Seed;

/** Without a mouse. */
@BrowserTest
class KeyboardTests {

    @Autowired
    FakeMicrosoft microsoft;

    @Autowired
    ApplicationContext application;

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
        assertThat(page.locator("#dry-run")).isFocused();
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

    private Window analyst() {
        return situations.analyst(new Seed(application));
    }

    private Page queue() {
        return analyst().open("/incidents?period=month");
    }

    private String incident() {
        situations.attacked(tenant -> new IncidentSeed(application, tenant));
        return "/incidents/" + situations.attack().incidentOf("s2");
    }

    @Test
    void whoeverHidesTheAlertsOfARowIsBackAtThatRow() {
        var page = queue();
        var opener = page.locator("#incident-1 td a[hx-get]");
        opener.press("Enter");
        assertThat(page.locator("#alerts-of-1 h2")).isFocused();
        page.locator("#alerts-of-1 a[hx-get]").press("Enter");
        assertThat(page.locator("#alerts-of-1")).isEmpty();
        assertThat(opener).isFocused();
        opener.press("Enter");
        assertThat(page.locator("#alerts-of-1 h2")).isFocused();
        page.keyboard().press("Escape");
        assertThat(page.locator("#alerts-of-1")).isEmpty();
        assertThat(opener).isFocused();
    }

    @Test
    void theLinkToNewIncidentsKeepsTheFocusWhileTheyAreCounted() {
        var window = analyst();
        var tenant = situations.tenantOf(window);
        window.page().clock().install();
        var page = window.open("/incidents?period=month");
        new Seed(application).take(tenant, "n1", "New one", "high", Duration.ofMinutes(1));
        page.clock().fastForward(16_000);
        page.locator("#news a").focus();
        page.evaluate("document.querySelector('#news').dataset.seen = 'true'");
        page.clock().fastForward(16_000);
        page.clock().fastForward(16_000); // what was exchanged a moment ago begins to wait only now
        assertThat(page.locator("#news[data-seen]")).hasCount(0);
        assertThat(page.locator("#news a")).isFocused();
    }

    @Test
    void theManagePanelClosesAndGivesTheFocusBack() {
        var path = incident();
        var page = situations.secondOperator().open(path);
        var manage = page.locator("a[data-panel]");
        manage.press("Enter");
        assertThat(page.locator("#incident-panel h1")).isFocused();
        page.keyboard().press("Escape");
        assertThat(page.locator("#incident-panel")).isHidden();
        assertThat(manage).isFocused();
    }

    @Test
    void lettersWalkThroughAListThatHasTheFocusAndNothingElse() {
        var page = queue();
        page.keyboard().press("j");
        assertThat(page.locator("#incident-1 th a")).not().isFocused();
        var list = page.locator("[data-list]");
        list.focus();
        page.keyboard().press("j");
        assertThat(page.locator("#incident-1 th a")).isFocused();
        page.keyboard().press("j");
        assertThat(page.locator("#incident-2 th a")).isFocused();
        page.keyboard().press("k");
        page.keyboard().press("k");
        assertThat(page.locator("#incident-1 th a")).isFocused();
        page.keyboard().press("Escape");
        assertThat(list).isFocused();
        page.locator("#incident-2 input").focus();
        page.keyboard().press("Enter");
        assertThat(page).hasURL(Pattern.compile(".*/incidents/2"));
        for (var path : List.of("/incidents/alerts?period=month", "/incidents/1/alerts")) {
            page.navigate(path);
            page.locator("[data-list]").focus();
            page.keyboard().press("j");
            page.keyboard().press("Enter");
            assertThat(page).hasURL(Pattern.compile(".*/incidents/1/alerts/\\d+"));
        }
    }

    @Test
    void theKeysOfAListAreListedAndCanBeTurnedOff() {
        var page = queue();
        var keys = page.locator("[data-keys]");
        page.locator("[data-list]").focus();
        page.keyboard().press("?");
        assertThat(keys.locator("summary")).isFocused();
        assertThat(keys).containsText("To the next row");
        keys.locator("input").uncheck();
        for (var tries = 0; tries < 2; tries++) {
            page.locator("[data-list]").focus();
            page.keyboard().press("j");
            assertThat(page.locator("[data-list]")).isFocused();
            page.reload();
        }
        keys.locator("summary").press("Enter");
        keys.locator("input").check();
        page.locator("[data-list]").focus();
        page.keyboard().press("j");
        assertThat(page.locator("#incident-1 th a")).isFocused();
    }

    @Test
    void arrowsWalkThroughTheDrawingBelowTheTableThatSaysTheSame() {
        var path = incident();
        var page = situations.secondOperator().open(path + "/graph");
        assertThat(page.locator(".tablewrap ~ figure.graph")).isVisible();
        page.locator("a[href='#drawing']").press("Enter");
        page.keyboard().press("Tab");
        assertThat(page.locator(".graph-canvas")).isFocused();
        page.keyboard().press("ArrowDown");
        var said = page.locator("[data-graph-said]");
        assertThat(said).not().isEmpty();
        var first = said.textContent();
        for (var key : List.of("ArrowRight", "ArrowLeft", "ArrowDown", "ArrowUp")) {
            if (said.textContent().equals(first)) {
                page.keyboard().press(key);
            }
        }
        assertThat(said).not().hasText(first);
        page.keyboard().press("Enter");
        assertThat(page).hasURL(Pattern.compile(".*(/entities/|/alerts/).*"));
    }
}
