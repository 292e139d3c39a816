package securitycenter.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.EmulateMediaOptions;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.web.context.WebApplicationContext;
import securitycenter.fakemicrosoft.FakeMicrosoft;

/** Each page in each state: what a machine can find of WCAG 2.2 AA, light and dark, and no sideways scroll at 320 px. */
@BrowserTest
class AccessibilityTests {

    private static final List<String> RULES =
            List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice");

    private static final List<String> CONTRAST = List.of("color-contrast");

    @Autowired
    FakeMicrosoft microsoft;

    @Autowired
    WebApplicationContext application;

    @TestFactory
    Stream<DynamicTest> everyPage(Windows windows) throws Exception {
        var situations = new Situations(microsoft.directory(), windows);
        return Sights.of(situations, CrashPage.of(application), application).stream()
                .map(sight -> DynamicTest.dynamicTest(sight.name(), () -> look(sight)));
    }

    private static void look(Sight sight) {
        var window = sight.seen();
        var page = window.page();
        var found = new SoftAssertions();
        found.assertThat(page.content()).as("texts that are missing").doesNotContain("??");
        found.assertThat(page.title()).as("title").doesNotStartWith("null").isNotBlank();
        page.emulateMedia(new EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
        found.assertThat(violations(page)).as("in light").isEmpty();
        // Nothing but colors differs in the dark, and to look at everything again would take as long again.
        page.emulateMedia(new EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        found.assertThat(violations(new AxeBuilder(page).withRules(CONTRAST)))
                .as("in the dark")
                .isEmpty();
        page.emulateMedia(new EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
        page.setViewportSize(320, 640);
        found.assertThat(wider(page))
                .as("%s is wider than 320 px", sight.name())
                .isEmpty();
        page.setViewportSize(1280, 720);
        found.assertThat(window.complaints()).as("complaints of the browser").isEmpty();
        window.forgetComplaints();
        found.assertAll();
    }

    static List<String> violations(Page page) {
        return violations(new AxeBuilder(page).withTags(RULES));
    }

    private static List<String> violations(AxeBuilder look) {
        return look.setLegacyMode(true).analyze().getViolations().stream()
                .flatMap(rule -> rule.getNodes().stream()
                        .map(node -> rule.getId() + ": " + node.getHtml() + " " + node.getFailureSummary()))
                .toList();
    }

    /** What sticks out, if the page as a whole can be scrolled sideways. */
    @SuppressWarnings("unchecked")
    private static List<String> wider(Page page) {
        return (List<String>) page.evaluate("""
                () => document.scrollingElement.scrollWidth <= 320 ? []
                    : [`${document.scrollingElement.scrollWidth} px`].concat([...document.querySelectorAll('body *')]
                        .filter(part => part.getBoundingClientRect().right > 320 && !part.closest('.tablewrap'))
                        .map(part => part.outerHTML.slice(0, 120)))
                """);
    }

    @Test
    void aChosenThemeLooksLikeTheSameThemeOfTheSystem(Windows windows) {
        var window = new Situations(microsoft.directory(), windows).off();
        for (var scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            var other = scheme == ColorScheme.DARK ? ColorScheme.LIGHT : ColorScheme.DARK;
            var page = window.open("/theme?to=system&back=/settings");
            page.emulateMedia(new EmulateMediaOptions().setColorScheme(scheme));
            var asTheSystem = colors(page);
            window.open("/theme?to=" + scheme.name().toLowerCase() + "&back=/settings");
            page.emulateMedia(new EmulateMediaOptions().setColorScheme(other));
            assertThat(colors(page)).as("%s chosen", scheme).isEqualTo(asTheSystem);
            assertThat(violations(page)).isEmpty();
        }
    }

    private static Object colors(Page page) {
        return page.evaluate("""
                () => [...document.querySelectorAll('body, main, main *')].map(part => getComputedStyle(part))
                    .map(style => `${style.color} ${style.backgroundColor} ${style.borderTopColor}`)
                """);
    }
}
