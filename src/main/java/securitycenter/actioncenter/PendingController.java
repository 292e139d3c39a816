package securitycenter.actioncenter;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.CookieValue;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.SessionAttribute;
import securitycenter.homes.TenantHome;
import securitycenter.identity.Preferences;
import securitycenter.identity.SignedInUser;
import securitycenter.identity.ViewersOnly;
import securitycenter.response.ActionType;

/** What waits for a decision; what is over first comes first. */
@Controller
class PendingController {

    static final String PATH = "/action-center";

    private final ActionLists lists;
    private final ListModel model;
    private final ActionCsv csv;
    private final Clock clock;

    PendingController(ActionLists lists, ListModel model, ActionCsv csv, Clock clock) {
        this.lists = lists;
        this.model = model;
        this.csv = csv;
        this.clock = clock;
    }

    @ViewersOnly
    @GetMapping(PATH)
    String page(
            TenantHome home,
            SignedInUser user,
            PendingFilter filter,
            Paging paging,
            @CookieValue(name = ListView.COOKIE, required = false) @Nullable String view,
            @SessionAttribute(Preferences.ATTRIBUTE) Optional<Preferences> preferences,
            Locale locale,
            Model page) {
        var wanted = ListView.in(view);
        var shown = lists.pending(home, filter, paging.place(), wanted.length());
        model.fill(page, home, user, locale, filter.address(), paging, shown);
        page.addAttribute("view", wanted);
        page.addAttribute("filter", filter);
        page.addAttribute(
                "ofAnyInvestigation", filter.ofAnyInvestigation().address().toString());
        var groups = lists.groups(home, filter);
        page.addAttribute("groups", groups);
        page.addAttribute("lists", addresses(groups, PATH, filter, null));
        page.addAttribute(
                "together",
                addresses(
                        groups,
                        ManyActionsController.PATH,
                        filter,
                        filter.address().toString()));
        page.addAttribute("left", left(shown));
        if (shown.rows().isEmpty()) {
            var zone = preferences.orElse(Preferences.DEFAULT).zone();
            page.addAttribute("doneUnasked", lists.doneUnasked(home, today(zone)));
            page.addAttribute("hasAny", lists.hasAny(home));
            page.addAttribute(
                    "othersWait", !lists.groups(home, PendingFilter.ALL).isEmpty());
        }
        return "actioncenter/pending";
    }

    @ViewersOnly
    @GetMapping(PATH + "/export")
    void export(TenantHome home, SignedInUser user, PendingFilter filter, Locale locale, HttpServletResponse response)
            throws IOException {
        csv.export(
                user,
                "pending-actions",
                filter.address(),
                (after, length) -> lists.pending(home, filter, after, length),
                locale,
                response);
    }

    private static Map<ActionType, String> addresses(
            List<ActionLists.Group> groups, String path, PendingFilter filter, @Nullable String back) {
        return groups.stream()
                .map(ActionLists.Group::type)
                .collect(Collectors.toMap(
                        type -> type,
                        type -> filter.of(type)
                                .address()
                                .at(path)
                                .asking("back", back)
                                .toString()));
    }

    private Map<UUID, Left> left(ListPage page) {
        var now = clock.instant();
        return page.rows().stream().collect(Collectors.toMap(ActionLine::id, line -> left(now, line.expiresAt())));
    }

    private static Left left(Instant now, @Nullable Instant until) {
        return Left.of(until == null ? Duration.ZERO : Duration.between(now, until));
    }

    private Instant today(ZoneId zone) {
        return clock.instant().atZone(zone).toLocalDate().atStartOfDay(zone).toInstant();
    }
}
