package securitycenter.investigations;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.modulith.NamedInterface;
import securitycenter.homes.Sql;
import securitycenter.homes.TenantHome;
import securitycenter.investigations.Asset.Place;
import securitycenter.response.ActionState;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The table of where the entities of one investigation are, and of what is done to them there. */
@NamedInterface("tables")
public final class Sightings {

    private static final JsonMapper JSON = new JsonMapper();
    private static final TypeReference<Map<String, String>> DETAILS = new TypeReference<>() {};

    private static final String SIGHTING = """
            select s.id as sighting, s.entity as of_entity, s.path, s.details as there, s.action, s.action_state,
                s.asset as of_asset, a.kind as kind, a.asset_key, a.name, a.device_groups, a.origin, a.standing
            from investigation_sighting s left join investigation_asset a on a.id = s.asset where\s""";

    private final TenantHome home;
    private final long number;

    public Sightings(TenantHome home, long number) {
        this.home = home;
        this.number = number;
    }

    private record Spot(long entity, @Nullable Long asset, String path) {}

    private record Seen(long id, String path, Map<String, String> details) {}

    void put(List<Found> found, Map<Exhibits.Thing, Entity> known, Map<Place, Asset> places) {
        var seen = seen();
        var added = new LinkedHashMap<Spot, Seen>();
        var changed = new ArrayList<Object[]>();
        for (var each : found) {
            var entity = known.get(new Exhibits.Thing(each.kind(), each.key()));
            var asset = each.place() == null ? null : places.get(Assets.keyed(each.place()));
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

    /** Of which it is to be decided what is done; none on devices that it has not come to. */
    public List<Sighting> undecided(int most) {
        return home.database()
                .sql(SIGHTING + """
                        s.investigation = ? and not s.is_decided and (s.asset is null or a.standing = 'IN')
                        order by s.id limit ?""")
                .params(number, most)
                .query((row, _) -> sighting(row))
                .list();
    }

    public List<Sighting> of(Collection<Long> entities) {
        return home.database()
                .sql(SIGHTING + "s.entity = any(?) order by s.id")
                .param(Sql.numbers(entities))
                .query((row, _) -> sighting(row))
                .list();
    }

    /** @param actions null where nothing is done there */
    public void decide(Map<Long, @Nullable Decided> actions) {
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

    public record Decided(UUID action, ActionState state) {}

    /** What becomes of its actions, each once, though several sightings may share one. */
    public Map<ActionState, Integer> actionStates() {
        var states = new EnumMap<ActionState, Integer>(ActionState.class);
        home.database().sql("""
                        select action_state, count(distinct action) from investigation_sighting
                        where investigation = ? and action is not null group by action_state""").param(number).query(row -> {
            states.put(ActionState.valueOf(row.getString(1)), row.getInt(2));
        });
        return states;
    }

    /** The pending actions on each entity. */
    public Map<Long, Set<UUID>> pendingActions() {
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

    /** How far the actions on each entity are; entities without any are left out. */
    public Map<Long, Set<ActionState>> statesByEntity() {
        record State(long entity, ActionState state) {}
        return home
                .database()
                .sql("""
                        select distinct entity, action_state from investigation_sighting
                        where investigation = ? and action is not null""")
                .param(number)
                .query((row, _) -> new State(row.getLong(1), ActionState.valueOf(row.getString(2))))
                .list()
                .stream()
                .collect(groupingBy(State::entity, mapping(State::state, toSet())));
    }

    /** Of what is bad or suspect, where nothing is done to it. */
    public List<Sighting> untouched() {
        return home.database()
                .sql(SIGHTING + """
                        s.investigation = ? and s.action is null and s.entity in (
                            select id from investigation_entity
                            where investigation = ? and verdict in ('MALICIOUS', 'SUSPICIOUS'))
                        order by s.id limit ?""")
                .params(number, number, Exhibits.MOST)
                .query((row, _) -> sighting(row))
                .list();
    }

    /** Whether nobody decided in time on what is done to mail. */
    public boolean hasExpiredMail() {
        return home.database().sql("""
                                select count(*) from investigation_sighting s join investigation_entity e on e.id = s.entity
                                where s.investigation = ? and s.action_state = 'EXPIRED' and e.kind in ('MESSAGE', 'URL')""").param(number).query(Integer.class).single() > 0;
    }

    private static Sighting sighting(ResultSet row) throws SQLException {
        var state = row.getString("action_state");
        return new Sighting(
                row.getLong("sighting"),
                row.getLong("of_entity"),
                row.getObject("of_asset", Long.class) == null ? null : Assets.asset(row, "of_asset"),
                row.getString("path"),
                JSON.readValue(row.getString("there"), DETAILS),
                row.getObject("action", UUID.class),
                state == null ? null : ActionState.valueOf(state));
    }
}
