package securitycenter.kql.functions;

import static securitycenter.kql.functions.Takes.ANY;
import static securitycenter.kql.functions.Takes.DATETIME;
import static securitycenter.kql.functions.Takes.INTEGER;
import static securitycenter.kql.functions.Takes.NUMBER;
import static securitycenter.kql.functions.Takes.STRING;
import static securitycenter.kql.functions.Takes.TIMESPAN;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import securitycenter.kql.schema.KqlType;

/** Functions of moments and spans of time. Both are ticks, so days and weeks are whole numbers of them. */
final class Times {

    private static final long DAY = 864_000_000_000L;

    private static final Set<String> UNITS = Set.copyOf(Stream.of(
                    "year",
                    "quarter",
                    "month",
                    "week",
                    "day",
                    "hour",
                    "minute",
                    "second",
                    "millisecond",
                    "microsecond",
                    "nanosecond")
            .flatMap(unit -> Stream.of(unit, unit + "s"))
            .toList());

    private static final Set<String> PARTS = Set.of(
            "year",
            "quarter",
            "month",
            "week_of_year",
            "weekofyear",
            "day",
            "dayofyear",
            "hour",
            "minute",
            "second",
            "millisecond",
            "microsecond",
            "nanosecond");

    private Times() {}

    static Stream<Function> all() {
        return Stream.of(bins(), begins(), parts(), differences()).flatMap(rows -> rows);
    }

    private static Stream<Function> bins() {
        var at = Stream.of(
                Function.of(
                        "bin_at",
                        List.of(INTEGER, INTEGER, INTEGER),
                        KqlType.LONG,
                        "TRY($3 + kql_bin($1 - $3, CAST($2 AS BIGINT)))"),
                Function.of("bin_at", List.of(NUMBER, NUMBER, NUMBER), KqlType.REAL, "kql_real_bin_at($1, $2, $3)"),
                Function.of(
                        "bin_at",
                        List.of(DATETIME, TIMESPAN, DATETIME),
                        KqlType.DATETIME,
                        "kql_moment(TRY($3 + kql_bin($1 - $3, $2)))"),
                Function.of(
                        "bin_at",
                        List.of(TIMESPAN, TIMESPAN, TIMESPAN),
                        KqlType.TIMESPAN,
                        "TRY($3 + kql_bin($1 - $3, $2))"));
        return Stream.concat(
                at,
                Stream.of("bin", "floor")
                        .flatMap(name -> Stream.of(
                                Function.of(
                                        name,
                                        List.of(INTEGER, INTEGER),
                                        KqlType.LONG,
                                        "kql_bin($1, CAST($2 AS BIGINT))"),
                                Function.of(
                                        name,
                                        List.of(NUMBER, NUMBER),
                                        KqlType.REAL,
                                        "(floor($1 / nullif(CAST($2 AS DOUBLE), 0)) * $2)"),
                                Function.of(name, List.of(DATETIME, TIMESPAN), KqlType.DATETIME, Times::bin),
                                Function.of(name, List.of(TIMESPAN, TIMESPAN), KqlType.TIMESPAN, "kql_bin($1, $2)"))));
    }

    /** No moment is before 0, where dividing would go the wrong way. */
    private static String bin(List<Argument> arguments) {
        var template =
                arguments.get(1).constant() instanceof Long size && size > 0 ? "($1 // $2 * $2)" : "kql_bin($1, $2)";
        return Sql.template(template).of(arguments);
    }

    private static Stream<Function> begins() {
        return Stream.of("day", "week", "month", "year")
                .flatMap(unit -> Stream.of(
                        Function.of("startof" + unit, List.of(DATETIME, INTEGER), KqlType.DATETIME, begin(unit, "0"))
                                .optional(1),
                        Function.of("endof" + unit, List.of(DATETIME, INTEGER), KqlType.DATETIME, begin(unit, "1"))
                                .optional(1)));
    }

    /** @param further of an end, which is a tick before the next begins */
    private static Sql begin(String unit, String further) {
        return arguments -> {
            var offset = arguments.size() < 2 ? further : "(" + arguments.get(1).sql() + " + " + further + ")";
            var begin = "kql_start_of_" + unit + "(" + arguments.get(0).sql() + ", " + offset + ")";
            return "kql_moment(TRY(" + begin + (further.equals("0") ? "))" : " - 1))");
        };
    }

    private static Stream<Function> parts() {
        return Stream.of(
                Function.of("hourofday", List.of(DATETIME), KqlType.INT, "CAST($1 // 36000000000 % 24 AS INTEGER)"),
                Function.of(
                        "dayofweek",
                        List.of(DATETIME),
                        KqlType.TIMESPAN,
                        "(($1 // " + DAY + " + 1) % 7 * " + DAY + ")"),
                Function.of("dayofmonth", List.of(DATETIME), KqlType.INT, "CAST(day(kql_timestamp($1)) AS INTEGER)"),
                Function.of(
                        "dayofyear", List.of(DATETIME), KqlType.INT, "CAST(dayofyear(kql_timestamp($1)) AS INTEGER)"),
                Function.of("monthofyear", List.of(DATETIME), KqlType.INT, "CAST(month(kql_timestamp($1)) AS INTEGER)"),
                Function.of("getmonth", List.of(DATETIME), KqlType.INT, "CAST(month(kql_timestamp($1)) AS INTEGER)"),
                Function.of("getyear", List.of(DATETIME), KqlType.INT, "CAST(year(kql_timestamp($1)) AS INTEGER)"),
                Function.of("week_of_year", List.of(DATETIME), KqlType.INT, "CAST(week(kql_timestamp($1)) AS INTEGER)"),
                Function.of("weekofyear", List.of(DATETIME), KqlType.INT, "CAST(week(kql_timestamp($1)) AS INTEGER)"),
                Function.of("datetime_part", List.of(STRING, DATETIME), KqlType.INT, Times::part)
                        .checked(unit(PARTS)),
                Function.of("unixtime_seconds_todatetime", List.of(NUMBER), KqlType.DATETIME, unix(10_000_000)),
                Function.of("unixtime_milliseconds_todatetime", List.of(NUMBER), KqlType.DATETIME, unix(10_000)),
                Function.of("unixtime_microseconds_todatetime", List.of(NUMBER), KqlType.DATETIME, unix(10)),
                Function.of(
                        "unixtime_nanoseconds_todatetime",
                        List.of(NUMBER),
                        KqlType.DATETIME,
                        "kql_moment(TRY(CAST($1 // 100 AS BIGINT) + 621355968000000000))"));
    }

    private static String unix(long ticks) {
        return "kql_moment(TRY(CAST($1 * " + ticks + " AS BIGINT) + 621355968000000000))";
    }

    private static Stream<Function> differences() {
        return Stream.of(
                Function.of("datetime_diff", List.of(STRING, DATETIME, DATETIME), KqlType.LONG, Times::difference)
                        .checked(unit(UNITS)),
                Function.of("datetime_add", List.of(STRING, INTEGER, DATETIME), KqlType.DATETIME, Times::added)
                        .checked(unit(UNITS)),
                made(List.of(INTEGER, INTEGER, INTEGER), "kql_made_moment($1, $2, $3, 0, 0, 0)"),
                made(List.of(INTEGER, INTEGER, INTEGER, INTEGER, INTEGER), "kql_made_moment($*, 0)"),
                made(List.of(INTEGER, INTEGER, INTEGER, INTEGER, INTEGER, NUMBER), "kql_made_moment($*)"),
                Function.of(
                        "make_timespan", List.of(INTEGER, INTEGER), KqlType.TIMESPAN, "kql_made_span(0, $1, $2, 0)"),
                Function.of(
                        "make_timespan",
                        List.of(INTEGER, INTEGER, NUMBER),
                        KqlType.TIMESPAN,
                        "kql_made_span(0, $1, $2, $3)"),
                Function.of(
                        "make_timespan",
                        List.of(INTEGER, INTEGER, INTEGER, NUMBER),
                        KqlType.TIMESPAN,
                        "kql_made_span($*)"),
                Function.of(
                        "around",
                        List.of(DATETIME, DATETIME, TIMESPAN),
                        KqlType.BOOL,
                        "TRY($1 BETWEEN $2 - $3 AND $2 + $3)"),
                Function.of(
                        "around",
                        List.of(TIMESPAN, TIMESPAN, TIMESPAN),
                        KqlType.BOOL,
                        "TRY($1 BETWEEN $2 - $3 AND $2 + $3)"),
                Function.of(
                        "around", List.of(NUMBER, NUMBER, NUMBER), KqlType.BOOL, "TRY($1 BETWEEN $2 - $3 AND $2 + $3)"),
                Function.of("ingestion_time", List.of(), KqlType.DATETIME, "CAST(NULL AS BIGINT)")
                        .andMore(ANY));
    }

    private static Function made(List<Takes> takes, String template) {
        return Function.of("make_datetime", takes, KqlType.DATETIME, template);
    }

    /** A unit is written out, so that it is known what becomes of it. */
    private static Function.Check unit(Set<String> known) {
        return constants -> {
            var unit = constants.getFirst();
            if (!(unit instanceof String text)) {
                return Optional.of("The unit of time must be written out, such as \"day\".");
            }
            return known.contains(text.toLowerCase(Locale.ROOT))
                    ? Optional.empty()
                    : Optional.of("There is no unit of time \"" + text + "\".");
        };
    }

    private static String part(List<Argument> arguments) {
        var moment = arguments.get(1).sql();
        var timestamp = "(kql_timestamp(" + moment + "))";
        var part = switch (arguments.get(0).text().toLowerCase(Locale.ROOT)) {
            case "year" -> "year" + timestamp;
            case "quarter" -> "quarter" + timestamp;
            case "month" -> "month" + timestamp;
            case "week_of_year", "weekofyear" -> "week" + timestamp;
            case "day" -> "day" + timestamp;
            case "dayofyear" -> "dayofyear" + timestamp;
            case "hour" -> moment + " // 36000000000 % 24";
            case "minute" -> moment + " // 600000000 % 60";
            case "second" -> moment + " // 10000000 % 60";
            case "millisecond" -> moment + " // 10000 % 1000";
            case "microsecond" -> moment + " // 10 % 1000000";
            default -> moment + " % 10000000 * 100";
        };
        return "CAST(" + part + " AS INTEGER)";
    }

    /** Counted in the borders that lie between. */
    private static String difference(List<Argument> arguments) {
        var later = arguments.get(1).sql();
        var earlier = arguments.get(2).sql();
        return switch (arguments.get(0).text().toLowerCase(Locale.ROOT)) {
            case "year", "years" -> "date_diff('year', kql_timestamp(" + earlier + "), kql_timestamp(" + later + "))";
            case "quarter", "quarters" ->
                "date_diff('quarter', kql_timestamp(" + earlier + "), kql_timestamp(" + later + "))";
            case "month", "months" ->
                "date_diff('month', kql_timestamp(" + earlier + "), kql_timestamp(" + later + "))";
            case "week", "weeks" -> borders(later, earlier, 7 * DAY, DAY);
            case "day", "days" -> borders(later, earlier, DAY, 0);
            case "hour", "hours" -> borders(later, earlier, DAY / 24, 0);
            case "minute", "minutes" -> borders(later, earlier, 600_000_000L, 0);
            case "second", "seconds" -> borders(later, earlier, 10_000_000L, 0);
            case "millisecond", "milliseconds" -> borders(later, earlier, 10_000L, 0);
            case "microsecond", "microseconds" -> borders(later, earlier, 10L, 0);
            case "nanosecond", "nanoseconds" -> "((" + later + " - " + earlier + ") * 100)";
            default -> "CAST(NULL AS BIGINT)";
        };
    }

    private static String borders(String later, String earlier, long unit, long offset) {
        return "((" + later + " + " + offset + ") // " + unit + " - (" + earlier + " + " + offset + ") // " + unit
                + ")";
    }

    private static String added(List<Argument> arguments) {
        var amount = arguments.get(1).sql();
        var moment = arguments.get(2).sql();
        return switch (arguments.get(0).text().toLowerCase(Locale.ROOT)) {
            case "year", "years" -> months(moment, "12 * " + amount);
            case "quarter", "quarters" -> months(moment, "3 * " + amount);
            case "month", "months" -> months(moment, amount);
            case "week", "weeks" -> ticks(moment, amount, 7 * DAY);
            case "day", "days" -> ticks(moment, amount, DAY);
            case "hour", "hours" -> ticks(moment, amount, DAY / 24);
            case "minute", "minutes" -> ticks(moment, amount, 600_000_000L);
            case "second", "seconds" -> ticks(moment, amount, 10_000_000L);
            case "millisecond", "milliseconds" -> ticks(moment, amount, 10_000L);
            case "microsecond", "microseconds" -> ticks(moment, amount, 10L);
            case "nanosecond", "nanoseconds" -> "kql_moment(TRY(" + moment + " + " + amount + " // 100))";
            default -> "CAST(NULL AS BIGINT)";
        };
    }

    private static String months(String moment, String months) {
        return "kql_moment(kql_ticks(TRY(kql_timestamp(" + moment + ") + to_months(CAST(" + months
                + " AS INTEGER)))) + " + moment + " % 10)";
    }

    private static String ticks(String moment, String amount, long unit) {
        return "kql_moment(TRY(" + moment + " + " + amount + " * " + unit + "))";
    }
}
