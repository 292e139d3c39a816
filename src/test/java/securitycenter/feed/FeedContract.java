package securitycenter.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import securitycenter.alerts.ServiceSource;
import securitycenter.alerts.Severity;
import securitycenter.feed.FeedQuery.Direction;
import securitycenter.homes.RowCondition;
import securitycenter.homes.RowCondition.All;
import securitycenter.homes.RowCondition.Any;
import securitycenter.homes.RowCondition.Compares;
import securitycenter.homes.RowCondition.Comparison;
import securitycenter.incidents.HomeOfAlerts;
import securitycenter.incidents.Telling;

/** What programs read of a home, on each kind of database. */
abstract class FeedContract extends HomeOfAlerts {

    @Autowired
    IncidentFeed feed;

    @BeforeEach
    void aHomeWithAlerts() {
        incidents.take(
                home,
                IntStream.rangeClosed(1, 7)
                        .mapToObj(n -> Telling.of("da" + n, MONDAY.plusSeconds(3_600L * n))
                                .with("severity", n == 3 ? "high" : "low")
                                .device("device-" + n)
                                .told())
                        .toList());
    }

    private List<String> pages(@Nullable RowCondition<FeedField> where, FeedField by, Direction direction) {
        var found = new ArrayList<String>();
        FeedQuery.Place place = null;
        List<FeedAlert> page;
        do {
            page = feed.alerts(home, new FeedQuery(where, by, direction, place, 0, 3));
            page.forEach(alert -> found.add(alert.id()));
            place = page.isEmpty() ? null : page.getLast().place(by);
        } while (page.size() == 3);
        return found;
    }

    @Test
    void pagesFollowEachOtherInEitherOrder() {
        assertThat(pages(null, FeedField.CREATED, Direction.ASCENDING))
                .containsExactly("da1", "da2", "da3", "da4", "da5", "da6", "da7");
        assertThat(pages(null, FeedField.CREATED, Direction.DESCENDING))
                .containsExactly("da7", "da6", "da5", "da4", "da3", "da2", "da1");
    }

    /** All were stored at once, so their last update is the same. */
    @Test
    void theNumberDecidesBetweenThoseOfOneMoment() {
        assertThat(pages(null, FeedField.CHANGED, Direction.DESCENDING))
                .hasSize(7)
                .doesNotHaveDuplicates();
    }

    @Test
    void conditionsAreJoined() {
        var early = new Compares<>(FeedField.CREATED, Comparison.LESS, MONDAY.plusSeconds(3 * 3_600));
        var high = new Compares<>(FeedField.SEVERITY, Comparison.EQUAL, Severity.HIGH);
        var endpoint = new Compares<>(FeedField.SOURCE, Comparison.EQUAL, ServiceSource.ENDPOINT);
        var wanted = new All<>(List.of(new Any<>(List.of(early, high)), endpoint));
        assertThat(pages(wanted, FeedField.CREATED, Direction.ASCENDING)).containsExactly("da1", "da2", "da3");
        assertThat(feed.countAlerts(home, wanted)).isEqualTo(3);
    }

    @Test
    void whatHasNoValueIsDifferentFromEveryValue() {
        var somebody = new Compares<>(FeedField.ASSIGNED_TO, Comparison.NOT_EQUAL, "ada@contoso.example");
        assertThat(feed.countAlerts(home, somebody)).isEqualTo(7);
        assertThat(feed.countAlerts(home, new Compares<>(FeedField.ASSIGNED_TO, Comparison.EQUAL, null)))
                .isEqualTo(7);
        assertThat(feed.count(home, new Compares<>(FeedField.ASSIGNED_TO, Comparison.NOT_EQUAL, null)))
                .isZero();
    }

    @Test
    void whatIsSkippedIsNotOnThePage() {
        var page = feed.alerts(home, new FeedQuery(null, FeedField.CREATED, Direction.ASCENDING, null, 5, 10));
        assertThat(page).extracting(FeedAlert::id).containsExactly("da6", "da7");
    }

    @Test
    void incidentsComeWithTheirAlerts() {
        var all = feed.incidents(home, new FeedQuery(null, FeedField.CREATED, Direction.ASCENDING, null, 0, 10));
        var alerts = feed.alertsOf(home, all.stream().map(FeedIncident::id).toList());
        assertThat(all).hasSize(7);
        assertThat(alerts.get(all.getFirst().id()))
                .singleElement()
                .satisfies(alert -> assertThat(feed.withRecords(home, List.of(alert)))
                        .singleElement()
                        .satisfies(read -> assertThat(read.body()).contains("device-1")));
        assertThat(feed.incident(home, all.getFirst().id())).isPresent();
        assertThat(feed.alert(home, "da1")).isPresent();
        assertThat(feed.alert(home, "da8")).isEmpty();
    }

    /** Of three megabytes each: what changes before somebody gets there is read as it is by then. */
    @Test
    void recordsAreReadSomeAtATime() {
        var large = "update alert_body set body = '{\"x\": \"' || repeat('x', 3000000) || '\"}'";
        home.database().sql(large).update();
        var all = feed.alerts(home, new FeedQuery(null, FeedField.CREATED, Direction.ASCENDING, null, 0, 10));
        var read = feed.withRecords(home, all).iterator();
        assertThat(read.next().body()).hasSizeGreaterThan(3_000_000);
        home.database().sql("update alert_body set body = '{\"y\": 1}'").update();
        assertThat(read).toIterable().extracting(FeedAlert::body).hasSize(6).containsOnly("{\"y\": 1}");
    }
}
