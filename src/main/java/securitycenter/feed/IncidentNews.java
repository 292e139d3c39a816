package securitycenter.feed;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import securitycenter.alerts.AlertReader;
import securitycenter.alerts.Evidence;
import securitycenter.alerts.ServiceSource;
import securitycenter.alerts.Severity;
import securitycenter.homes.Sql;
import securitycenter.homes.TenantHome;
import securitycenter.incidents.DeviceGroups;
import securitycenter.incidents.Parts;
import tools.jackson.databind.json.JsonMapper;

/**
 * What has happened in a home since somebody looked last. Alerts are numbered, and changes are dated, in the order in
 * which they were committed, so nothing appears behind the place up to which somebody has read.
 */
@Component
public class IncidentNews {

    private static final JsonMapper JSON = new JsonMapper();

    /**
     * How far the news have got.
     *
     * @param alert the newest alert's number
     * @param incident the newest incident's number
     * @param change when an incident was changed last
     */
    public record Newest(long alert, long incident, Instant change) {}

    /**
     * An alert that came.
     *
     * @param incident that it is shown in by now
     * @param createdAt when the service found it
     * @param incidentSince when that incident was made
     */
    public record NewAlert(
            long number,
            long incident,
            String title,
            Severity severity,
            ServiceSource source,
            Instant createdAt,
            Instant incidentSince) {

        public NewAlert ofSeverity(Severity other) {
            return new NewAlert(number, incident, title, other, source, createdAt, incidentSince);
        }
    }

    /** An alert of which something changed: what its service told of it, or what a person did with it. */
    public record ChangedAlert(long number, Instant at) {}

    private static final String ALERTS = """
            select a.id, a.incident_id, a.title, a.severity, a.service_source, a.created_at, i.created_at as incident_since
            from alert a join incident i on i.id = a.incident_id where\s""";

    private final Clock clock;

    IncidentNews(Clock clock) {
        this.clock = clock;
    }

    public Newest newest(TenantHome home) {
        return home.database()
                .sql("""
                        select next_alert - 1 as alert, next_incident - 1 as incident,
                            (select max(changed_at) from incident) as changed
                        from grouping where id = 1""")
                .query((row, _) -> new Newest(
                        row.getLong("alert"),
                        row.getLong("incident"),
                        Optional.ofNullable(Sql.instantOrNull(row, "changed")).orElse(Instant.EPOCH)))
                .single();
    }

    /** The alerts that came after that one, the oldest first. */
    public List<NewAlert> alertsAfter(TenantHome home, long number, int atMost) {
        return home.database()
                .sql(ALERTS + "a.id > ? order by a.id limit ?")
                .params(number, atMost)
                .query((row, _) -> alert(row))
                .list();
    }

    /** The alerts that changed after this one did, the earliest change first; one that came has changed, too. */
    public List<ChangedAlert> alertsChangedAfter(TenantHome home, Instant change, long number, int atMost) {
        return home.database()
                .sql("""
                        select id, changed_at from alert where changed_at >= ? and (changed_at > ? or id > ?)
                        order by changed_at, id limit ?""")
                .params(Sql.time(change), Sql.time(change), number, atMost)
                .query((row, _) -> new ChangedAlert(row.getLong(1), Sql.instant(row, "changed_at")))
                .list();
    }

    /** Those of these alerts that are still there, in their order. */
    public List<NewAlert> alerts(TenantHome home, Collection<Long> numbers) {
        return home.database()
                .sql(ALERTS + "a.id = any(?) order by a.id")
                .param(Sql.numbers(numbers))
                .query((row, _) -> alert(row))
                .list();
    }

    /** Those that are shown in an incident. */
    public List<NewAlert> alertsOf(TenantHome home, long incident) {
        return home.database()
                .sql(ALERTS + "a.incident_id = ? order by a.id")
                .param(incident)
                .query((row, _) -> alert(row))
                .list();
    }

    /** The incidents that changed after this one did, the earliest change first. */
    public List<CurrentIncident> changedAfter(TenantHome home, Instant change, long incident, int atMost) {
        return home.database()
                .sql(CurrentIncident.SELECT
                        + " where changed_at >= ? and (changed_at > ? or id > ?) order by changed_at, id limit ?")
                .params(Sql.time(change), Sql.time(change), incident, atMost)
                .query(CurrentIncident::read)
                .list();
    }

    /** The incident, or the one that it became part of. */
    public Optional<CurrentIncident> shown(TenantHome home, long id) {
        var found = home.database()
                .sql(CurrentIncident.SELECT + " where id = ?")
                .param(id)
                .query(CurrentIncident::read)
                .optional();
        return found.map(CurrentIncident::redirectTo).map(to -> shown(home, to)).orElse(found);
    }

    /** The incident itself and all that became part of it. */
    public List<Long> partsOf(TenantHome home, long incident) {
        return Stream.concat(Stream.of(incident), Parts.of(home, List.of(incident)).stream())
                .toList();
    }

    /** The device groups of the devices that an alert names. */
    public Set<String> deviceGroups(TenantHome home, long alert) {
        var groups = new HashSet<String>();
        home.database()
                .sql("select body from alert_body where alert_id = ?")
                .param(alert)
                .query(String.class)
                .optional()
                .flatMap(body -> AlertReader.read(JSON.readTree(body), clock.instant()))
                .ifPresent(told -> told.evidence(Evidence.Device.class).stream()
                        .map(Evidence.Device::group)
                        .filter(group -> group != null && !group.isBlank())
                        .forEach(groups::add));
        return groups;
    }

    /** The device groups of the devices that the alerts of each of these incidents name. */
    public Map<Long, Set<String>> deviceGroupsOf(TenantHome home, Collection<Long> incidents) {
        return DeviceGroups.written(home.database(), incidents);
    }

    private static NewAlert alert(ResultSet row) throws SQLException {
        return new NewAlert(
                row.getLong("id"),
                row.getLong("incident_id"),
                row.getString("title"),
                Severity.values()[row.getInt("severity")],
                ServiceSource.valueOf(row.getString("service_source")),
                Sql.instant(row, "created_at"),
                Sql.instant(row, "incident_since"));
    }
}
