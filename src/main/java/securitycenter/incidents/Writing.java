package securitycenter.incidents;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.support.SqlArrayValue;
import securitycenter.alerts.Alert;
import securitycenter.alerts.AlertReader;
import securitycenter.alerts.AlertStatus;
import securitycenter.alerts.EvidenceKind;
import securitycenter.alerts.IncidentStatus;
import securitycenter.alerts.ServiceSource;
import securitycenter.alerts.Severity;
import securitycenter.correlation.CorrelationSettings;
import securitycenter.correlation.Entities;
import securitycenter.correlation.Entity;
import securitycenter.correlation.EntityKind;
import securitycenter.correlation.Group;
import securitycenter.correlation.Link;
import securitycenter.correlation.Presence;
import securitycenter.homes.TenantHome;
import securitycenter.incidents.Batch.Arrival;
import tools.jackson.databind.json.JsonMapper;

/** Writes what a batch has come to, as many rows at once as can be. */
final class Writing {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int MOST_LINKS = 8;
    private static final int LONGEST_LINKS = 4_000;
    private static final int MOST_ALERTS_TO_REBUILD = 2_000;

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
                category, techniques, threat, assigned_to, classification, determination, worked_on, investigation_id,
                investigation_state, created_at, changed_at, resolved_at, first_at, last_at, is_gone, version)
            values (?, ?, ?, ?, ?, ?, ?, false, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, false, ?, ?, ?, ?, ?, ?, ?, false,
                0)""";

    private static final String CHANGED_ALERT = """
            update alert set source_updated_at = ?, source_incident = ?, is_streamed = ?, group_id = ?, incident_id = ?,
                links = coalesce(links, ?), entities = ?, title = ?, severity = ?, service_source = ?,
                detection_source = ?, category = ?, techniques = ?, threat = ?, investigation_id = ?,
                investigation_state = ?, changed_at = ?, first_at = ?, last_at = ?, is_gone = false,
                status = case when worked_on then status else ? end, is_open = case when worked_on then is_open else ? end,
                resolved_at = case when worked_on then resolved_at else ? end,
                assigned_to = case when worked_on then assigned_to else ? end,
                classification = case when worked_on then classification else ? end,
                determination = case when worked_on then determination else ? end
            where id = ?""";

    private static final String NEW_PRESENCE = """
            insert into presence (is_open, kind, name, same_as, evidence, first_at, last_at, alerts, verdict, remediation,
                group_id, entity)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";

    private static final String CHANGED_PRESENCE = """
            update presence set is_open = ?, kind = ?, name = ?, same_as = ?, evidence = ?, first_at = ?, last_at = ?,
                alerts = ?, verdict = ?, remediation = ?
            where group_id = ? and entity = ?""";

    private final TenantHome home;
    private final Instant now;
    private final List<Object[]> newIncidents = new ArrayList<>();
    private final List<Object[]> newAlerts = new ArrayList<>();
    private final List<Object[]> newBodies = new ArrayList<>();
    private final List<Object[]> changedAlerts = new ArrayList<>();
    private final List<Object[]> changedBodies = new ArrayList<>();
    private final List<Object[]> newPresences = new ArrayList<>();
    private final List<Object[]> changedPresences = new ArrayList<>();

    Writing(TenantHome home, Instant now) {
        this.home = home;
        this.now = now;
    }

    /** @param alerts those of the group that are shown in it, all of them new */
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
            String.join(" ", summary.categories()),
            words(summary)
        });
    }

    private static String words(Summary summary) {
        return summary.sources().stream().map(ServiceSource::name).collect(Collectors.joining(" "));
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
            alert.incidentId(),
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
            alert.incidentId(),
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
            alert.assignedTo(),
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
                .filter(technique -> technique.matches("[A-Z]{1,2}\\d{4}(\\.\\d{3})?"))
                .limit(100)
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
                        link.between().toSeconds()))
                .toList();
        var json = JSON.writeValueAsString(reasons);
        while (json.length() > LONGEST_LINKS) {
            reasons = reasons.subList(0, reasons.size() - 1);
            json = JSON.writeValueAsString(reasons);
        }
        return reasons.isEmpty() ? null : json;
    }

    void put(Group group, Presence presence, boolean isStored) {
        var entity = presence.entity();
        (isStored ? changedPresences : newPresences).add(new Object[] {
            group.shown().isOpen(),
            entity.links() ? entity.kind().name() : EntityKind.OTHER.name(),
            entity.name(),
            entity.sameAs(),
            entity.evidence() == null ? null : entity.evidence().name(),
            Sql.time(presence.first()),
            Sql.time(presence.last()),
            presence.alerts(),
            entity.verdict().ordinal(),
            entity.remediation().ordinal(),
            group.id(),
            entity.id()
        });
    }

    void flush() {
        flush(NEW_INCIDENT, newIncidents);
        flush(NEW_ALERT, newAlerts);
        flush("insert into alert_body (body, alert_id) values (?, ?)", newBodies);
        flush(CHANGED_ALERT, changedAlerts);
        flush("update alert_body set body = ? where alert_id = ?", changedBodies);
        flush(NEW_PRESENCE, newPresences);
        flush(CHANGED_PRESENCE, changedPresences);
    }

    private void flush(String sql, List<Object[]> rows) {
        if (!rows.isEmpty()) {
            home.batches().batchUpdate(sql, rows);
            rows.clear();
        }
    }

    /** A group of ours became part of another of ours. */
    void merge(Group younger) {
        home.database()
                .sql("update alert set group_id = ?, incident_id = ?, changed_at = ? where group_id = ?")
                .params(younger.current().id(), younger.shown().id(), Sql.time(now), younger.id())
                .update();
        home.database()
                .sql("delete from presence where group_id = ?")
                .param(younger.id())
                .update();
        redirect(younger, younger.shown());
    }

    /** A group of ours is shown in an incident of Microsoft's from now on. */
    void show(Group group) {
        home.database()
                .sql("update alert set incident_id = ?, changed_at = ? where group_id = ?")
                .params(group.shown().id(), Sql.time(now), group.id())
                .update();
        redirect(group, group.shown());
    }

    /** Microsoft made one of its incidents part of another: the alerts go along, and ours that were shown in it. */
    void redirectWithAll(Group from, Group to, CorrelationSettings settings) {
        if (from.shown() == to) {
            return;
        }
        home.database()
                .sql("update alert set group_id = ?, changed_at = ? where group_id = ?")
                .params(to.id(), Sql.time(now), from.id())
                .update();
        home.database()
                .sql("update alert set incident_id = ?, changed_at = ? where incident_id = ?")
                .params(to.id(), Sql.time(now), from.id())
                .update();
        home.database()
                .sql("update incident set redirect_to = ?, changed_at = ? where redirect_to = ?")
                .params(to.id(), Sql.time(now), from.id())
                .update();
        rebuild(from, settings);
        rebuild(to, settings);
        home.database()
                .sql(
                        "update presence set is_open = ? where group_id in (select id from incident where redirect_to = ?)")
                .params(to.isOpen(), to.id())
                .update();
        redirect(from, to);
        from.showIn(to);
        sumUp(Set.of(to));
    }

    private void redirect(Group from, Group to) {
        makePartOf(from, to);
        home.database()
                .sql("insert into activity (incident_id, at, kind, old_value) values (?, ?, 'merged', ?)")
                .params(to.id(), Sql.time(now), String.valueOf(from.id()))
                .update();
    }

    /** The one's address leads to the other from now on, and all that was said of the one is said of the other. */
    void makePartOf(Group from, Group to) {
        home.database()
                .sql("""
                        update incident set status = ?, is_open = false, redirect_to = ?, changed_at = ?,
                            version = version + 1
                        where id = ?""")
                .params(IncidentStatus.REDIRECTED.name(), to.id(), Sql.time(now), from.id())
                .update();
        home.database()
                .sql("update incident_comment set incident_id = ? where incident_id = ?")
                .params(to.id(), from.id())
                .update();
        // Versions of the one say nothing about changes of the other.
        home.database()
                .sql("update activity set incident_id = ?, version = null where incident_id = ?")
                .params(to.id(), from.id())
                .update();
        keepWhatPeopleDecided(from, to);
        stayApart(from, to);
    }

    /** What a person took from the one does not come back to it by way of the other. */
    private void stayApart(Group from, Group to) {
        home.database().sql("""
                        insert into kept_apart (one, other)
                        select least(:to, apart), greatest(:to, apart) from (
                            select case when one = :from then other else one end as apart from kept_apart
                            where one = :from or other = :from) a
                        where apart <> :to
                        on conflict do nothing""").param("from", from.id()).param("to", to.id()).update();
    }

    /** A name, an assignment or a classification that only one of both has is the name of both. */
    private void keepWhatPeopleDecided(Group from, Group to) {
        home.database().sql("""
                        update incident set name = (select name from incident where id = :from), name_is_own = true
                        where id = :to and not name_is_own
                            and exists (select 1 from incident where id = :from and name_is_own)""").param("from", from.id()).param("to", to.id()).update();
        home.database().sql("""
                        update incident set assigned_to = (select assigned_to from incident where id = :from),
                            assigned_is_own = true
                        where id = :to and assigned_to is null
                            and exists (select 1 from incident where id = :from and assigned_to is not null)""").param("from", from.id()).param("to", to.id()).update();
        home.database().sql("""
                        update incident set
                            classification = (select classification from incident where id = :from),
                            determination = (select determination from incident where id = :from),
                            classified_is_own = true
                        where id = :to and classification = 'UNKNOWN'
                            and exists (select 1 from incident where id = :from and classification <> 'UNKNOWN')""").param("from", from.id()).param("to", to.id()).update();
        home.database().sql("""
                        insert into incident_tag (incident_id, tag, is_system)
                        select :to, tag, is_system from incident_tag where incident_id = :from
                            and tag not in (select tag from incident_tag where incident_id = :to)""").param("from", from.id()).param("to", to.id()).update();
    }

    /** The last of its alerts has gone to another incident. */
    void leaveEmpty(Group group, Group to) {
        var isEmpty = home.database()
                        .sql("select count(*) from alert where group_id = ? or incident_id = ?")
                        .params(group.id(), group.id())
                        .query(Integer.class)
                        .single()
                == 0;
        if (isEmpty && group.sourceId() == null && group.shown() == group && group != to) {
            redirect(group, to);
            group.showIn(to);
        }
    }

    /** An alert has left the group: what only that one named is no longer in it. */
    void rebuild(Group group, CorrelationSettings settings) {
        var remaining = home.database()
                .sql("""
                        select b.body, a.first_at, a.last_at from alert a join alert_body b on b.alert_id = a.id
                        where a.group_id = ? order by a.id limit ?""")
                .params(group.id(), MOST_ALERTS_TO_REBUILD + 1)
                .query((row, _) -> presences(row, settings))
                .list();
        if (remaining.size() > MOST_ALERTS_TO_REBUILD) {
            return;
        }
        home.database()
                .sql("delete from presence where group_id = ?")
                .param(group.id())
                .update();
        remaining.stream()
                .flatMap(List::stream)
                .collect(Collectors.toMap(each -> each.entity().id(), each -> each, Presence::and))
                .values()
                .forEach(presence -> put(group, presence, false));
        flush();
    }

    private List<Presence> presences(ResultSet row, CorrelationSettings settings) throws SQLException {
        var first = Sql.instant(row, "first_at");
        var last = Sql.instant(row, "last_at");
        return AlertReader.read(JSON.readTree(row.getString("body")), now).stream()
                .flatMap(alert -> Entities.of(alert, settings).stream())
                .map(entity -> new Presence(entity, first, last, 1))
                .toList();
    }

    /** Brings up to date what the incidents' rows say of their alerts. */
    void sumUp(Collection<Group> incidents) {
        if (incidents.isEmpty()) {
            return;
        }
        var ids = incidents.stream().map(group -> group.id()).toList();
        var titles = new HashMap<Long, String>();
        var summaries = summaries(ids, titles);
        var impacts = impacts(ids);
        var rows = new ArrayList<Object[]>();
        for (var incident : incidents) {
            var summary = summaries.get(incident.id());
            if (summary != null) {
                rows.add(sum(incident, summary, impacts.getOrDefault(incident.id(), Impact.NONE), titles));
            } else {
                empty(incident);
            }
        }
        flush("""
                update incident set name = case when name_is_own or source_updated_at is not null then name else ? end,
                    severity = case when severity_is_own or source_updated_at is not null then severity else ? end,
                    changed_at = ?, first_at = ?, last_at = ?, alerts = ?, active_alerts = ?, entities = ?, devices = ?,
                    users = ?, mailboxes = ?, categories = ?, sources = ?
                where id = ?""", rows);
    }

    private void empty(Group incident) {
        home.database().sql("""
                        update incident set alerts = 0, active_alerts = 0, entities = 0, devices = 0, users = 0,
                            mailboxes = 0, changed_at = ? where id = ?""").params(Sql.time(now), incident.id()).update();
    }

    private Object[] sum(Group incident, Summary summary, Impact impact, Map<Long, String> titles) {
        return new Object[] {
            IncidentName.of(summary, impact, titles.getOrDefault(incident.id(), "")),
            summary.severity().ordinal(),
            Sql.time(now),
            Sql.time(summary.first()),
            Sql.time(summary.last()),
            summary.alerts(),
            summary.active(),
            impact.entities(),
            impact.devices(),
            impact.users(),
            impact.mailboxes(),
            String.join(" ", summary.categories()),
            words(summary),
            incident.id()
        };
    }

    private Map<Long, Summary> summaries(List<Long> incidents, Map<Long, String> titles) {
        var summaries = new HashMap<Long, Summary>();
        home.database().sql("""
                        select incident_id, severity, is_open, category, service_source, count(*) as alerts,
                            min(first_at) as first_at, max(last_at) as last_at, min(title) as title
                        from alert where incident_id = any(?)
                        group by incident_id, severity, is_open, category, service_source""").param(Sql.numbers(incidents)).query(row -> {
            summaries.merge(row.getLong("incident_id"), summary(row), Summary::and);
            titles.putIfAbsent(row.getLong("incident_id"), row.getString("title"));
        });
        return summaries;
    }

    private static Summary summary(ResultSet row) throws SQLException {
        var alerts = row.getInt("alerts");
        return Summary.of(
                alerts,
                row.getBoolean("is_open") ? alerts : 0,
                Severity.values()[row.getInt("severity")],
                Sql.instant(row, "first_at"),
                Sql.instant(row, "last_at"),
                row.getString("category"),
                ServiceSource.valueOf(row.getString("service_source")));
    }

    private Map<Long, Impact> impacts(List<Long> incidents) {
        var impacts = new HashMap<Long, Impact>();
        home.database()
                .sql("""
                        select i.shown, p.evidence, count(distinct p.same_as) as things
                        from (select id, id as shown from incident where id = any(?)
                              union all
                              select id, redirect_to from incident where redirect_to = any(?)) i
                        join presence p on p.group_id = i.id
                        where p.evidence is not null
                        group by i.shown, p.evidence""")
                .params(Sql.numbers(incidents), Sql.numbers(incidents))
                .query(row -> {
                    var kind = EvidenceKind.valueOf(row.getString("evidence"));
                    var before = impacts.getOrDefault(row.getLong("shown"), Impact.NONE);
                    impacts.put(row.getLong("shown"), before.and(kind, row.getInt("things")));
                });
        return impacts;
    }
}
