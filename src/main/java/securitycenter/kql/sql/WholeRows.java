package securitycenter.kql.sql;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import securitycenter.kql.binding.Aggregate;
import securitycenter.kql.binding.Field;
import securitycenter.kql.binding.Relation;
import securitycenter.kql.binding.Scalar;
import securitycenter.kql.schema.KqlType;

/** One row of each group, all of it: only where it lies is chosen, and the rest is read of those rows alone. */
final class WholeRows {

    /** Where a row lies in its table. Those of queries count from 1. */
    static final Field PLACE = new Field(0, "", KqlType.LONG, List.of());

    /** Fewer columns are as fast to take along. */
    private static final int MANY = 6;

    private WholeRows() {}

    static boolean areWanted(Relation.Aggregation aggregation) {
        return !aggregation.keys().isEmpty()
                && aggregation.keys().stream().allMatch(key -> isColumn(key.value()))
                && isTable(aggregation.input())
                && aggregation.aggregates().size() == 1
                && aggregation.aggregates().getFirst().aggregate()
                        instanceof Aggregate.Chosen(var _, var by, var values)
                && values.size() >= MANY
                && isColumn(by)
                // Of what is no number the writer of aggregates knows.
                && by.type() != KqlType.REAL
                && values.stream().allMatch(WholeRows::isColumn);
    }

    private static boolean isColumn(Scalar value) {
        return value instanceof Scalar.FieldValue;
    }

    private static boolean isTable(Relation relation) {
        return relation instanceof Relation.Scan
                || relation instanceof Relation.Filter(var input, var _) && isTable(input);
    }

    static Relation table(Relation relation) {
        return relation instanceof Relation.Filter(var input, var _) ? table(input) : relation;
    }

    /**
     * @param table with the places of its rows
     * @param rows those of them that count
     */
    static String write(Relation.Aggregation aggregation, String table, String rows) {
        var chosen = (Aggregate.Chosen) aggregation.aggregates().getFirst().aggregate();
        var keys = aggregation.keys().stream().map(Relation.Output::value).toList();
        var names = aggregation.fields().iterator();
        var columns = Stream.concat(keys.stream(), chosen.values().stream())
                .map(value -> column(value) + " AS " + names.next().sql())
                .collect(Collectors.joining(", "));
        return "SELECT " + columns + " FROM (" + table + ") WHERE " + PLACE.sql() + " IN (SELECT coalesce("
                + (chosen.greatest() ? "arg_max(" : "arg_min(") + PLACE.sql() + ", " + column(chosen.by())
                + "), any_value(" + PLACE.sql() + ")) FROM (" + rows + ") GROUP BY "
                + keys.stream().map(WholeRows::column).collect(Collectors.joining(", ")) + ")";
    }

    private static String column(Scalar value) {
        return ((Scalar.FieldValue) value).field().sql();
    }
}
