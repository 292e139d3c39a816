package securitycenter.kql.schema;

import java.util.List;

/**
 * @param group under which people find it
 * @param description in one sentence, for people; may be empty
 */
public record Table(String name, String group, String description, List<Column> columns) {

    public Table(String name, List<Column> columns) {
        this(name, "", "", columns);
    }
}
