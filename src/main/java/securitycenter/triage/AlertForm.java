package securitycenter.triage;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.validation.BindingResult;
import securitycenter.alerts.AlertStatus;
import securitycenter.alerts.Finding;
import securitycenter.casefiles.IncidentFile.AlertLine;
import securitycenter.incidents.AlertChange;

/**
 * The form on which an alert is managed.
 *
 * @param finding classification and determination with a blank between
 * @param wasStatus as the two that follow: how it stood before the person's eyes
 * @param disputed what others changed meanwhile, as the answer before named it
 * @param settle {@code theirs} to leave what is disputed as others have it
 */
record AlertForm(
        @Nullable String status,
        @Nullable String assignedTo,
        @Nullable String finding,
        @Nullable String wasStatus,
        @Nullable String wasAssignedTo,
        @Nullable String wasFinding,
        @Nullable List<String> disputed,
        @Nullable String settle) {

    private static final Set<String> OF_FINDING = Set.of("classification", "determination");

    static AlertForm of(AlertLine alert) {
        var status = alert.status().name();
        var assigned = alert.assignedTo() == null ? "" : alert.assignedTo();
        var finding = new Finding(alert.classification(), alert.determination()).toString();
        return new AlertForm(status, assigned, finding, status, assigned, finding, null, null);
    }

    /** What the person made different, on top of how it stands by now. */
    AlertForm on(AlertLine alert, Set<String> nowDisputed) {
        var now = of(alert);
        return new AlertForm(
                Objects.equals(status, wasStatus) ? now.status : status,
                Objects.equals(assignedTo, wasAssignedTo) ? now.assignedTo : assignedTo,
                Objects.equals(finding, wasFinding) ? now.finding : finding,
                now.status,
                now.assignedTo,
                now.finding,
                List.copyOf(nowDisputed),
                null);
    }

    void check(BindingResult problems) {
        IncidentText.checkPerson(assignedTo, problems);
        if (!Objects.equals(finding, wasFinding) && !Words.finding(finding).isOffered()) {
            problems.rejectValue("finding", "incident.problem.determination");
        }
    }

    /** It may stay, whether or not a person could choose it. */
    public Finding present() {
        return Words.finding(wasFinding);
    }

    /** What the person made different, without what they left to others. */
    AlertChange change() {
        var findingWanted = wants(finding, wasFinding, OF_FINDING);
        return new AlertChange(
                wants(status, wasStatus, Set.of("status")) ? statusNamed(status) : null,
                wants(assignedTo, wasAssignedTo, Set.of("assignedTo")) ? IncidentText.line(assignedTo) : null,
                findingWanted ? Words.finding(finding).classification() : null,
                findingWanted ? Words.finding(finding).determination() : null);
    }

    private boolean wants(@Nullable String value, @Nullable String old, Set<String> fields) {
        var left =
                "theirs".equals(settle) && disputed != null && disputed.stream().anyMatch(fields::contains);
        return !left && !Objects.equals(value, old);
    }

    AlertChange seen() {
        return new AlertChange(
                statusNamed(wasStatus),
                IncidentText.line(wasAssignedTo),
                present().classification(),
                present().determination());
    }

    /** What else the person made different, as the log names the fields; a finding by its classification. */
    List<String> undisputed(Set<String> disputed) {
        var change = change();
        var fields = new ArrayList<String>();
        if (change.assignedTo() != null && !disputed.contains("assignedTo")) {
            fields.add("assignedTo");
        }
        if (change.status() != null && !disputed.contains("status")) {
            fields.add("status");
        }
        if (change.classification() != null && Collections.disjoint(disputed, OF_FINDING)) {
            fields.add("classification");
        }
        return fields;
    }

    /** In the shape of the log, to be shown beside what others changed. */
    String wanted(String field) {
        return switch (field) {
            case "status" -> statusNamed(status).name();
            case "assignedTo" -> IncidentText.line(assignedTo);
            case "classification" -> Words.finding(finding).classification().name();
            default -> Words.finding(finding).determination().name();
        };
    }

    private static AlertStatus statusNamed(@Nullable String status) {
        return Words.named(AlertStatus.class, status, AlertStatus.NEW);
    }
}
