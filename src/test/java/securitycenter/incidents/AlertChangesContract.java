package securitycenter.incidents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import securitycenter.alerts.AlertStatus;
import securitycenter.alerts.Classification;
import securitycenter.alerts.Determination;
import securitycenter.alerts.IncidentStatus;
import securitycenter.feed.FeedAlert;
import securitycenter.feed.IncidentFeed;

/** What is decided about a single alert, on each kind of database. */
abstract class AlertChangesContract extends HomeOfAlerts {

    private static final Analyst SCRIPT = new Analyst(null, "A script");
    private static final Analyst ANN = new Analyst(UUID.randomUUID(), "ann@contoso.example");

    @Autowired
    IncidentFeed feed;

    @Autowired
    IncidentComments comments;

    @Autowired
    Regrouping regrouping;

    @BeforeEach
    void aHomeWithAnAlert() {
        incidents.take(home, List.of(told(MONDAY).told()));
    }

    private static Telling told(Instant updated) {
        return Telling.of("da1", MONDAY).device("device").updated(updated);
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
                .isEqualTo(new Changed.Done(List.of(), 0, List.of()));
        assertThat(alert()).isEqualTo(before);
    }

    @Test
    void aDeterminationThatDoesNotGoWithTheClassificationChangesNothing() {
        assertThat(change(AlertStatus.RESOLVED, Classification.FALSE_POSITIVE, Determination.MALWARE))
                .isEqualTo(new Changed.WrongDetermination());
        assertThat(alert().status()).isEqualTo(AlertStatus.NEW);
    }

    @Test
    void aPairThatOnlyMicrosoftCanChooseStaysWithAChangeOfSomethingElse() {
        incidents.take(
                home,
                List.of(told(MONDAY.plusSeconds(60))
                        .with("classification", "truePositive")
                        .with("determination", "securityPersonnel")
                        .told()));
        var inProgress = new AlertChange(AlertStatus.IN_PROGRESS, null, null, null);
        assertThat(incidents.changeAlert(home, SCRIPT, alert().number(), inProgress))
                .isInstanceOfSatisfying(
                        Changed.Done.class, done -> assertThat(done.changes()).hasSize(1));
        assertThat(alert().determination()).isEqualTo(Determination.SECURITY_PERSONNEL);
    }

    @Test
    void whoDidNotSeeWhatItsServiceChangedMeanwhileIsToldWhen() {
        var seen = new AlertChange(AlertStatus.NEW, "", Classification.UNKNOWN, Determination.UNKNOWN);
        incidents.take(
                home,
                List.of(told(MONDAY.plusSeconds(60))
                        .with("assignedTo", "bob@contoso.example")
                        .told()));
        var mine = new AlertChange(null, "ann@contoso.example", null, null);
        assertThat(incidents.changeAlertSince(home, SCRIPT, alert().number(), mine, seen))
                .isEqualTo(new Changed.Conflict(List.of(
                        FieldChange.byMicrosoft("assignedTo", "", "bob@contoso.example", MONDAY.plusSeconds(60)))));
    }

    @Test
    void whatTheServiceChangedIsNotOfWhoeverOnceDecidedTheSameOfTheIncident() {
        var seen = new AlertChange(AlertStatus.NEW, "", Classification.UNKNOWN, Determination.UNKNOWN);
        var inProgress = new IncidentChange(IncidentStatus.IN_PROGRESS, null, null, null, null, null, null, null, null);
        incidents.change(home, ANN, alert().incident(), inProgress);
        incidents.take(
                home,
                List.of(told(MONDAY.plusSeconds(60))
                        .with("status", "inProgress")
                        .told()));
        var mine = new AlertChange(AlertStatus.RESOLVED, null, null, null);
        assertThat(incidents.changeAlertSince(home, ANN, alert().number(), mine, seen))
                .isEqualTo(new Changed.Conflict(
                        List.of(FieldChange.byMicrosoft("status", "NEW", "IN_PROGRESS", MONDAY.plusSeconds(60)))));
    }

    @Test
    void whatAPersonDecidedOfTheIncidentIsTheirsInTheAlertToo() {
        var seen = new AlertChange(AlertStatus.NEW, "", Classification.UNKNOWN, Determination.UNKNOWN);
        var toBob = new IncidentChange(null, "bob@contoso.example", null, null, null, null, null, null, null);
        incidents.change(home, ANN, alert().incident(), toBob);
        var mine = new AlertChange(AlertStatus.RESOLVED, null, null, null);
        assertThat(incidents.changeAlertSince(home, SCRIPT, alert().number(), mine, seen))
                .isInstanceOfSatisfying(
                        Changed.Done.class,
                        done -> assertThat(done.meanwhile())
                                .extracting(FieldChange::field, FieldChange::now, FieldChange::actor)
                                .containsExactly(tuple("assignedTo", "bob@contoso.example", ANN.name())));
    }

    @Test
    void whoDecidedAboutAnAlertIsKnownWhereverItGoes() {
        anotherAlertInItsIncident();
        change(ANN, new AlertChange(AlertStatus.RESOLVED, null, null, null));
        incidents.take(home, List.of(told(MONDAY.plusSeconds(60)).in("100").told()));
        var mine = new AlertChange(AlertStatus.IN_PROGRESS, null, null, null);
        assertThat(disputed(mine))
                .extracting(FieldChange::field, FieldChange::cause, FieldChange::actor)
                .containsExactly(tuple("status", FieldChange.Cause.PERSON, ANN.name()));
    }

    @Test
    void whatWasDecidedAboutTheIncidentThatAnAlertWasInIsNotCalledMicrosofts() {
        anotherAlertInItsIncident();
        var toBob = new IncidentChange(null, "bob@contoso.example", null, null, null, null, null, null, null);
        incidents.change(home, ANN, alert().incident(), toBob);
        regrouping.move(home, SCRIPT, alert().incident(), List.of(alert().number()), null, "Another attack");
        var mine = new AlertChange(null, "eve@contoso.example", null, null);
        assertThat(disputed(mine))
                .containsExactly(new FieldChange(
                        "assignedTo", "", "bob@contoso.example", FieldChange.Cause.UNKNOWN, null, null));
    }

    private void anotherAlertInItsIncident() {
        incidents.take(
                home, List.of(Telling.of("other", MONDAY).device("another").told()));
        regrouping.merge(home, SCRIPT, alert().incident(), List.of(incidentOf("other")), "One attack");
    }

    private void change(Analyst who, AlertChange change) {
        assertThat(incidents.changeAlert(home, who, alert().number(), change)).isInstanceOf(Changed.Done.class);
    }

    /** To whoever has the alert before them as it came. */
    private List<FieldChange> disputed(AlertChange mine) {
        var seen = new AlertChange(AlertStatus.NEW, "", Classification.UNKNOWN, Determination.UNKNOWN);
        var outcome = incidents.changeAlertSince(home, SCRIPT, alert().number(), mine, seen);
        return assertThat(outcome)
                .asInstanceOf(type(Changed.Conflict.class))
                .actual()
                .theirs();
    }

    @Test
    void aNameThatTheServiceWritesOtherwiseIsNoChange() {
        incidents.take(
                home,
                List.of(told(MONDAY.plusSeconds(60))
                        .with("assignedTo", "bob@contoso.example")
                        .told()));
        incidents.take(
                home,
                List.of(told(MONDAY.plusSeconds(120))
                        .with("assignedTo", "Bob@Contoso.example")
                        .told()));
        assertThat(alert().assignedTo()).isEqualTo("bob@contoso.example");
        var seen = new AlertChange(AlertStatus.NEW, "BOB@contoso.example", null, null);
        var mine = new AlertChange(null, "ann@contoso.example", null, null);
        assertThat(incidents.changeAlertSince(home, SCRIPT, alert().number(), mine, seen))
                .isInstanceOf(Changed.Done.class);
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
