package securitycenter.alerts;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An incident as Microsoft has it.
 *
 * @param redirectedTo the incident that this one became part of
 * @param alerts null where they were not asked for, which does not mean that there are none
 */
public record SourceIncident(
        String id,
        String name,
        IncidentStatus status,
        Severity severity,
        @Nullable String redirectedTo,
        @Nullable String assignedTo,
        Classification classification,
        Determination determination,
        List<String> customTags,
        List<String> systemTags,
        @Nullable String resolvingComment,
        Instant createdAt,
        Instant updatedAt,
        @Nullable List<Alert> alerts) {

    /** With these alerts only. */
    public SourceIncident withAlerts(List<Alert> some) {
        return new SourceIncident(
                id,
                name,
                status,
                severity,
                redirectedTo,
                assignedTo,
                classification,
                determination,
                customTags,
                systemTags,
                resolvingComment,
                createdAt,
                updatedAt,
                some);
    }
}
