package securitycenter.feed;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import securitycenter.alerts.Classification;
import securitycenter.alerts.Determination;
import securitycenter.alerts.IncidentStatus;
import securitycenter.alerts.Severity;

/**
 * An incident as programs read it.
 *
 * @param redirectTo the incident that it became part of
 * @param systemTags those that nobody chose
 */
public record FeedIncident(
        long id,
        @Nullable Long redirectTo,
        String name,
        Severity severity,
        IncidentStatus status,
        @Nullable String assignedTo,
        Classification classification,
        Determination determination,
        @Nullable String resolvingComment,
        FeedWord microsofts,
        Instant createdAt,
        Instant changedAt,
        List<String> tags,
        List<String> systemTags,
        List<FeedComment> comments) {

    public FeedQuery.Place place(FeedCondition.Field by) {
        return new FeedQuery.Place(by == FeedCondition.Field.CREATED ? createdAt : changedAt, id);
    }

    FeedIncident with(List<String> tags, List<String> systemTags, List<FeedComment> comments) {
        return new FeedIncident(
                id,
                redirectTo,
                name,
                severity,
                status,
                assignedTo,
                classification,
                determination,
                resolvingComment,
                microsofts,
                createdAt,
                changedAt,
                tags,
                systemTags,
                comments);
    }
}
