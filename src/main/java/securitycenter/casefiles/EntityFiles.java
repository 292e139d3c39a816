package securitycenter.casefiles;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import securitycenter.alerts.Alert;
import securitycenter.alerts.AlertReader;
import securitycenter.alerts.Evidence;
import securitycenter.alerts.Verdict;
import securitycenter.casefiles.IncidentFile.AlertLine;
import securitycenter.casefiles.IncidentFile.EntityLine;
import securitycenter.casefiles.IncidentFile.Page;
import securitycenter.correlation.CorrelationSettings;
import securitycenter.correlation.Entities;
import securitycenter.homes.Sql;
import securitycenter.homes.TenantHome;
import tools.jackson.databind.json.JsonMapper;

/** Reads what is known of a device, a user, a file and so on, from all alerts of a tenant that name it. */
@Component
public class EntityFiles {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int MOST_NAMES = 10;
    private static final int MOST_GROUPS = 5_000;
    private static final int MOST_TELLING = 20;

    /**
     * @param names under which alerts name it, itself the first
     * @param latest as the last alert that names it describes it; null when that one cannot be read
     */
    public record EntityFile(
            EntityLine line, List<UUID> names, @Nullable Evidence latest) {}

    private final CorrelationSettings settings;
    private final Clock clock;

    EntityFiles(CorrelationSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /** @param id whichever of its names */
    public Optional<EntityFile> find(TenantHome home, UUID id) {
        var names = names(home, id);
        return home.database()
                .sql("""
                        select cast(? as uuid) as id, max(t.evidence) as evidence,
                            coalesce(max(t.best), max(t.name)) as name, min(t.first_at) as first_at,
                            max(t.last_at) as last_at, sum(t.alerts) as alerts, max(t.verdict) as verdict,
                            max(t.remediation) as remediation, 0 as rank
                        from (select max(case when entity = same_as then name end) as best, max(name) as name,
                                  max(evidence) as evidence, min(first_at) as first_at, max(last_at) as last_at,
                                  max(alerts) as alerts, max(verdict) as verdict, max(remediation) as remediation
                              from presence where entity = any(?) and evidence is not null group by group_id) t
                        having count(*) > 0""")
                .params(id, Sql.uuids(names))
                .query((row, _) -> Rows.entity(row))
                .optional()
                .map(line -> new EntityFile(line, names, latest(home, names)));
    }

    /** How bad each is by all alerts that name it, whichever of its names they use; those that none names are left out. */
    public Map<String, Verdict> verdicts(TenantHome home, NamedBy by, Collection<String> told) {
        // Several texts may name one thing: addresses that differ behind the question mark.
        var texts = told.stream().collect(Collectors.groupingBy(each -> Entities.idOf(by.kind(), each)));
        var verdicts = new HashMap<String, Verdict>();
        home.database().sql("""
                        select n.id, max(t.verdict) as verdict
                        from (select distinct p.entity as id, o.entity as name from presence p
                              join presence o on o.group_id = p.group_id and o.same_as = p.same_as
                              where p.entity = any(?)) n
                        join presence t on t.entity = n.name and t.evidence is not null
                        group by n.id""").param(Sql.uuids(texts.keySet())).query(row -> {
            var verdict = Verdict.values()[row.getInt("verdict")];
            texts.getOrDefault(row.getObject("id", UUID.class), List.of()).forEach(text -> verdicts.put(text, verdict));
        });
        return verdicts;
    }

    /** Empty where no alert names it. */
    public Optional<EntityFile> find(TenantHome home, NamedBy by, String told) {
        return find(home, Entities.idOf(by.kind(), told));
    }

    private static List<UUID> names(TenantHome home, UUID id) {
        var others = home.database()
                .sql("""
                        select distinct o.entity from presence p join presence o on o.group_id = p.group_id
                            and o.same_as = p.same_as
                        where p.entity = ? and o.entity <> ? limit ?""")
                .params(id, id, MOST_NAMES - 1)
                .query(UUID.class)
                .list();
        return Stream.concat(Stream.of(id), others.stream()).toList();
    }

    private @Nullable Evidence latest(TenantHome home, List<UUID> names) {
        var first = alerts(home, names, null).rows().stream().findFirst();
        return first.map(alert -> home.database()
                        .sql("select body from alert_body where alert_id = ?")
                        .param(alert.id())
                        .query(String.class)
                        .single())
                .flatMap(this::read)
                .flatMap(alert -> alert.evidence(Evidence.class).stream()
                        .filter(evidence -> isNamed(evidence, names))
                        .findFirst())
                .orElse(null);
    }

    /** What an alert tells of a thing. */
    public record Telling(Evidence evidence, Alert alert) {}

    /** Devices as the last alert of the incident that names them describes them. */
    public Map<UUID, Evidence.Device> described(TenantHome home, long incident, List<EntityLine> lines) {
        var described = new HashMap<UUID, Evidence.Device>();
        told(home, incident, lines)
                .forEach((thing, told) -> told.stream()
                        .map(Telling::evidence)
                        .filter(Evidence.Device.class::isInstance)
                        .forEach(device -> described.put(thing, (Evidence.Device) device)));
        return described;
    }

    /**
     * What the last alert of the incident that names each thing tells of it.
     *
     * @param lines some of what the incident's alerts name; at most a page of it
     */
    public Map<UUID, List<Telling>> told(TenantHome home, long incident, List<EntityLine> lines) {
        var byName = new HashMap<UUID, UUID>();
        var last = new HashMap<UUID, Long>();
        home.database()
                .sql("""
                        select entity, same_as, latest from presence
                        where group_id in (select id from incident where id = ?
                            union all select id from incident where redirect_to = ?)
                            and evidence is not null and same_as = any(?)
                        order by last_at""")
                .params(
                        incident,
                        incident,
                        Sql.uuids(lines.stream().map(EntityLine::id).toList()))
                .query(row -> {
                    byName.put(row.getObject(1, UUID.class), row.getObject(2, UUID.class));
                    last.put(row.getObject(2, UUID.class), row.getLong(3));
                });
        var told = new HashMap<UUID, List<Telling>>();
        home.database()
                .sql("select alert_id, body from alert_body where alert_id = any(?)")
                .param(Sql.numbers(Set.copyOf(last.values())))
                .query(row -> {
                    var number = Long.valueOf(row.getLong(1));
                    read(row.getString(2))
                            .ifPresent(alert -> named(alert).forEach((name, evidence) -> {
                                var thing = byName.get(name);
                                if (thing != null && number.equals(last.get(thing))) {
                                    told.computeIfAbsent(thing, _ -> new ArrayList<>())
                                            .addAll(evidence.stream()
                                                    .map(piece -> new Telling(piece, alert))
                                                    .toList());
                                }
                            }));
                });
        return told;
    }

    private Map<UUID, List<Evidence>> named(Alert alert) {
        var named = new HashMap<UUID, List<Evidence>>();
        alert.evidence(Evidence.class)
                .forEach(evidence -> Entities.of(evidence, settings)
                        .ifPresent(entity -> named.computeIfAbsent(entity.id(), _ -> new ArrayList<>())
                                .add(evidence)));
        return named;
    }

    /** What the last alerts that name a thing tell of it, the latest first. */
    public List<Telling> told(TenantHome home, EntityFile file) {
        var ids = alerts(home, file.names(), null).rows().stream()
                .limit(MOST_TELLING)
                .map(AlertLine::id)
                .toList();
        var bodies = new HashMap<Long, String>();
        home.database()
                .sql("select alert_id, body from alert_body where alert_id = any(?)")
                .param(Sql.numbers(ids))
                .query(row -> {
                    bodies.put(row.getLong(1), row.getString(2));
                });
        return ids.stream()
                .map(bodies::get)
                .filter(Objects::nonNull)
                .flatMap(body -> read(body).stream())
                .flatMap(alert -> alert.evidence(Evidence.class).stream()
                        .filter(evidence -> isNamed(evidence, file.names()))
                        .map(evidence -> new Telling(evidence, alert)))
                .toList();
    }

    private boolean isNamed(Evidence evidence, List<UUID> names) {
        return Entities.of(evidence, settings)
                .filter(entity -> names.contains(entity.id()) || names.contains(entity.sameAs()))
                .isPresent();
    }

    private Optional<Alert> read(String body) {
        return AlertReader.read(JSON.readTree(body), clock.instant());
    }

    /** That name it, the latest first. */
    public Page<AlertLine> alerts(TenantHome home, List<UUID> names, @Nullable String before) {
        var key = Key.read(before, 2);
        var named = names.stream().map(_ -> "? = any(entities)").collect(Collectors.joining(" or ", "(", ")"));
        var query = home.database()
                .sql(Rows.ALERT + "group_id = any(?) and " + named + (key == null ? "" : " and (last_at, id) < (?, ?)")
                        + " order by last_at desc, id desc limit " + (Page.LENGTH + 1))
                .param(Sql.numbers(groups(home, names)));
        for (var name : names) {
            query = query.param(name);
        }
        if (key != null) {
            query = query.param(Sql.time(key.instant(0))).param(key.number(1));
        }
        return Page.of(
                query.query((row, _) -> Rows.alert(row)).list(), line -> Key.of(line.lastAt(), line.id()), Page.LENGTH);
    }

    /** Whose alerts name it, the latest first. */
    public Page<IncidentFile> incidents(TenantHome home, List<UUID> names, @Nullable String before) {
        var key = Key.read(before, 2);
        var query = home.database()
                .sql(Rows.INCIDENT + "id in (select coalesce(redirect_to, id) from incident where id = any(?))"
                        + (key == null ? "" : " and (last_at, id) < (?, ?)")
                        + " order by last_at desc, id desc limit " + (Page.LENGTH + 1))
                .param(Sql.numbers(groups(home, names)));
        if (key != null) {
            query = query.param(Sql.time(key.instant(0))).param(key.number(1));
        }
        return Page.of(
                query.query((row, _) -> Rows.incident(row, List.of(), List.of()))
                        .list(),
                file -> Key.of(file.lastAt(), file.id()),
                Page.LENGTH);
    }

    private static List<Long> groups(TenantHome home, List<UUID> names) {
        return home.database()
                .sql("select distinct group_id from presence where entity = any(?) order by group_id desc limit ?")
                .params(Sql.uuids(names), MOST_GROUPS)
                .query(Long.class)
                .list();
    }
}
