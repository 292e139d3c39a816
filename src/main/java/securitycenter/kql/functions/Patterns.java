package securitycenter.kql.functions;

import java.util.regex.Pattern;

/**
 * Kusto's regular expressions as DuckDB's. Both are of the kind that cannot look around; only what a digit, a letter of a
 * word and white space are differs, because Kusto goes by Unicode.
 */
public final class Patterns {

    /** Behind no sign that takes its meaning from it, nor within brackets, as far as that is to be seen. */
    private static final Pattern GROUP = Pattern.compile("(?<!\\\\)((?:\\\\\\\\)*)\\((?!\\?)");

    private static final Pattern SPECIAL = Pattern.compile("[\\\\.+*?()|\\[\\]{}^$]");

    private Patterns() {}

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
