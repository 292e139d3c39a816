package securitycenter.incidents;

import static org.assertj.core.api.Assertions.assertThat;
import static securitycenter.homes.DataCenter.EUROPEAN_UNION;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import securitycenter.alerts.AlertStatus;
import securitycenter.alerts.Classification;
import securitycenter.alerts.Determination;
import securitycenter.homes.DataCenters;
import securitycenter.homes.HomeSchema;
import securitycenter.homes.TenantHome;
import securitycenter.identity.TenantId;

/** What is decided about a single alert, on each kind of database. */
abstract class AlertChangesContract {

    private static final Instant MONDAY = Instant.parse("2026-11-02T09:00:00Z");
    private static final Analyst SCRIPT = new Analyst(null, "A script");

    @Autowired
    DataCenters dataCenters;

    @Autowired
    HomeSchema schema;

    @Autowired
    Incidents incidents;

    @Autowired
    IncidentFeed feed;

    @Autowired
    IncidentComments comments;

    private TenantHome home;

    @BeforeEach
    void aHomeWithAnAlert() {
        home = dataCenters.homeOf(new TenantId(UUID.randomUUID()), EUROPEAN_UNION);
        schema.migrate(home);
        incidents.take(home, List.of(told(MONDAY).told()));
    }

    private static Telling told(Instant updated) {
        return Telling.of("da1", MONDAY).device("device").updated(updated);
    }

    @AfterEach
    void removeIt() {
        schema.drop(home);
    }

    private FeedAlert alert() {
        return feed.alert(home, "da1").orElseThrow();
    }

    private Changed change(AlertStatus status, Classification classification, Determination determination) {
        return incidents.changeAlert(
                home, SCRIPT, alert().number(), new AlertChange(status, "", classification, determination));
    }

    @Test
    void whatWasDecidedStaysWhateverTheServiceSaysLater() {
        assertThat(change(AlertStatus.RESOLVED, Classification.TRUE_POSITIVE, Determination.MALWARE))
                .isInstanceOfSatisfying(
                        Changed.Done.class, done -> assertThat(done.changes()).hasSize(3));
        incidents.take(
                home,
                List.of(told(MONDAY.plusSeconds(60))
                        .with("status", "inProgress")
                        .told()));
        assertThat(alert().status()).isEqualTo(AlertStatus.RESOLVED);
        assertThat(alert().determination()).isEqualTo(Determination.MALWARE);
        assertThat(alert().resolvedAt()).isNotNull();
    }

    @Test
    void theIncidentCountsItsActiveAlertsAnew() {
        change(AlertStatus.RESOLVED, Classification.UNKNOWN, Determination.UNKNOWN);
        assertThat(active()).isZero();
        change(AlertStatus.IN_PROGRESS, Classification.UNKNOWN, Determination.UNKNOWN);
        assertThat(active()).isOne();
        assertThat(alert().resolvedAt()).isNull();
    }

    private int active() {
        return home.database()
                .sql("select active_alerts from incident")
                .query(Integer.class)
                .single();
    }

    @Test
    void whatIsSoAlreadyIsNoChange() {
        var before = alert();
        assertThat(change(AlertStatus.NEW, Classification.UNKNOWN, Determination.UNKNOWN))
                .isEqualTo(new Changed.Done(List.of(), 0));
        assertThat(alert()).isEqualTo(before);
    }

    @Test
    void aDeterminationThatDoesNotGoWithTheClassificationChangesNothing() {
        assertThat(change(AlertStatus.RESOLVED, Classification.FALSE_POSITIVE, Determination.MALWARE))
                .isEqualTo(new Changed.WrongDetermination());
        assertThat(alert().status()).isEqualTo(AlertStatus.NEW);
    }

    @Test
    void aCommentIsTheAlertsAndNotTheIncidents() {
        comments.add(home, SCRIPT, alert().incident(), alert().number(), "Called.");
        assertThat(alert().comments()).singleElement().satisfies(comment -> {
            assertThat(comment.text()).isEqualTo("Called.");
            assertThat(comment.author()).isEqualTo("A script");
        });
        assertThat(feed.incident(home, alert().incident()).orElseThrow().comments())
                .isEmpty();
    }
}
