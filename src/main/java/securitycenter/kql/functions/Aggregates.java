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
                            with(INTEGER, suffix),
                            KqlType.REAL,
                            "kql_mean(sum($1)" + where + ", count($1)" + where + ")"),
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

    /** No longer than is asked for, and no longer than a million. */
    private static Stream<Function> lists() {
        return Stream.of("set", "list")
                .flatMap(name -> Stream.of(
                        list("make_" + name, List.of(ANY), "kql_" + name + "(list(%s $o), 1048576)"),
                        list("make_" + name, List.of(ANY, INTEGER), "kql_" + name + "(list(%s $o), $2)"),
                        list(
                                "make_" + name + "_if",
                                List.of(ANY, BOOL),
                                "kql_" + name + "(list(%s $o) FILTER (WHERE $2), 1048576)"),
                        list(
                                "make_" + name + "_if",
                                List.of(ANY, BOOL, INTEGER),
                                "kql_" + name + "(list(%s $o) FILTER (WHERE $2), $3)")));
    }

    private static Function list(String name, List<Takes> takes, String template) {
        return Function.of(
                name,
                takes,
                KqlType.DYNAMIC,
                arguments -> Sql.template(template.formatted(listed(arguments.getFirst())))
                        .of(arguments));
    }

    /** What JSON has no word for is a text in a list. */
    private static String listed(Argument value) {
        return switch (value.type()) {
            case DATETIME, DECIMAL, DYNAMIC, GUID, TIMESPAN -> Conversions.sql(value, KqlType.DYNAMIC);
            case BOOL, INT, LONG, REAL, STRING -> value.sql();
        };
    }

    private static Stream<Function> spreads() {
        return Stream.of(
                Function.of("stdev", List.of(NUMBER), KqlType.REAL, "coalesce(stddev_samp($1), 0)"),
                Function.of("stdevp", List.of(NUMBER), KqlType.REAL, "coalesce(stddev_pop($1), 0)"),
                Function.of("variance", List.of(NUMBER), KqlType.REAL, "coalesce(var_samp($1), 0)"),
                Function.of("variancep", List.of(NUMBER), KqlType.REAL, "coalesce(var_pop($1), 0)"),
                percentile(INTEGER, KqlType.LONG),
                percentile(NUMBER, KqlType.REAL),
                percentile(Takes.TIMESPAN, KqlType.TIMESPAN),
                percentile(Takes.DATETIME, KqlType.DATETIME));
    }

    /** A value that there is, by the nearest rank. */
    private static Function percentile(Takes of, KqlType type) {
        return Function.of("percentile", List.of(of, NUMBER), type, "quantile_disc($1, CAST($2 AS DOUBLE) / 100)")
                .returning(List::getFirst);
    }
}
