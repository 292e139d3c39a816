package securitycenter.incidents;

import java.util.List;
import org.jspecify.annotations.Nullable;
import securitycenter.alerts.Classification;
import securitycenter.alerts.Determination;
import securitycenter.alerts.IncidentStatus;
import securitycenter.alerts.Severity;

/**
 * What somebody wants to be different about an incident. What is null stays as it is.
 *
 * @param assignedTo empty for nobody
 * @param tags instead of those that people chose before
 * @param comment joins those that are there
 * @param severity {@code UNKNOWN} to follow the alerts again
 * @param resolvingComment empty for none
 * @param summary empty for none
 */
public record IncidentChange(
        @Nullable IncidentStatus status,
        @Nullable String assignedTo,
        @Nullable Classification classification,
        @Nullable Determination determination,
        @Nullable List<String> tags,
        @Nullable String comment,
        @Nullable String displayName,
        @Nullable Severity severity,
        @Nullable String resolvingComment,
        @Nullable String summary) {

    /** The summary stays as it is. */
    public IncidentChange(
            @Nullable IncidentStatus status,
            @Nullable String assignedTo,
            @Nullable Classification classification,
            @Nullable Determination determination,
            @Nullable List<String> tags,
            @Nullable String comment,
            @Nullable String displayName,
            @Nullable Severity severity,
            @Nullable String resolvingComment) {
        this(
                status,
                assignedTo,
                classification,
                determination,
                tags,
                comment,
                displayName,
                severity,
                resolvingComment,
                null);
    }

    /** How a field is to be, as the log writes it; null where it stays. */
    public @Nullable String logged(String field) {
        return ActivityLog.text(wanted(field));
    }

    private @Nullable String wanted(String field) {
        return switch (field) {
            case "status" -> status == null ? null : status.name();
            case "assignedTo" -> assignedTo == null ? null : assignedTo.strip();
            case "classification" -> classification == null ? null : classification.name();
            case "determination" -> determination == null ? null : determination.name();
            case "tags" -> tags == null ? null : ActivityLog.tags(tags);
            case "displayName" -> displayName == null ? null : displayName.strip();
            case "severity" -> severity == null ? null : severity.name();
            case "resolvingComment" -> resolvingComment;
            case "summary" -> summary;
            default -> throw new IllegalStateException("The log has no field " + field);
        };
    }

    IncidentChange tagged(List<String> others) {
        return new IncidentChange(
                status,
                assignedTo,
                classification,
                determination,
                others,
                comment,
                displayName,
                severity,
                resolvingComment,
                summary);
    }
}
