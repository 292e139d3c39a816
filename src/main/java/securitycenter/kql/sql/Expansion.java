package securitycenter.kql.sql;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import securitycenter.kql.syntax.KqlException;
import securitycenter.kql.syntax.Span;

/**
 * How long SQL becomes when DuckDB puts the text of each macro in its place. It does so before it looks at limits of time
 * and memory, and what is named twice in a macro within a macro within a macro is soon longer than any memory.
 */
final class Expansion {

    /** Characters as they are written, a megabyte of the query's own among them. */
    private static final int MOST = 5_000_000;

    /** Characters in the end. The longest of Microsoft's own hunting queries is a third of that. */
    private static final double AT_LEAST = 1_000_000;

    private static final Pattern MACRO = Pattern.compile("create macro (\\w+)\\(([^)]*)\\) as\\b");
    private static final Map<String, Macro> MACROS = new HashMap<>();

    static {
        // DuckDB's own, of which an argument is written more than once.
        MACROS.put("nullif", new Macro(30, new double[] {2, 1}));
        MACROS.put("split_part", new Macro(60, new double[] {2, 2, 2}));
        MACROS.put("array_to_string", new Macro(60, new double[] {2, 2}));
        MACROS.put("fmod", new Macro(30, new double[] {2, 2}));
        readPrelude();
    }

    /** @param times how often each parameter is in its text, which is so long without them */
    private record Macro(double length, double[] times) {}

    private final String sql;
    private final List<String> parameters;
    private final double[] times;
    private int at;

    private Expansion(String sql, List<String> parameters) {
        this.sql = sql;
        this.parameters = parameters;
        this.times = new double[parameters.size()];
    }

    /** @throws KqlException where it is beyond what any database could plan */
    static String checked(String sql) {
        if (sql.length() > MOST || new Expansion(sql, List.of()).part(1, 0) > Math.max(AT_LEAST, 2.0 * sql.length())) {
            throw new KqlException(
                    new Span(0, 0),
                    "This query is too complex: too many functions are within functions. Work parts of it out in steps"
                            + " of their own, with extend.");
        }
        return sql;
    }

    private static void readPrelude() {
        try (var file = Expansion.class.getResourceAsStream("/kql/prelude.sql")) {
            if (file == null) {
                throw new IllegalStateException("kql/prelude.sql is missing");
            }
            var text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            for (var statement : text.split(";\\s*\n")) {
                var macro = MACRO.matcher(statement);
                if (macro.find()) {
                    var parameters = List.of(macro.group(2).split(",\\s*"));
                    var body = new Expansion(statement.substring(macro.end()), parameters);
                    MACROS.put(macro.group(1), new Macro(body.part(1, 0), body.times));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads on to the end of the parentheses that it is in, or, within the arguments of a macro, of one of them.
     *
     * @param weight how often what is here comes in the end
     */
    private double part(double weight, int within) {
        double length = 0;
        int open = 0;
        while (at < sql.length()) {
            char c = sql.charAt(at);
            if (c == '\'' || c == '"') {
                length += weight * skipQuoted(c);
            } else if (Character.isLetter(c) || c == '_') {
                length += word(weight);
            } else if (c == ';') {
                // Within quotation marks it would be a text; here it would end what we have written.
                throw new IllegalStateException("Two statements: " + sql.substring(at));
            } else {
                if (c == '(' || c == '[') {
                    open++;
                } else if ((c == ')' || c == ']' || c == ',') && open == 0 && within > 0) {
                    return length;
                } else if (c == ')' || c == ']') {
                    open--;
                }
                at++;
                length += weight;
            }
        }
        return length;
    }

    private int skipQuoted(char quote) {
        int start = at++;
        while (at < sql.length() && sql.charAt(at) != quote) {
            at++;
        }
        at++;
        return at - start;
    }

    private double word(double weight) {
        int start = at;
        while (at < sql.length() && (Character.isLetterOrDigit(sql.charAt(at)) || sql.charAt(at) == '_')) {
            at++;
        }
        var word = sql.substring(start, at);
        int parameter = parameters.indexOf(word);
        if (parameter >= 0) {
            times[parameter] += weight;
            return 0;
        }
        var macro = MACROS.get(word);
        return macro == null || at >= sql.length() || sql.charAt(at) != '('
                ? weight * word.length()
                : macro.length() * weight + arguments(macro, weight);
    }

    private double arguments(Macro macro, double weight) {
        double length = 0;
        for (int i = 0; at < sql.length() && sql.charAt(at) != ')'; i++) {
            at++;
            length += part(i < macro.times().length ? weight * macro.times()[i] : weight, 1);
        }
        at++;
        return length;
    }
}
