package securitycenter.api;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.springframework.stereotype.Component;
import securitycenter.api.Pages.Source;
import securitycenter.api.Refusal.Kind;
import securitycenter.feed.FeedAlert;
import securitycenter.feed.FeedIncident;
import securitycenter.feed.IncidentFeed;
import securitycenter.feed.IncidentNews;
import securitycenter.homes.TenantHome;
import tools.jackson.databind.node.ObjectNode;

/** Reads incidents for both APIs, which differ in how they write them. */
@Component
class ReadIncidents {

    private final IncidentFeed feed;
    private final IncidentNews news;

    ReadIncidents(IncidentFeed feed, IncidentNews news) {
        this.feed = feed;
        this.news = news;
    }

    /** Where they are written without their alerts. */
    Source<FeedIncident> list(TenantHome home, ListCall call, Function<List<FeedIncident>, List<ObjectNode>> written) {
        return new Source<>(
                query -> feed.incidents(home, query),
                () -> feed.count(home, call.where()),
                incident -> incident.place(call.order().by()),
                incidents -> incidents.stream().map(_ -> 0L).toList(),
                written);
    }

    Source<FeedIncident> listWithAlerts(
            TenantHome home, ListCall call, Function<List<FeedIncident>, List<ObjectNode>> written) {
        var list = list(home, call, written);
        return new Source<>(list.read(), list.count(), list.place(), incidents -> bytes(home, incidents), written);
    }

    private List<Long> bytes(TenantHome home, List<FeedIncident> incidents) {
        var bytes = feed.bytesOf(home, ids(incidents));
        return incidents.stream()
                .map(incident -> bytes.getOrDefault(incident.id(), 0L))
                .toList();
    }

    Map<Long, List<FeedAlert>> alertsOf(TenantHome home, List<FeedIncident> incidents) {
        return feed.alertsOf(home, ids(incidents));
    }

    private static List<Long> ids(List<FeedIncident> incidents) {
        return incidents.stream().map(FeedIncident::id).toList();
    }

    /** @param notFound what is said of one that was never there */
    FeedIncident one(TenantHome home, String id, String notFound) {
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
