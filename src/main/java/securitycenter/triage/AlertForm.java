package securitycenter.triage;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.validation.BindingResult;
import securitycenter.alerts.AlertStatus;
import securitycenter.casefiles.IncidentFile.AlertLine;
import securitycenter.incidents.AlertChange;

/**
 * The form on which an alert is managed.
 *
 * @param finding classification and determination with a blank between
 * @param wasStatus as all that follows: how it stood before the person's eyes
 */
record AlertForm(
        @Nullable String status,
        @Nullable String assignedTo,
        @Nullable String finding,
        @Nullable String wasStatus,
        @Nullable String wasAssignedTo,
        @Nullable String wasFinding) {

    static AlertForm of(AlertLine alert) {
        var assigned = alert.assignedTo() == null ? "" : alert.assignedTo();
        var finding = alert.classification() + " " + alert.determination();
        return new AlertForm(
                alert.status().name(), assigned, finding, alert.status().name(), assigned, finding);
    }

    /** What the person chose, on top of how it stands by now. */
    AlertForm on(AlertLine alert) {
        var now = of(alert);
        return new AlertForm(status, assignedTo, finding, now.status, now.assignedTo, now.finding);
    }

    void check(BindingResult problems) {
        IncidentText.checkPerson(assignedTo, problems);
        if (!Objects.equals(finding, wasFinding) && !ChosenFinding.read(finding).isListed()) {
            problems.rejectValue("finding", "incident.problem.determination");
        }
    }

    AlertChange change() {
        var isOther = !Objects.equals(finding, wasFinding);
        return new AlertChange(
                Objects.equals(status, wasStatus) ? null : named(AlertStatus.class, status, AlertStatus.NEW),
                Objects.equals(assignedTo, wasAssignedTo) ? null : IncidentText.line(assignedTo),
                isOther ? ChosenFinding.read(finding).classification() : null,
                isOther ? ChosenFinding.read(finding).determination() : null);
    }

    AlertChange seen() {
        return new AlertChange(
                named(AlertStatus.class, wasStatus, AlertStatus.NEW),
                IncidentText.line(wasAssignedTo),
                ChosenFinding.read(wasFinding).classification(),
                ChosenFinding.read(wasFinding).determination());
    }

    /** In the shape of the log, to be shown beside what others changed. */
    String wanted(String field) {
        return switch (field) {
            case "status" -> named(AlertStatus.class, status, AlertStatus.NEW).name();
            case "assignedTo" -> IncidentText.line(assignedTo);
            case "classification" ->
                ChosenFinding.read(finding).classification().name();
            default -> ChosenFinding.read(finding).determination().name();
        };
    }

    /** What the alert turned out to be at Microsoft only. */
    public @Nullable ChosenFinding unlisted() {
        var before = ChosenFinding.read(wasFinding);
        return before.isListed() ? null : before;
    }

    private static <E extends Enum<E>> E named(Class<E> type, @Nullable String name, E otherwise) {
        return Arrays.stream(type.getEnumConstants())
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElse(otherwise);
    }
}
