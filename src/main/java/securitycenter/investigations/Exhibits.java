package securitycenter.investigations;

import static java.util.stream.Collectors.toSet;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.modulith.NamedInterface;
import securitycenter.alerts.RemediationStatus;
import securitycenter.alerts.Verdict;
import securitycenter.homes.Sql;
import securitycenter.homes.TenantHome;
import securitycenter.investigations.Asset.Place;
import securitycenter.investigations.Entity.Reason;
import securitycenter.investigations.Exhibits.Judgment;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The tables of what one investigation examines, and of what that has to do with one another. Whoever writes holds the investigation. */
@NamedInterface("tables")
public final class Exhibits {

    private static final JsonMapper JSON = new JsonMapper();
    private static final TypeReference<Map<String, String>> DETAILS = new TypeReference<>() {};

    /** What is more is not examined. */
    static final int MOST = 5_000;

    private final TenantHome home;
    private final long number;

    public Exhibits(TenantHome home, long number) {
        this.home = home;
        this.number = number;
    }

    record Thing(EntityKind kind, String key) {}

    /** One has to do with the other. */
    public record Link(long entity, long other, Linked how) {}

    /** What and how bad it is. */
    public record Judgment(Verdict verdict, Reason why) {}

    /**
     * @param places from {@link Assets#put}
     * @return how many entities are new
     */
    public int put(List<Found> found, FoundBy by, Map<Place, Asset> places, Instant now) {
        var known = things();
        var before = known.size();
        addEntities(found, known, by, now);
        known = things();
        new Sightings(home, number).put(found, known, places);
        link(found, known);
        return known.size() - before;
    }

    private Map<Thing, Entity> things() {
        var things = new HashMap<Thing, Entity>();
        entities().forEach(entity -> things.put(new Thing(entity.kind(), entity.key()), entity));
        return things;
    }

    private void addEntities(List<Found> found, Map<Thing, Entity> known, FoundBy by, Instant now) {
        var merged = new HashMap<Thing, Found>();
        var order = new ArrayList<Thing>();
        for (var each : found) {
            var thing = new Thing(each.kind(), each.key());
            if (merged.merge(thing, each, Found::and) == each) {
                order.add(thing);
            }
        }
        var added = new ArrayList<Object[]>();
        var changed = new ArrayList<Object[]>();
        for (var thing : order) {
            var latest = merged.get(thing);
            var entity = known.get(thing);
            if (latest == null) {
                continue;
            }
            if (entity == null) {
                if (known.size() + added.size() < MOST) {
                    added.add(added(latest, by, now));
                }
            } else if (saysMore(latest, entity)) {
                changed.add(changed(latest, entity));
            }
        }
        Sql.write(home, """
                        insert into investigation_entity (investigation, kind, entity_key, name, details, origin, told,
                            told_status, verdict, judged, remediation, found_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, 'UNKNOWN', 'NOT_YET', ?, ?)""", added);
        Sql.write(
                home,
                "update investigation_entity set details = ?, told = ?, told_status = ? where investigation = ? and id = ?",
                changed);
    }

    private Object[] added(Found found, FoundBy by, Instant now) {
        return new Object[] {
            number,
            found.kind().name(),
            found.key(),
            found.name(),
            JSON.writeValueAsString(found.details()),
            by.name(),
            found.told() == null ? null : found.told().name(),
            found.status().name(),
            found.status().name(),
            Sql.time(now)
        };
    }

    private Object[] changed(Found found, Entity entity) {
        var details = new HashMap<>(found.details());
        details.putAll(entity.details());
        var told = Found.worse(found.told(), entity.told());
        var status = Found.further(found.status(), entity.toldStatus());
        return new Object[] {
            JSON.writeValueAsString(details), told == null ? null : told.name(), status.name(), number, entity.id()
        };
    }

    private static boolean saysMore(Found found, Entity entity) {
        return !entity.details().keySet().containsAll(found.details().keySet())
                || Found.worse(found.told(), entity.told()) != entity.told()
                || Found.further(found.status(), entity.toldStatus()) != entity.toldStatus();
    }

    private void link(List<Found> found, Map<Thing, Entity> known) {
        var there = links().stream()
                .map(link -> List.of(link.entity(), link.other()))
                .collect(toSet());
        var rows = new ArrayList<Object[]>();
        for (var each : found) {
            var entity = known.get(new Thing(each.kind(), each.key()));
            for (var tie : each.ties()) {
                var other = known.get(new Thing(tie.kind(), tie.key()));
                if (entity != null && other != null && there.add(List.of(entity.id(), other.id()))) {
                    rows.add(new Object[] {entity.id(), other.id(), tie.how().name()});
                }
            }
        }
        Sql.write(home, "insert into investigation_link (entity, other, how) values (?, ?, ?)", rows);
    }

    public List<Link> links() {
        return home.database()
                .sql("""
                        select l.entity, l.other, l.how from investigation_entity e
                        join investigation_link l on l.entity = e.id where e.investigation = ?""")
                .param(number)
                .query((row, _) -> new Link(row.getLong(1), row.getLong(2), Linked.valueOf(row.getString(3))))
                .list();
    }

    public List<Entity> entities() {
        return entities(null, 0, MOST);
    }

    /** In the order in which they were found. */
    public List<Entity> entities(@Nullable Verdict verdict, long after, int most) {
        var query = home.database()
                .sql("select * from investigation_entity where investigation = :number and id > :after"
                        + (verdict == null ? "" : " and verdict = :verdict") + " order by id limit :most")
                .param("number", number)
                .param("after", after)
                .param("most", most);
        if (verdict != null) {
            query = query.param("verdict", verdict.name());
        }
        return query.query((row, _) -> entity(row)).list();
    }

    /** What is bad or suspect, in the order in which it was found. */
    public List<Entity> threats(long after, int most) {
        return home.database()
                .sql("""
                        select * from investigation_entity
                        where investigation = ? and verdict in ('MALICIOUS', 'SUSPICIOUS') and id > ? order by id limit ?""")
                .params(number, after, most)
                .query((row, _) -> entity(row))
                .list();
    }

    public void judge(Map<Long, Judgment> judgments) {
        var rows = new ArrayList<Object[]>();
        var undecided = new ArrayList<Object[]>();
        judgments.forEach((entity, judgment) -> {
            rows.add(new Object[] {judgment.verdict().name(), judgment.why().name(), entity});
            undecided.add(new Object[] {entity});
        });
        Sql.write(home, "update investigation_entity set verdict = ?, judged = ? where id = ?", rows);
        Sql.write(
                home,
                "update investigation_sighting set is_decided = false where entity = ? and action is null",
                undecided);
    }

    public EntityCounts counts() {
        var judged = new EnumMap<Verdict, Integer>(Verdict.class);
        var dealtWith = new EnumMap<RemediationStatus, Integer>(RemediationStatus.class);
        home.database().sql("""
                        select verdict, remediation, count(*) from investigation_entity where investigation = ?
                        group by verdict, remediation""").param(number).query(row -> {
            judged.merge(Verdict.valueOf(row.getString(1)), row.getInt(3), Integer::sum);
            dealtWith.merge(RemediationStatus.valueOf(row.getString(2)), row.getInt(3), Integer::sum);
        });
        return new EntityCounts(
                judged.values().stream().mapToInt(Integer::intValue).sum(), judged, dealtWith);
    }

    public void remediate(Map<Long, RemediationStatus> statuses) {
        var rows = new ArrayList<Object[]>();
        statuses.forEach((entity, status) -> rows.add(new Object[] {status.name(), entity}));
        Sql.write(home, "update investigation_entity set remediation = ? where id = ?", rows);
    }

    private static Entity entity(ResultSet row) throws SQLException {
        var told = row.getString("told");
        return new Entity(
                row.getLong("id"),
                EntityKind.valueOf(row.getString("kind")),
                row.getString("entity_key"),
                row.getString("name"),
                JSON.readValue(row.getString("details"), DETAILS),
                FoundBy.valueOf(row.getString("origin")),
                told == null ? null : Verdict.valueOf(told),
                RemediationStatus.valueOf(row.getString("told_status")),
                Verdict.valueOf(row.getString("verdict")),
                Reason.valueOf(row.getString("judged")),
                RemediationStatus.valueOf(row.getString("remediation")),
                Sql.instant(row, "found_at"));
    }
}
