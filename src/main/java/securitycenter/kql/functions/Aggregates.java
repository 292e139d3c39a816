package securitycenter.kql.functions;

import static securitycenter.kql.functions.Takes.ANY;
import static securitycenter.kql.functions.Takes.BOOL;
import static securitycenter.kql.functions.Takes.INTEGER;
import static securitycenter.kql.functions.Takes.NUMBER;
import static securitycenter.kql.functions.Takes.TIMESPAN;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import securitycenter.kql.schema.KqlType;

/**
 * What becomes of many values. {@code $o} stands for the order of the rows, where that matters. Of no values there is a
 * result too: 0 of a sum, an empty list.
 */
public final class Aggregates {

    private static final KqlType LONG = KqlType.LONG;

    private static final Map<String, List<Function>> ALL = Stream.of(counts(), sums(), extremes(), lists(), spreads())
            .flatMap(rows -> rows)
            .collect(Collectors.groupingBy(Function::name));

    private Aggregates() {}

    public static List<Function> named(String name) {
        return ALL.getOrDefault(name, List.of());
    }

    public static boolean isNamed(String name) {
        return ALL.containsKey(name);
    }

    private static Stream<Function> counts() {
        return Stream.of(
                Function.of("count", List.of(), LONG, "count(*)").andMore(ANY),
                Function.of("countif", List.of(BOOL), LONG, "count(*) FILTER (WHERE $1)"),
                Function.of("dcount", List.of(ANY, INTEGER), LONG, "count(DISTINCT $1)")
                        .optional(1),
                Function.of("dcountif", List.of(ANY, BOOL, INTEGER), LONG, "count(DISTINCT $1) FILTER (WHERE $2)")
                        .optional(1),
                Function.of("count_distinct", List.of(ANY), LONG, "count(DISTINCT $1)"),
                Function.of("count_distinctif", List.of(ANY, BOOL), LONG, "count(DISTINCT $1) FILTER (WHERE $2)"));
    }

    private static Stream<Function> sums() {
        return Stream.of("", "if").flatMap(suffix -> {
            var where = suffix.isEmpty() ? "" : " FILTER (WHERE $2)";
            return Stream.of(
                    Function.of(
                            "sum" + suffix,
                            with(INTEGER, suffix),
                            LONG,
                            "coalesce(kql_wrapped(sum($1)" + where + "), 0)"),
                    Function.of(
                            "sum" + suffix, with(NUMBER, suffix), KqlType.REAL, "coalesce(sum($1)" + where + ", 0)"),
                    Function.of(
                            "sum" + suffix,
                            with(TIMESPAN, suffix),
                            KqlType.TIMESPAN,
                            "coalesce(CAST(sum($1)" + where + " AS BIGINT), 0)"),
                    Function.of(
                            "avg" + suffix,
                            with(NUMBER, suffix),
                            KqlType.REAL,
                            "coalesce(avg($1)" + where + ", CAST('nan' AS DOUBLE))"),
                    Function.of(
                            "avg" + suffix,
                            with(TIMESPAN, suffix),
                            KqlType.TIMESPAN,
                            "CAST(trunc(avg($1)" + where + ") AS BIGINT)"));
        });
    }

    private static List<Takes> with(Takes value, String suffix) {
        return suffix.isEmpty() ? List.of(value) : List.of(value, BOOL);
    }

    private static Stream<Function> extremes() {
        return Stream.of("min", "max")
                .flatMap(name -> Stream.of(
                        Function.of(name, List.of(ANY), LONG, name + "($1)").returning(List::getFirst),
                        Function.of(name + "if", List.of(ANY, BOOL), LONG, name + "($1) FILTER (WHERE $2)")
                                .returning(List::getFirst)));
    }

    private static Stream<Function> lists() {
        return Stream.of(
                Function.of("make_set", List.of(ANY, INTEGER), KqlType.DYNAMIC, "kql_set(list($1 $o))")
                        .optional(1),
                Function.of("make_list", List.of(ANY, INTEGER), KqlType.DYNAMIC, "kql_list(list($1 $o))")
                        .optional(1),
                Function.of(
                                "make_set_if",
                                List.of(ANY, BOOL, INTEGER),
                                KqlType.DYNAMIC,
                                "kql_set(list($1 $o) FILTER (WHERE $2))")
                        .optional(1),
                Function.of(
                                "make_list_if",
                                List.of(ANY, BOOL, INTEGER),
                                KqlType.DYNAMIC,
                                "kql_list(list($1 $o) FILTER (WHERE $2))")
                        .optional(1));
    }

    private static Stream<Function> spreads() {
        return Stream.of(
                Function.of("stdev", List.of(NUMBER), KqlType.REAL, "coalesce(stddev_samp($1), 0)"),
                Function.of("stdevp", List.of(NUMBER), KqlType.REAL, "coalesce(stddev_pop($1), 0)"),
                Function.of("variance", List.of(NUMBER), KqlType.REAL, "coalesce(var_samp($1), 0)"),
                Function.of("variancep", List.of(NUMBER), KqlType.REAL, "coalesce(var_pop($1), 0)"));
    }
}
