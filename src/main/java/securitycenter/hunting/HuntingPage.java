package securitycenter.hunting;

import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;
import org.springframework.web.util.UriComponentsBuilder;
import securitycenter.hunting.TimeRange.Span;
import securitycenter.hunts.Hunts;
import securitycenter.identity.ContentPolicy;
import securitycenter.identity.Preferences;
import securitycenter.kql.QueryText;

/** What the page with the editor shows, whatever stands under it. */
@Component
class HuntingPage {

    private final ContentPolicy policy;
    private final SchemaPage schema;
    private final CommunityQueries community;
    private final QueryCheck check;
    private final Hunts hunts;
    private final Clock clock;

    HuntingPage(
            ContentPolicy policy,
            SchemaPage schema,
            CommunityQueries community,
            QueryCheck check,
            Hunts hunts,
            Clock clock) {
        this.policy = policy;
        this.schema = schema;
        this.community = community;
        this.check = check;
        this.hunts = hunts;
        this.clock = clock;
    }

    void fill(
            Model model, QueryText query, TimeRange range, ZoneId zone, Locale language, HttpServletResponse response) {
        model.addAttribute("nonce", policy.nonceFor(response));
        model.addAttribute("query", query.text());
        model.addAttribute("range", range);
        model.addAttribute("spans", Span.values());
        if (range.span() == Span.CHOSEN) {
            var ends = range.at(clock.instant(), zone, hunts.lookBack());
            model.addAttribute("utcFrom", Cells.utc(ends.from()));
            model.addAttribute("utcUntil", Cells.utc(ends.until()));
        }
        model.addAttribute("timed", !query.isBlank() && check.isTimed(query.text()));
        model.addAttribute("groups", schema.groups(language, null));
        model.addAttribute("examples", community.first());
    }

    static ZoneId zone(Optional<Preferences> preferences) {
        return preferences.orElse(Preferences.DEFAULT).zone();
    }

    /** The address at which the editor holds a query; none when that is too long. */
    static Optional<String> address(String query, TimeRange range) {
        return LinkedQuery.written(query)
                .map(written -> asking(UriComponentsBuilder.fromPath("/hunting").queryParam("query", written), range)
                        .toUriString());
    }

    static UriComponentsBuilder asking(UriComponentsBuilder address, TimeRange range) {
        return address.queryParam("range", range.span().word())
                .queryParamIfPresent("from", Optional.ofNullable(range.from()))
                .queryParamIfPresent("until", Optional.ofNullable(range.until()));
    }
}
