package securitycenter.kql.functions;

import static securitycenter.kql.functions.Takes.DYNAMIC;
import static securitycenter.kql.functions.Takes.INTEGER;
import static securitycenter.kql.functions.Takes.STRING;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import securitycenter.kql.schema.KqlType;

/** All that a regular expression finds in a text. Its groups must be known when the SQL is written. */
final class Matches {

    private static final Pattern NAME = Pattern.compile("\\(\\?P?<([A-Za-z_][A-Za-z0-9_]*)>");

    private Matches() {}

    static Stream<Function> all() {
        var regex = List.of(STRING, STRING, STRING);
        return Stream.concat(
                Stream.of("extract_all", "extractall")
                        .flatMap(name -> Stream.of(
                                Function.of(name, List.of(STRING, STRING), KqlType.DYNAMIC, Matches::all)
                                        .checked(Matches::problem),
                                Function.of(name, List.of(STRING, DYNAMIC, STRING), KqlType.DYNAMIC, Matches::some)
                                        .checked(Matches::problem))),
                Stream.of(
                        Function.of("countof", regex, KqlType.LONG, Matches::count)
                                .checked(Matches::kindProblem),
                        Function.of("indexof_regex", List.of(STRING, STRING), KqlType.LONG, Matches::place),
                        Function.of(
                                "indexof_regex", List.of(STRING, STRING, INTEGER), KqlType.LONG, Matches::placeFrom)));
    }

    private static Optional<String> problem(List<@Nullable Object> constants) {
        if (!(constants.getFirst() instanceof String pattern)) {
            return Optional.of("The regular expression must be the same for all rows, so that its groups are known.");
        }
        return groups(pattern).isEmpty()
                ? Optional.of("The regular expression needs a group, such as \"(.*)\".")
                : Optional.empty();
    }

    private static Optional<String> kindProblem(List<@Nullable Object> constants) {
        var kind = constants.get(2);
        return "normal".equals(kind) || "regex".equals(kind)
                ? Optional.empty()
                : Optional.of("The third argument is \"normal\" or \"regex\".");
    }

    /** The name of each group, in order; empty for one that has none. */
    private static List<String> groups(String pattern) {
        var groups = new ArrayList<String>();
        var inClass = false;
        for (int at = 0; at < pattern.length(); at++) {
            char c = pattern.charAt(at);
            if (c == '\\') {
                at++;
            } else if (inClass) {
                inClass = c != ']';
            } else if (c == '[') {
                inClass = true;
            } else if (c == '(') {
                var named = NAME.matcher(pattern).region(at, pattern.length());
                if (named.lookingAt()) {
                    groups.add(named.group(1));
                } else if (!pattern.startsWith("(?", at)) {
                    groups.add("");
                }
            }
        }
        return groups;
    }

    /** The texts of one group after another, or lists of those of all. */
    private static String all(List<Argument> arguments) {
        var count = groups(arguments.get(0).text()).size();
        return count == 1
                ? "CAST(nullif(" + found(arguments.get(0), arguments.get(1), count)
                        + ", CAST([] AS VARCHAR[])) AS VARIANT)"
                : "CAST(nullif(" + rows(arguments.get(0), arguments.get(1), count)
                        + ", CAST([] AS VARCHAR[][])) AS VARIANT)";
    }

    private static String found(Argument pattern, Argument text, int group) {
        return "regexp_extract_all(" + text.sql() + ", " + Patterns.sql(pattern) + ", " + group + ")";
    }

    private static String rows(Argument pattern, Argument text, int count) {
        var groups = IntStream.rangeClosed(1, count)
                .mapToObj(group -> found(pattern, text, group))
                .collect(Collectors.joining(", "));
        var row = IntStream.rangeClosed(1, count)
                .mapToObj(group -> "coalesce(z[" + group + "], '')")
                .collect(Collectors.joining(", "));
        return "list_transform(list_zip(" + groups + "), lambda z: [" + row + "])";
    }

    /** Of the groups that are asked for, by number or by name. */
    private static String some(List<Argument> arguments) {
        var groups = groups(arguments.get(0).text());
        var names = groups.stream().map(Sql::quoted).collect(Collectors.joining(", ", "CAST([", "] AS VARCHAR[])"));
        var rows = groups.size() == 1
                ? "list_transform(" + found(arguments.get(0), arguments.get(2), groups.size()) + ", lambda m: [m])"
                : rows(arguments.get(0), arguments.get(2), groups.size());
        return "kql_groups(" + rows + ", " + names + ", " + arguments.get(1).sql() + ")";
    }

    private static String count(List<Argument> arguments) {
        var text = arguments.get(0).sql();
        return arguments.get(2).text().equals("regex")
                ? "len(regexp_extract_all(" + text + ", " + Patterns.sql(arguments.get(1)) + "))"
                : "kql_count_of(" + text + ", " + arguments.get(1).sql() + ")";
    }

    /** What stands before the first that is found, from 0; -1 for nowhere. */
    private static String place(List<Argument> arguments) {
        return "kql_match_place(" + arguments.get(0).sql() + ", " + Patterns.sql(arguments.get(1)) + ", 0)";
    }

    private static String placeFrom(List<Argument> arguments) {
        return "kql_match_place(" + arguments.get(0).sql() + ", " + Patterns.sql(arguments.get(1)) + ", "
                + arguments.get(2).sql() + ")";
    }
}
