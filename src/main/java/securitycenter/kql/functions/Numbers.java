package securitycenter.kql.functions;

import static securitycenter.kql.functions.Takes.INTEGER;
import static securitycenter.kql.functions.Takes.NUMBER;
import static securitycenter.kql.functions.Takes.TIMESPAN;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import securitycenter.kql.schema.KqlType;

/** Functions of numbers. What has no result, such as the root of -1, is no number. */
final class Numbers {

    /** Of one real number, which DuckDB calls the same or refuses to work out for some. */
    private static final Map<String, String> OF_ONE = Map.ofEntries(
            Map.entry("sqrt", "CASE WHEN $1 < 0 THEN CAST('nan' AS DOUBLE) ELSE sqrt($1) END"),
            Map.entry("exp", "exp($1)"),
            Map.entry("exp2", "pow(2, $1)"),
            Map.entry("exp10", "pow(10, $1)"),
            Map.entry("log", "kql_log($1)"),
            Map.entry("log2", "(kql_log($1) / ln(2))"),
            Map.entry("log10", "(kql_log($1) / ln(10))"),
            Map.entry("sin", "sin($1)"),
            Map.entry("cos", "cos($1)"),
            Map.entry("tan", "tan($1)"),
            Map.entry("cot", "(1 / tan($1))"),
            Map.entry("asin", "CASE WHEN abs($1) > 1 THEN CAST('nan' AS DOUBLE) ELSE asin($1) END"),
            Map.entry("acos", "CASE WHEN abs($1) > 1 THEN CAST('nan' AS DOUBLE) ELSE acos($1) END"),
            Map.entry("atan", "atan($1)"),
            Map.entry("degrees", "degrees($1)"),
            Map.entry("radians", "radians($1)"),
            Map.entry("gamma", "gamma($1)"));

    private Numbers() {}

    static Stream<Function> all() {
        return Stream.of(reals(), roundings(), bits()).flatMap(rows -> rows);
    }

    private static Stream<Function> reals() {
        var ofOne = OF_ONE.entrySet().stream()
                .map(each -> Function.of(
                        each.getKey(),
                        List.of(NUMBER),
                        KqlType.REAL,
                        "(" + each.getValue().replace("$1", "CAST($1 AS DOUBLE)") + ")"));
        return Stream.concat(
                ofOne,
                Stream.of(
                        Function.of(
                                "pow",
                                List.of(NUMBER, NUMBER),
                                KqlType.REAL,
                                "pow(CAST($1 AS DOUBLE), CAST($2 AS DOUBLE))"),
                        Function.of("atan2", List.of(NUMBER, NUMBER), KqlType.REAL, "atan2($1, $2)"),
                        Function.of("pi", List.of(), KqlType.REAL, "pi()"),
                        Function.of("rand", List.of(), KqlType.REAL, "random()"),
                        Function.of("rand", List.of(INTEGER), KqlType.REAL, "floor(random() * $1)")));
    }

    private static Stream<Function> roundings() {
        return Stream.of(
                Function.of("abs", List.of(INTEGER), KqlType.LONG, "TRY(abs(CAST($1 AS BIGINT)))"),
                Function.of("abs", List.of(NUMBER), KqlType.REAL, "abs($1)").returning(List::getFirst),
                Function.of("abs", List.of(TIMESPAN), KqlType.TIMESPAN, "TRY(abs($1))"),
                Function.of("round", List.of(NUMBER), KqlType.REAL, "round(CAST($1 AS DOUBLE))"),
                Function.of(
                        "round",
                        List.of(NUMBER, INTEGER),
                        KqlType.REAL,
                        "round(CAST($1 AS DOUBLE), CAST(least(greatest($2, -300), 300) AS INTEGER))"),
                Function.of("ceiling", List.of(INTEGER), KqlType.LONG, "CAST($1 AS BIGINT)"),
                Function.of("ceiling", List.of(NUMBER), KqlType.REAL, "ceil(CAST($1 AS DOUBLE))"),
                Function.of("sign", List.of(NUMBER), KqlType.REAL, "CAST(sign($1) AS DOUBLE)"));
    }

    private static Stream<Function> bits() {
        return Stream.of(
                Function.of(
                        "binary_and",
                        List.of(INTEGER, INTEGER),
                        KqlType.LONG,
                        "(CAST($1 AS BIGINT) & CAST($2 AS BIGINT))"),
                Function.of(
                        "binary_or",
                        List.of(INTEGER, INTEGER),
                        KqlType.LONG,
                        "(CAST($1 AS BIGINT) | CAST($2 AS BIGINT))"),
                Function.of(
                        "binary_xor",
                        List.of(INTEGER, INTEGER),
                        KqlType.LONG,
                        "xor(CAST($1 AS BIGINT), CAST($2 AS BIGINT))"),
                Function.of("binary_not", List.of(INTEGER), KqlType.LONG, "(~CAST($1 AS BIGINT))"),
                Function.of(
                        "binary_shift_left",
                        List.of(INTEGER, INTEGER),
                        KqlType.LONG,
                        "kql_wrapped(CAST($1 AS HUGEINT) * CAST(pow(2, $2 % 64) AS HUGEINT))"),
                Function.of(
                        "binary_shift_right",
                        List.of(INTEGER, INTEGER),
                        KqlType.LONG,
                        "(CAST($1 AS BIGINT) >> ($2 % 64))"),
                Function.of(
                        "bitset_count_ones",
                        List.of(INTEGER),
                        KqlType.LONG,
                        "CAST(bit_count(CAST($1 AS BIGINT)) AS BIGINT)"));
    }
}
