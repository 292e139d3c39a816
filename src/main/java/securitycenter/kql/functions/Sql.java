package securitycenter.kql.functions;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How a function is written in DuckDB's SQL. */
@FunctionalInterface
public interface Sql {

    Pattern PLACE = Pattern.compile("\\$([1-9*])");

    String of(List<Argument> arguments);

    /** {@code $1} stands for the first argument, {@code $*} for all of them with commas between. */
    static Sql template(String text) {
        return arguments ->
                PLACE.matcher(text).replaceAll(place -> Matcher.quoteReplacement(at(place.group(1), arguments)));
    }

    private static String at(String place, List<Argument> arguments) {
        return place.equals("*")
                ? arguments.stream().map(Argument::sql).collect(Collectors.joining(", "))
                : arguments.get(Integer.parseInt(place) - 1).sql();
    }

    /** A text of a query as a text of SQL. DuckDB's texts hold everything but the sign of number 0. */
    static String quoted(String text) {
        var parts = Stream.of(text.split("\0", -1))
                .map(part -> "'" + part.replace("'", "''") + "'")
                .toList();
        return parts.size() == 1 ? parts.getFirst() : "(" + String.join(" || chr(0) || ", parts) + ")";
    }
}
