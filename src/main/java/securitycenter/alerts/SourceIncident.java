package securitycenter.alerts;

import static java.util.Objects.requireNonNullElse;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An incident as Microsoft has it.
 *
 * @param redirectedTo the incident that this one became part of
 * @param modifiedBy who changed it last there
 * @param priority Microsoft's score for it
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
        @Nullable String description,
        @Nullable String summary,
        @Nullable String modifiedBy,
        @Nullable Integer priority,
        List<SourceComment> comments,
        Instant createdAt,
        Instant updatedAt,
        @Nullable List<Alert> alerts) {

    public SourceIncident {
        // What an earlier version has written down has none.
        comments = requireNonNullElse(comments, List.of());
    }

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
                description,
                summary,
                modifiedBy,
                priority,
                comments,
                createdAt,
                updatedAt,
                some);
    }
}
