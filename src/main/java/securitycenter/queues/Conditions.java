package securitycenter.queues;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import securitycenter.homes.Sql;

/** What rows must fulfill, as SQL with its values in their order. */
final class Conditions {

    private final List<String> all = new ArrayList<>();
    private final List<Object> values = new ArrayList<>();

    Conditions and(String condition, Object... values) {
        all.add(condition);
        Collections.addAll(this.values, values);
        return this;
    }

    /** Without a value there is no condition. */
    Conditions andIf(@Nullable Object value, String condition) {
        return value == null ? this : and(condition, value);
    }

    Conditions equal(String column, @Nullable Object value) {
        return value == null ? and(column + " is null") : and(column + " = ?", value);
    }

    /** Any of them; none for whatever the column holds. */
    Conditions in(String column, Collection<?> values) {
        return values.isEmpty()
                ? this
                : and(
                        column + " in (" + String.join(", ", Collections.nCopies(values.size(), "?")) + ")",
                        values.toArray());
    }

    /** Beyond a row in one of the queue's orders. Written so that both databases begin at it in the index. */
    Conditions beyond(QueueKey key, QueueOrder order) {
        var beyond = order.descending() ? " < ?" : " > ?";
        var at = Sql.time(key.at());
        var column = order.by().column();
        if (order.isBySeverity()) {
            var severity = key.severity().ordinal();
            return and(
                    "(severity" + beyond + " or severity = ? and (" + column + beyond + " or " + column + " = ? and id"
                            + beyond + "))",
                    severity,
                    severity,
                    at,
                    at,
                    key.id());
        }
        return and(
                column + beyond.replace(" ?", "= ?") + " and (" + column + beyond + " or id" + beyond + ")",
                at,
                at,
                key.id());
    }

    Conditions and(Conditions others) {
        all.addAll(others.all);
        values.addAll(others.values);
        return this;
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    String sql() {
        return all.isEmpty() ? "true" : String.join(" and ", all);
    }

    List<Object> values() {
        return values;
    }
}
