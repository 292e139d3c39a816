package securitycenter.kql.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import securitycenter.kql.binding.Aggregate;
import securitycenter.kql.binding.Field;
import securitycenter.kql.binding.Relation;
import securitycenter.kql.binding.Relation.Aggregated;
import securitycenter.kql.binding.Relation.Output;
import securitycenter.kql.binding.Scalar;
import securitycenter.kql.functions.Sql;
import securitycenter.kql.schema.KqlType;

/** Groups. What is chosen of one row comes as one value, and is taken apart around it. */
final class AggregateWriter {

    private static final Set<String> BINS = Set.of("bin", "floor");

    private final ScalarWriter scalars;
    private final List<String> inner = new ArrayList<>();
    private final List<String> outer = new ArrayList<>();

    /** Whichever row comes first is chance. */
    private boolean hasNoOrder;

    AggregateWriter(ScalarWriter scalars) {
        this.scalars = scalars;
    }

    String write(Relation.Aggregation aggregation, Function<Relation, String> select) {
        var order = orderOf(aggregation.input());
        hasNoOrder = order.isEmpty() && isOfTable(aggregation.input());
        aggregation.keys().forEach(this::addKey);
        aggregation.aggregates().forEach(each -> add(each, order));
        var groups = aggregation.keys().isEmpty()
                ? ""
                : " GROUP BY " + numbers(aggregation.keys().size());
        var columns = inner.isEmpty() ? "1 AS one" : String.join(", ", inner);
        var rows = "SELECT " + columns + " FROM (" + select.apply(aggregation.input()) + ")" + groups;
        var sql = inner.isEmpty() ? rows + " LIMIT 1" : rows;
        return outer.stream().allMatch(column -> column.matches("c[0-9]+"))
                ? sql
                : "SELECT " + String.join(", ", outer) + " FROM (" + sql + ")";
    }

    /** Of times, by the number of the bin: DuckDB needs no hashes for numbers that lie near each other. */
    private void addKey(Output key) {
        var name = key.field().sql();
        if (key.value() instanceof Scalar.Applied(var function, var arguments, var type)
                && type == KqlType.DATETIME
                && BINS.contains(function.name())
                && arguments.get(1) instanceof Scalar.Constant(var _, Long size)
                && size > 0) {
            inner.add(scalars.write(arguments.getFirst()) + " // " + size + " AS " + name);
            outer.add(name + " * " + size + " AS " + name);
        } else {
            inner.add(scalars.write(key.value()) + " AS " + name);
            outer.add(name);
        }
    }

    static String numbers(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(String::valueOf).collect(Collectors.joining(", "));
    }

    private static boolean isOfTable(Relation relation) {
        return switch (relation) {
            case Relation.Scan _ -> true;
            case Relation.Filter(var input, var _) -> isOfTable(input);
            case Relation.Projection(var input, var _) -> isOfTable(input);
            default -> false;
        };
    }

    private static String orderOf(Relation input) {
        return input.order().isEmpty()
                ? ""
                : "ORDER BY "
                        + input.order().stream()
                                .map(key -> key.field().sql()
                                        + (key.descending() ? " DESC" : "")
                                        + (key.nullsFirst() ? " NULLS FIRST" : " NULLS LAST"))
                                .collect(Collectors.joining(", "));
    }

    private void add(Aggregated aggregated, String order) {
        switch (aggregated.aggregate()) {
            case Aggregate.Call call -> {
                var field = aggregated.fields().getFirst();
                inner.add(call(call, order) + " AS " + field.sql());
                outer.add(field.sql());
            }
            case Aggregate.Chosen(var greatest, var by, var values) -> {
                var row = row(aggregated.fields(), values);
                var key = key(by, greatest);
                takeApart(
                        aggregated.fields(),
                        "coalesce(" + (greatest ? "arg_max(" : "arg_min(") + row + ", " + key + "), any_value(" + row
                                + "))");
            }
            case Aggregate.Any(var values) ->
                takeApart(aggregated.fields(), "any_value(" + row(aggregated.fields(), values) + ")");
            case Aggregate.Worked(var value, var fields, var of) -> {
                for (int i = 0; i < of.size(); i++) {
                    inner.add(call((Aggregate.Call) of.get(i), order) + " AS "
                            + fields.get(i).sql());
                }
                outer.add(scalars.write(value) + " AS "
                        + aggregated.fields().getFirst().sql());
            }
        }
    }

    /** What is no number is the greatest and the least. */
    private String key(Scalar by, boolean greatest) {
        var key = scalars.write(by);
        return by.type() == KqlType.REAL && !greatest
                ? "CASE WHEN isnan(" + key + ") THEN CAST('-inf' AS DOUBLE) ELSE " + key + " END"
                : key;
    }

    private String call(Aggregate.Call call, String order) {
        var arguments = call.arguments().stream()
                .map(each -> scalars.argument(each, each.type() == KqlType.BOOL))
                .toList();
        return call.function()
                .sql()
                .of(arguments)
                .replace(" " + Sql.ORDER, order.isEmpty() ? "" : " " + order)
                .replace(
                        "kql_plain_set(list(" + Sql.DISTINCT,
                        hasNoOrder ? "kql_plain_list(list(DISTINCT " : "kql_plain_set(list(");
    }

    private String row(List<Field> fields, List<Scalar> values) {
        var parts = new ArrayList<String>();
        for (int i = 0; i < fields.size(); i++) {
            parts.add(fields.get(i).sql() + " := " + scalars.write(values.get(i)));
        }
        return "struct_pack(" + String.join(", ", parts) + ")";
    }

    private void takeApart(List<Field> fields, String row) {
        if (fields.isEmpty()) {
            return;
        }
        var name = "r" + fields.getFirst().number();
        inner.add(row + " AS " + name);
        fields.forEach(field -> outer.add(name + "." + field.sql() + " AS " + field.sql()));
    }
}
