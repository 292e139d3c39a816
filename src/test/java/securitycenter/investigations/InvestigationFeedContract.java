package securitycenter.investigations;

import static org.assertj.core.api.Assertions.assertThat;
import static securitycenter.identity.Role.GLOBAL_ADMINISTRATOR;

import com.github.kagkarlsson.scheduler.Scheduler;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import securitycenter.KeptAway;
import securitycenter.Visitors;
import securitycenter.alerts.EvidenceKind;
import securitycenter.alerts.InvestigationState;
import securitycenter.alerts.ServiceSource;
import securitycenter.alerts.Severity;
import securitycenter.fakemicrosoft.FakeMicrosoft;
import securitycenter.homes.DataCenter;
import securitycenter.homes.DataCenters;
import securitycenter.homes.RowCondition;
import securitycenter.homes.RowCondition.Any;
import securitycenter.homes.RowCondition.Compares;
import securitycenter.homes.RowCondition.Comparison;
import securitycenter.homes.TenantHome;
import securitycenter.investigations.Asset.Place;
import securitycenter.investigations.Investigation.Trigger;
import securitycenter.investigations.InvestigationFeed.Field;

/** What programs read of investigations, on each kind of database. */
abstract class InvestigationFeedContract {

    private static final Instant START = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    @Autowired
    FakeMicrosoft microsoft;

    @Autowired
    Visitors visitors;

    @Autowired
    DataCenters dataCenters;

    @Autowired
    Scheduler scheduler;

    @Autowired
    JdbcClient database;

    @Autowired
    InvestigationFeed feed;

    private TenantHome home;

    /** Six of devices, then one of a mailbox. */
    @BeforeEach
    void aTenantWithInvestigations() {
        var tenant = microsoft
                .directory()
                .tenant("Read Investigations Ltd")
                .licensed("SPE_E5")
                .country("NL");
        visitors.signedIn(tenant.person("Ada").holds(GLOBAL_ADMINISTRATOR)).turnOn();
        home = dataCenters.homeOf(tenant.id(), DataCenter.EUROPEAN_UNION);
        KeptAway.from(tenant.id(), scheduler, database, "investigations");
        for (var n = 1; n <= 6; n++) {
            begun(
                    n,
                    new Place(EvidenceKind.DEVICE, "0a1b" + n, "wks-" + n),
                    securitycenter.investigations.Field.DEVICE);
        }
        begun(7, new Place(EvidenceKind.MAILBOX, "0a1b1", "Ben"), securitycenter.investigations.Field.MAIL);
    }

    private void begun(int n, Place about, securitycenter.investigations.Field field) {
        var alert = new Trigger(n, "da" + n, "A title", Severity.HIGH, null, ServiceSource.ENDPOINT, 1);
        var at = START.plusSeconds(n);
        home.transactions().executeWithoutResult(_ -> new Records(home).add(field, about, alert, at, at, at));
    }

    private List<Long> found(@Nullable RowCondition<Field> where) {
        return page(where, null, 0, 100);
    }

    private List<Long> found(Field field, Comparison comparison, @Nullable Object value) {
        return found(new Compares<>(field, comparison, value));
    }

    private List<Long> page(@Nullable RowCondition<Field> where, @Nullable Long before, int skip, int limit) {
        return feed.page(home, where, before, skip, limit).stream()
                .map(Investigation::number)
                .toList();
    }

    @Test
    void theNewestComeFirstAndAPageBeginsBehindTheOneBefore() {
        assertThat(found(null)).containsExactly(7L, 6L, 5L, 4L, 3L, 2L, 1L);
        assertThat(page(null, 5L, 0, 2)).containsExactly(4L, 3L);
        assertThat(page(null, null, 3, 2)).containsExactly(4L, 3L);
        assertThat(page(null, null, 1_000_000_000, 10_001)).isEmpty();
    }

    @Test
    void filtersFindWhatTheySay() {
        home.database()
                .sql("update investigation set state = 'PENDING_APPROVAL' where number in (2, 3)")
                .update();
        assertThat(found(Field.STATE, Comparison.EQUAL, InvestigationState.PENDING_APPROVAL))
                .containsExactly(3L, 2L);
        assertThat(found(Field.MACHINE, Comparison.EQUAL, "0A1B1")).containsExactly(1L);
        assertThat(found(Field.MACHINE, Comparison.EQUAL, null)).containsExactly(7L);
        assertThat(found(Field.MACHINE, Comparison.NOT_EQUAL, "0a1b1"))
                .hasSize(6)
                .doesNotContain(1L);
        assertThat(found(Field.ALERT, Comparison.EQUAL, "da4")).containsExactly(4L);
        assertThat(found(Field.STARTED, Comparison.LESS_OR_EQUAL, START.plusSeconds(2)))
                .containsExactly(2L, 1L);
        assertThat(found(Field.ID, Comparison.EQUAL, "5")).containsExactly(5L);
        assertThat(found(Field.ID, Comparison.EQUAL, "none")).isEmpty();
        assertThat(found(Field.ID, Comparison.NOT_EQUAL, "5")).hasSize(6);
        assertThat(page(
                        new Any<>(List.of(
                                new Compares<>(Field.ID, Comparison.EQUAL, "6"),
                                new Compares<>(Field.ALERT, Comparison.EQUAL, "da2"))),
                        6L,
                        0,
                        10))
                .as("behind the sixth")
                .containsExactly(2L);
    }
}
