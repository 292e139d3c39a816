package securitycenter.casefiles;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import securitycenter.alerts.EvidenceKind;
import securitycenter.alerts.InvestigationState;
import securitycenter.alerts.RemediationStatus;
import securitycenter.casefiles.IncidentFile.Count;
import securitycenter.casefiles.IncidentFile.EntityLine;
import securitycenter.casefiles.IncidentFile.Entry;
import securitycenter.casefiles.IncidentFile.Investigation;
import securitycenter.casefiles.IncidentFile.Merge;
import securitycenter.casefiles.IncidentFile.Page;
import securitycenter.casefiles.IncidentFile.Part;
import securitycenter.casefiles.IncidentFile.Related;
import securitycenter.casefiles.IncidentFile.Tactic;
import securitycenter.casefiles.IncidentFile.Told;
import securitycenter.correlation.CorrelationSettings;
import securitycenter.homes.Sql;
import securitycenter.homes.TenantHome;
import securitycenter.incidents.Parts;

/** Reads all that there is about one incident. */
@Component
public class IncidentFiles {

    private static final String ENTITIES = """
            select t.same_as as id, t.evidence, coalesce(max(t.best), max(t.name)) as name, min(t.first_at) as first_at,
                max(t.last_at) as last_at, sum(t.alerts) as alerts, max(t.verdict) as verdict,
                max(t.remediation) as remediation, max(t.verdict) * 1000000 + sum(t.alerts) as rank
            from (select p.group_id, p.same_as, p.evidence, max(case when p.entity = p.same_as then p.name end) as best,
                      max(p.name) as name, min(p.first_at) as first_at, max(p.last_at) as last_at,
                      max(p.alerts) as alerts, max(p.verdict) as verdict, max(p.remediation) as remediation
                  from presence p
                  where p.group_id in (select id from incident where id = ?
                      union all select id from incident where redirect_to = ?) and p.evidence = any(?)
                  group by p.group_id, p.same_as, p.evidence) t
            group by t.same_as, t.evidence""";

    private final CorrelationSettings settings;

    IncidentFiles(CorrelationSettings settings) {
        this.settings = settings;
    }

    public Optional<IncidentFile> find(TenantHome home, long id) {
        var tags = new ArrayList<String>();
        var systemTags = new ArrayList<String>();
        home.database()
                .sql("select tag, is_system from incident_tag where incident_id = ? order by tag")
                .param(id)
                .query(row -> {
                    (row.getBoolean(2) ? systemTags : tags).add(row.getString(1));
                });
        return home.database()
                .sql(Rows.INCIDENT + "id = ?")
                .param(id)
                .query((row, _) -> Rows.incident(row, tags, systemTags))
                .optional();
    }

    /** Open ones that are called so, or have this number; at most ten. */
    public List<IncidentFile> search(TenantHome home, String words) {
        var number = words.matches("\\d{1,18}") ? Long.parseLong(words) : -1;
        var pattern = "%" + words.toLowerCase(Locale.ROOT).replaceAll("[\\\\%_]", "\\\\$0") + "%";
        return home.database()
                .sql(Rows.INCIDENT
                        + "is_open and (id = ? or lower(name) like ?) order by last_at desc, id desc limit 10")
                .params(number, pattern)
                .query((row, _) -> Rows.incident(row, List.of(), List.of()))
                .list();
    }

    /** What the alerts name: the worst verdict first, then what most alerts name. */
    public Page<EntityLine> entities(
            TenantHome home, long incident, Collection<EvidenceKind> kinds, @Nullable String after) {
        return entities(home, incident, kinds, after, Page.LENGTH);
    }

    /** The first of them. */
    public List<EntityLine> topEntities(TenantHome home, long incident, Collection<EvidenceKind> kinds, int most) {
        return entities(home, incident, kinds, null, most).rows();
    }

    private static Page<EntityLine> entities(
            TenantHome home, long incident, Collection<EvidenceKind> kinds, @Nullable String after, int most) {
        var key = Key.read(after, 3);
        var words = kinds.stream().map(EvidenceKind::name).toList();
        var query = home.database()
                .sql("select * from (" + ENTITIES + ") e"
                        + (key == null ? "" : " where rank < ? or rank = ? and (id > ? or id = ? and evidence > ?)")
                        + " order by rank desc, id, evidence limit " + (most + 1))
                .param(incident)
                .param(incident)
                .param(Sql.texts(words));
        if (key != null) {
            query = query.param(key.number(0))
                    .param(key.number(0))
                    .param(key.uuid(1))
                    .param(key.uuid(1))
                    .param(key.word(2));
        }
        return Page.of(
                query.query((row, _) -> Rows.entity(row)).list(),
                line -> Key.of(line.rank(), line.id(), line.kind()),
                most);
    }

    public List<Count> evidenceCounts(TenantHome home, long incident) {
        return home.database()
                .sql("""
                        select p.evidence, p.remediation, count(*) from (
                            select same_as, evidence, max(remediation) as remediation from presence
                            where group_id in (select id from incident where id = ?
                                union all select id from incident where redirect_to = ?)
                                and evidence is not null
                            group by same_as, evidence) p
                        group by p.evidence, p.remediation""")
                .params(incident, incident)
                .query((row, _) -> new Count(
                        EvidenceKind.valueOf(row.getString(1)),
                        RemediationStatus.values()[row.getInt(2)],
                        row.getInt(3)))
                .list();
    }

    public List<Tactic> tactics(TenantHome home, long incident) {
        return home.database()
                .sql("""
                        select category, count(*), sum(case when is_open then 1 else 0 end) from alert
                        where incident_id = ? group by category order by min(first_at)""")
                .param(incident)
                .query((row, _) -> new Tactic(row.getString(1), row.getInt(2), row.getInt(3)))
                .list();
    }

    /** Graph tells how an alert's investigation stands but not which it is: such are there by alert. */
    public List<Investigation> investigations(TenantHome home, long incident, int most) {
        return home.database()
                .sql("""
                        select i.investigation_id, i.alert, max(i.title) as title, i.investigation_state, count(*),
                            min(i.first_at) as first_at, max(i.changed_at) as changed_at
                        from (select investigation_id, case when investigation_id is null then id end as alert, title,
                                  investigation_state, first_at, changed_at
                              from alert where incident_id = ?
                                  and (investigation_id is not null or investigation_state <> 'UNKNOWN')) i
                        group by i.investigation_id, i.alert, i.investigation_state
                        order by max(i.changed_at) desc, i.investigation_id, i.alert limit ?""")
                .params(incident, most)
                .query((row, _) -> new Investigation(
                        row.getString(1),
                        row.getObject(2, Long.class),
                        row.getString(3),
                        InvestigationState.valueOf(row.getString(4)),
                        row.getInt(5),
                        Sql.instant(row, "first_at"),
                        Sql.instant(row, "changed_at")))
                .list();
    }

    /** What was done and said, the newest first. */
    public Page<Entry> activity(TenantHome home, long incident, @Nullable String kind, @Nullable String before) {
        var key = Key.read(before, 3);
        var query = home.database()
                .sql("""
                        select * from (
                            select 'a' as source, id, at, actor, kind, alert_id, field, old_value, new_value, reason,
                                cast(null as text) as body, cast(null as timestamp with time zone) as edited_at
                            from activity where incident_id = ?
                            union all
                            select 'c', id, at, author, 'comment', alert_id, null, null, null, null, body, edited_at
                            from incident_comment where incident_id = ? and older_of is null) e
                        where (cast(? as varchar) is null or kind = ?)""" + (key == null ? "" : " and (at < ? or at = ? and (source > ? or source = ? and id < ?))")
                        + " order by at desc, source, id desc limit " + (Page.LENGTH + 1))
                .param(incident)
                .param(incident)
                .param(kind)
                .param(kind);
        if (key != null) {
            var at = Sql.time(key.instant(0));
            query = query.param(at)
                    .param(at)
                    .param(key.word(1))
                    .param(key.word(1))
                    .param(key.number(2));
        }
        return Page.of(
                query.query((row, _) -> entry(row)).list(),
                entry -> Key.of(entry.at(), entry.source(), entry.id()),
                Page.LENGTH);
    }

    private static Entry entry(ResultSet row) throws SQLException {
        return new Entry(
                row.getString("source"),
                row.getLong("id"),
                Sql.instant(row, "at"),
                row.getString("actor"),
                row.getString("kind"),
                row.getObject("alert_id", Long.class),
                row.getString("field"),
                row.getString("old_value"),
                row.getString("new_value"),
                row.getString("reason"),
                row.getString("body"),
                Sql.instantOrNull(row, "edited_at"));
    }

    /** Empty where nobody says anything. */
    public Optional<Told> told(TenantHome home, long incident) {
        return home.database()
                .sql("""
                        select source_description, source_summary, source_modified_by, nullif(own_summary, '') as own
                        from incident where id = ? and coalesce(source_description, source_summary,
                            source_modified_by, nullif(own_summary, '')) is not null""")
                .param(incident)
                .query((row, _) -> new Told(row.getString(1), row.getString(2), row.getString(3), row.getString(4)))
                .optional();
    }

    /** What people made part of it, and what else is part of it of which somebody said something; the newest first. */
    public List<Part> parts(TenantHome home, long incident, int most) {
        return home.database()
                .sql("""
                        select id, name, name_is_own, source_description, source_summary, nullif(own_summary, '') as own,
                            resolving_comment
                        from incident i
                        where id = any(?) and (name_is_own or coalesce(source_description, source_summary,
                                nullif(own_summary, ''), resolving_comment) is not null
                            or exists (select 1 from incident_merge m where m.source_id = i.id and m.undone_at is null))
                        order by id desc limit ?""")
                .params(Sql.numbers(Parts.of(home, List.of(incident))), most)
                .query((row, _) -> new Part(
                        row.getLong(1),
                        row.getString(2),
                        row.getBoolean(3) ? null : "en",
                        row.getString(4),
                        row.getString(5),
                        row.getString(6),
                        row.getString(7)))
                .list();
    }

    /** By hand, in which it took part, the newest first. */
    public List<Merge> merges(TenantHome home, long incident) {
        return home.database()
                .sql("""
                        select id, source_id, target_id, at, actor, reason, undo_until, undone_at from incident_merge
                        where id in (select id from incident_merge where source_id = ?
                            union all select id from incident_merge where target_id = ?)
                        order by id desc limit 50""")
                .params(incident, incident)
                .query((row, _) -> new Merge(
                        row.getLong(1),
                        row.getLong(2),
                        row.getLong(3),
                        Sql.instant(row, "at"),
                        row.getString(5),
                        row.getString(6),
                        Sql.instantOrNull(row, "undo_until"),
                        Sql.instantOrNull(row, "undone_at")))
                .list();
    }

    /** Open incidents that name something of the same, and why they are others. */
    public List<Related> related(TenantHome home, IncidentFile incident) {
        return new Relatives(home, settings, incident).all();
    }
}
