package securitycenter.kql.functions;

import static securitycenter.kql.functions.Takes.ANY;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import securitycenter.kql.schema.KqlType;

/** From one type to another. What cannot be converted is null, and never an error. */
public final class Conversions {

    private static final Map<String, KqlType> NAMES = Map.ofEntries(
            Map.entry("tostring", KqlType.STRING),
            Map.entry("tobool", KqlType.BOOL),
            Map.entry("toboolean", KqlType.BOOL),
            Map.entry("toint", KqlType.INT),
            Map.entry("tolong", KqlType.LONG),
            Map.entry("toreal", KqlType.REAL),
            Map.entry("todouble", KqlType.REAL),
            Map.entry("todecimal", KqlType.DECIMAL),
            Map.entry("todatetime", KqlType.DATETIME),
            Map.entry("totimespan", KqlType.TIMESPAN),
            Map.entry("totime", KqlType.TIMESPAN),
            Map.entry("toguid", KqlType.GUID),
            Map.entry("bool", KqlType.BOOL),
            Map.entry("boolean", KqlType.BOOL),
            Map.entry("int", KqlType.INT),
            Map.entry("long", KqlType.LONG),
            Map.entry("real", KqlType.REAL),
            Map.entry("double", KqlType.REAL),
            Map.entry("decimal", KqlType.DECIMAL),
            Map.entry("datetime", KqlType.DATETIME),
            Map.entry("date", KqlType.DATETIME),
            Map.entry("timespan", KqlType.TIMESPAN),
            Map.entry("time", KqlType.TIMESPAN),
            Map.entry("guid", KqlType.GUID),
            Map.entry("string", KqlType.STRING));

    private Conversions() {}

    static Stream<Function> all() {
        return NAMES.entrySet().stream().map(each -> named(each.getKey(), each.getValue()));
    }

    public static boolean isConversion(String function) {
        return NAMES.containsKey(function);
    }

    private static Function named(String name, KqlType to) {
        return Function.of(name, List.of(ANY), to, arguments -> sql(arguments.getFirst(), to));
    }

    /** A value as one of another type. */
    public static String sql(Argument value, KqlType to) {
        if (value.type() == to) {
            return value.sql();
        }
        if (value.type() == KqlType.DYNAMIC) {
            return to == KqlType.STRING ? "kql_text(" + value.sql() + ")" : fromDynamic(value.sql(), to);
        }
        return switch (to) {
            case STRING -> toText(value);
            case DYNAMIC -> toDynamic(value);
            case BOOL -> toBool(value);
            case INT -> "TRY_CAST(" + toLong(value) + " AS INTEGER)";
            case LONG -> toLong(value);
            case REAL -> toReal(value);
            case DECIMAL ->
                value.is(KqlType.GUID)
                        ? "CAST(NULL AS " + to.sql() + ")"
                        : "TRY_CAST(" + value.sql() + " AS " + to.sql() + ")";
            case DATETIME -> toMoment(value);
            case TIMESPAN -> toSpan(value);
            case GUID -> value.is(KqlType.STRING) ? "TRY_CAST(" + value.sql() + " AS UUID)" : "CAST(NULL AS UUID)";
        };
    }

    /** Of a scalar inside; a text there is read as {@code to…} reads one. */
    private static String fromDynamic(String value, KqlType to) {
        return "kql_" + to.word() + "_of(" + value + ")";
    }

    private static String toText(Argument value) {
        return switch (value.type()) {
            case BOOL -> "CASE " + value.sql() + " WHEN true THEN 'True' WHEN false THEN 'False' ELSE '' END";
            case DATETIME -> "kql_moment_text(" + value.sql() + ")";
            case TIMESPAN -> "kql_span_text(" + value.sql() + ")";
            case REAL -> "kql_real_text(" + value.sql() + ")";
            case DECIMAL -> "coalesce(regexp_replace(CAST(" + value.sql() + " AS VARCHAR), '\\.?0+$', ''), '')";
            default -> "coalesce(CAST(" + value.sql() + " AS VARCHAR), '')";
        };
    }

    private static String toDynamic(Argument value) {
        return switch (value.type()) {
            case DATETIME -> "CAST(nullif(kql_moment_text(" + value.sql() + "), '') AS VARIANT)";
            case TIMESPAN -> "CAST(nullif(kql_span_text(" + value.sql() + "), '') AS VARIANT)";
            case DECIMAL, GUID -> "CAST(nullif(" + toText(value) + ", '') AS VARIANT)";
            default -> "CAST(" + value.sql() + " AS VARIANT)";
        };
    }

    private static String toBool(Argument value) {
        return switch (value.type()) {
            case STRING -> "kql_bool_in(" + value.sql() + ")";
            case GUID -> "CAST(NULL AS BOOLEAN)";
            default -> "(" + value.sql() + " <> 0)";
        };
    }

    private static String toLong(Argument value) {
        return switch (value.type()) {
            case STRING -> "kql_long_in(" + value.sql() + ")";
            case REAL, DECIMAL -> "TRY_CAST(trunc(" + value.sql() + ") AS BIGINT)";
            case GUID -> "CAST(NULL AS BIGINT)";
            default -> "CAST(" + value.sql() + " AS BIGINT)";
        };
    }

    private static String toReal(Argument value) {
        return switch (value.type()) {
            case STRING -> "kql_real_in(" + value.sql() + ")";
            case GUID -> "CAST(NULL AS DOUBLE)";
            default -> "CAST(" + value.sql() + " AS DOUBLE)";
        };
    }

    private static String toMoment(Argument value) {
        return switch (value.type()) {
            case STRING -> "kql_moment_in(" + value.sql() + ")";
            case INT, LONG -> "kql_moment(CAST(" + value.sql() + " AS BIGINT))";
            case REAL -> "kql_moment(TRY_CAST(trunc(" + value.sql() + ") AS BIGINT))";
            default -> "CAST(NULL AS BIGINT)";
        };
    }

    private static String toSpan(Argument value) {
        return switch (value.type()) {
            case STRING -> "kql_span_in(" + value.sql() + ")";
            case INT, LONG -> "CAST(" + value.sql() + " AS BIGINT)";
            default -> "CAST(NULL AS BIGINT)";
        };
    }
}
