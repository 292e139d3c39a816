package securitycenter.kql.functions;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * Kusto's regular expressions as DuckDB's. Both are of the kind that cannot look around; only what a digit, a letter of a
 * word and white space are differs, because Kusto goes by Unicode.
 */
public final class Patterns {

    /** Behind no sign that takes its meaning from it, nor within brackets, as far as that is to be seen. */
    private static final Pattern GROUP = Pattern.compile("(?<!\\\\)((?:\\\\\\\\)*)\\((?!\\?)");

    private static final Pattern SPECIAL = Pattern.compile("[\\\\.+*?()|\\[\\]{}^$]");

    /** Of functions that take one, the place of the regular expression among what they take. */
    private static final Map<String, Integer> PLACES = Map.ofEntries(
            Map.entry("matches regex", 1),
            Map.entry("extract", 0),
            Map.entry("extract_all", 0),
            Map.entry("extractall", 0),
            Map.entry("indexof_regex", 1),
            Map.entry("replace", 0),
            Map.entry("replace_regex", 1),
            Map.entry("trim", 0),
            Map.entry("trim_end", 0),
            Map.entry("trim_start", 0));

    private static final Pattern ESCAPED = Pattern.compile("\\\\.", Pattern.DOTALL);
    private static final Pattern CLASS = Pattern.compile("\\[\\^?\\]?[^\\]]*+\\]");
    private static final Pattern AROUND = Pattern.compile("\\(\\?<?[=!]");
    private static final Pattern BACK = Pattern.compile("(?<!\\\\)(?:\\\\\\\\)*\\\\[1-9]");

    /** What is wrong to both Java and DuckDB, though they differ in much. */
    private static final Set<String> WRONG =
            Set.of("Unclosed group", "Unmatched closing ')'", "Unclosed character class");

    private Patterns() {}

    /** A regular expression that is written out must be one. */
    static Function checked(Function function) {
        var place = PLACES.get(function.name());
        return place == null
                ? function
                : function.checked(constants -> problem(constants.get(place)).or(() -> function.problem(constants)));
    }

    /** Without what takes the meaning from signs: classes are one letter, and so is what stands behind a backslash. */
    private static String bare(String pattern) {
        return CLASS.matcher(ESCAPED.matcher(pattern).replaceAll("x")).replaceAll("x");
    }

    private static Optional<String> problem(@Nullable Object constant) {
        if (!(constant instanceof String pattern)) {
            return Optional.empty();
        }
        var bare = bare(pattern);
        if (AROUND.matcher(bare).find()) {
            return Optional.of(
                    "Regular expressions cannot look ahead or back here: (?= and its like are not supported.");
        }
        if (BACK.matcher(pattern).find()) {
            return Optional.of("Regular expressions cannot refer back to their groups here: \\1 and its like are not"
                    + " supported.");
        }
        try {
            Pattern.compile(bare.replace("(?P<", "(?<"));
            return Optional.empty();
        } catch (PatternSyntaxException e) {
            return WRONG.contains(e.getDescription()) || e.getDescription().startsWith("Dangling meta")
                    ? Optional.of("This is no regular expression: "
                            + e.getDescription().toLowerCase(Locale.ROOT) + ".")
                    : Optional.empty();
        }
    }

    static String sql(Argument pattern) {
        return pattern.isConstant() ? Sql.quoted(translated(pattern.text())) : pattern.sql();
    }

    public static String escaped(String text) {
        return SPECIAL.matcher(text).replaceAll("\\\\$0");
    }

    /** What its parentheses hold is not told apart. */
    public static String withoutGroups(String pattern) {
        return GROUP.matcher(translated(pattern)).replaceAll("$1(?:");
    }

    public static String translated(String pattern) {
        var result = new StringBuilder();
        var inClass = false;
        for (int at = 0; at < pattern.length(); at++) {
            char c = pattern.charAt(at);
            if (c == '\\' && at + 1 < pattern.length()) {
                result.append(escape(pattern.charAt(++at), inClass));
                continue;
            }
            inClass = c == '[' || inClass && c != ']';
            result.append(c);
        }
        return result.toString();
    }

    private static String escape(char letter, boolean inClass) {
        return switch (letter) {
            case 'd' -> "\\p{Nd}";
            case 'D' -> "\\P{Nd}";
            case 'w' -> inClass ? "\\p{L}\\p{N}\\p{M}_" : "[\\p{L}\\p{N}\\p{M}_]";
            case 'W' -> inClass ? "\\W" : "[^\\p{L}\\p{N}\\p{M}_]";
            case 's' -> inClass ? "\\s\\x{85}\\p{Z}" : "[\\s\\x{85}\\p{Z}]";
            case 'S' -> inClass ? "\\S" : "[^\\s\\x{85}\\p{Z}]";
            case '/', '"', '\'', '-', '_', ' ', '#', '&', '~', ',', ':', ';', '=', '@', '<', '>', '%', '!', '`' ->
                letter == '-' && inClass ? "\\-" : String.valueOf(letter);
            default -> "\\" + letter;
        };
    }
}
