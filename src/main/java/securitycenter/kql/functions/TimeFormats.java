package securitycenter.kql.functions;

import static securitycenter.kql.functions.Takes.DATETIME;
import static securitycenter.kql.functions.Takes.STRING;
import static securitycenter.kql.functions.Takes.TIMESPAN;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import securitycenter.kql.schema.KqlType;

/** Times as a format of letters writes them: {@code yyyy-MM-dd HH:mm}. What Kusto does not know in one is refused. */
final class TimeFormats {

    private static final Pattern PART = Pattern.compile("y+|M+|d+|H+|h+|m+|s+|f+|F+|t+|.", Pattern.DOTALL);

    private static final String BETWEEN = "[ /\\-:,._\\[\\]]";
    private static final Pattern MOMENT = Pattern.compile(
            "(?:y{1,2}|yyyy|M{1,2}|d{1,2}|H{1,2}|h{1,2}|m{1,2}|s{1,2}|f{1,7}|F{1,7}|tt|" + BETWEEN + ")*");
    private static final Pattern SPAN =
            Pattern.compile("(?:d{1,8}|H{1,2}|h{1,2}|m{1,2}|s{1,2}|f{1,7}|F{1,7}|" + BETWEEN + ")*");

    private TimeFormats() {}

    private static Function.Check format(Pattern known) {
        return constants -> {
            if (!(constants.get(1) instanceof String format)) {
                return Optional.of("The format must be written out, such as \"yyyy-MM-dd\".");
            }
            return known.matcher(format).matches()
                    ? Optional.empty()
                    : Optional.of("There is something unknown in the format \"" + format + "\".");
        };
    }

    static Stream<Function> all() {
        return Stream.of(
                Function.of("format_datetime", List.of(DATETIME, STRING), KqlType.STRING, TimeFormats::moment)
                        .checked(format(MOMENT)),
                Function.of("format_timespan", List.of(TIMESPAN, STRING), KqlType.STRING, TimeFormats::span)
                        .checked(format(SPAN)));
    }

    private static String moment(List<Argument> arguments) {
        var ticks = arguments.get(0).sql();
        var timestamp = "kql_timestamp(" + ticks + ")";
        return written(arguments.get(1), part -> switch (part.charAt(0)) {
            case 'y' ->
                part.length() <= 2
                        ? padded("year(" + timestamp + ") % 100", part.length())
                        : padded("year(" + timestamp + ")", part.length());
            case 'M' -> padded("month(" + timestamp + ")", part.length());
            case 'd' -> padded("day(" + timestamp + ")", part.length());
            case 'H' -> padded(clock(ticks, 36_000_000_000L, 24), part.length());
            case 'h' -> padded("((" + clock(ticks, 36_000_000_000L, 24) + " + 11) % 12 + 1)", part.length());
            case 't' -> "CASE WHEN " + clock(ticks, 36_000_000_000L, 24) + " < 12 THEN 'AM' ELSE 'PM' END";
            default -> clockPart(part, ticks);
        });
    }

    private static String span(List<Argument> arguments) {
        var ticks = "abs(" + arguments.get(0).sql() + ")";
        var written = written(arguments.get(1), part -> switch (part.charAt(0)) {
            case 'd' -> padded("(" + ticks + " // 864000000000)", part.length());
            case 'H', 'h' -> padded(clock(ticks, 36_000_000_000L, 24), part.length());
            default -> clockPart(part, ticks);
        });
        return "(CASE WHEN " + arguments.get(0).sql() + " < 0 THEN '-' ELSE '' END || " + written + ")";
    }

    private static String clockPart(String part, String ticks) {
        return switch (part.charAt(0)) {
            case 'm' -> padded(clock(ticks, 600_000_000L, 60), part.length());
            case 's' -> padded(clock(ticks, 10_000_000L, 60), part.length());
            case 'f' ->
                "substr(lpad(CAST(" + ticks + " % 10000000 AS VARCHAR), 7, '0'), 1, " + Math.min(7, part.length())
                        + ")";
            case 'F' ->
                "rtrim(substr(lpad(CAST(" + ticks + " % 10000000 AS VARCHAR), 7, '0'), 1, " + Math.min(7, part.length())
                        + "), '0')";
            default -> Sql.quoted(part);
        };
    }

    private static String clock(String ticks, long unit, int of) {
        return "(" + ticks + " // " + unit + " % " + of + ")";
    }

    private static String padded(String number, int digits) {
        var text = "CAST(" + number + " AS VARCHAR)";
        return digits == 1 ? text : "kql_padded(" + text + ", " + digits + ")";
    }

    /** Nothing of what is nothing. */
    private static String written(Argument format, UnaryOperator<String> part) {
        var parts = new ArrayList<String>();
        var found = PART.matcher(format.isConstant() ? format.text() : "yyyy-MM-dd HH:mm:ss.fffffff");
        while (found.find()) {
            parts.add(part.apply(found.group()));
        }
        return parts.isEmpty() ? "''" : "coalesce(" + String.join(" || ", parts) + ", '')";
    }
}
