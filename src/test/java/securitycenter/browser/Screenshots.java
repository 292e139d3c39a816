package securitycenter.browser;

import com.microsoft.playwright.Page.EmulateMediaOptions;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.web.context.WebApplicationContext;
import securitycenter.fakemicrosoft.FakeMicrosoft;

/**
 * Pictures of every page: {@code ./mvnw test -Dtest=Screenshots -Dscreenshots=<folder>}; of some with
 * {@code -Dsights=<names as a regular expression>}. Not a test.
 */
@BrowserTest
@EnabledIfSystemProperty(named = "screenshots", matches = ".+")
class Screenshots {

    private static final Path FOLDER = Path.of(System.getProperty("screenshots", ""));

    @Autowired
    FakeMicrosoft microsoft;

    @Autowired
    WebApplicationContext application;

    @Test
    void taken(Windows windows) throws Exception {
        var situations = new Situations(microsoft.directory(), windows);
        for (var sight : Sights.of(situations, CrashPage.of(application), application)) {
            take(sight);
        }
    }

    private static void take(Sight sight) {
        var page = sight.seen().page();
        for (var scheme : List.of(ColorScheme.DARK, ColorScheme.LIGHT)) {
            page.emulateMedia(new EmulateMediaOptions().setColorScheme(scheme));
            page.evaluate("scrollTo(0, 0)");
            var file = sight.name() + "-" + scheme.name().toLowerCase() + ".png";
            page.screenshot(
                    new ScreenshotOptions().setFullPage(true).setTimeout(20_000).setPath(FOLDER.resolve(file)));
        }
    }
}
