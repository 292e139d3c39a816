package securitycenter.kql.values;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON for the database to read. What is no number is a text there. */
final class JsonWriter {

    private final StringBuilder text = new StringBuilder();

    private JsonWriter() {}

    static String written(@Nullable Object value) {
        var writer = new JsonWriter();
        writer.write(value);
        return writer.text.toString();
    }

    private void write(@Nullable Object value) {
        switch (value) {
            case null -> text.append("null");
            case Map<?, ?> bag -> bag(bag);
            case List<?> list -> list(list);
            case String string -> string(string);
            case Double real when real.isNaN() || real.isInfinite() -> string(named(real));
            default -> text.append(value);
        }
    }

    static String named(double real) {
        return Double.isNaN(real) ? "NaN" : real > 0 ? "Infinity" : "-Infinity";
    }

    private void bag(Map<?, ?> bag) {
        var separator = "{";
        for (var each : bag.entrySet()) {
            text.append(separator);
            string((String) each.getKey());
            text.append(':');
            write(each.getValue());
            separator = ",";
        }
        text.append(bag.isEmpty() ? "{}" : "}");
    }

    private void list(List<?> list) {
        var separator = "[";
        for (var each : list) {
            text.append(separator);
            write(each);
            separator = ",";
        }
        text.append(list.isEmpty() ? "[]" : "]");
    }

    private void string(String string) {
        text.append('"');
        string.codePoints().forEach(this::character);
        text.append('"');
    }

    private void character(int c) {
        switch (c) {
            case '"' -> text.append("\\\"");
            case '\\' -> text.append("\\\\");
            case '\n' -> text.append("\\n");
            case '\r' -> text.append("\\r");
            case '\t' -> text.append("\\t");
            default -> {
                if (c < ' ') {
                    text.append("\\u%04x".formatted(c));
                } else {
                    text.appendCodePoint(Character.getType(c) == Character.SURROGATE ? '\uFFFD' : c);
                }
            }
        }
    }
}
