package securitycenter.api;

import org.springframework.stereotype.Component;
import securitycenter.api.Refusal.Kind;
import securitycenter.homes.TenantHome;
import securitycenter.incidents.FeedIncident;
import securitycenter.incidents.IncidentFeed;
import securitycenter.incidents.IncidentNews;

/** Finds the incident that an address names. */
@Component
class NamedIncidents {

    private final IncidentFeed feed;
    private final IncidentNews news;

    NamedIncidents(IncidentFeed feed, IncidentNews news) {
        this.feed = feed;
        this.news = news;
    }

    /** @param notFound what is said of one that was never there */
    FeedIncident find(TenantHome home, String id, String notFound) {
        if (!id.matches("\\d{1,18}")) {
            throw new Refusal(Kind.NOT_FOUND, notFound);
        }
        var number = Long.parseLong(id);
        return feed.incident(home, number)
                .orElseThrow(() -> new Refusal(
                        Kind.NOT_FOUND,
                        number > 0 && number <= news.newest(home).incident()
                                ? "Incident " + number + " is gone: it is not kept any more."
                                : notFound));
    }
}
