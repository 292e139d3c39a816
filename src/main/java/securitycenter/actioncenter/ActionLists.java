package securitycenter.actioncenter;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Component;
import securitycenter.homes.Sql;
import securitycenter.homes.TenantHome;
import securitycenter.response.ActionState;
import securitycenter.response.ActionType;
import securitycenter.response.RemediationAction;
import securitycenter.response.Standing;

/** The actions of a home as lists: what waits, and what was done. */
@Component
class ActionLists {

    /** More are not counted. */
    static final int COUNTED = 10_000;

    /** What is long over is looked through and filtered, and not worth the time to count all of it on each page. */
    private static final int COUNTED_OF_HISTORY = 1_000;

    private static final String WAITS = "state = 'PENDING_APPROVAL'";

    /** The first part is for the index. */
    static final String BY_HAND = """
            state in ('RUNNING', 'UNDOING')
                and (state = 'RUNNING' and type in (%s) or state = 'UNDOING' and type in (%s))""".formatted(byHand(ActionState.RUNNING), byHand(ActionState.UNDOING));

    private static String byHand(ActionState state) {
        return Arrays.stream(ActionType.values())
                .filter(type -> Standing.of(type, state).isByHand())
                .map(type -> "'" + type + "'")
                .collect(Collectors.joining(", "));
    }

    /**
     * How many actions of a type wait.
     *
     * @param first when the first of them is over
     */
    record Group(ActionType type, long count, Instant first) {}

    private record Conditions(List<String> all, List<Object> values) {

        static Conditions of(String first) {
            return new Conditions(new ArrayList<>(List.of(first)), new ArrayList<>());
        }

        Conditions and(String condition, Object... more) {
            all.add(condition);
            values.addAll(List.of(more));
            return this;
        }

        Conditions andIf(@Nullable Object value, String condition) {
            return value == null ? this : and(condition, value);
        }

        Conditions copy() {
            return new Conditions(new ArrayList<>(all), new ArrayList<>(values));
        }

        String sql() {
            return String.join(" and ", all);
        }
    }

    /** @param at the column by which it goes; the id comes after it */
    private record Order(String at, boolean descending) {

        Order reversed() {
            return new Order(at, !descending);
        }

        String sql() {
            return descending ? at + " desc, id desc" : at + ", id";
        }

        /** The first part is for the index. */
        Conditions beyond(Conditions conditions, ListKey key) {
            var sign = descending ? "<" : ">";
            return conditions
                    .copy()
                    .and(at + " " + sign + "= ?", Sql.time(key.at()))
                    .and("(%1$s %2$s ? or id %2$s ?)".formatted(at, sign), Sql.time(key.at()), key.id());
        }

        ListKey key(ActionLine line) {
            return new ListKey(
                    at.equals("updated_at") || line.expiresAt() == null ? line.updatedAt() : line.expiresAt(),
                    line.id());
        }
    }

    private static final Order FIRST_OVER = new Order("expires_at", false);
    private static final Order LATEST = new Order("updated_at", true);
    private static final Order OLDEST = new Order("updated_at", false);

    /** What is over first comes first. */
    ListPage pending(TenantHome home, PendingFilter filter, ListPlace place, int length) {
        return page(home, waiting(filter), FIRST_OVER, place, length, COUNTED);
    }

    /** The latest change first. */
    ListPage history(TenantHome home, HistoryFilter filter, Instant now, ListPlace place, int length) {
        return page(home, past(filter, now), LATEST, place, length, COUNTED_OF_HISTORY);
    }

    /** The next ones of what waits. */
    List<ActionLine> pending(TenantHome home, PendingFilter filter, @Nullable ActionLine after, int length) {
        return next(home, waiting(filter), FIRST_OVER, after, length);
    }

    List<ActionLine> history(
            TenantHome home, HistoryFilter filter, Instant now, @Nullable ActionLine after, int length) {
        return next(home, past(filter, now), LATEST, after, length);
    }

    private static Conditions waiting(PendingFilter filter) {
        return Conditions.of(WAITS)
                .andIf(filter.kind() == null ? null : filter.kind().name(), "type = ?")
                .andIf(filter.number(), "investigation = ?");
    }

    /** What a person is to do or to take back, and to say so; who waits longest comes first. */
    ListPage byHand(TenantHome home, ListPlace place, int length) {
        return page(home, Conditions.of(BY_HAND), OLDEST, place, length, COUNTED);
    }

    long countPending(TenantHome home) {
        return count(home, Conditions.of(WAITS));
    }

    long countByHand(TenantHome home) {
        return count(home, Conditions.of(BY_HAND));
    }

    private static Conditions past(HistoryFilter filter, Instant now) {
        var conditions = Conditions.of("state <> 'PENDING_APPROVAL'")
                .and("updated_at >= ?", Sql.time(filter.since(now)))
                .andIf(filter.kind() == null ? null : filter.kind().name(), "type = ?")
                .andIf(filter.state() == null ? null : filter.state().name(), "state = ?")
                .andIf(filter.place(), "position(lower(?) in lower(asset_name)) > 0");
        if (filter.decided() != null) {
            conditions.and(
                    switch (filter.decided()) {
                        case APPROVED -> "decision = 'APPROVED' and decided_id is not null";
                        case AUTOMATIC -> "decision = 'APPROVED' and decided_id is null";
                        case REJECTED -> "decision = 'REJECTED'";
                        case NOBODY -> "decision is null";
                    });
        }
        var hash = filter.digest();
        return hash == null
                ? conditions
                : conditions.and("(target_key = ? or position(? in lower(target)) > 0)", hash, hash);
    }

    private ListPage page(
            TenantHome home, Conditions conditions, Order order, ListPlace place, int length, int counted) {
        var from = switch (place) {
            case ListPlace.First _ -> null;
            case ListPlace.After(var key) -> key;
            case ListPlace.Before(var key) -> key;
        };
        var backwards = place instanceof ListPlace.Before;
        var way = backwards ? order.reversed() : order;
        var rows = new ArrayList<>(rows(home, conditions, way, from, length + 1));
        var more = rows.size() > length;
        if (more) {
            rows.removeLast();
        }
        var begin = rows.isEmpty() ? from : order.key(rows.getFirst());
        var end = more ? order.key(rows.getLast()) : null;
        var found = count(home, conditions, counted);
        return new ListPage(
                backwards ? rows.reversed() : rows,
                backwards ? end : from == null ? null : begin,
                backwards ? begin : end,
                Math.min(found, counted),
                found > counted);
    }

    private static List<ActionLine> next(
            TenantHome home, Conditions conditions, Order order, @Nullable ActionLine after, int length) {
        return rows(home, conditions, order, after == null ? null : order.key(after), length);
    }

    private static List<ActionLine> rows(
            TenantHome home, Conditions conditions, Order way, @Nullable ListKey from, int atMost) {
        var beyond = from == null ? conditions : way.beyond(conditions, from);
        return select(home, beyond, "order by " + way.sql() + " limit " + atMost)
                .query(ActionLine::of)
                .list();
    }

    private static StatementSpec select(TenantHome home, Conditions conditions, String rest) {
        return home.database()
                .sql("select " + ActionLine.COLUMNS + " from remediation_action where " + conditions.sql() + " " + rest)
                .params(conditions.values());
    }

    private static long count(TenantHome home, Conditions conditions) {
        return count(home, conditions, COUNTED);
    }

    /** @return where there are more than that, one more than it */
    private static long count(TenantHome home, Conditions conditions, int most) {
        return home.database()
                .sql("select count(*) from (select 1 as one from remediation_action where " + conditions.sql()
                        + " limit " + (most + 1) + ") as found")
                .params(conditions.values())
                .query(Long.class)
                .single();
    }

    /** Of what waits, whichever type it has, the type first of which something is over first. */
    List<Group> groups(TenantHome home, PendingFilter filter) {
        var waiting = waiting(filter.ofAnyType());
        return home.database()
                .sql("""
                        select type, count(*) as number, min(expires_at) as first_over from (
                            select type, expires_at from remediation_action where %s
                            order by expires_at, id limit 10000) as pending
                        group by type order by min(expires_at), type""".formatted(waiting.sql()))
                .params(waiting.values())
                .query((row, _) -> new Group(
                        ActionType.valueOf(row.getString("type")),
                        row.getLong("number"),
                        Sql.instant(row, "first_over")))
                .list();
    }

    /** How many were done since then without that anybody was asked. */
    long doneUnasked(TenantHome home, Instant since) {
        return count(
                home,
                Conditions.of("state = 'SUCCEEDED'")
                        .and("decision = 'APPROVED' and decided_id is null")
                        .and("updated_at >= ?", Sql.time(since)));
    }

    boolean hasAny(TenantHome home) {
        return !home.database()
                .sql("select 1 from remediation_action limit 1")
                .query(Integer.class)
                .list()
                .isEmpty();
    }

    /** In the order in which they would stand among what waits; those that are gone are missing. */
    List<ActionLine> these(TenantHome home, Collection<UUID> ids) {
        return ids.isEmpty()
                ? List.of()
                : home.database()
                        .sql(
                                "select " + ActionLine.COLUMNS
                                        + " from remediation_action where id in (:ids) order by expires_at, updated_at desc, id")
                        .param("ids", ids)
                        .query(ActionLine::of)
                        .list();
    }

    /** Who asked for these; what no person asked for is missing. */
    Map<UUID, String> askers(TenantHome home, Collection<UUID> ids) {
        var askers = new HashMap<UUID, String>();
        home.database().sql("""
                        select action_id, who from remediation_turn
                        where action_id = any(?) and from_state is null and who is not null""").param(Sql.uuids(ids)).query(row -> {
            askers.put(row.getObject("action_id", UUID.class), row.getString("who"));
        });
        return askers;
    }

    /** Done to the same thing elsewhere, and not taken back yet; itself among them. */
    List<ActionLine> takenBackAlong(TenantHome home, RemediationAction action, int most) {
        return select(home, alike(action), "order by asset_name, id limit " + most)
                .query(ActionLine::of)
                .list();
    }

    /** As above, without itself; no more than are counted. */
    long othersLike(TenantHome home, RemediationAction action) {
        return count(home, alike(action).and("id <> ?", action.id()));
    }

    private static Conditions alike(RemediationAction action) {
        return Conditions.of("state in ('SUCCEEDED', 'UNDO_FAILED')")
                .and("target_key = ?", action.target().key())
                .and("type = ?", action.type().name());
    }
}
