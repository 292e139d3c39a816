package securitycenter.kql.schema;

import java.util.List;

/**
 * @param also other spellings that queries may use
 * @param isGone queries may name it, but it is in no result that does not
 */
public record Column(String name, KqlType type, List<String> also, boolean isGone) {

    public Column(String name, KqlType type) {
        this(name, type, List.of(), false);
    }
}
