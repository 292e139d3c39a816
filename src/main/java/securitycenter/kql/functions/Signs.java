package securitycenter.kql.functions;

import static securitycenter.kql.functions.Takes.ANY;
import static securitycenter.kql.functions.Takes.BOOL;
import static securitycenter.kql.functions.Takes.DATETIME;
import static securitycenter.kql.functions.Takes.DECIMAL;
import static securitycenter.kql.functions.Takes.INTEGER;
import static securitycenter.kql.functions.Takes.NUMBER;
import static securitycenter.kql.functions.Takes.TIMESPAN;

import java.util.List;
import java.util.stream.Stream;
import securitycenter.kql.schema.KqlType;

/**
 * Comparing and counting. Which of them say false and which say nothing of what is null is Kusto's rule: {@code ==} and
 * {@code !=} know null from a value, but not from another null.
 */
final class Signs {

    private Signs() {}

    static Stream<Function> all() {
        return Stream.of(logic(), comparisons(), sums(), negations(), products(), times())
                .flatMap(rows -> rows);
    }

    private static Stream<Function> logic() {
        return Stream.of(
                Function.of("and", List.of(BOOL), KqlType.BOOL, arguments -> joined(" AND ", arguments))
                        .andMore(BOOL),
                Function.of("or", List.of(BOOL), KqlType.BOOL, arguments -> joined(" OR ", arguments))
                        .andMore(BOOL),
                Function.of("not", List.of(BOOL), KqlType.BOOL, "(NOT $1)"));
    }

    private static String joined(String sign, List<Argument> arguments) {
        return "(" + String.join(sign, arguments.stream().map(Argument::sql).toList()) + ")";
    }

    private static Stream<Function> comparisons() {
        return Stream.of(
                Function.of("==", List.of(ANY, ANY), KqlType.BOOL, Signs::equal).whereTrue(Signs::isEqual),
                Function.of("!=", List.of(ANY, ANY), KqlType.BOOL, Signs::notEqual)
                        .whereTrue(Signs::isOther),
                Function.of("$same", List.of(ANY, ANY), KqlType.BOOL, "($1 IS NOT DISTINCT FROM $2)"),
                Function.of("<", List.of(ANY, ANY), KqlType.BOOL, arguments -> ordered("<", arguments)),
                Function.of("<=", List.of(ANY, ANY), KqlType.BOOL, arguments -> ordered("<=", arguments)),
                Function.of(">", List.of(ANY, ANY), KqlType.BOOL, arguments -> ordered(">", arguments)),
                Function.of(">=", List.of(ANY, ANY), KqlType.BOOL, arguments -> ordered(">=", arguments)));
    }

    private static String equal(List<Argument> arguments) {
        return total(arguments, isEqual(arguments), "coalesce(" + isEqual(arguments) + ", false)");
    }

    private static String isEqual(List<Argument> arguments) {
        var equal = "$1 = $2";
        return filled(mayBeNan(arguments) ? "(" + equal + " AND NOT isnan($1))" : "(" + equal + ")", arguments);
    }

    private static String notEqual(List<Argument> arguments) {
        return total(arguments, filled("($1 <> $2)", arguments), isOther(arguments));
    }

    private static String isOther(List<Argument> arguments) {
        if (arguments.stream().allMatch(argument -> argument.is(KqlType.STRING))) {
            return filled("($1 <> $2)", arguments);
        }
        var other = "$1 IS DISTINCT FROM $2";
        return filled(mayBeNan(arguments) ? "(" + other + " OR isnan($1))" : "(" + other + ")", arguments);
    }

    /** Texts are never null, and a constant is a value: only two that may both be null can say nothing. */
    private static String total(List<Argument> arguments, String ofTexts, String ofValues) {
        if (arguments.stream().allMatch(argument -> argument.is(KqlType.STRING))) {
            return ofTexts;
        }
        return arguments.stream().anyMatch(Argument::isConstant)
                ? ofValues
                : filled("CASE WHEN $1 IS NOT NULL OR $2 IS NOT NULL THEN ", arguments) + ofValues + " END";
    }

    private static boolean mayBeNan(List<Argument> arguments) {
        return arguments.stream().allMatch(Signs::mayBeNan);
    }

    private static boolean mayBeNan(Argument argument) {
        return argument.is(KqlType.REAL)
                && (!argument.isConstant() || Double.valueOf(Double.NaN).equals(argument.constant()));
    }

    private static String ordered(String sign, List<Argument> arguments) {
        var result = new StringBuilder("($1 " + sign + " $2");
        for (int i = 0; i < 2; i++) {
            if (mayBeNan(arguments.get(i))) {
                result.append(" AND NOT isnan($").append(i + 1).append(')');
            }
        }
        return filled(result.append(')').toString(), arguments);
    }

    private static String filled(String template, List<Argument> arguments) {
        return Sql.template(template).of(arguments);
    }

    private static Stream<Function> sums() {
        return Stream.of("+", "-")
                .flatMap(sign -> Stream.of(
                        Function.of(sign, List.of(INTEGER, INTEGER), KqlType.LONG, wholeNumbers(sign)), numbers(sign)));
    }

    private static Stream<Function> negations() {
        return Stream.of(
                Function.of("negate", List.of(INTEGER), KqlType.LONG, "kql_wrapped(-CAST($1 AS HUGEINT))"),
                Function.of("negate", List.of(NUMBER), KqlType.REAL, "(-$1)").returning(List::getFirst),
                Function.of("negate", List.of(TIMESPAN), KqlType.TIMESPAN, "TRY(-$1)"));
    }

    private static Stream<Function> products() {
        return Stream.of(
                Function.of("*", List.of(INTEGER, INTEGER), KqlType.LONG, wholeNumbers("*")),
                numbers("*"),
                Function.of("/", List.of(INTEGER, INTEGER), KqlType.LONG, "(CAST($1 AS BIGINT) // nullif($2, 0))"),
                numbers("/"),
                Function.of(
                        "%",
                        List.of(INTEGER, INTEGER), KqlType.LONG, "kql_modulo(CAST($1 AS BIGINT), CAST($2 AS BIGINT))"),
                Function.of(
                        "%",
                        List.of(DECIMAL, DECIMAL),
                        KqlType.DECIMAL,
                        "TRY_CAST(kql_modulo($1, $2) AS " + KqlType.DECIMAL.sql() + ")"),
                Function.of(
                        "%",
                        List.of(NUMBER, NUMBER), KqlType.REAL, "kql_modulo(CAST($1 AS DOUBLE), CAST($2 AS DOUBLE))"));
    }

    /** What does not fit into 64 bits begins again at the other end. */
    private static String wholeNumbers(String sign) {
        return "coalesce(TRY(CAST($1 AS BIGINT) " + sign + " CAST($2 AS BIGINT)), kql_wrapped(CAST($1 AS HUGEINT) "
                + sign + " $2))";
    }

    private static Function numbers(String sign) {
        return Function.of(
                        sign,
                        List.of(NUMBER, NUMBER),
                        KqlType.REAL,
                        arguments -> filled(
                                isDecimal(arguments)
                                        ? "TRY_CAST(TRY($1 " + sign + " $2) AS " + KqlType.DECIMAL.sql() + ")"
                                        : "(CAST($1 AS DOUBLE) " + sign + " CAST($2 AS DOUBLE))",
                                arguments))
                .returning(types -> types.contains(KqlType.DECIMAL) && !types.contains(KqlType.REAL)
                        ? KqlType.DECIMAL
                        : KqlType.REAL);
    }

    private static boolean isDecimal(List<Argument> arguments) {
        return arguments.stream().anyMatch(argument -> argument.is(KqlType.DECIMAL))
                && arguments.stream().noneMatch(argument -> argument.is(KqlType.REAL));
    }

    private static Stream<Function> times() {
        return Stream.of(
                Function.of("+", List.of(DATETIME, TIMESPAN), KqlType.DATETIME, "kql_moment(TRY($1 + $2))"),
                Function.of("+", List.of(TIMESPAN, DATETIME), KqlType.DATETIME, "kql_moment(TRY($1 + $2))"),
                Function.of("+", List.of(TIMESPAN, TIMESPAN), KqlType.TIMESPAN, "TRY($1 + $2)"),
                Function.of("-", List.of(DATETIME, TIMESPAN), KqlType.DATETIME, "kql_moment(TRY($1 - $2))"),
                Function.of("-", List.of(DATETIME, DATETIME), KqlType.TIMESPAN, "($1 - $2)"),
                Function.of("-", List.of(TIMESPAN, TIMESPAN), KqlType.TIMESPAN, "TRY($1 - $2)"),
                Function.of("*", List.of(TIMESPAN, NUMBER), KqlType.TIMESPAN, "TRY(CAST(trunc($1 * $2) AS BIGINT))"),
                Function.of("*", List.of(NUMBER, TIMESPAN), KqlType.TIMESPAN, "TRY(CAST(trunc($1 * $2) AS BIGINT))"),
                Function.of("/", List.of(TIMESPAN, TIMESPAN), KqlType.REAL, "(CAST($1 AS DOUBLE) / $2)"),
                Function.of("/", List.of(TIMESPAN, NUMBER), KqlType.TIMESPAN, "TRY(CAST(trunc($1 / $2) AS BIGINT))"),
                Function.of("%", List.of(TIMESPAN, TIMESPAN), KqlType.TIMESPAN, "kql_modulo($1, $2)"));
    }
}
