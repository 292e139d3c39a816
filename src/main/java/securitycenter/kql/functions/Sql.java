package securitycenter.kql.functions;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** How a function is written in DuckDB's SQL. */
@FunctionalInterface
public interface Sql {

    Pattern PLACE = Pattern.compile("\\$([1-9*o])");

    /** Stands where the order of rows is to be put; no text of a query holds it. */
    String ORDER = "\uE000";

    String of(List<Argument> arguments);

    /**
     * {@code $1} stands for the first argument, {@code $*} for all of them with commas between, {@code $o} for the order of
     * rows. Never of what has been filled in before: a text of a query may hold the same signs.
     */
    static Sql template(String text) {
        return arguments ->
                PLACE.matcher(text).replaceAll(place -> Matcher.quoteReplacement(at(place.group(1), arguments)));
    }

    private static String at(String place, List<Argument> arguments) {
        if (place.equals("o")) {
            return ORDER;
        }
        return place.equals("*")
                ? arguments.stream().map(Argument::sql).collect(Collectors.joining(", "))
                : arguments.get(Integer.parseInt(place) - 1).sql();
    }

    /** A text of a query as a text of SQL. DuckDB's texts hold everything but the sign of number 0. */
    static String quoted(String text) {
        if (text.indexOf('\0') < 0 && !text.contains(ORDER)) {
            return "'" + text.replace("'", "''") + "'";
        }
        var sql = "'" + text.replace("'", "''").replace("\0", "' || chr(0) || '") + "'";
        return "(" + sql.replace(ORDER, "' || chr(" + (int) ORDER.charAt(0) + ") || '") + ")";
    }
}
