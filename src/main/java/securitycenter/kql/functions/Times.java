package securitycenter.kql.functions;

import static securitycenter.kql.functions.Takes.ANY;
import static securitycenter.kql.functions.Takes.DATETIME;
import static securitycenter.kql.functions.Takes.INTEGER;
import static securitycenter.kql.functions.Takes.NUMBER;
import static securitycenter.kql.functions.Takes.STRING;
import static securitycenter.kql.functions.Takes.TIMESPAN;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import securitycenter.kql.schema.KqlType;

/** Functions of moments and spans of time. Both are ticks, so days and weeks are whole numbers of them. */
final class Times {

    private static final long DAY = 864_000_000_000L;

    private Times() {}

    static Stream<Function> all() {
        return Stream.of(bins(), begins(), parts(), differences()).flatMap(rows -> rows);
    }

    private static Stream<Function> bins() {
        return Stream.of("bin", "floor")
                .flatMap(name -> Stream.of(
                        Function.of(name, List.of(INTEGER, INTEGER), KqlType.LONG, "kql_bin($1, CAST($2 AS BIGINT))"),
                        Function.of(
                                name,
                                List.of(NUMBER, NUMBER),
                                KqlType.REAL,
                                "(floor($1 / nullif(CAST($2 AS DOUBLE), 0)) * $2)"),
                        Function.of(name, List.of(DATETIME, TIMESPAN), KqlType.DATETIME, "kql_bin($1, $2)"),
                        Function.of(name, List.of(TIMESPAN, TIMESPAN), KqlType.TIMESPAN, "kql_bin($1, $2)")));
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
            return "kql_moment(" + begin + (further.equals("0") ? ")" : " - 1)");
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
                Function.of("week_of_year", List.of(DATETIME), KqlType.LONG, "CAST(week(kql_timestamp($1)) AS BIGINT)"),
                Function.of("unixtime_seconds_todatetime", List.of(NUMBER), KqlType.DATETIME, unix(10_000_000)),
                Function.of("unixtime_milliseconds_todatetime", List.of(NUMBER), KqlType.DATETIME, unix(10_000)),
                Function.of("unixtime_microseconds_todatetime", List.of(NUMBER), KqlType.DATETIME, unix(10)));
    }

    private static String unix(long ticks) {
        return "kql_moment(CAST($1 * " + ticks + " AS BIGINT) + 621355968000000000)";
    }

    private static Stream<Function> differences() {
        return Stream.of(
                Function.of("datetime_diff", List.of(STRING, DATETIME, DATETIME), KqlType.LONG, Times::difference),
                Function.of("datetime_add", List.of(STRING, INTEGER, DATETIME), KqlType.DATETIME, Times::added),
                Function.of(
                        "make_datetime",
                        List.of(INTEGER, INTEGER, INTEGER),
                        KqlType.DATETIME,
                        "kql_ticks(TRY(make_timestamp($1, $2, $3, 0, 0, 0)))"),
                Function.of(
                        "make_timespan",
                        List.of(INTEGER, INTEGER),
                        KqlType.TIMESPAN,
                        "($1 * 36000000000 + $2 * 600000000)"),
                Function.of("ingestion_time", List.of(), KqlType.DATETIME, "CAST(NULL AS BIGINT)")
                        .andMore(ANY));
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
            default -> "CAST(NULL AS BIGINT)";
        };
    }

    private static String months(String moment, String months) {
        return "kql_moment(kql_ticks(TRY(kql_timestamp(" + moment + ") + to_months(CAST(" + months
                + " AS INTEGER)))) + " + moment + " % 10)";
    }

    private static String ticks(String moment, String amount, long unit) {
        return "kql_moment(" + moment + " + " + amount + " * " + unit + ")";
    }
}
