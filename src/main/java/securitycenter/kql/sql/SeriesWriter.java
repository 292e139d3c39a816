package securitycenter.kql.sql;

import java.util.ArrayList;
import java.util.List;
import securitycenter.kql.binding.Relation;
import securitycenter.kql.functions.Argument;
import securitycenter.kql.functions.Conversions;
import securitycenter.kql.functions.Sql;
import securitycenter.kql.schema.KqlType;

/** Lists of values at even steps: the steps that have rows are counted first, then all of them are put into lists. */
final class SeriesWriter {

    private final ScalarWriter scalars;

    SeriesWriter(ScalarWriter scalars) {
        this.scalars = scalars;
    }

    /** @param input the rows, as a query */
    String write(Relation.Stepped stepped, String input) {
        var axis = scalars.write(stepped.axis());
        var step = scalars.write(stepped.step());
        var from = stepped.from() == null ? "kql_bin(least, " + step + ")" : scalars.write(stepped.from());
        var to = stepped.to() == null ? "greatest + 1" : scalars.write(stepped.to());
        var ends = "SELECT *, " + axis + " AS x, min(" + axis + ") OVER () AS least, max(" + axis
                + ") OVER () AS greatest FROM (" + input + ")";
        var placed = "SELECT *, " + from + " AS f, " + to + " AS t FROM ("
                + (stepped.from() == null || stepped.to() == null
                        ? ends
                        : "SELECT *, " + axis + " AS x FROM (" + input + ")")
                + ")";
        var counted = new ArrayList<String>();
        var keys = new ArrayList<String>();
        for (var key : stepped.keys()) {
            counted.add(scalars.write(key.value()) + " AS " + key.field().sql());
            keys.add(key.field().sql());
        }
        counted.add("f");
        counted.add("t");
        counted.add("CAST(floor((x - f) / " + step + ") AS BIGINT) AS i");
        for (var each : stepped.series()) {
            counted.add(call(each) + " AS v" + each.field().number());
        }
        int groups = stepped.keys().size() + 3;
        return "SELECT " + String.join(", ", lists(stepped, keys, step)) + " FROM (SELECT "
                + String.join(", ", counted) + " FROM (" + placed + ") WHERE x >= f AND x < t GROUP BY "
                + AggregateWriter.numbers(groups) + ") GROUP BY " + String.join(", ", with(keys, "f", "t"));
    }

    private String call(Relation.Step each) {
        var arguments = each.aggregate().arguments().stream()
                .map(argument -> scalars.argument(argument, false))
                .toList();
        return each.aggregate()
                .function()
                .sql()
                .of(arguments)
                .replace(" " + Sql.ORDER, "")
                .replace(Sql.DISTINCT, "");
    }

    private List<String> lists(Relation.Stepped stepped, List<String> keys, String step) {
        var columns = new ArrayList<>(keys);
        var steps = "range(CAST(ceil((t - f) / " + step + ") AS BIGINT))";
        for (var each : stepped.series()) {
            var values = "map_from_entries(list((i, v" + each.field().number() + ")))";
            columns.add("CAST(list_transform(" + steps + ", lambda p: coalesce(" + values + "[p], "
                    + scalars.write(each.missing()) + ")) AS VARIANT) AS "
                    + each.field().sql());
        }
        var place = new Argument("(f + p * " + step + ")", stepped.axis().type(), null);
        columns.add("CAST(list_transform(" + steps + ", lambda p: " + Conversions.sql(place, KqlType.DYNAMIC)
                + ") AS VARIANT) AS " + stepped.steps().sql());
        return columns;
    }

    private static List<String> with(List<String> keys, String... more) {
        var all = new ArrayList<>(keys);
        all.addAll(List.of(more));
        return all;
    }
}
