package securitycenter.feed;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import securitycenter.alerts.AlertStatus;
import securitycenter.alerts.Classification;
import securitycenter.alerts.Determination;
import securitycenter.alerts.ServiceSource;
import securitycenter.alerts.Severity;
import securitycenter.homes.RowCondition;
import securitycenter.homes.Sql;
import securitycenter.homes.TenantHome;

/**
 * Incidents and alerts for programs, which read them a page at a time. A page takes a few statements, and two more for
 * each handful of records.
 */
@Component
public class IncidentFeed {

    private static final String ALERTS = """
            select id, source_id, title, incident_id, severity, status, service_source, assigned_to, classification,
                   determination, investigation_id, created_at, changed_at, first_at, last_at, resolved_at,
                   octet_length(body) as bytes
              from alert join alert_body on alert_id = id""";

    /** How much the records of alerts may hold that are read together, and how many those may be. */
    private static final long BYTES_AT_A_TIME = 4 << 20;

    private static final int ALERTS_AT_A_TIME = 500;

    private record Tag(long incident, String tag, boolean system) {}

    private record Remark(long about, FeedComment comment) {}

    public List<FeedIncident> incidents(TenantHome home, FeedQuery query) {
        var sql = new FeedSql(query.where());
        var page = sql.page(query, "id");
        return completed(
                home,
                home.database()
                        .sql(CurrentIncident.SELECT + page)
                        .params(sql.parameters())
                        .query(CurrentIncident::read)
                        .list());
    }

    public Optional<FeedIncident> incident(TenantHome home, long id) {
        return completed(
                        home,
                        home.database()
                                .sql(CurrentIncident.SELECT + " where id = :id")
                                .param("id", id)
                                .query(CurrentIncident::read)
                                .list())
                .stream()
                .findFirst();
    }

    public long count(TenantHome home, @Nullable RowCondition<FeedField> where) {
        return count(home, "incident", new FeedSql(where));
    }

    /** Without their records, which {@link #withRecords} reads. */
    public List<FeedAlert> alerts(TenantHome home, FeedQuery query) {
        var sql = new FeedSql(query.where());
        var page = sql.page(query, "id");
        return alerts(home, ALERTS + page, sql.parameters());
    }

    public Optional<FeedAlert> alert(TenantHome home, String id) {
        return withRecords(home, alerts(home, ALERTS + " where source_id = :id", Map.of("id", id)))
                .findFirst();
    }

    /** Those of these that there are, by what the services call them; without their records. */
    public List<FeedAlert> alerts(TenantHome home, Collection<String> ids) {
        return alerts(home, ALERTS + " where source_id in (:ids)", Map.of("ids", ids));
    }

    /** In the same order, with records and comments, which are read some at a time: when the first of these is asked for. */
    public Stream<FeedAlert> withRecords(TenantHome home, List<FeedAlert> alerts) {
        return strides(alerts).stream().flatMap(stride -> read(home, stride).stream());
    }

    /** What is larger by itself is read by itself. */
    private static List<List<FeedAlert>> strides(List<FeedAlert> alerts) {
        var strides = new ArrayList<List<FeedAlert>>();
        var bytes = 0L;
        for (var alert : alerts) {
            bytes += alert.bytes();
            if (strides.isEmpty()
                    || bytes > BYTES_AT_A_TIME
                    || strides.getLast().size() == ALERTS_AT_A_TIME) {
                strides.add(new ArrayList<>());
                bytes = alert.bytes();
            }
            strides.getLast().add(alert);
        }
        return strides;
    }

    private static List<FeedAlert> read(TenantHome home, List<FeedAlert> alerts) {
        var numbers = alerts.stream().map(FeedAlert::number).toList();
        var bodies = new HashMap<Long, String>();
        home.database()
                .sql("select alert_id, body from alert_body where alert_id in (:ids)")
                .param("ids", numbers)
                .query(row -> {
                    bodies.put(row.getLong(1), row.getString(2));
                });
        var comments = comments(home, "alert_id", "alert_id", numbers);
        return alerts.stream()
                .map(alert -> alert.with(
                        bodies.getOrDefault(alert.number(), FeedAlert.NOT_READ),
                        comments.getOrDefault(alert.number(), List.of())))
                .toList();
    }

    /** The alerts of each of these incidents, the oldest first, without their records. */
    public Map<Long, List<FeedAlert>> alertsOf(TenantHome home, Collection<Long> incidents) {
        if (incidents.isEmpty()) {
            return Map.of();
        }
        return alerts(
                        home,
                        ALERTS + " where incident_id in (:incidents) order by created_at, id",
                        Map.of("incidents", incidents))
                .stream()
                .collect(groupingBy(FeedAlert::incident));
    }

    public long countAlerts(TenantHome home, @Nullable RowCondition<FeedField> where) {
        return count(home, "alert", new FeedSql(where));
    }

    private static long count(TenantHome home, String table, FeedSql sql) {
        return home.database()
                .sql("select count(*) from " + table + sql.where())
                .params(sql.parameters())
                .query(Long.class)
                .single();
    }

    private static List<FeedIncident> completed(TenantHome home, List<CurrentIncident> incidents) {
        if (incidents.isEmpty()) {
            return List.of();
        }
        var ids = incidents.stream().map(CurrentIncident::id).toList();
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
                .map(incident -> new FeedIncident(
                        incident,
                        tagsAmong(tags.getOrDefault(incident.id(), List.of()), false),
                        tagsAmong(tags.getOrDefault(incident.id(), List.of()), true),
                        comments.getOrDefault(incident.id(), List.of())))
                .toList();
    }

    private static List<String> tagsAmong(List<Tag> tags, boolean system) {
        return tags.stream().filter(tag -> tag.system() == system).map(Tag::tag).toList();
    }

    private static List<FeedAlert> alerts(TenantHome home, String sql, Map<String, ?> parameters) {
        return home.database()
                .sql(sql)
                .params(parameters)
                .query((row, _) -> alert(row))
                .list();
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
                        row.getLong(1), new FeedComment(row.getString(2), row.getString(3), Sql.instant(row, "at"))))
                .list()
                .stream()
                .collect(groupingBy(Remark::about, mapping(Remark::comment, toList())));
    }

    private static FeedAlert alert(ResultSet row) throws SQLException {
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
                Sql.instant(row, "created_at"),
                Sql.instant(row, "changed_at"),
                Sql.instant(row, "first_at"),
                Sql.instant(row, "last_at"),
                Sql.instantOrNull(row, "resolved_at"),
                row.getLong("bytes"),
                FeedAlert.NOT_READ,
                List.of());
    }
}
