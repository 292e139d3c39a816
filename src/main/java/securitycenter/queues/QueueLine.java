package securitycenter.queues;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import securitycenter.alerts.Classification;
import securitycenter.alerts.Determination;
import securitycenter.alerts.IncidentStatus;
import securitycenter.alerts.ServiceSource;
import securitycenter.alerts.Severity;

/**
 * One incident of the queue.
 *
 * @param nameIsOwn a person called it so, in whatever language
 * @param redirectTo the incident that it became part of
 * @param version what people changed, counted
 * @param tags those of people
 * @param systemTags ours and Microsoft's
 */
public record QueueLine(
        long id,
        String name,
        boolean nameIsOwn,
        Severity severity,
        IncidentStatus status,
        @Nullable Long redirectTo,
        @Nullable String assignedTo,
        Classification classification,
        Determination determination,
        Instant createdAt,
        Instant changedAt,
        Instant firstActivity,
        Instant lastActivity,
        int alerts,
        int activeAlerts,
        int devices,
        int users,
        int mailboxes,
        List<String> categories,
        List<ServiceSource> sources,
        int version,
        List<String> tags,
        List<String> systemTags) {

    /** What services and rules call something is English; null for what nobody knows. */
    public @Nullable String nameLanguage() {
        return nameIsOwn ? null : "en";
    }

    QueueLine tagged(List<String> own, List<String> system) {
        return new QueueLine(
                id,
                name,
                nameIsOwn,
                severity,
                status,
                redirectTo,
                assignedTo,
                classification,
                determination,
                createdAt,
                changedAt,
                firstActivity,
                lastActivity,
                alerts,
                activeAlerts,
                devices,
                users,
                mailboxes,
                categories,
                sources,
                version,
                own,
                system);
    }
}
