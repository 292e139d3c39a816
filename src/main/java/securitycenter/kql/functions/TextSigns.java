package securitycenter.kql.functions;

import static securitycenter.kql.functions.Takes.STRING;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import securitycenter.kql.schema.KqlType;
import securitycenter.kql.values.Terms;

/**
 * Looking for texts in texts. A term is letters and digits in a row; all else, the underscore too, separates. Texts are
 * never null, so each sign has an answer, and the one with {@code !} before it is its contrary.
 */
final class TextSigns {

    private static final String BEFORE = "(?:^|[^\\p{L}\\p{N}])";
    private static final String AFTER = "(?:$|[^\\p{L}\\p{N}])";

    /** A regular expression of more would take much memory. */
    private static final int AT_ONCE = 50;

    /** What must stand beside a term. */
    private record Guards(String before, String after) {}

    private TextSigns() {}

    static Stream<Function> all() {
        return Stream.of(
                        bothWays("contains", (text, sought) -> "contains(" + text + ", " + sought + ")"),
                        bothWays("startswith", (text, sought) -> "starts_with(" + text + ", " + sought + ")"),
                        bothWays("endswith", (text, sought) -> "ends_with(" + text + ", " + sought + ")"),
                        terms("has", true, true),
                        terms("hasprefix", true, false),
                        terms("hassuffix", false, true),
                        equal(),
                        matches())
                .flatMap(rows -> rows);
    }

    private static Stream<Function> bothWays(String name, BinaryOperator<String> sql) {
        return Stream.of(
                        row(name, arguments -> sql.apply(lower(arguments.get(0)), lower(arguments.get(1)))),
                        row(
                                name + "_cs",
                                arguments -> sql.apply(
                                        arguments.get(0).sql(), arguments.get(1).sql())))
                .flatMap(TextSigns::withContrary);
    }

    private static Stream<Function> withContrary(Function row) {
        return Stream.of(row, contrary(row));
    }

    private static Function contrary(Function row) {
        return row("!" + row.name(), arguments -> "(NOT " + row.sql().of(arguments) + ")");
    }

    private static Function row(String name, Sql sql) {
        return Function.of(name, List.of(STRING, STRING), KqlType.BOOL, sql);
    }

    private static String lower(Argument argument) {
        return argument.isConstant()
                ? Sql.quoted(argument.text().toLowerCase(Locale.ROOT))
                : "lower(" + argument.sql() + ")";
    }

    private static Stream<Function> terms(String name, boolean begins, boolean ends) {
        return Stream.of(
                        row(name, arguments -> term(arguments, true, begins, ends)),
                        row(name + "_cs", arguments -> term(arguments, false, begins, ends)))
                .flatMap(TextSigns::withContrary);
    }

    private static String term(List<Argument> arguments, boolean anyCase, boolean begins, boolean ends) {
        var text = arguments.get(0);
        var sought = arguments.get(1);
        if (!sought.isConstant()) {
            return "kql_java_has_term(" + text.sql() + ", " + sought.sql() + ", " + anyCase + ", " + begins + ", "
                    + ends + ")";
        }
        var found = anyCase
                ? "contains(" + lower(text) + ", " + lower(sought) + ")"
                : "contains(" + text.sql() + ", " + sought.sql() + ")";
        var pattern = pattern(sought.text(), begins, ends);
        return pattern.isEmpty()
                ? found
                : "(" + found + " AND regexp_matches(" + text.sql() + ", "
                        + Sql.quoted((anyCase ? "(?i)" : "") + pattern) + "))";
    }

    /** All are looked for at once. DuckDB would work out small letters for each of them. */
    static String anyTerm(Argument text, List<String> terms) {
        var patterns = new ArrayList<String>();
        for (int from = 0; from < terms.size(); from += AT_ONCE) {
            var some = terms.subList(from, Math.min(terms.size(), from + AT_ONCE));
            var guarded = some.stream()
                    .collect(Collectors.groupingBy(
                            TextSigns::guards,
                            LinkedHashMap::new,
                            Collectors.mapping(TextSigns::inAnyCase, Collectors.joining("|", "(?:", ")"))));
            patterns.add(guarded.entrySet().stream()
                    .map(each -> each.getKey().before()
                            + each.getValue()
                            + each.getKey().after())
                    .collect(Collectors.joining("|", "(?i)", "")));
        }
        return patterns.stream()
                .map(pattern -> "regexp_matches(" + text.sql() + ", " + Sql.quoted(pattern) + ")")
                .collect(Collectors.joining(" OR ", "(", ")"));
    }

    /** The long s is no s to Kusto. */
    private static String inAnyCase(String term) {
        return Patterns.escaped(term).replaceAll("[sS]", "(?-i:[sS])");
    }

    private static Guards guards(String term) {
        return new Guards(
                Terms.isPartOfTerm(term.codePointAt(0)) ? BEFORE : "",
                Terms.isPartOfTerm(term.codePointBefore(term.length())) ? AFTER : "");
    }

    /** Empty where nothing must stand beside it. What is no letter or digit itself may stand beside anything. */
    private static String pattern(String term, boolean begins, boolean ends) {
        if (term.isEmpty()) {
            return "";
        }
        var before = begins && Terms.isPartOfTerm(term.codePointAt(0)) ? BEFORE : "";
        var after = ends && Terms.isPartOfTerm(term.codePointBefore(term.length())) ? AFTER : "";
        return before.isEmpty() && after.isEmpty() ? "" : before + Patterns.escaped(term) + after;
    }

    private static Stream<Function> equal() {
        var same = row("=~", arguments -> "(" + lower(arguments.get(0)) + " = " + lower(arguments.get(1)) + ")");
        var other = row("!~", arguments -> "(" + lower(arguments.get(0)) + " <> " + lower(arguments.get(1)) + ")");
        return Stream.of(same, other);
    }

    private static Stream<Function> matches() {
        return Stream.of(row(
                "matches regex",
                arguments -> "regexp_matches(" + arguments.get(0).sql() + ", " + Patterns.sql(arguments.get(1)) + ")"));
    }
}
