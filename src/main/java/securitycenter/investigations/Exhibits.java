package securitycenter.investigations;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toSet;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import securitycenter.alerts.EvidenceKind;
import securitycenter.alerts.RemediationStatus;
import securitycenter.alerts.Verdict;
import securitycenter.homes.Sql;
import securitycenter.homes.TenantHome;
import securitycenter.investigations.Asset.Place;
import securitycenter.investigations.Asset.Standing;
import securitycenter.investigations.Entity.Reason;
import securitycenter.investigations.JudgeRule.Judgment;
import securitycenter.investigations.Taking.Named;
import securitycenter.response.ActionState;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The tables of what one investigation examines. Whoever writes holds the investigation. */
final class Exhibits {

    private static final JsonMapper JSON = new JsonMapper();
    private static final TypeReference<Map<String, String>> DETAILS = new TypeReference<>() {};

    /** What is more is not examined. */
    static final int MOST_ENTITIES = 5_000;

    static final int MOST_ASSETS = 5_000;

    private final TenantHome home;
    private final long number;

    Exhibits(TenantHome home, long number) {
        this.home = home;
        this.number = number;
    }

    private record Thing(EntityKind kind, String key) {}

    /** One has to do with the other. */
    record Link(long entity, long other, Linked how) {}

    List<Asset> assets() {
        return assets(0, MOST_ASSETS);
    }

    /** In the order in which it came to them. */
    List<Asset> assets(long after, int most) {
        return home.database()
                .sql("select * from investigation_asset where investigation = ? and id > ? order by id limit ?")
                .params(number, after, most)
                .query((row, _) -> asset(row, "id"))
                .list();
    }

    /** Those of one kind, in the order in which it came to them. */
    List<Asset> assets(EvidenceKind kind, long after, int most) {
        return home.database()
                .sql("""
                        select * from investigation_asset where investigation = ? and kind = ? and id > ?
                        order by id limit ?""")
                .params(number, kind.name(), after, most)
                .query((row, _) -> asset(row, "id"))
                .list();
    }

    /** Those on which a person decides whether it gets in. */
    List<Asset> waiting(int most) {
        return home.database()
                .sql("""
                        select * from investigation_asset where investigation = ? and standing = 'WAITS'
                        order by id limit ?""")
                .params(number, most)
                .query((row, _) -> asset(row, "id"))
                .list();
    }

    Map<EvidenceKind, Integer> assetCounts() {
        var counts = new EnumMap<EvidenceKind, Integer>(EvidenceKind.class);
        home.database()
                .sql("select kind, count(*) from investigation_asset where investigation = ? group by kind")
                .param(number)
                .query(row -> {
                    counts.put(EvidenceKind.valueOf(row.getString(1)), row.getInt(2));
                });
        return counts;
    }

    /** @return those that are there now, by what they are */
    Map<Place, Asset> putAssets(Collection<Named> named, FoundBy by, Standing standing, Instant now) {
        var known = byPlace();
        var rows = new ArrayList<Object[]>();
        var added = new HashSet<Place>();
        for (var each : named) {
            var place = keyed(each.place());
            if (!known.containsKey(place) && known.size() + added.size() < MOST_ASSETS && added.add(place)) {
                rows.add(new Object[] {
                    number,
                    place.kind().name(),
                    place.key(),
                    each.place().name(),
                    String.join("\n", each.groups()),
                    by.name(),
                    standing.name(),
                    Sql.time(now)
                });
            }
        }
        Sql.write(home, """
                        insert into investigation_asset (investigation, kind, asset_key, name, device_groups, origin, standing,
                            added_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?)""", rows);
        return added.isEmpty() ? known : byPlace();
    }

    /** What an alert calls a device or person may differ; what it is does not. */
    private static Place keyed(Place place) {
        return new Place(place.kind(), place.key(), "");
    }

    private Map<Place, Asset> byPlace() {
        var places = new HashMap<Place, Asset>();
        assets().forEach(asset -> places.put(keyed(asset.place()), asset));
        return places;
    }

    void group(Map<String, List<String>> groups) {
        var rows = new ArrayList<Object[]>();
        groups.forEach((device, names) ->
                rows.add(new Object[] {String.join("\n", names), number, EvidenceKind.DEVICE.name(), device}));
        Sql.write(
                home,
                "update investigation_asset set device_groups = ? where investigation = ? and kind = ? and asset_key = ?",
                rows);
    }

    /** A person has decided about those that waited. */
    void decideWaiting(Standing standing) {
        home.database()
                .sql("update investigation_asset set standing = ? where investigation = ? and standing = 'WAITS'")
                .params(standing.name(), number)
                .update();
    }

    /** @return how many entities are new */
    int put(List<Found> found, FoundBy by, Map<Place, Asset> places, Instant now) {
        var known = things();
        var before = known.size();
        addEntities(found, known, by, now);
        known = things();
        addSightings(found, known, places);
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
            if (merged.merge(thing, each, Exhibits::and) == each) {
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
                if (known.size() + added.size() < MOST_ENTITIES) {
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
        var told = worse(found.told(), entity.told());
        var status = further(found.status(), entity.toldStatus());
        return new Object[] {
            JSON.writeValueAsString(details), told == null ? null : told.name(), status.name(), number, entity.id()
        };
    }

    private static boolean saysMore(Found found, Entity entity) {
        return !entity.details().keySet().containsAll(found.details().keySet())
                || worse(found.told(), entity.told()) != entity.told()
                || further(found.status(), entity.toldStatus()) != entity.toldStatus();
    }

    private static Found and(Found one, Found other) {
        var details = new HashMap<>(other.details());
        details.putAll(one.details());
        return new Found(
                one.kind(),
                one.key(),
                one.name(),
                Map.copyOf(details),
                worse(one.told(), other.told()),
                further(one.status(), other.status()),
                one.place(),
                one.path(),
                one.there(),
                one.ties());
    }

    private static @Nullable Verdict worse(@Nullable Verdict one, @Nullable Verdict other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.compareTo(other) >= 0 ? one : other;
    }

    /** Where alerts differ, the later constant is what counts. */
    private static RemediationStatus further(RemediationStatus one, RemediationStatus other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    private record Spot(long entity, @Nullable Long asset, String path) {}

    private record Seen(long id, String path, Map<String, String> details) {}

    private void addSightings(List<Found> found, Map<Thing, Entity> known, Map<Place, Asset> places) {
        var seen = seen();
        var added = new LinkedHashMap<Spot, Seen>();
        var changed = new ArrayList<Object[]>();
        for (var each : found) {
            var entity = known.get(new Thing(each.kind(), each.key()));
            var asset = each.place() == null ? null : places.get(keyed(each.place()));
            if (entity == null || each.place() != null && asset == null) {
                continue;
            }
            var spot = new Spot(
                    entity.id(), asset == null ? null : asset.id(), each.path().toLowerCase(Locale.ROOT));
            var there = seen.get(spot);
            if (there == null) {
                added.computeIfAbsent(spot, _ -> new Seen(0, each.path(), new HashMap<>()))
                        .details()
                        .putAll(each.there());
            } else if (!there.details().keySet().containsAll(each.there().keySet())) {
                var details = new HashMap<>(there.details());
                details.putAll(each.there());
                changed.add(new Object[] {JSON.writeValueAsString(details), there.id()});
            }
        }
        var rows = new ArrayList<Object[]>();
        added.forEach((spot, each) -> rows.add(
                new Object[] {number, spot.entity(), spot.asset(), each.path(), JSON.writeValueAsString(each.details())
                }));
        Sql.write(home, """
                        insert into investigation_sighting (investigation, entity, asset, path, details, is_decided)
                        values (?, ?, ?, ?, ?, false)""", rows);
        // More is known, so what could not be done before perhaps can.
        Sql.write(
                home,
                "update investigation_sighting set details = ?, is_decided = action is not null where id = ?",
                changed);
    }

    private Map<Spot, Seen> seen() {
        var seen = new HashMap<Spot, Seen>();
        home.database()
                .sql("select id, entity, asset, path, details from investigation_sighting where investigation = ?")
                .param(number)
                .query(row -> {
                    seen.put(
                            new Spot(
                                    row.getLong("entity"),
                                    row.getObject("asset", Long.class),
                                    row.getString("path").toLowerCase(Locale.ROOT)),
                            new Seen(
                                    row.getLong("id"),
                                    row.getString("path"),
                                    JSON.readValue(row.getString("details"), DETAILS)));
                });
        return seen;
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

    List<Link> links() {
        return home.database()
                .sql("""
                        select l.entity, l.other, l.how from investigation_entity e
                        join investigation_link l on l.entity = e.id where e.investigation = ?""")
                .param(number)
                .query((row, _) -> new Link(row.getLong(1), row.getLong(2), Linked.valueOf(row.getString(3))))
                .list();
    }

    List<Entity> entities() {
        return entities(null, 0, MOST_ENTITIES);
    }

    /** In the order in which they were found. */
    List<Entity> entities(@Nullable Verdict verdict, long after, int most) {
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
    List<Entity> threats(long after, int most) {
        return home.database()
                .sql("""
                        select * from investigation_entity
                        where investigation = ? and verdict in ('MALICIOUS', 'SUSPICIOUS') and id > ? order by id limit ?""")
                .params(number, after, most)
                .query((row, _) -> entity(row))
                .list();
    }

    void judge(Map<Long, Judgment> judgments) {
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

    private static final String SIGHTING = """
            select s.id as sighting, s.entity as of_entity, s.path, s.details as there, s.action, s.action_state,
                s.asset as of_asset, a.kind as kind, a.asset_key, a.name, a.device_groups, a.origin, a.standing
            from investigation_sighting s left join investigation_asset a on a.id = s.asset where\s""";

    /** Of which it is to be decided what is done; none on devices that it has not come to. */
    List<Sighting> undecided(int most) {
        return home.database()
                .sql(SIGHTING + """
                        s.investigation = ? and not s.is_decided and (s.asset is null or a.standing = 'IN')
                        order by s.id limit ?""")
                .params(number, most)
                .query((row, _) -> sighting(row))
                .list();
    }

    List<Sighting> sightings(Collection<Long> entities) {
        return home.database()
                .sql(SIGHTING + "s.entity = any(?) order by s.id")
                .param(Sql.numbers(entities))
                .query((row, _) -> sighting(row))
                .list();
    }

    /** @param actions null where nothing is done there */
    void decide(Map<Long, @Nullable Decided> actions) {
        var rows = new ArrayList<Object[]>();
        actions.forEach((sighting, decided) -> rows.add(new Object[] {
            decided == null ? null : decided.action(),
            decided == null ? null : decided.state().name(),
            sighting
        }));
        Sql.write(
                home,
                "update investigation_sighting set is_decided = true, action = ?, action_state = ? where id = ?",
                rows);
    }

    record Decided(UUID action, ActionState state) {}

    EntityCounts counts() {
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

    /** What becomes of its actions, each once, though several sightings may share one. */
    Map<ActionState, Integer> actionStates() {
        var states = new EnumMap<ActionState, Integer>(ActionState.class);
        home.database().sql("""
                        select action_state, count(distinct action) from investigation_sighting
                        where investigation = ? and action is not null group by action_state""").param(number).query(row -> {
            states.put(ActionState.valueOf(row.getString(1)), row.getInt(2));
        });
        return states;
    }

    /** The pending actions on each entity. */
    Map<Long, Set<UUID>> pendingActions() {
        record Pending(long entity, UUID action) {}
        return home
                .database()
                .sql("""
                        select entity, action from investigation_sighting
                        where investigation = ? and action_state = 'PENDING_APPROVAL'""")
                .param(number)
                .query((row, _) -> new Pending(row.getLong(1), row.getObject(2, UUID.class)))
                .list()
                .stream()
                .collect(groupingBy(Pending::entity, mapping(Pending::action, toSet())));
    }

    /** Writes how far each entity is dealt with. */
    void remediate(List<Entity> entities) {
        record State(long entity, ActionState state) {}
        var states = home
                .database()
                .sql("""
                        select distinct entity, action_state from investigation_sighting
                        where investigation = ? and action is not null""")
                .param(number)
                .query((row, _) -> new State(row.getLong(1), ActionState.valueOf(row.getString(2))))
                .list()
                .stream()
                .collect(groupingBy(State::entity, mapping(State::state, toList())));
        var rows = new ArrayList<Object[]>();
        for (var entity : entities) {
            var status = RemediationRule.of(
                    entity.isThreat(), entity.toldStatus(), states.getOrDefault(entity.id(), List.of()));
            if (status != entity.remediation()) {
                rows.add(new Object[] {status.name(), entity.id()});
            }
        }
        Sql.write(home, "update investigation_entity set remediation = ? where id = ?", rows);
    }

    /** Of what is bad or suspect, where nothing is done to it. */
    List<Sighting> untouched() {
        return home.database()
                .sql(SIGHTING + """
                        s.investigation = ? and s.action is null and s.entity in (
                            select id from investigation_entity
                            where investigation = ? and verdict in ('MALICIOUS', 'SUSPICIOUS'))
                        order by s.id limit ?""")
                .params(number, number, MOST_ENTITIES)
                .query((row, _) -> sighting(row))
                .list();
    }

    /** Whether nobody decided in time on what is done to mail. */
    boolean hasExpiredMail() {
        return home.database().sql("""
                                select count(*) from investigation_sighting s join investigation_entity e on e.id = s.entity
                                where s.investigation = ? and s.action_state = 'EXPIRED' and e.kind in ('MESSAGE', 'URL')""").param(number).query(Integer.class).single() > 0;
    }

    /** Processes that run a file that is itself bad or suspect, and that can be taken away. */
    static Set<Long> stoppedWithFile(List<Entity> entities, List<Link> links) {
        var files = entities.stream()
                .filter(each -> each.kind() == EntityKind.FILE
                        && each.isThreat()
                        && each.details().containsKey(Found.SHA1))
                .map(Entity::id)
                .collect(toSet());
        return links.stream()
                .filter(link -> link.how() == Linked.IS && files.contains(link.other()))
                .map(Link::entity)
                .collect(toSet());
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

    private static Sighting sighting(ResultSet row) throws SQLException {
        var state = row.getString("action_state");
        return new Sighting(
                row.getLong("sighting"),
                row.getLong("of_entity"),
                row.getObject("of_asset", Long.class) == null ? null : asset(row, "of_asset"),
                row.getString("path"),
                JSON.readValue(row.getString("there"), DETAILS),
                row.getObject("action", UUID.class),
                state == null ? null : ActionState.valueOf(state));
    }

    private static Asset asset(ResultSet row, String id) throws SQLException {
        return new Asset(
                row.getLong(id),
                new Place(
                        EvidenceKind.valueOf(row.getString("kind")), row.getString("asset_key"), row.getString("name")),
                FoundBy.valueOf(row.getString("origin")),
                Standing.valueOf(row.getString("standing")),
                row.getString("device_groups").lines().toList());
    }
}
