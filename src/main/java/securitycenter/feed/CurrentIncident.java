package securitycenter.feed;

import static java.util.stream.Collectors.toCollection;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import securitycenter.alerts.Classification;
import securitycenter.alerts.Determination;
import securitycenter.alerts.IncidentStatus;
import securitycenter.alerts.ServiceSource;
import securitycenter.alerts.Severity;
import securitycenter.homes.Sql;

/**
 * An incident as it is by now.
 *
 * @param redirectTo the incident that it became part of
 * @param summary as people and programs wrote it here, or else Microsoft's
 */
public record CurrentIncident(
        long id,
        @Nullable Long redirectTo,
        String name,
        Severity severity,
        IncidentStatus status,
        @Nullable String assignedTo,
        Classification classification,
        Determination determination,
        @Nullable String resolvingComment,
        @Nullable String summary,
        FeedWord microsofts,
        Instant createdAt,
        Instant changedAt,
        @Nullable Instant resolvedAt,
        int alerts,
        int devices,
        int users,
        int mailboxes,
        Set<ServiceSource> sources) {

    static final String SELECT = """
            select id, redirect_to, name, severity, status, assigned_to, classification, determination,
                   resolving_comment, coalesce(own_summary, source_summary) as summary, source_description,
                   source_modified_by, source_priority, created_at, changed_at, resolved_at, alerts, devices, users, mailboxes, sources
              from incident""";

    static CurrentIncident read(ResultSet row, int number) throws SQLException {
        return new CurrentIncident(
                row.getLong("id"),
                row.getObject("redirect_to", Long.class),
                row.getString("name"),
                Severity.values()[row.getInt("severity")],
                IncidentStatus.valueOf(row.getString("status")),
                row.getString("assigned_to"),
                Classification.valueOf(row.getString("classification")),
                Determination.valueOf(row.getString("determination")),
                row.getString("resolving_comment"),
                row.getString("summary"),
                new FeedWord(
                        row.getString("source_description"),
                        row.getString("source_modified_by"),
                        row.getObject("source_priority", Integer.class)),
                Sql.instant(row, "created_at"),
                Sql.instant(row, "changed_at"),
                Sql.instantOrNull(row, "resolved_at"),
                row.getInt("alerts"),
                row.getInt("devices"),
                row.getInt("users"),
                row.getInt("mailboxes"),
                sources(row.getString("sources")));
    }

    private static Set<ServiceSource> sources(String words) {
        return Arrays.stream(words.split(" "))
                .filter(word -> !word.isEmpty())
                .map(ServiceSource::valueOf)
                .collect(toCollection(() -> EnumSet.noneOf(ServiceSource.class)));
    }
}
