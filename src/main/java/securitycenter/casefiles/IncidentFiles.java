package securitycenter.casefiles;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import securitycenter.alerts.AlertReader;
import securitycenter.alerts.Evidence;
import securitycenter.alerts.EvidenceKind;
import securitycenter.alerts.InvestigationState;
import securitycenter.alerts.RemediationStatus;
import securitycenter.casefiles.IncidentFile.AlertFile;
import securitycenter.casefiles.IncidentFile.AlertLine;
import securitycenter.casefiles.IncidentFile.Count;
import securitycenter.casefiles.IncidentFile.EntityLine;
import securitycenter.casefiles.IncidentFile.Entry;
import securitycenter.casefiles.IncidentFile.Investigation;
import securitycenter.casefiles.IncidentFile.Merge;
import securitycenter.casefiles.IncidentFile.Named;
import securitycenter.casefiles.IncidentFile.Page;
import securitycenter.casefiles.IncidentFile.Piece;
import securitycenter.casefiles.IncidentFile.Related;
import securitycenter.casefiles.IncidentFile.Relation;
import securitycenter.casefiles.IncidentFile.Tactic;
import securitycenter.casefiles.IncidentFile.Told;
import securitycenter.correlation.CorrelationSettings;
import securitycenter.correlation.Entities;
import securitycenter.correlation.Entity;
import securitycenter.homes.Sql;
import securitycenter.homes.TenantHome;
import tools.jackson.databind.json.JsonMapper;

/** Reads all that there is about one incident. */
@Component
public class IncidentFiles {

    public static final int PAGE = 50;

    private static final JsonMapper JSON = new JsonMapper();
    private static final int MOST_INVESTIGATIONS = 200;
    private static final int MOST_IMPACTED = 5;
    private static final Set<EvidenceKind> IMPACTED =
            EnumSet.of(EvidenceKind.DEVICE, EvidenceKind.USER, EvidenceKind.MAILBOX);

    private static final String ENTITIES = """
            select t.same_as as id, t.evidence, coalesce(max(t.best), max(t.name)) as name, min(t.first_at) as first_at,
                max(t.last_at) as last_at, sum(t.alerts) as alerts, max(t.verdict) as verdict,
                max(t.remediation) as remediation, max(t.verdict) * 1000000 + sum(t.alerts) as rank
            from (select p.group_id, p.same_as, p.evidence, max(case when p.entity = p.same_as then p.name end) as best,
                      max(p.name) as name, min(p.first_at) as first_at, max(p.last_at) as last_at,
                      max(p.alerts) as alerts, max(p.verdict) as verdict, max(p.remediation) as remediation
                  from presence p
                  where p.group_id in (select id from incident where id = ? or redirect_to = ?) and p.evidence = any(?)
                  group by p.group_id, p.same_as, p.evidence) t
            group by t.same_as, t.evidence""";

    private final CorrelationSettings settings;
    private final Clock clock;

    IncidentFiles(CorrelationSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
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

    /** In the order of their last activity. */
    public Page<AlertLine> alerts(TenantHome home, long incident, @Nullable String after) {
        var key = Key.read(after, 2);
        var sql = Rows.ALERT + "incident_id = ?" + (key == null ? "" : " and (last_at, id) > (?, ?)")
                + " order by last_at, id limit " + (PAGE + 1);
        var query = home.database().sql(sql).param(incident);
        if (key != null) {
            query = query.param(Sql.time(key.instant(0))).param(key.number(1));
        }
        var page = page(query.query((row, _) -> Rows.alert(row)).list(), line -> Key.of(line.lastAt(), line.id()));
        return new Page<>(withImpacted(home, page.rows()), page.next());
    }

    public Optional<AlertFile> alert(TenantHome home, long incident, long id) {
        return alertLine(home, id).filter(line -> line.incident() == incident).map(line -> {
            var body = home.database()
                    .sql("select body from alert_body where alert_id = ?")
                    .param(id)
                    .query(String.class)
                    .single();
            var told = AlertReader.read(JSON.readTree(body), clock.instant()).orElse(null);
            return new AlertFile(
                    line,
                    body,
                    told,
                    told == null
                            ? List.of()
                            : told.evidence(Evidence.class).stream()
                                    .map(this::piece)
                                    .toList());
        });
    }

    private Piece piece(Evidence evidence) {
        return new Piece(
                evidence, Entities.of(evidence, settings).map(Entity::sameAs).orElse(null));
    }

    /** Wherever it is by now. */
    public Optional<AlertLine> alertLine(TenantHome home, long id) {
        return home.database()
                .sql(Rows.ALERT + "id = ?")
                .param(id)
                .query((row, _) -> Rows.alert(row))
                .optional();
    }

    private static List<AlertLine> withImpacted(TenantHome home, List<AlertLine> alerts) {
        return relations(home, alerts, IMPACTED).stream()
                .map(relation -> withImpacted(
                        relation.alert(),
                        relation.names().stream()
                                .map(thing -> new Named(thing.id(), thing.kind(), thing.name()))
                                .limit(MOST_IMPACTED)
                                .toList()))
                .toList();
    }

    /** The first alerts, and what they name. */
    public List<Relation> relations(TenantHome home, long incident, int mostAlerts) {
        var alerts = home.database()
                .sql(Rows.ALERT + "incident_id = ? order by last_at, id limit ?")
                .params(incident, mostAlerts)
                .query((row, _) -> Rows.alert(row))
                .list();
        return relations(home, alerts, EnumSet.allOf(EvidenceKind.class));
    }

    private static List<Relation> relations(TenantHome home, List<AlertLine> alerts, Set<EvidenceKind> kinds) {
        var named = new HashMap<Long, List<UUID>>();
        var groups = new HashSet<Long>();
        home.database()
                .sql("select id, group_id, entities from alert where id = any(?)")
                .param(Sql.numbers(alerts.stream().map(AlertLine::id).toList()))
                .query(row -> {
                    var these = Arrays.stream(Sql.elements(row.getArray(3)))
                            .map(UUID.class::cast)
                            .toList();
                    named.put(row.getLong(1), these);
                    groups.add(row.getLong(2));
                });
        var things = things(home, groups, named, kinds);
        return alerts.stream()
                .map(alert -> new Relation(
                        alert,
                        List.copyOf(named.getOrDefault(alert.id(), List.of()).stream()
                                .map(things::get)
                                .filter(Objects::nonNull)
                                .collect(Collectors.toMap(
                                        EntityLine::id, thing -> thing, (one, _) -> one, LinkedHashMap::new))
                                .values())))
                .toList();
    }

    /** By each of their names. */
    private static Map<UUID, EntityLine> things(
            TenantHome home, Set<Long> groups, Map<Long, List<UUID>> named, Set<EvidenceKind> kinds) {
        var entities = named.values().stream().flatMap(List::stream).collect(Collectors.toSet());
        var words = kinds.stream().map(EvidenceKind::name).toList();
        var things = new HashMap<UUID, EntityLine>();
        home.database()
                .sql("""
                        select entity, same_as as id, evidence, name, first_at, last_at, alerts, verdict, remediation,
                            0 as rank
                        from presence where group_id = any(?) and entity = any(?) and evidence = any(?)""")
                .params(Sql.numbers(groups), Sql.uuids(entities), Sql.texts(words))
                .query(row -> {
                    things.put(row.getObject("entity", UUID.class), Rows.entity(row));
                });
        return things;
    }

    private static AlertLine withImpacted(AlertLine alert, List<Named> impacted) {
        return new AlertLine(
                alert.id(),
                alert.sourceId(),
                alert.incident(),
                alert.placedByPerson(),
                alert.links(),
                alert.title(),
                alert.severity(),
                alert.status(),
                alert.source(),
                alert.detectionSource(),
                alert.category(),
                alert.techniques(),
                alert.threat(),
                alert.assignedTo(),
                alert.classification(),
                alert.determination(),
                alert.investigationId(),
                alert.investigationState(),
                alert.createdAt(),
                alert.changedAt(),
                alert.resolvedAt(),
                alert.firstAt(),
                alert.lastAt(),
                alert.version(),
                impacted);
    }

    /** What the alerts name: the worst verdict first, then what most alerts name. */
    public Page<EntityLine> entities(
            TenantHome home, long incident, Collection<EvidenceKind> kinds, @Nullable String after) {
        return entities(home, incident, kinds, after, PAGE);
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
        return page(
                query.query((row, _) -> Rows.entity(row)).list(),
                line -> Key.of(line.rank(), line.id(), line.kind()),
                most);
    }

    public List<Count> evidenceCounts(TenantHome home, long incident) {
        return home.database()
                .sql("""
                        select p.evidence, p.remediation, count(*) from (
                            select same_as, evidence, max(remediation) as remediation from presence
                            where group_id in (select id from incident where id = ? or redirect_to = ?)
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

    public List<Investigation> investigations(TenantHome home, long incident) {
        return home.database()
                .sql("""
                        select investigation_id, investigation_state, count(*), min(first_at) as first_at,
                            max(changed_at) as changed_at
                        from alert where incident_id = ? and investigation_id is not null
                        group by investigation_id, investigation_state order by max(changed_at) desc, investigation_id
                        limit ?""")
                .params(incident, MOST_INVESTIGATIONS)
                .query((row, _) -> new Investigation(
                        row.getString(1),
                        InvestigationState.valueOf(row.getString(2)),
                        row.getInt(3),
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
                        + " order by at desc, source, id desc limit " + (PAGE + 1))
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
        return page(
                query.query((row, _) -> entry(row)).list(), entry -> Key.of(entry.at(), entry.source(), entry.id()));
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

    /** Empty where Microsoft says nothing. */
    public Optional<Told> told(TenantHome home, long incident) {
        return home.database()
                .sql("""
                        select source_description, source_summary, source_modified_by from incident
                        where id = ? and coalesce(source_description, source_summary, source_modified_by) is not null""")
                .param(incident)
                .query((row, _) -> new Told(row.getString(1), row.getString(2), row.getString(3)))
                .optional();
    }

    /** By hand, in which it took part, the newest first. */
    public List<Merge> merges(TenantHome home, long incident) {
        return home.database()
                .sql("""
                        select id, source_id, target_id, at, actor, reason, undo_until, undone_at from incident_merge
                        where source_id = ? or target_id = ? order by id desc limit 50""")
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

    private static <T> Page<T> page(List<T> found, Function<T, String> key) {
        return page(found, key, PAGE);
    }

    static <T> Page<T> page(List<T> found, Function<T, String> key, int most) {
        return found.size() <= most
                ? new Page<>(found, null)
                : new Page<>(found.subList(0, most), key.apply(found.get(most - 1)));
    }
}
