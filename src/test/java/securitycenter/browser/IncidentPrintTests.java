package securitycenter.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page.EmulateMediaOptions;
import com.microsoft.playwright.Page.PdfOptions;
import com.microsoft.playwright.options.Media;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import securitycenter.fakemicrosoft.FakeMicrosoft;
import securitycenter.triage.IncidentSeed;

/** An incident on paper, or as a PDF. */
@BrowserTest
class IncidentPrintTests {

    /** A4 with the margins of a browser. */
    private static final int PAPER = 718;

    @Autowired
    FakeMicrosoft microsoft;

    @Autowired
    ApplicationContext application;

    @Test
    void onPaperThereIsTheIncidentAndNothingOfTheFrame(Windows windows) {
        var situations = new Situations(microsoft.directory(), windows);
        var window = situations.attacked(tenant -> new IncidentSeed(application, tenant));
        var page = window.open("/incidents/" + situations.attack().incidentOf("s2") + "/print");
        page.emulateMedia(new EmulateMediaOptions().setMedia(Media.PRINT));
        page.setViewportSize(PAPER, 1_000);
        assertThat(page.locator("h1")).isVisible();
        assertThat(page.locator("table").first()).isVisible();
        for (var part : new String[] {".nav", ".topbar", ".help", "button[data-print]"}) {
            assertThat(page.locator(part)).isHidden();
        }
        assertThat((Integer) page.evaluate("document.scrollingElement.scrollWidth"))
                .isLessThanOrEqualTo(PAPER);
        var pdf = page.pdf(new PdfOptions().setFormat("A4"));
        assertThat(new String(pdf, 0, 5, StandardCharsets.US_ASCII)).isEqualTo("%PDF-");
        page.emulateMedia(new EmulateMediaOptions().setMedia(Media.SCREEN));
    }
}
