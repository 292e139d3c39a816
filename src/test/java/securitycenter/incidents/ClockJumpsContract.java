package securitycenter.incidents;

import static org.assertj.core.api.Assertions.assertThat;
import static securitycenter.homes.DataCenter.EUROPEAN_UNION;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import securitycenter.correlation.CorrelationSettings;
import securitycenter.feed.CurrentIncident;
import securitycenter.feed.FeedField;
import securitycenter.feed.FeedQuery;
import securitycenter.feed.FeedQuery.Direction;
import securitycenter.feed.IncidentFeed;
import securitycenter.feed.IncidentNews;
import securitycenter.graph.MovableClock;
import securitycenter.homes.DataCenters;
import securitycenter.homes.HomeSchema;
import securitycenter.homes.TenantHome;
import securitycenter.identity.TenantId;

/**
 * The clock of our machine is set back by an hour or forward by a day between batches, while that of the services goes on,
 * on each kind of database.
 */
abstract class ClockJumpsContract {

    private static final Duration BACK = Duration.ofHours(-1);
    private static final Duration FORWARD = Duration.ofDays(1);
    private static final Analyst ADA = new Analyst(UUID.randomUUID(), "ada@contoso.example");

    @Autowired
    DataCenters dataCenters;

    @Autowired
    HomeSchema schema;

    @Autowired
    CorrelationSettings settings;

    @Autowired
    IncidentNews news;

    @Autowired
    IncidentFeed feed;

    private final MovableClock ours = new MovableClock();
    private final Instant theirs = ours.instant().truncatedTo(ChronoUnit.SECONDS);
    private Incidents incidents;
    private TenantHome home;

    @BeforeEach
    void aHome() {
        incidents = new Incidents(settings, ours.clock());
        home = dataCenters.homeOf(new TenantId(UUID.randomUUID()), EUROPEAN_UNION);
        schema.migrate(home);
    }

    @AfterEach
    void removeIt() {
        schema.drop(home);
    }

    /** As it comes at this moment, by our clock. */
    private void take(Telling... alerts) {
        incidents.take(
                home,
                Arrays.stream(alerts).map(alert -> alert.told(ours.instant())).toList());
    }

    private Telling alert(String id) {
        return Telling.of(id, theirs).device("device-" + id);
    }

    private void comment(long incident) {
        var change = new IncidentChange(null, null, null, null, null, "Looked at.", null, null, null);
        assertThat(incidents.change(home, ADA, incident, change)).isInstanceOf(Changed.Done.class);
    }

    @Test
    void whoReadsChangesInTheirOrderMissesNone() {
        var read = new ArrayList<Long>();
        var place = new IncidentNews.Newest(0, 0, Instant.EPOCH);
        for (var jump : List.of(Duration.ZERO, BACK, FORWARD, BACK, FORWARD.negated(), BACK)) {
            ours.forward(jump);
            take(alert("one" + read.size()), alert("other" + read.size()));
            comment(read.size() + 1);
            var changed = news.changedAfter(home, place.change(), place.incident(), 100);
            var last = changed.getLast();
            changed.stream().map(CurrentIncident::id).forEach(read::add);
            place = new IncidentNews.Newest(0, last.id(), last.changedAt());
        }
        assertThat(read).containsExactly(2L, 1L, 4L, 3L, 6L, 5L, 8L, 7L, 10L, 9L, 12L, 11L);
    }

    @Test
    void whatComesAfterTheLatestIncidentWasDeletedIsStillLaterThanItWas() {
        take(alert("kept"), alert("deleted"));
        comment(2);
        var place = news.newest(home);
        home.database().sql("delete from activity where incident_id = 2").update();
        home.database()
                .sql("delete from incident_comment where incident_id = 2")
                .update();
        home.database().sql("delete from incident where id = 2").update();
        ours.forward(BACK);
        comment(1);
        assertThat(news.changedAfter(home, place.change(), place.incident(), 100))
                .extracting(CurrentIncident::id)
                .containsExactly(1L);
    }

    @Test
    void aProgramThatFollowsTheFeedGetsEachChangeOnce() {
        var read = new ArrayList<Long>();
        FeedQuery.Place place = null;
        for (var jump : List.of(Duration.ZERO, BACK, FORWARD, FORWARD.negated())) {
            ours.forward(jump);
            take(alert("one" + read.size()));
            place = follow(place, read);
            comment(1);
            place = follow(place, read);
        }
        assertThat(read).containsExactly(1L, 1L, 2L, 1L, 3L, 1L, 4L, 1L);
    }

    private FeedQuery.@Nullable Place follow(FeedQuery.@Nullable Place place, List<Long> read) {
        var page = feed.incidents(home, new FeedQuery(null, FeedField.CHANGED, Direction.ASCENDING, place, 0, 100));
        page.forEach(incident -> read.add(incident.id()));
        return page.isEmpty() ? place : page.getLast().place(FeedField.CHANGED);
    }

    /** The same device links for 24 hours of the services' time. */
    @Test
    void whichAlertsBelongTogetherIsUpToTheirOwnTimes() {
        var hours = List.of(0, 23, 48, 49, 71, 96);
        var wrongBy = List.of(BACK, FORWARD, Duration.ZERO, BACK, FORWARD, BACK);
        for (int i = 0; i < hours.size(); i++) {
            var passed = Duration.ofHours(hours.get(i));
            ours.forward(Duration.between(ours.instant(), theirs.plus(passed).plus(wrongBy.get(i))));
            take(Telling.of("a" + hours.get(i), theirs.plus(passed)).device("d1"));
        }
        assertThat(groups()).containsExactlyInAnyOrder(Set.of("a0", "a23"), Set.of("a48", "a49", "a71"), Set.of("a96"));
        assertThat(firstActivity("a48")).isEqualTo(theirs.plus(Duration.ofHours(48)));
    }

    private Set<Set<String>> groups() {
        return Set.copyOf(home
                .database()
                .sql("select incident_id, source_id from alert")
                .query((row, _) -> List.of(row.getLong(1), row.getString(2)))
                .list()
                .stream()
                .collect(Collectors.groupingBy(
                        List::getFirst, Collectors.mapping(row -> String.valueOf(row.get(1)), Collectors.toSet())))
                .values());
    }

    private Instant firstActivity(String alert) {
        return home.database()
                .sql("select first_at from alert where source_id = ?")
                .param(alert)
                .query(OffsetDateTime.class)
                .single()
                .toInstant();
    }

    @Test
    void anAlertThatChangesWhileOurClockIsWrongIsStoredAsItIs() {
        take(alert("a").with("severity", "low"));
        ours.forward(BACK);
        take(alert("a").with("severity", "medium").updated(theirs.plusSeconds(600)));
        ours.forward(FORWARD);
        take(alert("a").with("severity", "high").updated(theirs.plusSeconds(1_200)));
        ours.forward(FORWARD.negated());
        take(alert("a").with("severity", "informational").updated(theirs.plusSeconds(900)));
        assertThat(feed.alert(home, "a"))
                .hasValueSatisfying(alert -> assertThat(alert.severity().name()).isEqualTo("HIGH"));
    }
}
