package securitycenter.queues;

import static java.util.stream.Collectors.joining;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import securitycenter.alerts.Severity;
import securitycenter.homes.Sql;

/**
 * Rows of one table in one order, so that no page costs more than another, whatever is sought among however many rows.
 * What an index serves altogether is read from its place on. For the rest a fixed number of rows is looked at: all that
 * may be meant, where they are no more than that, and otherwise those that come next in the order.
 */
final class Listing<R> {

    static final int LOOKED_AT = 10_000;
    static final int COUNTED = 10_000;

    interface Reader<R> {

        R read(ResultSet row, int number) throws SQLException;
    }

    record Table<R>(String columns, String name, Reader<R> reader) {

        String select() {
            return select(columns);
        }

        private String select(String some) {
            return "select " + some + " from " + name;
        }

        /** The whole rows of those that the query finds. */
        private String selectOf(String ids) {
            return select() + " join (" + ids + ") f on f.found = " + name + ".id";
        }

        private Stream<String> namedIn(Conditions conditions) {
            return Stream.of(columns.split(", "))
                    .filter(column -> Pattern.compile("\\b" + column + "\\b")
                            .matcher(conditions.sql())
                            .find());
        }
    }

    /** @param key where the row stands in the order */
    private record Placed<R>(R row, QueueKey key) {}

    /**
     * @param more there are more rows than fit
     * @param next where to go on; null at the end
     */
    private record Found<R>(
            List<Placed<R>> placed, boolean more, @Nullable QueueKey next) {

        List<R> rows() {
            return placed.stream().map(Placed::row).toList();
        }
    }

    private record Rows(String sql, List<Object> values) {}

    private final JdbcClient database;
    private final Table<R> table;
    private final QueueOrder order;
    private final Plan plan;

    Listing(JdbcClient database, Table<R> table, QueueOrder order, Plan plan) {
        this.database = database;
        this.table = table;
        this.order = order;
        this.plan = plan;
    }

    QueuePage<R> page(QueuePlace place, int length) {
        var from = switch (place) {
            case QueuePlace.First _ -> null;
            case QueuePlace.After(var after) -> after;
            case QueuePlace.Before(var before) -> before;
        };
        var backwards = place instanceof QueuePlace.Before;
        var way = backwards ? order.reversed() : order;
        var inHand = isInHand();
        var found = find(inHand, from, way, length);
        var counted = count(inHand);
        var begin = found.placed.isEmpty() ? from : found.placed.getFirst().key();
        return new QueuePage<>(
                backwards ? found.rows().reversed() : found.rows(),
                backwards ? found.next : from == null ? null : begin,
                backwards ? begin : found.next,
                Math.min(counted, COUNTED),
                counted > COUNTED || !plan.isServed() && !inHand,
                !found.more && found.next != null ? LOOKED_AT : 0);
    }

    /** As a page, without counting how many there are altogether. */
    QueuePart<R> after(@Nullable QueueKey from, int length) {
        var found = find(isInHand(), from, order, length);
        return new QueuePart<>(found.rows(), found.next);
    }

    private Found<R> find(boolean inHand, @Nullable QueueKey from, QueueOrder way, int length) {
        var placed = new ArrayList<>(rows(inHand, from, way, length + 1));
        var more = placed.size() > length;
        if (more) {
            placed.removeLast();
        }
        var next = more ? placed.getLast().key() : plan.isServed() || inHand ? null : end(from, way);
        return new Found<>(placed, more, next);
    }

    private List<Placed<R>> rows(boolean inHand, @Nullable QueueKey from, QueueOrder way, int atMost) {
        if (plan.isServed()) {
            return followed(from, way, atMost);
        }
        return inHand ? picked(from, way, atMost) : walked(from, way, atMost);
    }

    /** All that may be meant are few enough to be looked at. */
    private boolean isInHand() {
        return !plan.isServed() && candidates() <= LOOKED_AT;
    }

    /** How many there are, and no more than one beyond what is counted. */
    long count() {
        return count(isInHand());
    }

    private long count(boolean inHand) {
        if (!inHand && !plan.isServed()) {
            return countOfFirst();
        }
        var unmet = inHand ? plan.unmetByPool() : plan.unmetInOrder();
        var columns = columns(Stream.of("id"), unmet);
        var rows = inHand ? pool(columns, order, LOOKED_AT) : of(columns, plan.inOrder(), null, order, COUNTED + 1);
        return one(
                "select count(*) from (select 1 as one from (" + rows.sql + ") w where " + unmet.sql() + " limit "
                        + (COUNTED + 1) + ") as found",
                rows.values,
                unmet.values());
    }

    /** Among those that are looked at first. */
    private long countOfFirst() {
        var rows = window(null, order);
        return one(
                "select count(*) from (" + rows.sql + ") w where "
                        + plan.unmetInOrder().sql(),
                rows.values,
                plan.unmetInOrder().values());
    }

    private long candidates() {
        var rows = pool("id", order, LOOKED_AT + 1);
        return one(
                "select count(*) from (select 1 as one from (" + rows.sql + ") w limit " + (LOOKED_AT + 1)
                        + ") as found",
                rows.values,
                List.of());
    }

    private List<Placed<R>> followed(@Nullable QueueKey from, QueueOrder way, int atMost) {
        var rows = of(table.columns, plan.inOrder(), from, way, atMost);
        return read(
                "select * from (" + rows.sql + ") w order by " + way.columns() + " limit " + atMost,
                rows.values,
                List.of());
    }

    private List<Placed<R>> picked(@Nullable QueueKey from, QueueOrder way, int atMost) {
        var rows = pool(columns(way.names(), plan.unmetByPool()), way, LOOKED_AT);
        var conditions = new Conditions().and(plan.unmetByPool());
        if (from != null) {
            conditions.beyond(from, way);
        }
        return read(found(rows, conditions, way, atMost), rows.values, conditions.values());
    }

    private List<Placed<R>> walked(@Nullable QueueKey from, QueueOrder way, int atMost) {
        var rows = window(from, way);
        return read(
                found(rows, plan.unmetInOrder(), way, atMost),
                rows.values,
                plan.unmetInOrder().values());
    }

    private String found(Rows rows, Conditions conditions, QueueOrder way, int atMost) {
        return table.selectOf("select id as found from (" + rows.sql + ") w where " + conditions.sql() + " order by "
                        + way.columns() + " limit " + atMost)
                + " order by " + way.columns();
    }

    /** Those and what the conditions look at: the rest of ten thousand rows is not worth reading. */
    private String columns(Stream<String> some, Conditions conditions) {
        return Stream.concat(some, table.namedIn(conditions)).distinct().collect(joining(", "));
    }

    /** The last of the rows that were looked at; null when there are no more of them. */
    private @Nullable QueueKey end(@Nullable QueueKey from, QueueOrder way) {
        var rows = of(columns(way.names(), new Conditions()), plan.inOrder(), from, way, LOOKED_AT);
        var last = "select id as found from (" + rows.sql + ") u order by " + way.columns() + " offset "
                + (LOOKED_AT - 1) + " rows fetch next 1 rows only";
        return read(table.selectOf(last), rows.values, List.of()).stream()
                .map(Placed::key)
                .findFirst()
                .orElse(null);
    }

    private Rows window(@Nullable QueueKey from, QueueOrder way) {
        var rows = of(columns(way.names(), plan.unmetInOrder()), plan.inOrder(), from, way, LOOKED_AT);
        return new Rows(
                "select * from (" + rows.sql + ") u order by " + way.columns() + " limit " + LOOKED_AT, rows.values);
    }

    private Rows of(
            String columns, List<Stretch> stretches, @Nullable QueueKey from, QueueOrder way, int atMostOfEach) {
        var direction = way.descending() ? " desc" : "";
        var values = new ArrayList<Object>();
        var sql = stretches.stream()
                .filter(stretch -> from == null || stretch.reachesBeyond(from, way))
                .map(stretch -> {
                    var conditions = from == null ? stretch.conditions() : stretch.conditions(from, way);
                    values.addAll(conditions.values());
                    return "(" + table.select(columns) + " where " + conditions.sql() + " order by "
                            + stretch.order(direction) + " limit " + atMostOfEach + ")";
                })
                .collect(joining(" union all "));
        return new Rows(sql.isEmpty() ? table.select(columns) + " where false" : sql, values);
    }

    private Rows pool(String columns, QueueOrder way, int atMost) {
        return switch (plan.pool()) {
            case Plan.Pool.Along(var stretches) -> of(columns, stretches, null, way, atMost);
            case Plan.Pool.Chosen(var ids, var values) ->
                new Rows(table.select(columns) + " join (" + ids + ") c on c.chosen = " + table.name() + ".id", values);
        };
    }

    private QueueKey key(ResultSet row) throws SQLException {
        return new QueueKey(
                Severity.values()[row.getInt("severity")],
                Sql.instant(row, order.by().column()),
                row.getLong("id"));
    }

    private List<Placed<R>> read(String sql, List<Object> values, List<Object> more) {
        return statement(sql, values, more)
                .query((row, number) -> new Placed<>(table.reader().read(row, number), key(row)))
                .list();
    }

    private long one(String sql, List<Object> values, List<Object> more) {
        return statement(sql, values, more).query(Long.class).single();
    }

    private StatementSpec statement(String sql, List<Object> values, List<Object> more) {
        return database.sql(sql)
                .params(Stream.concat(values.stream(), more.stream()).toList());
    }
}
