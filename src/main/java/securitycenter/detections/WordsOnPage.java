package securitycenter.detections;

import java.util.List;
import org.springframework.web.servlet.ModelAndView;
import securitycenter.alerts.Category;

/** What the fields of an alert’s words and of what is impacted offer. */
final class WordsOnPage {

    private WordsOnPage() {}

    /** @param columns of the result */
    static void fill(ModelAndView page, List<String> columns) {
        page.addObject("severities", AlertWords.SEVERITIES)
                .addObject("categories", Category.KNOWN)
                .addObject("devices", offered(Impacted.DEVICES, columns))
                .addObject("users", offered(Impacted.USERS, columns))
                .addObject("mailboxes", offered(Impacted.MAILBOXES, columns));
    }

    private static List<String> offered(List<String> known, List<String> columns) {
        return known.stream().filter(columns::contains).toList();
    }
}
