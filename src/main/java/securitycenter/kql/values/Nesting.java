package securitycenter.kql.values;

import java.util.List;
import java.util.stream.Stream;

/** How deep JSON goes into itself. What goes deeper than this is a text where it is read, and nothing where a sequence grows it: DuckDB would end the whole process. */
final class Nesting {

    private static final int DEEPEST = 200;

    private Nesting() {}

    static Stream<JavaFunction> all() {
        return Stream.of(JavaFunction.of("is_shallow", Kind.BOOL, List.of(Kind.TEXT), a -> isShallow(a.text(0))));
    }

    /** @param json well formed */
    static boolean isShallow(String json) {
        var depth = 0;
        var isQuoted = false;
        for (int i = 0; i < json.length(); i++) {
            var sign = json.charAt(i);
            if (isQuoted) {
                if (sign == '\\') {
                    i++;
                } else if (sign == '"') {
                    isQuoted = false;
                }
            } else if (sign == '"') {
                isQuoted = true;
            } else if (sign == '[' || sign == '{') {
                depth++;
            } else if (sign == ']' || sign == '}') {
                depth--;
            }
            if (depth > DEEPEST) {
                return false;
            }
        }
        return true;
    }
}
