package securitycenter.triage;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;
import org.springframework.web.server.ResponseStatusException;
import securitycenter.casefiles.AlertFiles;
import securitycenter.casefiles.IncidentFile;
import securitycenter.casefiles.IncidentFile.AlertLine;
import securitycenter.casefiles.IncidentFiles;
import securitycenter.feed.IncidentNews;
import securitycenter.homes.TenantHome;
import securitycenter.identity.SignedInUser;

/** What all pages of an incident have in common: its head, and where it is by now. */
@Component
class IncidentPages {

    private static final int MOST_HOPS = 20;

    private final IncidentFiles files;
    private final AlertFiles alerts;
    private final IncidentNews news;
    private final Clock clock;

    IncidentPages(IncidentFiles files, AlertFiles alerts, IncidentNews news, Clock clock) {
        this.files = files;
        this.alerts = alerts;
        this.news = news;
        this.clock = clock;
    }

    /** A number that is too long for one is that of no incident. */
    static long number(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException noNumber) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
    }

    IncidentFile find(TenantHome home, long id) {
        return files.find(home, id)
                .orElseThrow(() -> missing(id <= news.newest(home).incident()));
    }

    AlertLine findAlert(TenantHome home, long id) {
        return alerts.line(home, id)
                .orElseThrow(() -> missing(id <= news.newest(home).alert()));
    }

    /** Numbers are given out one after the other: what was there and is not any more was too old to be kept. */
    private static ResponseStatusException missing(boolean wasThere) {
        return new ResponseStatusException(wasThere ? HttpStatus.GONE : HttpStatus.NOT_FOUND);
    }

    /** Shows a page of an incident, or leads to that of the incident that it became part of. */
    String show(
            TenantHome home,
            SignedInUser user,
            String number,
            String tab,
            @Nullable String from,
            Model model,
            Function<IncidentFile, String> page) {
        var incident = find(home, number(number));
        if (incident.redirectTo() != null) {
            var place = tab.equals("summary") ? "" : "/" + tab;
            return "redirect:/incidents/" + whereItIs(home, incident) + place + "?from=" + incident.id();
        }
        model.addAttribute("head", head(home, user, incident, tab, from));
        model.addAttribute("incident", incident);
        return page.apply(incident);
    }

    /** The number of what it is part of by now, or its own. */
    String current(TenantHome home, String number) {
        return String.valueOf(whereItIs(home, find(home, number(number))));
    }

    private long whereItIs(TenantHome home, IncidentFile redirected) {
        var to = redirected;
        for (int hops = 0; to.redirectTo() != null && hops < MOST_HOPS; hops++) {
            to = find(home, to.redirectTo());
        }
        return to.id();
    }

    private IncidentHead head(
            TenantHome home, SignedInUser user, IncidentFile incident, String tab, @Nullable String from) {
        return new IncidentHead(
                incident,
                IncidentAge.of(Duration.between(incident.createdAt(), clock.instant())),
                tab,
                IncidentHead.tabsOf(incident),
                user.worksOnIncidents(),
                user.tenant().toString(),
                cameFrom(home, incident, from).orElse(null));
    }

    private Optional<Long> cameFrom(TenantHome home, IncidentFile incident, @Nullable String from) {
        return Optional.ofNullable(from)
                .filter(text -> text.matches("\\d{1,18}"))
                .flatMap(text -> files.find(home, Long.parseLong(text)))
                .filter(former -> former.redirectTo() != null && whereItIs(home, former) == incident.id())
                .map(IncidentFile::id);
    }
}
