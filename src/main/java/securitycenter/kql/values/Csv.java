package securitycenter.kql.values;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The fields of the first record of a text with commas. */
final class Csv {

    private Csv() {}

    static Stream<JavaFunction> all() {
        return Stream.of(JavaFunction.of("parse_csv", Kind.DYNAMIC, List.of(Kind.TEXT), a -> fields(a.text(0))));
    }

    private static List<@Nullable Object> fields(String text) {
        var fields = new ArrayList<@Nullable Object>();
        var field = new StringBuilder();
        var quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted) {
                if (c != '"') {
                    field.append(c);
                } else if (i + 1 < text.length() && text.charAt(i + 1) == '"') {
                    field.append(text.charAt(++i));
                } else {
                    quoted = false;
                }
            } else if (c == '"' && field.isEmpty()) {
                quoted = true;
            } else if (c == ',') {
                fields.add(field.toString());
                field.setLength(0);
            } else if (c == '\n' || c == '\r') {
                break;
            } else {
                field.append(c);
            }
        }
        fields.add(field.toString());
        return fields;
    }
}
