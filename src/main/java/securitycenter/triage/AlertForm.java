package securitycenter.triage;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.validation.BindingResult;
import securitycenter.alerts.AlertStatus;
import securitycenter.alerts.Classification;
import securitycenter.alerts.Determination;
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
        if (!classification(finding).goesWith(determination(finding))) {
            problems.rejectValue("finding", "incident.problem.determination");
        }
    }

    AlertChange change() {
        var isOther = !Objects.equals(finding, wasFinding);
        return new AlertChange(
                Objects.equals(status, wasStatus) ? null : named(AlertStatus.class, status, AlertStatus.NEW),
                Objects.equals(assignedTo, wasAssignedTo) ? null : IncidentText.line(assignedTo),
                isOther ? classification(finding) : null,
                isOther ? determination(finding) : null);
    }

    AlertChange seen() {
        return new AlertChange(
                named(AlertStatus.class, wasStatus, AlertStatus.NEW),
                IncidentText.line(wasAssignedTo),
                classification(wasFinding),
                determination(wasFinding));
    }

    /** In the shape of the log, to be shown beside what others changed. */
    String wanted(String field) {
        return switch (field) {
            case "status" -> named(AlertStatus.class, status, AlertStatus.NEW).name();
            case "assignedTo" -> IncidentText.line(assignedTo);
            case "classification" -> classification(finding).name();
            default -> determination(finding).name();
        };
    }

    private static Classification classification(@Nullable String finding) {
        return named(Classification.class, part(finding, 0), Classification.UNKNOWN);
    }

    private static Determination determination(@Nullable String finding) {
        return named(Determination.class, part(finding, 1), Determination.UNKNOWN);
    }

    private static @Nullable String part(@Nullable String finding, int part) {
        var parts = finding == null ? new String[0] : finding.split(" ");
        return part < parts.length ? parts[part] : null;
    }

    private static <E extends Enum<E>> E named(Class<E> type, @Nullable String name, E otherwise) {
        return Arrays.stream(type.getEnumConstants())
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElse(otherwise);
    }
}
