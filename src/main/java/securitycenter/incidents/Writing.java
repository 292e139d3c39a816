package securitycenter.incidents;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.support.SqlArrayValue;
import securitycenter.alerts.Alert;
import securitycenter.alerts.AlertStatus;
import securitycenter.alerts.Text;
import securitycenter.alerts.UserName;
import securitycenter.correlation.Entity;
import securitycenter.correlation.Group;
import securitycenter.correlation.Link;
import securitycenter.correlation.Presence;
import securitycenter.homes.Sql;
import securitycenter.homes.TenantHome;
import securitycenter.incidents.Batch.Arrival;
import tools.jackson.databind.json.JsonMapper;

/** Writes what a batch has come to, as many rows at once as can be. */
final class Writing {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int MOST_LINKS = 8;
    private static final int LONGEST_LINKS = 4_000;

    private static final Pattern TECHNIQUE = Pattern.compile("[A-Z]{1,2}\\d{4}(\\.\\d{3})?");

    /** As many as fit into the column. */
    private static final int MOST_TECHNIQUES = 90;

    private static final String NEW_INCIDENT = """
            insert into incident (id, source_id, name, name_is_own, severity, severity_is_own, status, status_is_own,
                is_open, assigned_is_own, classification, determination, classified_is_own, tags_are_own, created_at,
                changed_at, first_at, last_at, alerts, active_alerts, entities, devices, users, mailboxes, categories, sources,
                version)
            values (?, ?, ?, false, ?, false, 'ACTIVE', false, true, false, 'UNKNOWN', 'UNKNOWN', false, false, ?, ?, ?, ?,
                ?, ?, ?, ?, ?, ?, ?, ?, 0)""";

    private static final String NEW_ALERT = """
            insert into alert (id, source_id, source_updated_at, source_incident, is_streamed, group_id, incident_id,
                placed_by_person, links, entities, title, severity, status, is_open, service_source, detection_source,
                category, techniques, threat, assigned_to, assignee, classification, determination, status_is_own,
                assigned_is_own, classified_is_own, investigation_id,
                investigation_state, created_at, changed_at, resolved_at, first_at, last_at, version)
            values (?, ?, ?, ?, ?, ?, ?, false, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, false, false, false, ?, ?, ?, ?, ?, ?, ?, 0)""";

    private static final String CHANGED_ALERT = """
            update alert set source_updated_at = ?, source_incident = ?, is_streamed = ?, group_id = ?, incident_id = ?,
                links = coalesce(links, ?), entities = ?, title = ?, severity = ?, service_source = ?,
                detection_source = ?, category = ?, techniques = ?, threat = ?, investigation_id = ?,
                investigation_state = ?, changed_at = ?, first_at = ?, last_at = ?,
                status = case when status_is_own then status else ? end, is_open = case when status_is_own then is_open else ? end,
                resolved_at = case when status_is_own then resolved_at else ? end,
                assigned_to = case when assigned_is_own or assignee = ? then assigned_to else ? end,
                assignee = case when assigned_is_own then assignee else ? end,
                classification = case when classified_is_own then classification else ? end,
                determination = case when classified_is_own then determination else ? end
            where id = ?""";

    private final TenantHome home;
    private final Instant now;
    private final List<Object[]> newIncidents = new ArrayList<>();
    private final List<Object[]> newAlerts = new ArrayList<>();
    private final List<Object[]> newBodies = new ArrayList<>();
    private final List<Object[]> changedAlerts = new ArrayList<>();
    private final List<Object[]> changedBodies = new ArrayList<>();

    Writing(TenantHome home, Instant now) {
        this.home = home;
        this.now = now;
    }

    /** @param alerts those of the group that are shown in it; what is known of them from before is summed up later */
    void start(Group group, List<Arrival> alerts, List<Presence> presences) {
        var summary = alerts.stream()
                .map(Arrival::alert)
                .map(Summary::of)
                .reduce(Summary::and)
                .orElseGet(() -> Summary.none(now));
        var impact = Impact.of(presences);
        var title = alerts.isEmpty() ? "" : alerts.getFirst().alert().title();
        newIncidents.add(new Object[] {
            group.id(),
            group.sourceId(),
            IncidentName.of(summary, impact, title),
            summary.severity().ordinal(),
            Sql.time(group.createdAt()),
            Sql.time(now),
            Sql.time(summary.first()),
            Sql.time(summary.last()),
            summary.alerts(),
            summary.active(),
            impact.entities(),
            impact.devices(),
            impact.users(),
            impact.mailboxes(),
            Sums.categories(summary),
            Sums.sources(summary)
        });
    }

    void put(Arrival arrival, Teller teller) {
        var body = arrival.alert().bodyText();
        if (arrival.stored() == null) {
            newAlerts.add(newAlert(arrival, teller));
            newBodies.add(new Object[] {body, arrival.id()});
        } else {
            changedAlerts.add(changedAlert(arrival, teller));
            changedBodies.add(new Object[] {body, arrival.id()});
        }
    }

    private Object[] newAlert(Arrival arrival, Teller teller) {
        var alert = arrival.alert();
        return new Object[] {
            arrival.id(),
            alert.id(),
            Sql.time(alert.updatedAt()),
            arrival.sourceIncident(),
            teller == Teller.STREAM,
            arrival.group().id(),
            arrival.group().shown().id(),
            links(arrival.links()),
            entities(arrival),
            alert.title(),
            alert.severity().ordinal(),
            alert.status().name(),
            alert.status() != AlertStatus.RESOLVED,
            alert.source().name(),
            alert.detectionSource(),
            alert.category(),
            techniques(alert),
            alert.threat(),
            alert.assignedTo(),
            UserName.key(alert.assignedTo()),
            alert.classification().name(),
            alert.determination().name(),
            alert.investigationId(),
            alert.investigationState().name(),
            Sql.time(alert.createdAt()),
            Sql.time(now),
            Sql.timeOrNull(alert.resolvedAt()),
            Sql.time(alert.firstActivity()),
            Sql.time(alert.lastActivity())
        };
    }

    private Object[] changedAlert(Arrival arrival, Teller teller) {
        var alert = arrival.alert();
        return new Object[] {
            Sql.time(alert.updatedAt()),
            arrival.sourceIncident(),
            teller == Teller.STREAM,
            arrival.group().id(),
            arrival.group().shown().id(),
            links(arrival.links()),
            entities(arrival),
            alert.title(),
            alert.severity().ordinal(),
            alert.source().name(),
            alert.detectionSource(),
            alert.category(),
            techniques(alert),
            alert.threat(),
            alert.investigationId(),
            alert.investigationState().name(),
            Sql.time(now),
            Sql.time(alert.firstActivity()),
            Sql.time(alert.lastActivity()),
            alert.status().name(),
            alert.status() != AlertStatus.RESOLVED,
            Sql.timeOrNull(alert.resolvedAt()),
            UserName.key(alert.assignedTo()),
            alert.assignedTo(),
            UserName.key(alert.assignedTo()),
            alert.classification().name(),
            alert.determination().name(),
            arrival.id()
        };
    }

    private static SqlArrayValue entities(Arrival arrival) {
        return Sql.uuids(arrival.entities().stream().map(Entity::id).toList());
    }

    private static String techniques(Alert alert) {
        return alert.techniques().stream()
                .filter(technique -> TECHNIQUE.matcher(technique).matches())
                .limit(MOST_TECHNIQUES)
                .collect(Collectors.joining(" "));
    }

    /** What has several names, and links by each of them, is said once. As many as fit into the column. */
    private static @Nullable String links(List<Link> links) {
        var said = new HashSet<String>();
        var reasons = links.stream()
                .filter(link -> said.add(link.rule() + link.name()))
                .limit(MOST_LINKS)
                .map(link -> new Reason(
                        link.rule(),
                        link.kind(),
                        Text.within(200, link.name()),
                        link.after().toSeconds(),
                        link.within() == null ? null : link.within().toSeconds(),
                        link.other() == 0 ? null : link.other()))
                .toList();
        var json = JSON.writeValueAsString(reasons);
        while (json.length() > LONGEST_LINKS) {
            reasons = reasons.subList(0, reasons.size() - 1);
            json = JSON.writeValueAsString(reasons);
        }
        return reasons.isEmpty() ? null : json;
    }

    void flush() {
        Sql.write(home, NEW_INCIDENT, newIncidents);
        Sql.write(home, NEW_ALERT, newAlerts);
        Sql.write(home, "insert into alert_body (body, alert_id) values (?, ?)", newBodies);
        Sql.write(home, CHANGED_ALERT, changedAlerts);
        Sql.write(home, "update alert_body set body = ? where alert_id = ?", changedBodies);
    }
}
