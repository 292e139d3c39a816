package securitycenter.kql.binding;

import java.util.List;
import securitycenter.kql.schema.KqlType;

/**
 * A column of a relation. Two may differ in capitals alone, which SQL takes for the same: there they go by number.
 *
 * @param also other spellings under which it is found where no column is named so
 */
public record Field(int number, String name, KqlType type, List<String> also) {

    public String sql() {
        return "c" + number;
    }
}
