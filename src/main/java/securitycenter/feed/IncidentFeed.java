package securitycenter.feed;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import securitycenter.alerts.AlertStatus;
import securitycenter.alerts.Classification;
import securitycenter.alerts.Determination;
import securitycenter.alerts.IncidentStatus;
import securitycenter.alerts.ServiceSource;
import securitycenter.alerts.Severity;
import securitycenter.homes.TenantHome;

/** Incidents and alerts for programs, which read them a page at a time. Each page takes the same few statements. */
@Component
public class IncidentFeed {

    private static final String INCIDENTS = """
            select id, redirect_to, name, severity, status, assigned_to, classification, determination,
                   resolving_comment, source_description, source_summary, source_modified_by, source_priority,
                   created_at, changed_at
              from incident""";

    private static final String ALERTS = """
            select id, source_id, title, incident_id, severity, status, service_source, assigned_to, classification,
                   determination, investigation_id, created_at, changed_at, first_at, last_at, resolved_at,
                   octet_length(body) as bytes
              from alert join alert_body on alert_id = id""";

    /** How much the records of alerts may hold that are read together. */
    private static final long MOST_BYTES = 32L << 20;

    private static final String EVERY_INCIDENT = "true";

    private static final String NOT_GONE = "not is_gone";

    private record Tag(long incident, String tag, boolean system) {}

    private record Remark(long about, FeedComment comment) {}

    public List<FeedIncident> incidents(TenantHome home, FeedQuery query) {
        var sql = new FeedSql(EVERY_INCIDENT, query.where());
        var page = sql.page(query, "id");
        return completed(
                home,
                home.database()
                        .sql(INCIDENTS + page)
                        .params(sql.parameters())
                        .query((row, _) -> incident(row))
                        .list());
    }

    public Optional<FeedIncident> incident(TenantHome home, long id) {
        return completed(
                        home,
                        home.database()
                                .sql(INCIDENTS + " where id = :id")
                                .param("id", id)
                                .query((row, _) -> incident(row))
                                .list())
                .stream()
                .findFirst();
    }

    public long count(TenantHome home, @Nullable FeedCondition where) {
        return count(home, "incident", new FeedSql(EVERY_INCIDENT, where));
    }

    /** Without their records, whose size they name: {@link #withRecords} reads as many as somebody can take. */
    public List<FeedAlert> alerts(TenantHome home, FeedQuery query) {
        var sql = new FeedSql(NOT_GONE, query.where());
        var page = sql.page(query, "id");
        return alerts(home, ALERTS + page, sql.parameters());
    }

    public Optional<FeedAlert> alert(TenantHome home, String id) {
        return withRecords(home, alerts(home, ALERTS + " where " + NOT_GONE + " and source_id = :id", Map.of("id", id)))
                .stream()
                .findFirst();
    }

    public List<FeedAlert> withRecords(TenantHome home, List<FeedAlert> alerts) {
        if (alerts.isEmpty()) {
            return List.of();
        }
        var bodies = new HashMap<Long, String>();
        home.database()
                .sql("select alert_id, body from alert_body where alert_id in (:ids)")
                .param("ids", alerts.stream().map(FeedAlert::number).toList())
                .query(row -> {
                    bodies.put(row.getLong(1), row.getString(2));
                });
        return alerts.stream()
                .map(alert -> alert.with(bodies.getOrDefault(alert.number(), FeedAlert.NOT_READ), alert.comments()))
                .toList();
    }

    /** How much the records of the alerts of each of these incidents hold; absent where there are no alerts. */
    public Map<Long, Long> bytesOf(TenantHome home, Collection<Long> incidents) {
        var bytes = new HashMap<Long, Long>();
        if (!incidents.isEmpty()) {
            home.database()
                    .sql(
                            "select incident_id, sum(octet_length(body)) from alert join alert_body on alert_id = id where "
                                    + NOT_GONE + " and incident_id in (:incidents) group by incident_id")
                    .param("incidents", incidents)
                    .query(row -> {
                        bytes.put(row.getLong(1), row.getLong(2));
                    });
        }
        return bytes;
    }

    /** The alerts of each of these incidents, the oldest first; without their records where those are too much to be read. */
    public Map<Long, List<FeedAlert>> alertsOf(TenantHome home, Collection<Long> incidents) {
        if (incidents.isEmpty()) {
            return Map.of();
        }
        var alerts = alerts(
                home,
                ALERTS + " where " + NOT_GONE + " and incident_id in (:incidents) order by created_at, id",
                Map.of("incidents", incidents));
        var fit = alerts.stream().mapToLong(FeedAlert::bytes).sum() <= MOST_BYTES;
        return (fit ? withRecords(home, alerts) : alerts).stream().collect(groupingBy(FeedAlert::incident));
    }

    public long countAlerts(TenantHome home, @Nullable FeedCondition where) {
        return count(home, "alert", new FeedSql(NOT_GONE, where));
    }

    private static long count(TenantHome home, String table, FeedSql sql) {
        return home.database()
                .sql("select count(*) from " + table + sql.where())
                .params(sql.parameters())
                .query(Long.class)
                .single();
    }

    private static List<FeedIncident> completed(TenantHome home, List<FeedIncident> incidents) {
        if (incidents.isEmpty()) {
            return List.of();
        }
        var ids = incidents.stream().map(FeedIncident::id).toList();
        var tags = home
                .database()
                .sql("select incident_id, tag, is_system from incident_tag where incident_id in (:ids) order by tag")
                .param("ids", ids)
                .query((row, _) -> new Tag(row.getLong(1), row.getString(2), row.getBoolean(3)))
                .list()
                .stream()
                .collect(groupingBy(Tag::incident));
        var comments = comments(home, "alert_id is null and incident_id", "incident_id", ids);
        return incidents.stream()
                .map(incident -> incident.with(
                        tagsAmong(tags.getOrDefault(incident.id(), List.of()), false),
                        tagsAmong(tags.getOrDefault(incident.id(), List.of()), true),
                        comments.getOrDefault(incident.id(), List.of())))
                .toList();
    }

    private static List<String> tagsAmong(List<Tag> tags, boolean system) {
        return tags.stream().filter(tag -> tag.system() == system).map(Tag::tag).toList();
    }

    private static List<FeedAlert> alerts(TenantHome home, String sql, Map<String, ?> parameters) {
        var alerts = home.database()
                .sql(sql)
                .params(parameters)
                .query((row, _) -> alert(row))
                .list();
        if (alerts.isEmpty()) {
            return List.of();
        }
        var comments = comments(
                home,
                "alert_id",
                "alert_id",
                alerts.stream().map(FeedAlert::number).toList());
        return alerts.stream()
                .map(alert -> alert.with(alert.body(), comments.getOrDefault(alert.number(), List.of())))
                .toList();
    }

    /** The oldest first, without older texts of what was edited. */
    private static Map<Long, List<FeedComment>> comments(TenantHome home, String which, String about, List<Long> ids) {
        return home
                .database()
                .sql(
                        "select %s, body, author, at from incident_comment where older_of is null and %s in (:ids) order by at, id"
                                .formatted(about, which))
                .param("ids", ids)
                .query((row, _) -> new Remark(
                        row.getLong(1), new FeedComment(row.getString(2), row.getString(3), time(row, "at"))))
                .list()
                .stream()
                .collect(groupingBy(Remark::about, mapping(Remark::comment, toList())));
    }

    private static FeedIncident incident(ResultSet row) throws SQLException {
        return new FeedIncident(
                row.getLong("id"),
                row.getObject("redirect_to", Long.class),
                row.getString("name"),
                Severity.values()[row.getInt("severity")],
                IncidentStatus.valueOf(row.getString("status")),
                row.getString("assigned_to"),
                Classification.valueOf(row.getString("classification")),
                Determination.valueOf(row.getString("determination")),
                row.getString("resolving_comment"),
                new FeedWord(
                        row.getString("source_description"),
                        row.getString("source_summary"),
                        row.getString("source_modified_by"),
                        row.getObject("source_priority", Integer.class)),
                time(row, "created_at"),
                time(row, "changed_at"),
                List.of(),
                List.of(),
                List.of());
    }

    private static FeedAlert alert(ResultSet row) throws SQLException {
        var resolved = row.getObject("resolved_at", OffsetDateTime.class);
        return new FeedAlert(
                row.getLong("id"),
                row.getString("source_id"),
                row.getString("title"),
                row.getLong("incident_id"),
                Severity.values()[row.getInt("severity")],
                AlertStatus.valueOf(row.getString("status")),
                ServiceSource.valueOf(row.getString("service_source")),
                row.getString("assigned_to"),
                Classification.valueOf(row.getString("classification")),
                Determination.valueOf(row.getString("determination")),
                row.getString("investigation_id"),
                time(row, "created_at"),
                time(row, "changed_at"),
                time(row, "first_at"),
                time(row, "last_at"),
                resolved == null ? null : resolved.toInstant(),
                row.getLong("bytes"),
                FeedAlert.NOT_READ,
                List.of());
    }

    private static Instant time(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
