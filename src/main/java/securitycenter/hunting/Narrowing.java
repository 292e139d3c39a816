package securitycenter.hunting;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import securitycenter.kql.schema.Column;
import securitycenter.kql.schema.KqlType;

/** What a value of an answer may be made to do with the query that it came of. */
enum Narrowing {
    INCLUDE,
    EXCLUDE,
    CONTAINS,
    EXCLUDES_PART;

    private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Pattern RENDER = Pattern.compile("\\|\\s*+render\\b[^|\"'\\n]*+$");

    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<Narrowing> named(@Nullable String word) {
        return Arrays.stream(values()).filter(one -> one.word().equals(word)).findFirst();
    }

    /** Parts are of texts only; and nothing is no part of anything. */
    boolean suits(KqlType type, @Nullable Object value) {
        var ofParts = this == CONTAINS || this == EXCLUDES_PART;
        return !ofParts
                || type == KqlType.STRING && value != null && !value.toString().isEmpty();
    }

    /** A chart stays the last step. */
    String applied(String query, Column column, @Nullable Object value) {
        var end = RENDER.matcher(withoutEnd(query));
        var drawn = end.find() ? end.group() : "";
        var steps = end.replaceFirst("").stripTrailing();
        return steps + "\n| where " + condition(column, value) + (drawn.isEmpty() ? "" : "\n" + drawn.strip());
    }

    private static String withoutEnd(String query) {
        int end = query.length();
        while (end > 0 && (query.charAt(end - 1) == ';' || Character.isWhitespace(query.charAt(end - 1)))) {
            end--;
        }
        return query.substring(0, end);
    }

    private String condition(Column column, @Nullable Object value) {
        var name = PLAIN_NAME.matcher(column.name()).matches() ? column.name() : "[" + Cells.text(column.name()) + "]";
        if (value == null) {
            return (this == EXCLUDE ? "isnotnull(" : "isnull(") + name + ")";
        }
        var held = column.type() == KqlType.DYNAMIC ? "tostring(" + name + ")" : name;
        var sign = switch (this) {
            case INCLUDE -> " == ";
            case EXCLUDE -> " != ";
            case CONTAINS -> " contains ";
            case EXCLUDES_PART -> " !contains ";
        };
        return held + sign + Cells.literal(column.type(), value);
    }
}
