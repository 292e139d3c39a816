package securitycenter.incidents;

import org.jspecify.annotations.Nullable;
import securitycenter.alerts.AlertStatus;
import securitycenter.alerts.Classification;
import securitycenter.alerts.Determination;

/**
 * What somebody wants to be different about an alert. What is null stays as it is.
 *
 * @param assignedTo empty for nobody
 */
public record AlertChange(
        @Nullable AlertStatus status,
        @Nullable String assignedTo,
        @Nullable Classification classification,
        @Nullable Determination determination) {

    /** How a field is to be, as the log writes it; null where it stays. */
    public @Nullable String logged(String field) {
        return switch (field) {
            case "status" -> status == null ? null : status.name();
            case "assignedTo" -> assignedTo == null ? null : assignedTo.strip();
            case "classification" -> classification == null ? null : classification.name();
            default -> determination == null ? null : determination.name();
        };
    }
}
