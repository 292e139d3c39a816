package securitycenter.hunting;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.SessionAttribute;
import securitycenter.homes.TenantHome;
import securitycenter.hunts.Hunt;
import securitycenter.hunts.Hunts;
import securitycenter.identity.Preferences;
import securitycenter.identity.SignedInUser;
import securitycenter.identity.ViewersOnly;

/** Which queries were run: a person's own, and what all of the tenant's have cost. */
@Controller
class HistoryController {

    private static final int MOST = 200;
    private static final Duration OF_USAGE = Duration.ofDays(7);
    private static final double MEDIUM = 0.02;
    private static final double HIGH = 0.1;
    private static final int LONGEST_LINE = 90;

    /**
     * @param address at which the editor holds the query and its time; null when it is too long for one
     * @param timedByQuery it says itself of when
     * @param share of what the tenant may use within a quarter of an hour, in a word
     * @param kind of the badge
     */
    record Line(
            Hunt run,
            String beginning,
            String seconds,
            @Nullable String address,
            boolean timedByQuery,
            String share,
            String kind) {}

    private final Hunts hunts;
    private final QueryCheck check;
    private final Clock clock;

    HistoryController(Hunts hunts, QueryCheck check, Clock clock) {
        this.hunts = hunts;
        this.check = check;
        this.clock = clock;
    }

    @ViewersOnly
    @GetMapping("/hunting/history")
    String history(
            TenantHome home,
            SignedInUser user,
            @SessionAttribute(Preferences.ATTRIBUTE) Optional<Preferences> preferences,
            Locale language,
            Model model) {
        var zone = HuntingPage.zone(preferences);
        model.addAttribute(
                "lines",
                hunts.latestOf(home, user.id().toString()).stream()
                        .map(run -> line(run, check.isTimed(run.text()), zone, language))
                        .toList());
        return "hunting/history";
    }

    @ViewersOnly
    @GetMapping("/hunting/usage")
    String usage(TenantHome home, Locale language, Model model) {
        model.addAttribute("used", 100 * hunts.shareUsed(home));
        model.addAttribute("most", MOST);
        model.addAttribute(
                "lines",
                hunts.since(home, clock.instant().minus(OF_USAGE), MOST).stream()
                        .map(run -> line(run, false, ZoneOffset.UTC, language))
                        .toList());
        return "hunting/usage";
    }

    private Line line(Hunt run, boolean timedByQuery, ZoneId zone, Locale language) {
        var text = run.text().strip().replaceAll("\\s+", " ");
        return new Line(
                run,
                text.length() > LONGEST_LINE ? text.substring(0, LONGEST_LINE) + "…" : text,
                String.format(language, "%.1f", run.took().toMillis() / 1000.0),
                HuntingPage.address(run.text(), TimeRange.like(run.from(), run.until(), zone))
                        .orElse(null),
                timedByQuery,
                share(run),
                switch (run.state()) {
                    case ANSWERED -> "ok";
                    case RUNNING -> "note";
                    case REJECTED -> "warn";
                    case STOPPED -> "bad";
                });
    }

    private String share(Hunt run) {
        var share = hunts.shareOf(run);
        return share >= HIGH ? "high" : share >= MEDIUM ? "medium" : "low";
    }
}
