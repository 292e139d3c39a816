package securitycenter.triage;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.CookieValue;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.SessionAttribute;
import securitycenter.homes.TenantHome;
import securitycenter.identity.Preferences;
import securitycenter.identity.SignedInUser;
import securitycenter.identity.ViewersOnly;
import securitycenter.queues.IncidentQueue;

/** The queue of incidents. */
@Controller
class IncidentQueueController {

    private static final Duration COOKIE_KEPT = Duration.ofDays(365);

    private final IncidentQueue queue;
    private final QueueModel model;
    private final SavedFilters saved;
    private final QueueCsv csv;
    private final Clock clock;

    IncidentQueueController(IncidentQueue queue, QueueModel model, SavedFilters saved, QueueCsv csv, Clock clock) {
        this.queue = queue;
        this.model = model;
        this.saved = saved;
        this.csv = csv;
        this.clock = clock;
    }

    /** Where somebody comes in without asking for anything, the filter that they chose to begin with counts. */
    @ViewersOnly
    @GetMapping(IncidentFilter.PATH)
    String page(
            TenantHome home,
            SignedInUser user,
            IncidentFilter.Asked asked,
            Paging paging,
            @CookieValue(name = Column.COOKIE, required = false) @Nullable String columns,
            @SessionAttribute(Preferences.ATTRIBUTE) Optional<Preferences> preferences,
            HttpServletRequest request,
            Model page) {
        var own = request.getQueryString() == null ? saved.defaultOf(home, user.id()) : Optional.<SavedFilter>empty();
        if (own.isPresent()) {
            return "redirect:" + own.get().address();
        }
        model.fill(page, home, user, asked.filter(), paging, Column.in(columns), zone(preferences));
        return "triage/queue";
    }

    /** How many have come since the page was shown, for its bar. */
    @ViewersOnly
    @GetMapping(IncidentFilter.PATH + "/new")
    String news(
            TenantHome home,
            SignedInUser user,
            IncidentFilter.Asked asked,
            Paging paging,
            @RequestParam(defaultValue = "") String since,
            @SessionAttribute(Preferences.ATTRIBUTE) Optional<Preferences> preferences,
            Model page) {
        var filter = asked.filter();
        var moment = moment(since);
        page.addAttribute(
                "fresh", queue.newSince(home, filter.at(clock.instant(), zone(preferences), user.userName()), moment));
        page.addAttribute("live", true);
        page.addAttribute("here", paging.sorting().in(filter.address()).toString());
        page.addAttribute("newsAddress", QueueModel.newsAddress(filter, paging, moment));
        return "triage/queue :: news";
    }

    @ViewersOnly
    @GetMapping(IncidentFilter.PATH + "/export")
    void export(
            TenantHome home,
            SignedInUser user,
            IncidentFilter.Asked asked,
            Paging paging,
            @SessionAttribute(Preferences.ATTRIBUTE) Optional<Preferences> preferences,
            Locale locale,
            HttpServletResponse response)
            throws IOException {
        var filter = asked.filter();
        var wanted = filter.at(clock.instant(), zone(preferences), user.userName());
        var order = paging.sorting().order();
        csv.export(
                user,
                "incidents",
                filter.address(),
                response,
                out -> csv.incidents(home, wanted, order, locale, out, QueueCsv.MOST));
    }

    @ViewersOnly
    @PostMapping(IncidentFilter.PATH + "/columns")
    String columns(
            TenantHome home,
            @RequestParam(required = false) @Nullable List<String> column,
            @RequestParam(required = false) @Nullable String back,
            HttpServletRequest request,
            HttpServletResponse response) {
        var cookie = ResponseCookie.from(Column.COOKIE, Column.written(Column.of(column)))
                .path(request.getContextPath() + IncidentFilter.PATH)
                .maxAge(COOKIE_KEPT)
                .secure(request.isSecure())
                .httpOnly(true)
                .sameSite("Lax")
                .build();
        response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
        return "redirect:" + IncidentFilter.asOnce(back);
    }

    static ZoneId zone(Optional<Preferences> preferences) {
        return preferences.orElse(Preferences.DEFAULT).zone();
    }

    /** Now, when it cannot be read. */
    private Instant moment(String since) {
        return since.matches("[0-9]{1,16}")
                ? Instant.EPOCH.plus(Long.parseLong(since), ChronoUnit.MICROS)
                : clock.instant();
    }
}
