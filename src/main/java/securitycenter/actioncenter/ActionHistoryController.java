package securitycenter.actioncenter;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.CookieValue;
import org.springframework.web.bind.annotation.GetMapping;
import securitycenter.homes.TenantHome;
import securitycenter.identity.SignedInUser;
import securitycenter.identity.ViewersOnly;
import securitycenter.response.ActionSettings;

/** What was decided, and how it ended; the latest change first. */
@Controller
class ActionHistoryController {

    private final ActionLists lists;
    private final ListModel model;
    private final ActionCsv csv;
    private final ActionSettings settings;
    private final Clock clock;

    ActionHistoryController(ActionLists lists, ListModel model, ActionCsv csv, ActionSettings settings, Clock clock) {
        this.lists = lists;
        this.model = model;
        this.csv = csv;
        this.settings = settings;
        this.clock = clock;
    }

    @ViewersOnly
    @GetMapping(HistoryFilter.PATH)
    String page(
            TenantHome home,
            SignedInUser user,
            HistoryFilter filter,
            Paging paging,
            @CookieValue(name = ListView.COOKIE, required = false) @Nullable String view,
            Locale locale,
            Model page) {
        var wanted = ListView.in(view);
        var shown = lists.history(home, filter, clock.instant(), paging.place(), wanted.length());
        page.addAttribute("view", wanted);
        model.fill(page, home, user, locale, filter.address(), paging, shown);
        page.addAttribute("filter", filter);
        page.addAttribute("spans", HistoryFilter.Span.values());
        page.addAttribute("decisions", HistoryFilter.Decided.values());
        page.addAttribute("states", HistoryFilter.states());
        page.addAttribute("keptDays", settings.keptFor().toDays());
        if (shown.rows().isEmpty()) {
            page.addAttribute("hasAny", lists.hasAny(home));
        }
        return "actioncenter/history";
    }

    @ViewersOnly
    @GetMapping(HistoryFilter.PATH + "/export")
    void export(TenantHome home, SignedInUser user, HistoryFilter filter, Locale locale, HttpServletResponse response)
            throws IOException {
        var now = clock.instant();
        csv.export(
                user,
                "actions",
                filter.address(),
                (after, length) -> lists.history(home, filter, now, after, length),
                locale,
                response);
    }
}
