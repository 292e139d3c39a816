package securitycenter.kql.binding;

import securitycenter.kql.schema.KqlType;

/** A column of a relation. Two may differ in capitals alone, which SQL takes for the same: there they go by number. */
public record Field(int number, String name, KqlType type) {

    public String sql() {
        return "c" + number;
    }
}
