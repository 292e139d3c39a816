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
        @Nullable Determination determination) {}
