package securitycenter.feed;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import securitycenter.alerts.AlertStatus;
import securitycenter.alerts.Classification;
import securitycenter.alerts.Determination;
import securitycenter.alerts.ServiceSource;
import securitycenter.alerts.Severity;

/**
 * An alert as programs read it.
 *
 * @param number ours, which nobody else knows
 * @param id what the service calls it
 * @param incident that it is in
 * @param bytes how much its record holds
 * @param body the record: what the service told last, in Graph's shape; where it says otherwise, the other fields are right; empty
 *     where it was not read
 * @param comments that were written here
 */
public record FeedAlert(
        long number,
        String id,
        String title,
        long incident,
        Severity severity,
        AlertStatus status,
        ServiceSource source,
        @Nullable String assignedTo,
        Classification classification,
        Determination determination,
        @Nullable String investigationId,
        Instant createdAt,
        Instant changedAt,
        Instant firstActivity,
        Instant lastActivity,
        @Nullable Instant resolvedAt,
        long bytes,
        String body,
        List<FeedComment> comments) {

    /** A record that was not read. */
    static final String NOT_READ = "{}";

    public FeedQuery.Place place(FeedField by) {
        return new FeedQuery.Place(by == FeedField.CREATED ? createdAt : changedAt, number);
    }

    FeedAlert with(String body, List<FeedComment> comments) {
        return new FeedAlert(
                number,
                id,
                title,
                incident,
                severity,
                status,
                source,
                assignedTo,
                classification,
                determination,
                investigationId,
                createdAt,
                changedAt,
                firstActivity,
                lastActivity,
                resolvedAt,
                bytes,
                body,
                comments);
    }
}
