package securitycenter.kql.functions;

import static securitycenter.kql.functions.Takes.ANY;
import static securitycenter.kql.functions.Takes.BOOL;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import securitycenter.kql.schema.KqlType;

/** Choosing between values, and asking whether there is one. What is chosen from has one type, or becomes dynamic. */
final class Conditions {

    private Conditions() {}

    static Stream<Function> all() {
        return Stream.of(choices(), questions()).flatMap(rows -> rows);
    }

    private static Stream<Function> choices() {
        var iff = Function.of("iff", List.of(BOOL, ANY, ANY), KqlType.DYNAMIC, arguments -> {
                    var type = common(arguments.subList(1, 3));
                    return "CASE WHEN " + arguments.get(0).sql() + " THEN "
                            + Conversions.sql(arguments.get(1), type) + " ELSE "
                            + Conversions.sql(arguments.get(2), type) + " END";
                })
                .returning(types -> commonType(types.subList(1, 3)));
        return Stream.of(
                iff,
                iff.named("iif"),
                caseOf(),
                coalesce(),
                extreme("max_of", "greatest", 1),
                extreme("min_of", "least", -1));
    }

    /** Conditions and values by turns, and what is left at the end. */
    private static Function caseOf() {
        return Function.of("case", List.of(BOOL, ANY, ANY), KqlType.DYNAMIC, Conditions::cases)
                .andMore(ANY)
                .returning(types -> commonType(values(types)));
    }

    private static String cases(List<Argument> arguments) {
        var type = common(values(arguments));
        var sql = new StringBuilder("CASE");
        for (int i = 0; i + 1 < arguments.size(); i += 2) {
            sql.append(" WHEN ")
                    .append(Conversions.sql(arguments.get(i), KqlType.BOOL))
                    .append(" THEN ")
                    .append(Conversions.sql(arguments.get(i + 1), type));
        }
        return sql + " ELSE " + Conversions.sql(arguments.getLast(), type) + " END";
    }

    private static <T> List<T> values(List<T> all) {
        return IntStream.range(0, all.size())
                .filter(i -> i % 2 == 1 || i == all.size() - 1)
                .mapToObj(all::get)
                .toList();
    }

    /** An empty text is as good as none. */
    private static Function coalesce() {
        return Function.of("coalesce", List.of(ANY, ANY), KqlType.DYNAMIC, arguments -> {
                    var type = common(arguments);
                    var values = arguments.stream()
                            .map(each -> Conversions.sql(each, type))
                            .map(sql -> type == KqlType.STRING ? "nullif(" + sql + ", '')" : sql)
                            .collect(Collectors.joining(", "));
                    return "coalesce(" + values + (type == KqlType.STRING ? ", '')" : ")");
                })
                .andMore(ANY)
                .returning(Conditions::commonType);
    }

    /** What is null does not count; what is no number stays none. */
    private static Function extreme(String name, String sql, int sign) {
        return Function.of(name, List.of(ANY, ANY), KqlType.DYNAMIC, arguments -> {
                    var type = common(arguments);
                    var values = arguments.stream()
                            .map(each -> Conversions.sql(each, type))
                            .collect(Collectors.joining(", "));
                    return type == KqlType.REAL
                            ? "kql_extreme([" + values + "], " + sign + ")"
                            : sql + "(" + values + ")";
                })
                .andMore(ANY)
                .returning(Conditions::commonType);
    }

    private static KqlType common(List<Argument> arguments) {
        return commonType(arguments.stream().map(Argument::type).toList());
    }

    /** What is dynamic becomes what all others are. */
    private static KqlType commonType(List<KqlType> all) {
        var typed = all.stream().filter(type -> type != KqlType.DYNAMIC).toList();
        var types = typed.isEmpty() ? all : typed;
        if (types.stream().distinct().count() == 1) {
            return types.getFirst();
        }
        if (types.stream().allMatch(KqlType::isInteger)) {
            return KqlType.LONG;
        }
        if (types.stream().allMatch(KqlType::isNumber)) {
            return types.contains(KqlType.DECIMAL) && !types.contains(KqlType.REAL) ? KqlType.DECIMAL : KqlType.REAL;
        }
        return KqlType.DYNAMIC;
    }

    private static Stream<Function> questions() {
        return Stream.of(
                question("isnull", Conditions::isNull),
                question("isnotnull", value -> "(NOT " + isNull(value) + ")"),
                question("notnull", value -> "(NOT " + isNull(value) + ")"),
                question("isempty", Conditions::isEmpty),
                question("isnotempty", value -> "(NOT " + isEmpty(value) + ")"),
                question("notempty", value -> "(NOT " + isEmpty(value) + ")"),
                question(
                        "isnan",
                        value -> value.is(KqlType.REAL) ? "coalesce(isnan(" + value.sql() + "), false)" : "false"),
                question(
                        "isinf",
                        value -> value.is(KqlType.REAL) ? "coalesce(isinf(" + value.sql() + "), false)" : "false"),
                question(
                        "isfinite",
                        value -> value.is(KqlType.REAL) ? "coalesce(isfinite(" + value.sql() + "), false)" : "true"));
    }

    private static Function question(String name, java.util.function.Function<Argument, String> sql) {
        return Function.of(name, List.of(ANY), KqlType.BOOL, arguments -> sql.apply(arguments.getFirst()));
    }

    /** A text is never null. */
    private static String isNull(Argument value) {
        return switch (value.type()) {
            case STRING -> "false";
            case DYNAMIC -> "coalesce(variant_typeof(" + value.sql() + ") = 'VARIANT_NULL', true)";
            default -> "(" + value.sql() + " IS NULL)";
        };
    }

    private static String isEmpty(Argument value) {
        return switch (value.type()) {
            case STRING -> "(" + value.sql() + " = '')";
            case DYNAMIC -> "(kql_text(" + value.sql() + ") = '')";
            default -> "(" + value.sql() + " IS NULL)";
        };
    }
}
