package securitycenter.investigations;

import java.time.Instant;
import securitycenter.alerts.ServiceSource;
import securitycenter.alerts.Severity;

/**
 * An alert of an investigation.
 *
 * @param alert its number here
 * @param id what its service calls it
 */
public record JoinedAlert(
        long alert, String id, String title, Severity severity, ServiceSource source, long incident, Instant addedAt) {}
