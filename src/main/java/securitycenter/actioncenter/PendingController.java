package securitycenter.actioncenter;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
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
import org.springframework.web.bind.annotation.RequestParam;
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
            @RequestParam(required = false) @Nullable String type,
            Paging paging,
            @CookieValue(name = ListView.COOKIE, required = false) @Nullable String view,
            @SessionAttribute(Preferences.ATTRIBUTE) Optional<Preferences> preferences,
            Locale locale,
            Model page) {
        var only = Words.one(ActionType.class, type).orElse(null);
        var wanted = ListView.in(view);
        var shown = lists.pending(home, only, paging.place(), wanted.length());
        model.fill(page, home, user, locale, address(only), paging, shown);
        page.addAttribute("view", wanted);
        page.addAttribute("only", only);
        page.addAttribute("groups", lists.groups(home));
        page.addAttribute("left", left(shown));
        if (shown.rows().isEmpty()) {
            var zone = preferences.orElse(Preferences.DEFAULT).zone();
            page.addAttribute("doneUnasked", lists.doneUnasked(home, today(zone)));
            page.addAttribute("hasAny", lists.hasAny(home));
        }
        return "actioncenter/pending";
    }

    @ViewersOnly
    @GetMapping(PATH + "/export")
    void export(
            TenantHome home,
            SignedInUser user,
            @RequestParam(required = false) @Nullable String type,
            Locale locale,
            HttpServletResponse response)
            throws IOException {
        var only = Words.one(ActionType.class, type).orElse(null);
        csv.export(
                user,
                "pending-actions",
                address(only),
                (after, length) -> lists.pending(home, only, after, length),
                locale,
                response);
    }

    private static ListAddress address(@Nullable ActionType only) {
        return ListAddress.of(PATH).asking("type", only == null ? null : Words.word(only));
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
