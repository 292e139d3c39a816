package securitycenter.kql;

import java.time.Instant;
import java.util.Collection;
import java.util.stream.Collectors;

/** Values as they are written in queries, whatever is in them. */
public final class KqlLiteral {

    private KqlLiteral() {}

    public static String text(String value) {
        var literal = new StringBuilder("\"");
        value.chars().forEach(letter -> {
            switch (letter) {
                case '"' -> literal.append("\\\"");
                case '\\' -> literal.append("\\\\");
                case '\n' -> literal.append("\\n");
                case '\r' -> literal.append("\\r");
                case '\t' -> literal.append("\\t");
                default -> {
                    if (letter < ' ') {
                        literal.append("\\u%04x".formatted(letter));
                    } else {
                        literal.append((char) letter);
                    }
                }
            }
        });
        return literal.append('"').toString();
    }

    /** In brackets, as after {@code in}. */
    public static String texts(Collection<String> values) {
        return values.stream().map(KqlLiteral::text).collect(Collectors.joining(", ", "(", ")"));
    }

    public static String time(Instant moment) {
        return "datetime(" + moment + ")";
    }
}
