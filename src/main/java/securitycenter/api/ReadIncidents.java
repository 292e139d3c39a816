package securitycenter.api;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import securitycenter.api.Pages.Source;
import securitycenter.api.Refusal.Kind;
import securitycenter.feed.FeedAlert;
import securitycenter.feed.FeedField;
import securitycenter.feed.FeedIncident;
import securitycenter.feed.FeedQuery;
import securitycenter.feed.FeedQuery.Place;
import securitycenter.feed.IncidentFeed;
import securitycenter.feed.IncidentNews;
import securitycenter.homes.TenantHome;
import tools.jackson.core.JsonGenerator;

/** Reads incidents for both APIs, which differ in how they write them. */
@Component
class ReadIncidents {

    private final IncidentFeed feed;
    private final IncidentNews news;

    ReadIncidents(IncidentFeed feed, IncidentNews news) {
        this.feed = feed;
        this.news = news;
    }

    Source<FeedIncident, Place> list(
            TenantHome home, ListCall<FeedField> call, BiConsumer<List<FeedIncident>, JsonGenerator> writing) {
        return new Source<>(
                after -> feed.incidents(home, query(call, after)),
                () -> feed.count(home, call.where()),
                incident -> incident.place(call.order().by()),
                Placing.IN_FEED,
                writing);
    }

    static FeedQuery query(ListCall<FeedField> call, @Nullable Place after) {
        return new FeedQuery(
                call.where(), call.order().by(), call.order().direction(), after, call.skip(after), call.limit());
    }

    /** Hands over each with its alerts, which must be taken one after the other: only some are held at a time. */
    void withAlerts(TenantHome home, List<FeedIncident> incidents, BiConsumer<FeedIncident, Stream<FeedAlert>> each) {
        var known = feed.alertsOf(home, incidents.stream().map(FeedIncident::id).toList());
        var all = incidents.stream()
                .flatMap(incident -> known.getOrDefault(incident.id(), List.of()).stream())
                .toList();
        var read = feed.withRecords(home, all).iterator();
        for (var incident : incidents) {
            var alerts = known.getOrDefault(incident.id(), List.of());
            each.accept(incident, alerts.stream().map(_ -> read.next()));
        }
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
