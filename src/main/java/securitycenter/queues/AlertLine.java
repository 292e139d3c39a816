package securitycenter.queues;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import securitycenter.alerts.AlertStatus;
import securitycenter.alerts.Classification;
import securitycenter.alerts.Determination;
import securitycenter.alerts.EvidenceKind;
import securitycenter.alerts.InvestigationState;
import securitycenter.alerts.ServiceSource;
import securitycenter.alerts.Severity;

/**
 * One alert of a list.
 *
 * @param sourceId what its service calls it
 * @param impacted the devices, users and mailboxes that it names
 */
public record AlertLine(
        long id,
        String sourceId,
        long incident,
        String title,
        Severity severity,
        AlertStatus status,
        ServiceSource source,
        @Nullable String category,
        @Nullable String assignedTo,
        Classification classification,
        Determination determination,
        InvestigationState investigation,
        Instant createdAt,
        Instant changedAt,
        Instant firstActivity,
        Instant lastActivity,
        List<Impacted> impacted) {

    public record Impacted(EvidenceKind kind, String name) {}

    AlertLine impacting(List<Impacted> impacted) {
        return new AlertLine(
                id,
                sourceId,
                incident,
                title,
                severity,
                status,
                source,
                category,
                assignedTo,
                classification,
                determination,
                investigation,
                createdAt,
                changedAt,
                firstActivity,
                lastActivity,
                impacted);
    }
}
