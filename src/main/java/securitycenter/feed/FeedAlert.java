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
 * @param body what the service told last, in Graph's shape; where it says otherwise, the other fields are right
 * @param comments that were written here
 */
public record FeedAlert(
        long number,
        String id,
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
        String body,
        List<FeedComment> comments) {

    public FeedQuery.Place place(FeedCondition.Field by) {
        return new FeedQuery.Place(by == FeedCondition.Field.CREATED ? createdAt : changedAt, number);
    }

    FeedAlert with(List<FeedComment> comments) {
        return new FeedAlert(
                number,
                id,
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
                body,
                comments);
    }
}
