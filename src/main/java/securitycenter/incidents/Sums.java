package securitycenter.incidents;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import securitycenter.alerts.EvidenceKind;
import securitycenter.alerts.ServiceSource;
import securitycenter.alerts.Severity;
import securitycenter.correlation.Group;
import securitycenter.homes.Sql;
import securitycenter.homes.TenantHome;

/** What the rows of incidents say of their alerts together. */
final class Sums {

    private static final int LONGEST = 1_000;

    /** An alert's severity, as far as what Microsoft says of its incident does not stand for it. */
    private static final String BY_ITSELF =
            "case when i.source_severity > 0 and a.source_incident = i.source_id then 0 else a.severity end";

    private static final String SUMMARY = """
            select incident_id, severity, is_open, category, service_source, count(*) as alerts, min(first_at) as first_at, max(last_at) as last_at, min(title) as title
            from (select a.incident_id, %s as severity, a.is_open, a.category, a.service_source, a.first_at, a.last_at, a.title
                  from unnest(?) wanted (number) join incident i on i.id = wanted.number
                  join alert a on a.incident_id = i.id) told
            group by incident_id, severity, is_open, category, service_source""".formatted(BY_ITSELF);

    private final TenantHome home;
    private final Instant now;

    Sums(TenantHome home, Instant now) {
        this.home = home;
        this.now = now;
    }

    /** Brings up to date what the incidents' rows say of their alerts. */
    void bringUpToDate(Collection<Group> incidents) {
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
        Sql.write(home, """
                update incident set name = case when name_is_own or source_updated_at is not null then name else ? end,
                    severity = case when severity_is_own then severity else greatest(coalesce(source_severity, 0), ?) end,
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
            categories(summary),
            sources(summary),
            incident.id()
        };
    }

    /** The highest of its alerts: those that Microsoft put there have the severity that Microsoft gave to its incident. */
    static Severity severity(TenantHome home, long incident) {
        return Severity.values()[
                home.database()
                        .sql("select greatest(coalesce(i.source_severity, 0), coalesce(max(" + BY_ITSELF
                                + "), 0)) from incident i left join alert a on a.incident_id = i.id where i.id = ?"
                                + " group by i.source_severity")
                        .param(incident)
                        .query(Integer.class)
                        .single()];
    }

    private Map<Long, Summary> summaries(List<Long> incidents, Map<Long, String> titles) {
        var summaries = new HashMap<Long, Summary>();
        home.database().sql(SUMMARY).param(Sql.numbers(incidents)).query(row -> {
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

    /** As words between blanks, as many as fit. */
    static String categories(Summary summary) {
        var words = new StringBuilder();
        for (var category : summary.categories()) {
            if (words.length() + category.length() < LONGEST) {
                words.append(words.isEmpty() ? "" : " ").append(category);
            }
        }
        return words.toString();
    }

    static String sources(Summary summary) {
        return summary.sources().stream().map(ServiceSource::name).collect(Collectors.joining(" "));
    }
}
