package securitycenter.kql.functions;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How a function is written in DuckDB's SQL. */
@FunctionalInterface
public interface Sql {

    Pattern PLACE = Pattern.compile("\\$([1-9*ou])");

    /** Stands where the order of rows is to be put; no text of a query holds it. */
    String ORDER = "\uE000";

    /** Stands where only what differs may be let through, if the rows have no order; no text of a query holds it. */
    String DISTINCT = "\uE001";

    String of(List<Argument> arguments);

    /**
     * {@code $1} stands for the first argument, {@code $*} for all of them with commas between, {@code $o} for the order of
     * rows, {@code $u} for what may be left out where they have none. Never of what has been filled in before: a text of a query may hold the same signs.
     */
    static Sql template(String text) {
        return arguments ->
                PLACE.matcher(text).replaceAll(place -> Matcher.quoteReplacement(at(place.group(1), arguments)));
    }

    private static String at(String place, List<Argument> arguments) {
        if (place.equals("o")) {
            return ORDER;
        }
        if (place.equals("u")) {
            return DISTINCT;
        }
        return place.equals("*")
                ? arguments.stream().map(Argument::sql).collect(Collectors.joining(", "))
                : arguments.get(Integer.parseInt(place) - 1).sql();
    }

    /** A text of a query as a text of SQL. DuckDB's texts hold everything but the sign of number 0. */
    static String quoted(String text) {
        var sql = "'" + text.replace("'", "''") + "'";
        var signs = Stream.of("\0", ORDER, DISTINCT).filter(text::contains).toList();
        for (var sign : signs) {
            sql = sql.replace(sign, "' || chr(" + (int) sign.charAt(0) + ") || '");
        }
        return signs.isEmpty() ? sql : "(" + sql + ")";
    }
}
