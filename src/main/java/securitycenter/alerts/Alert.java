package securitycenter.alerts;

import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * One finding of one supported service, as it was last told.
 *
 * @param id what the service calls it, for example {@code da637401234567890123_-1203498576}
 * @param incidentId the incident that Microsoft put it in; null where nobody said
 * @param firstActivity never before 1990 nor in the future: what the service said of it may stand in {@code body} only
 * @param updatedAt when it was last changed in the service
 * @param body the whole of it, in Graph's shape
 */
public record Alert(
        String id,
        @Nullable String incidentId,
        String title,
        Severity severity,
        AlertStatus status,
        ServiceSource source,
        @Nullable String detectionSource,
        @Nullable String category,
        List<String> techniques,
        Instant createdAt,
        Instant updatedAt,
        Instant firstActivity,
        Instant lastActivity,
        @Nullable Instant resolvedAt,
        @Nullable String assignedTo,
        Classification classification,
        Determination determination,
        InvestigationState investigationState,
        @Nullable String investigationId,
        @Nullable String threat,
        List<Evidence> evidence,
        ObjectNode body) {

    /** Of whichever kind, and those within others too. */
    public <E extends Evidence> List<E> evidence(Class<E> kind) {
        return evidence.stream()
                .mapMulti(Alert::withParts)
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    /** The body as text that a database takes. */
    public String bodyText() {
        return Json.storable(body.toString());
    }

    private static void withParts(Evidence evidence, Consumer<Evidence> sink) {
        sink.accept(evidence);
        if (evidence instanceof Evidence.Other(var _, var _, var _, var parts)) {
            parts.forEach(part -> withParts(part, sink));
        }
    }
}
