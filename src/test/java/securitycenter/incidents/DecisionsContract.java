package securitycenter.incidents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import securitycenter.alerts.AlertStatus;
import securitycenter.alerts.Classification;
import securitycenter.alerts.Determination;
import securitycenter.alerts.IncidentStatus;
import securitycenter.alerts.Severity;

/** What people decide, what Microsoft says, and what becomes of both when incidents join, on each kind of database. */
abstract class DecisionsContract extends HomeOfAlerts {

    private static final Analyst ANN = new Analyst(UUID.randomUUID(), "ann@contoso.example");
    private static final Analyst OLGA = new Analyst(UUID.randomUUID(), "olga@contoso.example");

    @Autowired
    Regrouping regrouping;

    @Autowired
    IncidentComments comments;

    private static IncidentChange assigned(String to) {
        return new IncidentChange(null, to, null, null, null, null, null, null, null);
    }

    private static IncidentChange rated(@Nullable IncidentStatus status, Severity severity) {
        return new IncidentChange(status, null, null, null, null, null, null, severity, null);
    }

    private static IncidentChange classified(Classification classification) {
        return new IncidentChange(null, null, classification, null, null, null, null, null, null);
    }

    private static IncidentChange tagged(String... tags) {
        return new IncidentChange(null, null, null, null, List.of(tags), null, null, null, null);
    }

    private void change(String alert, IncidentChange change) {
        assertThat(incidents.change(home, ANN, incidentOf(alert), change)).isInstanceOf(Changed.Done.class);
    }

    private Map<String, Object> incident(String alert) {
        return home.database()
                .sql("select * from incident where id = ?")
                .param(incidentOf(alert))
                .query()
                .singleRow();
    }

    private List<String> tags(String alert) {
        return home.database()
                .sql("select tag from incident_tag where incident_id = ? order by tag")
                .param(incidentOf(alert))
                .query(String.class)
                .list();
    }

    private static TellingIncident told(String id, Instant updated) {
        return TellingIncident.of(id, updated);
    }

    private void tell(TellingIncident... told) {
        incidents.takeIncidents(
                home, Arrays.stream(told).map(TellingIncident::told).toList());
    }

    @Test
    void whoseAnIncidentBecomesByJoiningAnotherCountsForTheNextAlertOfTheSameBatch() {
        take(Telling.of("nobodys", MONDAY).file("f1"));
        take(Telling.of("anns", MONDAY).file("f2"), Telling.of("bobs", MONDAY).file("f3"));
        change("anns", assigned("ann@contoso.example"));
        change("bobs", assigned("bob@contoso.example"));
        take(
                Telling.of("x", after(1)).file("f1").file("f2"),
                Telling.of("y", after(2)).file("f1").file("f3"));
        assertThat(incidentOf("nobodys")).isEqualTo(incidentOf("anns")).isNotEqualTo(incidentOf("bobs"));
        assertThat(incident("anns")).containsEntry("assigned_to", "ann@contoso.example");
    }

    @Test
    void whatAPersonTookApartStaysApartWithinABatchToo() {
        take(Telling.of("a", MONDAY).file("f1"));
        take(
                Telling.of("b", MONDAY).file("f2").file("f4"),
                Telling.of("c", MONDAY).file("f3").file("f4"));
        regrouping.move(home, ANN, incidentOf("b"), List.of(idOf("c")), null, "Another attack");
        take(
                Telling.of("x", after(1)).file("f1").file("f2"),
                Telling.of("y", after(2)).file("f1").file("f3"));
        assertThat(incidentOf("a")).isEqualTo(incidentOf("b")).isNotEqualTo(incidentOf("c"));
    }

    @Test
    void oneOfMicrosoftsShowsWhatOnePersonWorksOnAndNotAnothersToo() {
        take(Telling.of("anns", MONDAY).file("f1"), Telling.of("bobs", MONDAY).file("f2"));
        change("anns", assigned("ann@contoso.example"));
        change("bobs", assigned("bob@contoso.example"));
        take(Telling.of("m", after(1)).file("f1").file("f2").in("100"));
        assertThat(incidentOf("m")).isEqualTo(incidentOf("anns")).isNotEqualTo(incidentOf("bobs"));
    }

    @Test
    void severityAndStatusThatAPersonChoseSurviveJoiningAnOlderIncident() {
        take(Telling.of("a", MONDAY).file("f1"), Telling.of("b", MONDAY).file("f2"));
        change("b", rated(IncidentStatus.IN_PROGRESS, Severity.LOW));
        change("b", tagged("vip"));
        take(Telling.of("c", after(1)).file("f1").file("f2"));
        assertThat(incident("a"))
                .containsEntry("status", "IN_PROGRESS")
                .containsEntry("status_is_own", true)
                .containsEntry("severity_is_own", true)
                .hasEntrySatisfying("severity", severity -> assertThat(severity).hasToString("2"));
        assertThat(tags("a")).containsExactly("vip");
    }

    @Test
    void whatMicrosoftDecidedStaysMicrosoftsToChangeAfterAJoin() {
        take(
                Telling.of("a", MONDAY).in("100").file("f1"),
                Telling.of("b", MONDAY).in("200").file("f2"));
        tell(told("100", after(5)).with("assignedTo", "ann@contoso.example"), told("200", after(5)));
        tell(told("100", after(10)).becamePartOf("200"));
        assertThat(incident("b"))
                .containsEntry("assigned_to", "ann@contoso.example")
                .containsEntry("assigned_is_own", false);
        tell(told("200", after(20)).with("assignedTo", "bob@contoso.example"));
        assertThat(incident("b")).containsEntry("assigned_to", "bob@contoso.example");
    }

    @Test
    void tagsThatMicrosoftTakesAwayGoAndThoseOfPeopleStay() {
        take(Telling.of("a", MONDAY).in("100").file("f1"));
        tell(told("100", after(5)).tags("pilot").systemTags("Ransomware"));
        assertThat(tags("a")).containsExactly("Ransomware", "pilot");
        tell(told("100", after(10)).tags().systemTags("Credential phish"));
        assertThat(tags("a")).containsExactly("Credential phish");
        change("a", tagged("vip"));
        tell(told("100", after(20)).tags("pilot").systemTags());
        assertThat(tags("a")).containsExactly("vip");
    }

    @Test
    void tagsOfPeopleThatCameByAJoinAreNotTakenAwayByMicrosoft() {
        take(Telling.of("a", MONDAY).file("f1"));
        change("a", tagged("vip"));
        take(Telling.of("m", after(1)).in("100").file("f1"));
        tell(told("100", after(10)).tags("pilot").systemTags());
        assertThat(tags("m")).contains("vip");
    }

    @Test
    void anIncidentOfMicrosoftsThatAPersonMergedStaysThereWhenMicrosoftMergesItElsewhere() {
        take(
                Telling.of("ours", MONDAY).file("f1"),
                Telling.of("m", MONDAY).file("f2").in("100"),
                Telling.of("n", MONDAY).file("f3").in("200"));
        var ours = incidentOf("ours");
        regrouping.merge(home, ANN, ours, List.of(incidentOf("m")), "One attack");
        tell(told("100", after(10)).becamePartOf("200"));
        take(Telling.of("m", MONDAY).file("f2").in("200").updated(after(20)));
        take(Telling.of("m", MONDAY).file("f2").in("200").updated(after(30)));
        assertTogether("ours m", "n");
        assertThat(home.database()
                        .sql("select count(*) from incident where alerts = 0 and redirect_to is null")
                        .query(Integer.class)
                        .single())
                .isZero();
        assertThat(incidentOf("ours")).isEqualTo(ours);
    }

    @Test
    void whoAssignsAnIncidentDoesNotStopMicrosoftFromResolvingItsAlerts() {
        take(Telling.of("a", MONDAY).in("100").file("f1"));
        change("a", assigned("bob@contoso.example"));
        take(Telling.of("a", MONDAY)
                .in("100")
                .file("f1")
                .with("status", "resolved")
                .with("assignedTo", "eve@contoso.example")
                .with("classification", "falsePositive")
                .updated(after(20)));
        assertThat(only("alert"))
                .containsEntry("status", "RESOLVED")
                .containsEntry("is_open", false)
                .containsEntry("assigned_to", "bob@contoso.example")
                .containsEntry("classification", "FALSE_POSITIVE");
        assertThat(only("incident")).containsEntry("active_alerts", 0);
    }

    @Test
    void eachThingThatAPersonDecidedAboutAnAlertIsKeptByItself() {
        take(Telling.of("a", MONDAY).in("100").file("f1"));
        change("a", classified(Classification.TRUE_POSITIVE));
        var inProgress = new AlertChange(AlertStatus.IN_PROGRESS, null, null, null);
        incidents.changeAlert(home, ANN, idOf("a"), inProgress);
        take(Telling.of("a", MONDAY)
                .in("100")
                .file("f1")
                .with("status", "resolved")
                .with("assignedTo", "eve@contoso.example")
                .with("classification", "falsePositive")
                .updated(after(20)));
        assertThat(only("alert"))
                .containsEntry("status", "IN_PROGRESS")
                .containsEntry("assigned_to", "eve@contoso.example")
                .containsEntry("classification", "TRUE_POSITIVE");
    }

    @Test
    void anIncidentThatWasMergedLeadsBackToWhatItWasMergedIntoWhenThatIsTakenOutAgain() {
        take(
                Telling.of("a", MONDAY).device("d1"),
                Telling.of("b", MONDAY).device("d2"),
                Telling.of("c", MONDAY).device("d3"));
        var a = incidentOf("a");
        var b = incidentOf("b");
        var c = incidentOf("c");
        regrouping.merge(home, ANN, b, List.of(a), "One");
        regrouping.merge(home, ANN, c, List.of(b), "Two");
        change("c", rated(IncidentStatus.IN_PROGRESS, Severity.LOW));
        regrouping.undo(home, ANN, lastMergeOf(b));
        assertThat(redirectOf(a)).isEqualTo(b);
        assertTogether("a b", "c");
        assertThat(incident("c")).containsEntry("status", "IN_PROGRESS");
        regrouping.undo(home, ANN, lastMergeOf(a));
        assertTogether("a", "b", "c");
    }

    private List<String> saidOf(String alert) {
        return comments.latest(home, incidentOf(alert), 10).reversed().stream()
                .map(one -> one.author() + ": " + one.body() + (one.isMicrosofts() ? " (Microsoft)" : ""))
                .toList();
    }

    @Test
    void whatIsSaidOfAnIncidentAtMicrosoftIsKeptOnceAndNobodyChangesItHere() {
        take(Telling.of("m", MONDAY).in("100").device("d1"));
        tell(told("100", after(5))
                .with("description", "Mail led to code.")
                .with("summary", "In short")
                .with("lastModifiedBy", "lead@contoso.example")
                .with("priorityScore", "77")
                .comment("Lead", after(4), "Isolated."));
        comments.add(home, ANN, incidentOf("m"), null, "Seen.");
        tell(told("100", after(9)).comment("Lead", after(4), "Isolated.").comment("Lead", after(8), "Released."));
        assertThat(saidOf("m"))
                .containsExactly(
                        "Lead: Isolated. (Microsoft)", "Lead: Released. (Microsoft)", "ann@contoso.example: Seen.");
        assertThat(incident("m")).containsEntry("source_description", null).containsEntry("source_priority", null);
        tell(told("100", after(10)).with("description", "More").with("priorityScore", "78"));
        assertThat(incident("m")).containsEntry("source_priority", 78);
        assertThat(saidOf("m")).as("what was said once stays").hasSize(3);
        var first = comments.latest(home, incidentOf("m"), 10).getLast();
        assertThat(comments.edit(home, ANN, incidentOf("m"), first.id(), "Nonsense"))
                .isFalse();
    }

    @Test
    void whatIsSaidAtMicrosoftWhileAnIncidentIsPartOfAnotherIsThereAfterAnUndo() {
        take(
                Telling.of("ours", MONDAY).device("d1"),
                Telling.of("m", MONDAY).in("100").device("d2"));
        tell(told("100", after(5)).comment("Lead", after(4), "Isolated."));
        var m = incidentOf("m");
        regrouping.merge(home, ANN, incidentOf("ours"), List.of(m), "One attack");
        assertThat(saidOf("ours")).containsExactly("Lead: Isolated. (Microsoft)");
        tell(told("100", after(9)).comment("Lead", after(4), "Isolated.").comment("Lead", after(8), "Released."));
        regrouping.undo(home, ANN, lastMergeOf(m));
        assertThat(saidOf("m")).containsExactly("Lead: Isolated. (Microsoft)", "Lead: Released. (Microsoft)");
        assertThat(saidOf("ours")).isEmpty();
    }

    private List<String> systemTagsOf(long incident) {
        return home.database()
                .sql("select tag from incident_tag where incident_id = ? and is_system order by tag")
                .param(incident)
                .query(String.class)
                .list();
    }

    @Test
    void whatBecamePartOfAnotherSaysSoInItsTagsUntilThatIsUndone() {
        take(
                Telling.of("a", MONDAY).device("d1"),
                Telling.of("b", MONDAY).device("d2"),
                Telling.of("c", MONDAY).device("d3"),
                Telling.of("m", MONDAY).in("100").device("d4"));
        var a = incidentOf("a");
        var b = incidentOf("b");
        var c = incidentOf("c");
        var m = incidentOf("m");
        tell(told("100", after(5)).systemTags("Ransomware"));
        regrouping.merge(home, ANN, b, List.of(a), "One attack");
        regrouping.merge(home, ANN, c, List.of(b), "Really");
        assertThat(List.of(systemTagsOf(a), systemTagsOf(b))).containsOnly(List.of("Redirected"));
        assertThat(systemTagsOf(c)).isEmpty();
        regrouping.undo(home, ANN, lastMergeOf(b));
        assertThat(systemTagsOf(b)).isEmpty();
        take(Telling.of("shown", after(1)).device("d3").device("d4"));
        assertThat(systemTagsOf(c)).containsExactly("Redirected");
        tell(told("100", after(10)).becamePartOf("200"));
        assertThat(systemTagsOf(m)).containsExactly("Ransomware", "Redirected");
        assertThat(systemTagsOf(incidentOf("m"))).containsExactly("Ransomware");
    }

    @Test
    void whatAMergeBroughtAlongOfSeverityAndStatusGoesBackWithIt() {
        take(Telling.of("a", MONDAY).device("d1"), Telling.of("b", MONDAY).device("d2"));
        var b = incidentOf("b");
        change("b", rated(IncidentStatus.IN_PROGRESS, Severity.HIGH));
        regrouping.merge(home, ANN, incidentOf("a"), List.of(b), "One");
        assertThat(incident("a")).containsEntry("status", "IN_PROGRESS");
        regrouping.undo(home, ANN, lastMergeOf(b));
        assertThat(incident("a"))
                .containsEntry("status", "ACTIVE")
                .containsEntry("severity_is_own", false)
                .hasEntrySatisfying("severity", severity -> assertThat(severity).hasToString("3"));
        assertThat(incident("b"))
                .containsEntry("status", "IN_PROGRESS")
                .hasEntrySatisfying("severity", severity -> assertThat(severity).hasToString("4"));
    }

    private void assertSeverity(String alert, Severity severity) {
        assertThat(incident(alert))
                .hasEntrySatisfying(
                        "severity", value -> assertThat(value).hasToString(Integer.toString(severity.ordinal())));
    }

    @Test
    void anAlertOfOursRaisesTheSeverityOfMicrosoftsIncidentForAsLongAsItIsShownThere() {
        take(Telling.of("m", MONDAY).in("100").file("f1").with("severity", "low"));
        tell(told("100", after(5)).with("severity", "low"));
        incidents.takeStreamed(
                home,
                List.of(Telling.of("ours", after(1))
                        .file("f1")
                        .with("severity", "high")
                        .told()));
        assertThat(incidentOf("ours")).isEqualTo(incidentOf("m"));
        assertSeverity("m", Severity.HIGH);
        tell(told("100", after(6)).with("severity", "medium"));
        assertSeverity("m", Severity.HIGH);
        take(Telling.of("ours", after(1)).in("200").file("f1").with("severity", "high"));
        assertSeverity("m", Severity.MEDIUM);
    }

    @Test
    void whatMicrosoftSaysOfItsIncidentStandsForTheAlertsThatMicrosoftPutThere() {
        take(Telling.of("m", MONDAY).in("100").file("f1").with("severity", "high"));
        assertSeverity("m", Severity.HIGH);
        tell(told("100", after(5)).with("severity", "low"));
        take(Telling.of("ours", after(1)).file("f1").with("severity", "informational"));
        assertSeverity("m", Severity.LOW);
    }

    @Test
    void theSeverityThatAPersonChoseStaysUntilItIsCleared() {
        take(Telling.of("m", MONDAY).in("100").file("f1").with("severity", "low"));
        change("m", rated(IncidentStatus.ACTIVE, Severity.INFORMATIONAL));
        tell(told("100", after(5)).with("severity", "medium"));
        take(Telling.of("ours", after(1)).file("f1").with("severity", "low"));
        assertSeverity("m", Severity.INFORMATIONAL);
        change("m", rated(IncidentStatus.ACTIVE, Severity.UNKNOWN));
        assertSeverity("m", Severity.MEDIUM);
        take(Telling.of("more", after(2)).file("f1").with("severity", "high"));
        assertSeverity("m", Severity.HIGH);
    }

    @Test
    void anAlertThatAPersonResolvedIsNotActiveInTheIncidentThatMicrosoftMakesForIt() {
        take(
                Telling.of("a", MONDAY).in("100").file("f1"),
                Telling.of("b", MONDAY).in("100").file("f2"));
        incidents.changeAlert(home, ANN, idOf("a"), new AlertChange(AlertStatus.RESOLVED, null, null, null));
        take(Telling.of("a", MONDAY).in("200").file("f1").updated(after(20)));
        assertThat(incident("a")).containsEntry("alerts", 1).containsEntry("active_alerts", 0);
        assertThat(incident("b")).containsEntry("alerts", 1).containsEntry("active_alerts", 1);
    }

    @Test
    void whatMicrosoftMergesIntoAnIncidentThatAPersonMadePartOfOursBecomesPartOfOurs() {
        take(
                Telling.of("ours", MONDAY).device("d1").file("f1"),
                Telling.of("five", MONDAY).file("f5").in("5"),
                Telling.of("one", MONDAY).file("f3").in("1"));
        take(Telling.of("shown", after(1)).file("f3").file("f4"));
        var ours = incidentOf("ours");
        regrouping.merge(home, ANN, ours, List.of(incidentOf("five")), "One attack");
        tell(told("1", after(10)).becamePartOf("5"));
        assertTogether("ours five one shown");
        take(Telling.of("late", after(2)).file("f1").file("f4"));
        assertTogether("ours five one shown late");
        assertThat(incident("ours"))
                .containsEntry("id", ours)
                .containsEntry("redirect_to", null)
                .containsEntry("alerts", 5);
    }

    @Test
    void aMergeIsUndoneWithAllThatWasShownThereAlsoWhenItIsShownElsewhereMeanwhile() {
        take(Telling.of("m", MONDAY).file("f1").in("500"));
        take(Telling.of("shown", after(1)).file("f1").file("f9"));
        take(Telling.of("ours", MONDAY).device("d1"));
        var m = incidentOf("m");
        regrouping.merge(home, ANN, incidentOf("ours"), List.of(m), "One attack");
        take(Telling.of("n", after(2)).device("d1").in("400"));
        assertThat(incidentOf("ours")).isEqualTo(incidentOf("n"));
        regrouping.undo(home, ANN, lastMergeOf(m));
        assertTogether("m shown", "ours n");
        take(Telling.of("shown", after(1)).file("f1").file("f9").updated(after(60)));
        assertTogether("m shown", "ours n");
        assertThat(incident("m")).containsEntry("alerts", 2).containsEntry("entities", 2);
    }

    @Test
    void whatMicrosoftSaidOfAnIncidentWhileItWasMergedCountsAfterAnUndo() {
        take(
                Telling.of("ours", MONDAY).device("d1"),
                Telling.of("m", MONDAY).device("d2").in("100"));
        tell(told("100", after(5)).with("assignedTo", "ann@contoso.example"));
        var m = incidentOf("m");
        regrouping.merge(home, ANN, incidentOf("ours"), List.of(m), "One attack");
        tell(told("100", after(10)).with("assignedTo", "eve@contoso.example"));
        tell(told("100", after(20))
                .with("assignedTo", "bob@contoso.example")
                .with("status", "resolved")
                .tags("pilot"));
        assertThat(incident("ours"))
                .containsEntry("status", "ACTIVE")
                .containsEntry("assigned_to", "ann@contoso.example");
        regrouping.undo(home, ANN, lastMergeOf(m));
        assertThat(incident("m"))
                .containsEntry("status", "RESOLVED")
                .containsEntry("is_open", false)
                .containsEntry("assigned_to", "bob@contoso.example")
                .containsEntry("assigned_is_own", false);
        assertThat(tags("m")).containsExactly("pilot");
        assertThat(incident("ours")).containsEntry("status", "ACTIVE").containsEntry("assigned_to", null);
        take(Telling.of("late", after(2)).device("d2"));
        assertTogether("ours", "m", "late");
    }

    @Test
    void whatMicrosoftMergedElsewhereMeanwhileGoesThereAfterAnUndo() {
        take(
                Telling.of("ours", MONDAY).device("d1"),
                Telling.of("m", MONDAY).device("d2").in("100"),
                Telling.of("n", MONDAY).device("d3").in("200"));
        var m = incidentOf("m");
        regrouping.merge(home, ANN, incidentOf("ours"), List.of(m), "One attack");
        tell(told("100", after(10)).becamePartOf("200").systemTags("Redirected"));
        assertTogether("ours m", "n");
        regrouping.undo(home, ANN, lastMergeOf(m));
        assertTogether("ours", "m n");
        assertThat(redirectOf(m)).isEqualTo(incidentOf("n"));
        assertThat(tags("n")).isEmpty();
    }

    @Test
    void whatMicrosoftMergedIntoTheSameMeanwhileIsTakenApartByAnUndo() {
        take(
                Telling.of("m", MONDAY).device("d2").in("100"),
                Telling.of("n", MONDAY).device("d3").in("200"));
        var m = incidentOf("m");
        regrouping.merge(home, ANN, incidentOf("n"), List.of(m), "One attack");
        tell(told("100", after(10)).becamePartOf("200").systemTags("Redirected"));
        regrouping.undo(home, ANN, lastMergeOf(m));
        assertTogether("m", "n");
        assertThat(tags("m")).isEmpty();
    }

    @Test
    void whatAPersonTookBackDoesNotReturnWithAnOlderDecision() {
        take(Telling.of("a", MONDAY).file("f1"));
        change("a", assigned("ann@contoso.example"));
        change("a", tagged("vip"));
        take(Telling.of("m", after(1)).file("f1").in("900"));
        assertThat(incident("m")).containsEntry("assigned_to", "ann@contoso.example");
        change("m", assigned(""));
        change("m", tagged());
        take(Telling.of("older", after(2)).file("f1").in("800"));
        assertTogether("older a", "m");
        assertThat(incident("older")).containsEntry("assigned_to", null);
        assertThat(tags("older")).isEmpty();
    }

    @Test
    void anUndoTakesNothingThatAnotherMergeBroughtAsWell() {
        take(
                Telling.of("a", MONDAY).device("d1"),
                Telling.of("b", MONDAY).device("d2"),
                Telling.of("t", MONDAY).device("d3"));
        var a = incidentOf("a");
        change("a", assigned("ann@contoso.example"));
        change("b", assigned("ann@contoso.example"));
        change("a", tagged("vip"));
        change("b", tagged("vip"));
        regrouping.merge(home, ANN, incidentOf("t"), List.of(a, incidentOf("b")), "One");
        regrouping.undo(home, ANN, lastMergeOf(a));
        assertThat(incident("t")).containsEntry("assigned_to", "ann@contoso.example");
        assertThat(tags("t")).containsExactly("vip");
        regrouping.undo(home, ANN, lastMergeOf(2));
        assertThat(incident("t")).containsEntry("assigned_to", null);
        assertThat(tags("t")).isEmpty();
    }

    @Test
    void whatAPersonTookOutDoesNotReturnByWayOfAnotherIncidentOfMicrosofts() {
        take(Telling.of("m", MONDAY).file("f1").in("900"));
        take(
                Telling.of("a", after(1)).file("f1").file("f2"),
                Telling.of("c", after(1)).file("f1").file("f2"));
        assertTogether("m a c");
        regrouping.move(home, ANN, incidentOf("c"), List.of(idOf("c")), null, "Another attack");
        assertTogether("m a", "c");
        take(Telling.of("older", after(2)).file("f2").in("800"));
        assertThat(incidentOf("c")).isNotEqualTo(incidentOf("a"));
    }

    @Test
    void aCommentOnAnIncidentThatBecomesPartOfAnotherMeanwhileIsSaidThere() {
        take(Telling.of("a", MONDAY).file("f1"), Telling.of("b", MONDAY).file("f2"));
        var b = incidentOf("b");
        take(Telling.of("c", after(1)).file("f1").file("f2"));
        comments.add(home, ANN, b, null, "Seen");
        assertThat(comments.latest(home, incidentOf("a"), 10))
                .extracting(IncidentComments.Comment::body)
                .containsExactly("Seen");
    }

    private static IncidentChange put(IncidentStatus status) {
        return new IncidentChange(status, null, null, null, null, null, null, null, null);
    }

    @Test
    void anAlertThatMicrosoftPutsIntoAnIncidentThatAPersonResolvedOpensItAgain() {
        take(Telling.of("m", MONDAY).in("100").file("f1"));
        tell(told("100", after(5)).with("status", "inProgress"));
        change("m", put(IncidentStatus.RESOLVED));
        take(Telling.of("n", after(60)).in("100").device("d1"));
        assertThat(incident("n"))
                .containsEntry("status", "IN_PROGRESS")
                .containsEntry("status_is_own", false)
                .containsEntry("is_open", true)
                .containsEntry("resolved_at", null)
                .containsEntry("active_alerts", 1)
                .containsEntry("version", 2);
        assertThat(incidents.changesOfOthers(home, ANN, incidentOf("n"), 1))
                .singleElement()
                .satisfies(change -> {
                    assertThat(change.field()).isEqualTo("status");
                    assertThat(change.now()).isEqualTo("IN_PROGRESS");
                    assertThat(change.cause()).isEqualTo(FieldChange.Cause.MORE_TO_DO);
                });
        take(Telling.of("ours", after(61)).file("f1"));
        assertTogether("m n ours");
        tell(told("100", after(90)).with("status", "resolved"));
        assertThat(incident("n")).containsEntry("status", "RESOLVED");
    }

    @Test
    void whatIsInAResolvedIncidentAlreadyOrResolvedItselfOpensNothing() {
        take(Telling.of("m", MONDAY).in("100").file("f1"));
        change("m", put(IncidentStatus.RESOLVED));
        take(Telling.of("m", MONDAY).in("100").file("f2").updated(after(10)));
        take(Telling.of("n", after(60)).in("100").device("d1").with("status", "resolved"));
        take(Telling.of("ours", after(61)).file("f2"));
        assertThat(incident("m")).containsEntry("status", "RESOLVED").containsEntry("status_is_own", true);
        assertTogether("m n", "ours");
    }

    @Test
    void whatMicrosoftResolvedItselfIsMicrosoftsToOpenAgain() {
        take(Telling.of("m", MONDAY).in("100").file("f1"));
        tell(told("100", after(5)).with("status", "resolved"));
        take(Telling.of("n", after(60)).in("100").device("d1"));
        assertThat(incident("n")).containsEntry("status", "RESOLVED").containsEntry("is_open", false);
    }

    @Test
    void whatMicrosoftMovesIntoAnIncidentThatAPersonResolvedOpensItToo() {
        take(
                Telling.of("a", MONDAY).in("100").file("f1"),
                Telling.of("b", MONDAY).in("200").file("f2"),
                Telling.of("c", MONDAY).in("200").file("f3"),
                Telling.of("d", MONDAY).in("300").file("f4"));
        change("a", put(IncidentStatus.RESOLVED));
        take(Telling.of("b", MONDAY).in("100").file("f2").updated(after(10)));
        assertThat(incident("a")).containsEntry("status", "ACTIVE").containsEntry("active_alerts", 1);
        change("d", put(IncidentStatus.RESOLVED));
        tell(told("200", after(20)).becamePartOf("300"));
        assertThat(incident("c")).containsEntry("status", "ACTIVE").containsEntry("active_alerts", 1);
        assertTogether("a b", "c d");
    }

    @Test
    void anAlertThatItsSourceOpensAgainOpensTheIncidentThatAPersonResolvedUnlessThePersonResolvedTheAlert() {
        take(
                Telling.of("m", MONDAY).in("100").file("f1"),
                Telling.of("ours", after(1)).file("f1").with("status", "resolved"));
        change("m", put(IncidentStatus.RESOLVED));
        take(Telling.of("m", MONDAY)
                .in("100")
                .file("f1")
                .with("status", "inProgress")
                .updated(after(10)));
        assertThat(incident("m")).containsEntry("status", "RESOLVED").containsEntry("active_alerts", 0);
        take(Telling.of("ours", after(1))
                .file("f1")
                .with("status", "inProgress")
                .updated(after(20)));
        assertTogether("m ours");
        assertThat(incident("ours"))
                .containsEntry("status", "ACTIVE")
                .containsEntry("is_open", true)
                .containsEntry("active_alerts", 1);
    }

    @Test
    void aPairThatOnlyMicrosoftCanChooseStaysUntilAPersonChoosesAnother() {
        take(Telling.of("a", MONDAY).in("100").file("f1"));
        tell(told("100", after(5)).with("classification", "truePositive").with("determination", "apt"));
        change("a", tagged("vip"));
        change("a", classified(Classification.TRUE_POSITIVE));
        assertThat(incident("a")).containsEntry("determination", "APT").containsEntry("classified_is_own", false);
        change("a", classified(Classification.FALSE_POSITIVE));
        assertThat(incident("a")).containsEntry("determination", "UNKNOWN").containsEntry("classified_is_own", true);
        var chosen = new IncidentChange(
                null, null, Classification.TRUE_POSITIVE, Determination.APT, null, null, null, null, null);
        assertThat(incidents.change(home, ANN, incidentOf("a"), chosen)).isInstanceOf(Changed.WrongDetermination.class);
    }

    @Test
    void whoDidNotSeeWhatMicrosoftChangedMeanwhileChangesNothingOfIt() {
        take(Telling.of("a", MONDAY).in("100").file("f1"));
        tell(told("100", after(5)).with("assignedTo", "bob@contoso.example").tags("old"));
        tell(told("100", after(10)).with("assignedTo", "eve@contoso.example").tags("new"));
        assertThat(incident("a")).containsEntry("version", 1);
        var a = incidentOf("a");
        assertThat(incidents.changeSince(home, ANN, a, assigned("ann@contoso.example"), 0))
                .isInstanceOfSatisfying(
                        Changed.Conflict.class,
                        conflict -> assertThat(conflict.theirs())
                                .singleElement()
                                .satisfies(theirs -> {
                                    assertThat(theirs.old()).isEqualTo("bob@contoso.example");
                                    assertThat(theirs.now()).isEqualTo("eve@contoso.example");
                                    assertThat(theirs.cause()).isEqualTo(FieldChange.Cause.MICROSOFT);
                                }));
        assertThat(incidents.changeSince(home, ANN, a, tagged("vip"), 0)).isInstanceOf(Changed.Conflict.class);
        assertThat(incidents.changeSince(home, ANN, a, put(IncidentStatus.IN_PROGRESS), 0))
                .isInstanceOf(Changed.Done.class);
        assertThat(incident("a")).containsEntry("assigned_to", "eve@contoso.example");
    }

    @Test
    void whoWantsWhatOthersDecidedMeanwhileIsToldOfItAndRefusedNothing() {
        take(Telling.of("a", MONDAY).in("100").file("f1"));
        tell(told("100", after(5)).with("assignedTo", "bob@contoso.example"));
        tell(told("100", after(10)).with("assignedTo", "eve@contoso.example"));
        tell(told("100", after(15)).with("assignedTo", "zoe@contoso.example"));
        assertThat(incidents.changeSince(home, ANN, incidentOf("a"), assigned("Zoe@contoso.example"), 0))
                .isInstanceOfSatisfying(Changed.Done.class, done -> {
                    assertThat(done.changes()).isEmpty();
                    assertThat(done.meanwhile())
                            .extracting(FieldChange::old, FieldChange::now)
                            .containsExactly(tuple("bob@contoso.example", "zoe@contoso.example"));
                });
    }

    @Test
    void whatOthersChangedAndChangedBackIsInNobodysWay() {
        take(Telling.of("a", MONDAY).in("100").file("f1"));
        tell(told("100", after(5)).with("assignedTo", "bob@contoso.example"));
        tell(told("100", after(10)).with("assignedTo", "eve@contoso.example"));
        tell(told("100", after(15)).with("assignedTo", "bob@contoso.example"));
        assertThat(incidents.changeSince(home, ANN, incidentOf("a"), assigned("ann@contoso.example"), 0))
                .isInstanceOfSatisfying(
                        Changed.Done.class, done -> assertThat(done.meanwhile()).isEmpty());
    }

    @Test
    void whoChoosesTheSeverityThatThereWasHasDecidedIt() {
        take(Telling.of("a", MONDAY).device("d1").with("severity", "high"));
        var a = incidentOf("a");
        change("a", rated(null, Severity.HIGH));
        assertDisputed(a, 0, rated(null, Severity.LOW));
        assertThat(incidents.changeSince(home, OLGA, a, rated(null, Severity.HIGH), 0))
                .isInstanceOfSatisfying(
                        Changed.Done.class,
                        done -> assertThat(done.meanwhile())
                                .extracting(FieldChange::field, FieldChange::now, FieldChange::actor)
                                .containsExactly(tuple("severity", "HIGH", ANN.name())));
        change("a", rated(null, Severity.UNKNOWN));
        assertDisputed(a, 1, rated(null, Severity.LOW));
    }

    @Test
    void theSameTagsAreNoConflictInWhicheverOrderAndHoweverManyTheyAre() {
        take(
                Telling.of("a", MONDAY).in("100").file("f1"),
                Telling.of("b", MONDAY).file("f2"));
        tell(told("100", after(5)));
        tell(told("100", after(10)).tags("Zeta", "alpha"));
        assertSame("a", tagged("alpha", "Zeta"));
        var many = IntStream.range(0, TagChange.MOST)
                .mapToObj(i -> "%02d".formatted(i).repeat(TagChange.LONGEST / 2))
                .toArray(String[]::new);
        change("b", tagged(many));
        assertSame("b", tagged(many));
    }

    private void assertSame(String alert, IncidentChange wanted) {
        assertThat(incidents.changeSince(home, OLGA, incidentOf(alert), wanted, 0))
                .isInstanceOfSatisfying(Changed.Done.class, done -> {
                    assertThat(done.changes()).isEmpty();
                    assertThat(done.meanwhile()).extracting(FieldChange::field).containsExactly("tags");
                });
    }

    private void assertDisputed(long incident, int seen, IncidentChange wanted) {
        assertThat(incidents.changeSince(home, OLGA, incident, wanted, seen))
                .isInstanceOfSatisfying(
                        Changed.Conflict.class,
                        conflict -> assertThat(conflict.theirs())
                                .extracting(FieldChange::field, FieldChange::now, FieldChange::actor)
                                .containsExactly(tuple("severity", "HIGH", ANN.name())));
    }

    @Test
    void theResolvingNoteOfAPersonIsTheirOwnAndThatOfMicrosoftFollowsMicrosoft() {
        take(
                Telling.of("a", MONDAY).in("100").file("f1"),
                Telling.of("b", MONDAY).in("200").file("f2"));
        tell(
                told("100", after(5)),
                told("200", after(5)).with("status", "resolved").with("resolvingComment", "Cleaned"));
        assertThat(incident("b")).containsEntry("resolving_comment", "Cleaned");
        change("a", explained("Seen by the bank"));
        tell(told("100", after(10)).with("status", "resolved"), told("200", after(10)));
        assertThat(incident("a"))
                .containsEntry("status", "RESOLVED")
                .containsEntry("resolving_comment", "Seen by the bank")
                .containsEntry("resolving_comment_is_own", true);
        assertThat(incident("b")).containsEntry("status", "ACTIVE").containsEntry("resolving_comment", null);
    }

    @Test
    void aResolvingNoteComesWithAMergeAndGoesWithItsUndoing() {
        take(Telling.of("a", MONDAY).device("d1"), Telling.of("b", MONDAY).device("d2"));
        var b = incidentOf("b");
        change("b", explained("Seen by the bank"));
        regrouping.merge(home, ANN, incidentOf("a"), List.of(b), "One attack");
        assertThat(incident("a"))
                .containsEntry("resolving_comment", "Seen by the bank")
                .containsEntry("resolving_comment_is_own", true);
        regrouping.undo(home, ANN, lastMergeOf(b));
        assertThat(incident("a"))
                .containsEntry("resolving_comment", null)
                .containsEntry("resolving_comment_is_own", false);
        assertThat(incident("b")).containsEntry("resolving_comment", "Seen by the bank");
    }

    private static IncidentChange explained(String resolvingComment) {
        return new IncidentChange(null, null, null, null, null, null, null, null, resolvingComment);
    }

    @Test
    void aPersonIsTheSameInCapitals() {
        take(
                Telling.of("a", MONDAY).file("f1"),
                Telling.of("b", MONDAY).file("f2"),
                Telling.of("other", MONDAY).device("d1"));
        change("a", assigned("Ann@Contoso.example"));
        change("b", assigned("ann@contoso.example"));
        change("other", assigned("ANN@contoso.example"));
        assertThat(incidents.change(home, ANN, incidentOf("a"), assigned("ann@CONTOSO.example")))
                .isEqualTo(new Changed.Done(List.of(), 0, List.of()));
        take(Telling.of("c", after(1)).file("f1").file("f2"));
        assertTogether("a b c", "other");
        assertThat(regrouping.obstacles(home, List.of(incidentOf("a"), incidentOf("other"))))
                .isEmpty();
        assertThat(incident("a")).containsEntry("assigned_to", "Ann@Contoso.example");
    }

    private long lastMergeOf(long source) {
        return home.database()
                .sql("select max(id) from incident_merge where source_id = ?")
                .param(source)
                .query(Long.class)
                .single();
    }

    private long redirectOf(long incident) {
        return home.database()
                .sql("select redirect_to from incident where id = ?")
                .param(incident)
                .query(Long.class)
                .single();
    }
}
