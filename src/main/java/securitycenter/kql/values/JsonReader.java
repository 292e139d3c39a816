package securitycenter.kql.values;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** JSON as the database writes it: it is well formed, and may hold numbers that are none. */
final class JsonReader {

    private static final int DEEPEST = 1_000;

    private final String text;
    private int at;
    private int depth;

    private JsonReader(String text) {
        this.text = text;
    }

    /** It goes on within itself further than is followed. */
    private static final class TooDeep extends RuntimeException {}

    /** Nothing of what is nested too deep. */
    static @Nullable Object read(String text) {
        try {
            return new JsonReader(text).value();
        } catch (TooDeep e) {
            return null;
        }
    }

    private @Nullable Object value() {
        skipBlanks();
        return switch (text.charAt(at)) {
            case '{' -> within(this::bag);
            case '[' -> within(this::list);
            case '"' -> string();
            default -> word();
        };
    }

    private Object within(Supplier<Object> inner) {
        if (++depth > DEEPEST) {
            throw new TooDeep();
        }
        var value = inner.get();
        depth--;
        return value;
    }

    private Map<String, @Nullable Object> bag() {
        var bag = new LinkedHashMap<String, @Nullable Object>();
        at++;
        skipBlanks();
        while (text.charAt(at) != '}') {
            skipBlanks();
            var name = string();
            skipBlanks();
            at++;
            bag.put(name, value());
            skipSeparator();
        }
        at++;
        return bag;
    }

    private List<@Nullable Object> list() {
        var list = new ArrayList<@Nullable Object>();
        at++;
        skipBlanks();
        while (text.charAt(at) != ']') {
            list.add(value());
            skipSeparator();
        }
        at++;
        return list;
    }

    private void skipSeparator() {
        skipBlanks();
        if (text.charAt(at) == ',') {
            at++;
        }
        skipBlanks();
    }

    private void skipBlanks() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private String string() {
        var result = new StringBuilder();
        at++;
        while (text.charAt(at) != '"') {
            char c = text.charAt(at++);
            result.append(c == '\\' ? escaped() : c);
        }
        at++;
        return result.toString();
    }

    private char escaped() {
        char c = text.charAt(at++);
        return switch (c) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> (char) Integer.parseInt(text, at, at += 4, 16);
            default -> c;
        };
    }

    private @Nullable Object word() {
        int start = at;
        while (at < text.length() && ",]} \t\r\n".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        var word = text.substring(start, at);
        return switch (word) {
            case "null" -> null;
            case "true" -> true;
            case "false" -> false;
            default -> number(word);
        };
    }

    private static Object number(String word) {
        if (word.matches("-?[0-9]{1,18}")) {
            return Long.parseLong(word);
        }
        return switch (word.toLowerCase()) {
            case "nan" -> Double.NaN;
            case "inf", "infinity" -> Double.POSITIVE_INFINITY;
            case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
            default -> big(word);
        };
    }

    private static Object big(String word) {
        try {
            return Long.parseLong(word);
        } catch (NumberFormatException e) {
            return Double.parseDouble(word);
        }
    }
}
