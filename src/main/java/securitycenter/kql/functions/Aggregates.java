package securitycenter.kql.functions;

import static securitycenter.kql.functions.Takes.ANY;
import static securitycenter.kql.functions.Takes.BOOL;
import static securitycenter.kql.functions.Takes.DATETIME;
import static securitycenter.kql.functions.Takes.DYNAMIC;
import static securitycenter.kql.functions.Takes.INTEGER;
import static securitycenter.kql.functions.Takes.NUMBER;
import static securitycenter.kql.functions.Takes.TIMESPAN;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import securitycenter.kql.schema.KqlType;

/**
 * What becomes of many values. {@code $o} stands for the order of the rows, where that matters. Of no values there is a
 * result too: 0 of a sum, an empty list.
 */
public final class Aggregates {

    private static final KqlType LONG = KqlType.LONG;
    private static final String WEIGHTED_RANK = "list($1)[kql_java_weighted_rank("
            + "CAST(CAST(CAST(list($1) AS VARIANT) AS JSON) AS VARCHAR), "
            + "CAST(CAST(CAST(list($2) AS VARIANT) AS JSON) AS VARCHAR), CAST(any_value($3) AS DOUBLE))]";
    private static final String RANK = "quantile_disc($1, CAST($2 AS DOUBLE) / 100)";

    private static final Map<String, List<Function>> ALL = Stream.of(
                    counts(), sums(), extremes(), bags(), lists(), bits(), spreads(), covariances(), percentiles())
            .flatMap(rows -> rows)
            .collect(Collectors.groupingBy(Function::name));

    private Aggregates() {}

    public static List<Function> named(String name) {
        return ALL.getOrDefault(name, List.of());
    }

    public static Set<String> names() {
        return ALL.keySet();
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
            var where = filter(suffix);
            return Stream.of(
                    Function.of(
                            "sum" + suffix,
                            with(INTEGER, suffix),
                            LONG,
                            "coalesce(kql_wrapped(sum($1)" + where + "), 0)"),
                    ofNumbers("sum", suffix, "coalesce(sum($1)" + where + ", 0)"),
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
                    ofNumbers("avg", suffix, "coalesce(avg($1)" + where + ", CAST('nan' AS DOUBLE))"),
                    Function.of(
                            "avg" + suffix,
                            with(TIMESPAN, suffix),
                            KqlType.TIMESPAN,
                            "CAST(trunc(avg($1)" + where + ") AS BIGINT)"));
        });
    }

    /** Of decimals comes a decimal. */
    private static Function ofNumbers(String name, String suffix, String template) {
        return Function.of(name + suffix, with(NUMBER, suffix), KqlType.REAL, arguments -> {
                    var sql = Sql.template(template).of(arguments);
                    return arguments.getFirst().is(KqlType.DECIMAL)
                            ? "TRY_CAST(" + sql + " AS " + KqlType.DECIMAL.sql() + ")"
                            : sql;
                })
                .returning(types -> types.getFirst() == KqlType.DECIMAL ? KqlType.DECIMAL : KqlType.REAL);
    }

    private static String filter(String suffix) {
        return suffix.isEmpty() ? "" : " FILTER (WHERE $2)";
    }

    private static List<Takes> with(Takes value, String suffix) {
        return suffix.isEmpty() ? List.of(value) : List.of(value, BOOL);
    }

    private static Stream<Function> extremes() {
        return Stream.concat(
                Stream.of(ofOne("take_anyif", List.of(ANY, BOOL), "any_value($1) FILTER (WHERE $2)")),
                Stream.of("min", "max")
                        .flatMap(name -> Stream.of(
                                ofOne(name, List.of(ANY), name + "($1)"),
                                ofOne(name + "if", List.of(ANY, BOOL), name + "($1) FILTER (WHERE $2)"))));
    }

    /** Of no text there is an empty one. */
    private static Function ofOne(String name, List<Takes> takes, String template) {
        return Function.of(name, takes, LONG, arguments -> {
                    var sql = Sql.template(template).of(arguments);
                    return arguments.getFirst().is(KqlType.STRING) ? "coalesce(" + sql + ", '')" : sql;
                })
                .returning(List::getFirst);
    }

    /** Of properties that come again it is left open which one stays. */
    private static Stream<Function> bags() {
        return Stream.of("make_bag", "make_dictionary")
                .flatMap(name -> Stream.of(
                        Function.of(name, List.of(DYNAMIC, INTEGER), KqlType.DYNAMIC, merged(""))
                                .optional(1),
                        Function.of(
                                        name + "_if",
                                        List.of(DYNAMIC, BOOL, INTEGER),
                                        KqlType.DYNAMIC,
                                        merged(" FILTER (WHERE $2)"))
                                .optional(1)));
    }

    private static String merged(String filter) {
        return "CAST(CAST(coalesce(kql_java_bag_merge(CAST(CAST(CAST(list($1 $o)" + filter
                + " AS VARIANT) AS JSON) AS VARCHAR)), '{}') AS JSON) AS VARIANT)";
    }

    private static Stream<Function> bits() {
        return Stream.of("and", "or", "xor")
                .map(name -> Function.of(
                        "binary_all_" + name, List.of(INTEGER), LONG, "bit_" + name + "(CAST($1 AS BIGINT))"));
    }

    /** No longer than is asked for, and no longer than a million. */
    private static Stream<Function> lists() {
        var withNulls = list("make_list_with_nulls", List.of(ANY), "kql_dynamic_list(list($1 $o), 1048576)");
        return Stream.concat(
                Stream.of(withNulls),
                Stream.of("set", "list")
                        .flatMap(name -> Stream.of(
                                list("make_" + name, List.of(ANY), "kql_" + name + "(list($1 $o), 1048576)"),
                                list("make_" + name, List.of(ANY, INTEGER), "kql_" + name + "(list($1 $o), $2)"),
                                list(
                                        "make_" + name + "_if",
                                        List.of(ANY, BOOL),
                                        "kql_" + name + "(list($1 $o) FILTER (WHERE $2), 1048576)"),
                                list(
                                        "make_" + name + "_if",
                                        List.of(ANY, BOOL, INTEGER),
                                        "kql_" + name + "(list($1 $o) FILTER (WHERE $2), $3)"))));
    }

    private static Function list(String name, List<Takes> takes, String template) {
        return Function.of(name, takes, KqlType.DYNAMIC, arguments -> {
            var value = arguments.getFirst();
            var listed = new ArrayList<>(arguments);
            listed.set(0, new Argument(listed(value), value.type(), null));
            return Sql.template(of(value.type(), template)).of(listed);
        });
    }

    /** Nothing is left out of a list, but a dynamic nothing is a value. What DuckDB's types hold is listed faster. */
    private static String of(KqlType type, String template) {
        return switch (type) {
            case DYNAMIC -> template.replace("kql_list(", "kql_dynamic_list(");
            case BOOL, INT, LONG, REAL, STRING ->
                template.replace("kql_list(", "kql_plain_list(").replace("kql_set(list(", "kql_plain_set(list($u");
            case DATETIME, DECIMAL, GUID, TIMESPAN -> template;
        };
    }

    /** What JSON has no word for is a text in a list. */
    private static String listed(Argument value) {
        return switch (value.type()) {
            case DATETIME, DECIMAL, DYNAMIC, GUID, TIMESPAN -> Conversions.sql(value, KqlType.DYNAMIC);
            case BOOL, INT, LONG, REAL, STRING -> value.sql();
        };
    }

    private static Stream<Function> spreads() {
        return Stream.of("stdev stddev_samp", "stdevp stddev_pop", "variance var_samp", "variancep var_pop")
                .flatMap(names -> {
                    var name = names.split(" ")[0];
                    var sql = "coalesce(" + names.split(" ")[1] + "($1)";
                    return Stream.of(
                            Function.of(name, List.of(NUMBER), KqlType.REAL, sql + ", 0)"),
                            Function.of(
                                    name + "if", List.of(NUMBER, BOOL), KqlType.REAL, sql + " FILTER (WHERE $2), 0)"));
                });
    }

    private static Stream<Function> covariances() {
        return Stream.of("covariance covar_samp", "covariancep covar_pop").flatMap(names -> {
            var name = names.split(" ")[0];
            var sql = "coalesce(" + names.split(" ")[1] + "($1, $2)";
            return Stream.of(
                    Function.of(name, List.of(NUMBER, NUMBER), KqlType.REAL, sql + ", 0)"),
                    Function.of(
                            name + "if", List.of(NUMBER, NUMBER, BOOL), KqlType.REAL, sql + " FILTER (WHERE $3), 0)"));
        });
    }

    /** A value that there is, by the nearest rank. */
    private static Stream<Function> percentiles() {
        return Stream.of(INTEGER, NUMBER, TIMESPAN, DATETIME)
                .flatMap(of -> Stream.of(
                        Function.of("percentile", List.of(of, NUMBER), LONG, RANK)
                                .checked(constants -> percentages(constants, 1))
                                .returning(List::getFirst),
                        Function.of("percentiles_array", List.of(of, NUMBER), KqlType.DYNAMIC, Aggregates::ranks)
                                .checked(constants -> percentages(constants, 1))
                                .andMore(NUMBER),
                        Function.of("percentilew", List.of(of, INTEGER, NUMBER), LONG, WEIGHTED_RANK)
                                .checked(constants -> percentages(constants, 2))
                                .returning(List::getFirst)));
    }

    /** Written out, since DuckDB must know them before it begins. */
    private static Optional<String> percentages(List<@Nullable Object> constants, int from) {
        var right = constants.stream()
                .skip(from)
                .allMatch(each ->
                        each instanceof Number number && number.doubleValue() >= 0 && number.doubleValue() <= 100);
        return right ? Optional.empty() : Optional.of("A percentage is a number from 0 to 100, written out.");
    }

    private static String ranks(List<Argument> arguments) {
        var value = arguments.getFirst();
        return arguments.stream()
                .skip(1)
                .map(percent -> Sql.template(RANK).of(List.of(value, percent)))
                .map(sql -> Conversions.sql(new Argument(sql, value.type(), null), KqlType.DYNAMIC))
                .collect(Collectors.joining(", ", "CAST([", "] AS VARIANT)"));
    }
}
