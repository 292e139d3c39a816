package securitycenter.kql.schema;

import java.util.List;

/**
 * @param also other spellings that queries may use
 * @param isGone queries may name it, but it is in no result that does not
 * @param isJson a text whose JSON is stored taken apart beside it, under the name that {@link #apart()} says
 */
public record Column(String name, KqlType type, List<String> also, boolean isGone, boolean isJson) {

    public Column(String name, KqlType type) {
        this(name, type, List.of(), false, false);
    }

    /** What {@code parse_json()} makes of it; no query sees the name. */
    public String apart() {
        return "$" + name;
    }
}
