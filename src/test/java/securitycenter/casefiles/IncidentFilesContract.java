package securitycenter.casefiles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import securitycenter.alerts.AlertStatus;
import securitycenter.alerts.Classification;
import securitycenter.alerts.Determination;
import securitycenter.alerts.EvidenceKind;
import securitycenter.alerts.IncidentStatus;
import securitycenter.alerts.Severity;
import securitycenter.casefiles.IncidentFile.AlertLine;
import securitycenter.casefiles.IncidentFile.Apart;
import securitycenter.casefiles.IncidentFile.EntityLine;
import securitycenter.casefiles.IncidentFile.Entry;
import securitycenter.casefiles.IncidentFile.Merge;
import securitycenter.casefiles.IncidentFile.Part;
import securitycenter.casefiles.IncidentFile.Related;
import securitycenter.incidents.AlertChange;
import securitycenter.incidents.Analyst;
import securitycenter.incidents.Changed;
import securitycenter.incidents.HomeOfAlerts;
import securitycenter.incidents.IncidentChange;
import securitycenter.incidents.IncidentComments;
import securitycenter.incidents.Regrouped;
import securitycenter.incidents.Regrouped.Obstacle;
import securitycenter.incidents.Regrouping;
import securitycenter.incidents.Telling;
import securitycenter.incidents.TellingIncident;

/** What pages read of one incident, and how people take incidents apart and together, on each kind of database. */
abstract class IncidentFilesContract extends HomeOfAlerts {

    private static final Analyst ANN = new Analyst(UUID.randomUUID(), "ann@contoso.example");
    private static final Analyst BOB = new Analyst(UUID.randomUUID(), "bob@contoso.example");
    private static final Set<EvidenceKind> ALL = EnumSet.allOf(EvidenceKind.class);

    @Autowired
    IncidentFiles files;

    @Autowired
    AlertFiles alerts;

    @Autowired
    EntityFiles entities;

    @Autowired
    IncidentComments comments;

    @Autowired
    Regrouping regrouping;

    private IncidentFile file(long id) {
        return files.find(home, id).orElseThrow();
    }

    private List<String> alertsOf(long incident) {
        return alerts.of(home, incident, null).rows().stream()
                .map(AlertLine::sourceId)
                .toList();
    }

    private List<String> kinds(long incident) {
        return files.activity(home, incident, null, null).rows().stream()
                .map(Entry::kind)
                .toList();
    }

    private static IncidentChange change(Severity severity) {
        return new IncidentChange(null, null, null, null, null, null, null, severity, null);
    }

    private static IncidentChange named(String name) {
        return new IncidentChange(null, null, null, null, null, null, name, null, null);
    }

    private static IncidentChange assigned(String to) {
        return new IncidentChange(null, to, null, null, null, null, null, null, null);
    }

    /** Two alerts on one device, a third elsewhere. */
    private void twoTogetherAndOneApart() {
        take(
                Telling.of("a", MONDAY).device("d1").user("ann@contoso.example").with("investigationId", "7"),
                Telling.of("b", after(4)).device("d1").file("f1"),
                Telling.of("c", after(5)).device("d2").mailbox("box@contoso.example"));
    }

    @Test
    void anIncidentSaysWhatItsAlertsSayTogether() {
        twoTogetherAndOneApart();
        var id = incidentOf("a");
        assertThat(file(id)).satisfies(file -> {
            assertThat(file.alerts()).isEqualTo(2);
            assertThat(file.devices()).isEqualTo(1);
            assertThat(file.firstAt()).isEqualTo(MONDAY);
        });
        assertThat(files.tactics(home, id)).hasSize(1);
        assertThat(files.investigations(home, id, 200)).hasSize(1);
        assertThat(files.evidenceCounts(home, id)).hasSize(3);
        assertThat(files.find(home, 4711)).isEmpty();
    }

    @Test
    void anAlertSaysWhyItIsThereAndWhatItHits() {
        twoTogetherAndOneApart();
        var lines = alerts.of(home, incidentOf("a"), null).rows();
        assertThat(lines.get(1).links()).anySatisfy(link -> {
            assertThat(link.name()).isEqualTo("d1.contoso.example");
            assertThat(link.seconds()).isEqualTo(240);
        });
        assertThat(lines.get(0).impacted()).hasSize(2);
        var alert = alerts.find(home, incidentOf("b"), idOf("b")).orElseThrow();
        assertThat(alert.evidence()).hasSize(2).allMatch(piece -> piece.entity() != null);
        assertThat(alerts.find(home, incidentOf("c"), idOf("b"))).isEmpty();
    }

    @Test
    void aThingUnderSeveralNamesIsOneLine() {
        take(Telling.of("a", MONDAY).device("d1").account("o1", "s1", "ann@contoso.example"));
        assertThat(files.entities(home, incidentOf("a"), ALL, null).rows())
                .extracting(EntityLine::name)
                .containsExactlyInAnyOrder("d1.contoso.example", "ann@contoso.example");
    }

    @Test
    void tenThousandPiecesOfEvidenceComePageByPage() {
        var telling = Telling.of("a", MONDAY);
        for (int i = 0; i < 10_000; i++) {
            telling.ip("10.0." + i / 250 + "." + i % 250);
        }
        take(telling);
        var seen = new ArrayList<UUID>();
        var next = (String) null;
        for (int page = 0; page < 3; page++) {
            var found = files.entities(home, incidentOf("a"), ALL, next);
            found.rows().forEach(line -> seen.add(line.id()));
            next = found.next();
        }
        assertThat(seen).hasSize(150).doesNotHaveDuplicates();
        assertThat(next).isNotNull();
    }

    @Test
    void alertsComePageByPage() {
        var many = new ArrayList<Telling>();
        for (int i = 0; i < 120; i++) {
            many.add(Telling.of("a" + i, after(i / 3)).device("d1"));
        }
        take(many.toArray(Telling[]::new));
        var first = alerts.of(home, incidentOf("a0"), null);
        var second = alerts.of(home, incidentOf("a0"), first.next());
        var third = alerts.of(home, incidentOf("a0"), second.next());
        assertThat(first.rows().size() + second.rows().size() + third.rows().size())
                .isEqualTo(120);
        assertThat(third.next()).isNull();
        assertThat(second.rows()).doesNotContainAnyElementsOf(first.rows());
    }

    @Test
    void whatNamesTheSameButIsApartIsSaidWithTheReason() {
        take(
                Telling.of("a", MONDAY).device("d1"),
                Telling.of("b", after(60 * 24 * 3)).device("d1"));
        assertThat(files.related(home, file(incidentOf("a")))).singleElement().satisfies(related -> {
            assertThat(related.why()).isEqualTo(Apart.TOO_FAR);
            assertThat(related.example()).isEqualTo("d1.contoso.example");
        });
        incidents.change(home, ANN, incidentOf("a"), assigned("ann@contoso.example"));
        incidents.change(home, ANN, incidentOf("b"), assigned("bob@contoso.example"));
        assertThat(files.related(home, file(incidentOf("a"))))
                .extracting(Related::why)
                .containsExactly(Apart.OTHER_ASSIGNEE);
    }

    @Test
    void anEntityKnowsItsAlertsAndIncidents() {
        take(
                Telling.of("a", MONDAY).device("d1"),
                Telling.of("b", after(60 * 24 * 3)).device("d1"));
        var line = files.entities(home, incidentOf("a"), ALL, null).rows().getFirst();
        var entity = entities.find(home, line.id()).orElseThrow();
        assertThat(entity.line().alerts()).isEqualTo(2);
        assertThat(entity.latest()).isNotNull();
        assertThat(entities.alerts(home, entity.names(), null).rows())
                .extracting(AlertLine::sourceId)
                .containsExactly("b", "a");
        assertThat(entities.incidents(home, entity.names(), null).rows()).hasSize(2);
        assertThat(entities.find(home, UUID.randomUUID())).isEmpty();
    }

    @Test
    void anEditedCommentKeepsItsOldText() {
        twoTogetherAndOneApart();
        var id = incidentOf("a");
        comments.add(home, ANN, id, null, "First");
        var comment = comments.latest(home, id, 10).getFirst();
        assertThat(comments.edit(home, BOB, id, comment.id(), "Not mine")).isFalse();
        assertThat(comments.edit(home, ANN, id, comment.id(), "Second")).isTrue();
        assertThat(comments.edit(home, ANN, id, comment.id(), "Third")).isTrue();
        assertThat(comments.latest(home, id, 10)).singleElement().satisfies(now -> {
            assertThat(now.body()).isEqualTo("Third");
            assertThat(now.editedAt()).isNotNull();
        });
        assertThat(comments.earlierOf(home, id, comment.id()))
                .extracting(IncidentComments.Earlier::body)
                .containsExactly("Second", "First");
        assertThat(comments.earlierOf(home, incidentOf("c"), comment.id())).isEmpty();
        assertThat(kinds(id)).contains("comment");
        assertThat(files.activity(home, id, "comment", null).rows()).hasSize(1);
    }

    @Test
    void aSeverityThatWasDecidedCanFollowTheAlertsAgain() {
        twoTogetherAndOneApart();
        var id = incidentOf("a");
        incidents.change(home, ANN, id, change(Severity.HIGH));
        assertThat(file(id).severityIsOwn()).isTrue();
        incidents.change(home, ANN, id, change(Severity.UNKNOWN));
        assertThat(file(id).severityIsOwn()).isFalse();
        assertThat(file(id).severity()).isEqualTo(Severity.MEDIUM);
    }

    @Test
    void anAlertIsChangedUnlessSomebodyChangedTheSame() {
        twoTogetherAndOneApart();
        var alert = idOf("a");
        var seen = new AlertChange(AlertStatus.NEW, "", Classification.UNKNOWN, Determination.UNKNOWN);
        var resolve = new AlertChange(AlertStatus.RESOLVED, null, null, null);
        assertThat(incidents.changeAlertSince(home, ANN, alert, resolve, seen)).isInstanceOf(Changed.Done.class);
        assertThat(file(incidentOf("a")).activeAlerts()).isEqualTo(1);
        var other = new AlertChange(AlertStatus.IN_PROGRESS, null, null, null);
        assertThat(incidents.changeAlertSince(home, BOB, alert, other, seen))
                .isInstanceOfSatisfying(
                        Changed.Conflict.class,
                        conflict -> assertThat(conflict.theirs())
                                .singleElement()
                                .satisfies(theirs -> assertThat(theirs.actor()).isEqualTo("ann@contoso.example")));
        var classify = new AlertChange(null, null, Classification.TRUE_POSITIVE, Determination.MALWARE);
        assertThat(incidents.changeAlertSince(home, BOB, alert, classify, seen)).isInstanceOf(Changed.Done.class);
        var wrong = new AlertChange(null, null, Classification.FALSE_POSITIVE, Determination.MALWARE);
        assertThat(incidents.changeAlert(home, BOB, alert, wrong)).isInstanceOf(Changed.WrongDetermination.class);
        assertThat(incidents.changeAlert(home, BOB, 4711, resolve)).isInstanceOf(Changed.Missing.class);
    }

    @Test
    void anAlertThatWasTakenOutIsAnIncidentOfItsOwnAndStaysOut() {
        twoTogetherAndOneApart();
        var from = incidentOf("a");
        comments.add(home, ANN, from, idOf("b"), "Not ours");
        var done = regrouping.move(home, ANN, from, List.of(idOf("b")), null, "Another attack");
        var to = ((Regrouped.Done) done).incident();
        assertThat(to).isNotEqualTo(from);
        assertThat(alertsOf(from)).containsExactly("a");
        assertThat(alertsOf(to)).containsExactly("b");
        assertThat(file(from)).satisfies(file -> {
            assertThat(file.alerts()).isEqualTo(1);
            assertThat(file.entities()).isEqualTo(2);
        });
        assertThat(file(to).name()).contains("Alert b");
        assertThat(kinds(to)).contains("moved-in", "comment");
        assertThat(files.activity(home, from, "moved-out", null).rows())
                .singleElement()
                .satisfies(entry -> assertThat(entry.reason()).isEqualTo("Another attack"));
        take(Telling.of("b", after(4)).device("d1").file("f1").updated(after(60)));
        take(Telling.of("d", after(6)).device("d1").file("f1"));
        assertThat(incidentOf("a")).isNotEqualTo(incidentOf("b"));
    }

    @Test
    void anAlertMovesToAnotherIncidentButNotTheLastOne() {
        twoTogetherAndOneApart();
        var from = incidentOf("a");
        var to = incidentOf("c");
        assertThat(regrouping.move(home, ANN, from, List.of(idOf("b")), to, "There"))
                .isEqualTo(new Regrouped.Done(to));
        assertThat(alertsOf(to)).containsExactlyInAnyOrder("b", "c");
        assertThat(file(to).devices()).isEqualTo(2);
        assertRefused(regrouping.move(home, ANN, from, List.of(idOf("a")), to, "All"), Obstacle.NOTHING_LEFT);
        assertRefused(regrouping.move(home, ANN, from, List.of(idOf("b")), null, "Gone"), Obstacle.ALERT_GONE);
        assertRefused(regrouping.move(home, ANN, to, List.of(idOf("b")), 4711L, "None"), Obstacle.MISSING);
        resolve(from);
        assertRefused(regrouping.move(home, ANN, to, List.of(idOf("b")), from, "Closed"), Obstacle.NOT_OPEN);
    }

    private void resolve(long incident) {
        var resolved = new IncidentChange(
                IncidentStatus.RESOLVED, null, Classification.TRUE_POSITIVE, null, null, null, null, null, null);
        incidents.change(home, ANN, incident, resolved);
    }

    private static void assertRefused(Regrouped outcome, Obstacle obstacle) {
        assertThat(outcome).isEqualTo(new Regrouped.Refused(EnumSet.of(obstacle)));
    }

    @Test
    void aMergeDropsNothingAndAnUndoGivesBackWhatCameWithIt() {
        twoTogetherAndOneApart();
        var target = incidentOf("a");
        var source = incidentOf("c");
        incidents.change(home, ANN, source, named("Mail theft"));
        incidents.change(
                home,
                ANN,
                source,
                new IncidentChange(
                        null,
                        null,
                        null,
                        null,
                        List.of("mail"),
                        "Seen by the bank",
                        null,
                        null,
                        "Their bank was told",
                        "Rules forward mail"));
        var before = file(target);
        assertThat(regrouping.merge(home, BOB, target, List.of(source), "One attack"))
                .isEqualTo(new Regrouped.Done(target));
        assertThat(alertsOf(target)).containsExactlyInAnyOrder("a", "b", "c");
        assertThat(file(target)).satisfies(file -> {
            assertThat(file.name()).isEqualTo("Mail theft");
            assertThat(file.tags()).containsExactly("mail");
            assertThat(file.mailboxes()).isEqualTo(1);
        });
        assertThat(file(source).redirectTo()).isEqualTo(target);
        assertThat(files.parts(home, target, 10))
                .containsExactly(
                        new Part(source, "Mail theft", null, null, null, "Rules forward mail", "Their bank was told"));
        assertThat(comments.latest(home, target, 10)).hasSize(1);
        take(Telling.of("e", after(6)).mailbox("box@contoso.example"));
        assertThat(incidentOf("e")).as("what comes later joins what stays").isEqualTo(target);
        comments.add(home, ANN, target, null, "Later");

        var merge = files.merges(home, target).getFirst();
        assertThat(regrouping.undo(home, BOB, merge.id())).isEqualTo(new Regrouped.Done(source));
        assertThat(alertsOf(source)).containsExactly("c");
        assertThat(alertsOf(target)).containsExactlyInAnyOrder("a", "b", "e");
        assertThat(file(source)).satisfies(file -> {
            assertThat(file.status()).isEqualTo(IncidentStatus.ACTIVE);
            assertThat(file.name()).isEqualTo("Mail theft");
            assertThat(file.mailboxes()).isEqualTo(1);
        });
        assertThat(files.parts(home, target, 10)).isEmpty();
        assertThat(file(target).tags()).isEmpty();
        assertThat(file(target).name()).isNotEqualTo("Mail theft");
        assertThat(file(target).createdAt()).isEqualTo(before.createdAt());
        assertThat(comments.latest(home, source, 10))
                .extracting(IncidentComments.Comment::body)
                .containsExactly("Seen by the bank");
        assertThat(comments.latest(home, target, 10))
                .extracting(IncidentComments.Comment::body)
                .containsExactly("Later");
        take(Telling.of("g", after(7)).mailbox("box@contoso.example").device("d1"));
        assertThat(incidentOf("c")).isNotEqualTo(incidentOf("a"));
        assertRefused(regrouping.undo(home, BOB, merge.id()), Obstacle.TOO_LATE);
        assertThat(files.merges(home, source)).extracting(Merge::undoneAt).doesNotContainNull();
    }

    @Test
    void whatPeopleDecidedDifferentlyIsNotMerged() {
        twoTogetherAndOneApart();
        var one = incidentOf("a");
        var other = incidentOf("c");
        incidents.change(home, ANN, one, assigned("ann@contoso.example"));
        assertThat(regrouping.obstacles(home, List.of(one, other))).isEmpty();
        incidents.change(home, ANN, other, assigned("bob@contoso.example"));
        assertRefused(regrouping.merge(home, ANN, one, List.of(other), "No"), Obstacle.OTHER_ASSIGNEE);
        assertThat(regrouping.obstacles(home, List.of(one))).containsExactly(Obstacle.WRONG_NUMBER);
        assertThat(regrouping.obstacles(home, List.of(one, 4711L))).containsExactly(Obstacle.MISSING);
        resolve(other);
        assertThat(regrouping.obstacles(home, List.of(one, other))).contains(Obstacle.NOT_OPEN);
    }

    @Test
    void aChainOfMergesIsUndoneFromItsEnd() {
        take(
                Telling.of("a", MONDAY).device("d1"),
                Telling.of("b", after(1)).device("d2"),
                Telling.of("c", after(2)).device("d3"));
        var first = incidentOf("a");
        var second = incidentOf("b");
        var third = incidentOf("c");
        regrouping.merge(home, ANN, second, List.of(first), "One");
        regrouping.merge(home, ANN, third, List.of(second), "Two");
        assertThat(file(first).redirectTo()).as("one step to where it is").isEqualTo(third);
        assertThat(files.parts(home, third, 2))
                .extracting(Part::id, Part::nameLanguage)
                .containsExactly(tuple(second, "en"), tuple(first, "en"));
        assertThat(files.parts(home, third, 1)).extracting(Part::id).containsExactly(second);
        var merge = files.merges(home, first).getFirst();
        regrouping.undo(home, ANN, merge.id());
        assertThat(alertsOf(first)).containsExactly("a");
        assertThat(alertsOf(third)).containsExactlyInAnyOrder("b", "c");
        assertThat(file(first).redirectTo()).isNull();
    }

    @Test
    void microsoftsIncidentCanBeMergedIntoOneOfOursAndItsNewAlertsFollow() {
        take(
                Telling.of("m", MONDAY).device("d1").in("900"),
                Telling.of("o", after(1)).device("d2"));
        var ours = incidentOf("o");
        var microsofts = incidentOf("m");
        regrouping.merge(home, ANN, ours, List.of(microsofts), "Same");
        take(Telling.of("n", after(3)).device("d9").in("900"));
        assertThat(incidentOf("n")).isEqualTo(ours);
        regrouping.undo(home, ANN, files.merges(home, ours).getFirst().id());
        assertThat(alertsOf(microsofts)).containsExactly("m");
        take(Telling.of("p", after(4)).device("d10").in("900"));
        assertThat(incidentOf("p")).isEqualTo(microsofts);
    }

    @Test
    void whatAPersonPutIntoAnIncidentGoesWithItWhenMicrosoftMergesIt() {
        take(
                Telling.of("m", MONDAY).device("d1").in("900"),
                Telling.of("n", after(1)).device("d2").in("901"),
                Telling.of("o", after(2)).device("d3"),
                Telling.of("p", after(3)).device("d3"));
        regrouping.move(home, ANN, incidentOf("o"), List.of(idOf("o")), incidentOf("m"), "Belongs there");
        incidents.takeIncidents(
                home,
                List.of(TellingIncident.of("900", after(60)).becamePartOf("901").told()));
        assertThat(incidentOf("o")).isEqualTo(incidentOf("n"));
        assertThat(incidentOf("p")).isNotEqualTo(incidentOf("o"));
    }

    @Test
    void whatWasTakenOutStaysOutAlsoWhenTheRestBecomesPartOfAnother() {
        twoTogetherAndOneApart();
        var rest = incidentOf("a");
        regrouping.move(home, ANN, rest, List.of(idOf("b")), null, "Another attack");
        regrouping.merge(home, ANN, incidentOf("c"), List.of(rest), "One attack");
        take(Telling.of("d", after(6)).device("d1").file("f1").mailbox("box@contoso.example"));
        assertThat(incidentOf("a")).isEqualTo(incidentOf("c")).isNotEqualTo(incidentOf("b"));
    }

    @Test
    void anIncidentIsFoundByItsNameAndNumber() {
        twoTogetherAndOneApart();
        var id = incidentOf("c");
        incidents.change(home, ANN, id, named("100% fraud_x"));
        assertThat(files.search(home, "0% FRAUD_")).extracting(IncidentFile::id).containsExactly(id);
        assertThat(files.search(home, "0%d")).isEmpty();
        assertThat(files.search(home, String.valueOf(id)))
                .extracting(IncidentFile::id)
                .contains(id);
    }
}
