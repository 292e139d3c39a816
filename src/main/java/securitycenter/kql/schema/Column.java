package securitycenter.kql.schema;

/** @param description in one sentence, for people; may be empty */
public record Column(String name, KqlType type, String description) {

    public Column(String name, KqlType type) {
        this(name, type, "");
    }
}
