package securitycenter.queues;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import securitycenter.alerts.Severity;
import securitycenter.homes.Sql;

/**
 * A part of a table that is found and read without looking at anything else: what is equal in the first columns of an
 * index, in the order of the columns that follow.
 *
 * @param equal the first columns, in their order
 * @param at the column that follows them
 */
record Stretch(
        Map<String, @Nullable Object> equal,
        String at,
        @Nullable Instant from,
        @Nullable Instant until) {

    private static final Instant BEFORE_ALL = Instant.EPOCH;

    /** One for each combination: an index that begins with several columns is in order only within one of them. */
    static List<Stretch> each(
            Map<String, ? extends Collection<? extends @Nullable Object>> equal,
            String at,
            @Nullable Instant from,
            @Nullable Instant until) {
        var combinations = List.<Map<String, @Nullable Object>>of(new LinkedHashMap<>());
        for (var column : equal.entrySet()) {
            var longer = new ArrayList<Map<String, @Nullable Object>>();
            for (var combination : combinations) {
                for (var value : column.getValue()) {
                    var one = new LinkedHashMap<>(combination);
                    one.put(column.getKey(), value);
                    longer.add(one);
                }
            }
            combinations = longer;
        }
        return combinations.stream()
                .map(one -> new Stretch(one, at, from, until))
                .toList();
    }

    /** Whether rows of it can lie beyond the key. */
    boolean reachesBeyond(QueueKey key, QueueOrder order) {
        return !order.isBySeverity()
                || !(order.descending()
                        ? severity() > key.severity().ordinal()
                        : severity() < key.severity().ordinal());
    }

    private int severity() {
        return equal.get("severity") instanceof Integer severity ? severity : Severity.UNKNOWN.ordinal();
    }

    /** With a beginning in any case: without one H2 takes whichever index begins with the same columns, and sorts. */
    Conditions conditions() {
        var conditions = new Conditions();
        equal.forEach(conditions::equal);
        return conditions
                .and(at + " >= ?", Sql.time(from == null ? BEFORE_ALL : from))
                .andIf(Sql.timeOrNull(until), at + " < ?");
    }

    /** Of those that lie beyond the key. */
    Conditions conditions(QueueKey key, QueueOrder order) {
        var conditions = conditions();
        return order.isBySeverity() && severity() != key.severity().ordinal()
                ? conditions
                : conditions.beyond(
                        key,
                        new QueueOrder(order.isBySeverity() ? QueueOrder.By.ACTIVITY : order.by(), order.descending()));
    }

    /** The first columns too: H2 otherwise sorts instead of following the index. */
    String order(String direction) {
        var order = new StringBuilder();
        equal.keySet().forEach(column -> order.append(column).append(direction).append(", "));
        return order.append(at)
                .append(direction)
                .append(", id")
                .append(direction)
                .toString();
    }
}
