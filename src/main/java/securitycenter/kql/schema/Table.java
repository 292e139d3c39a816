package securitycenter.kql.schema;

import java.util.List;

/**
 * @param group under which people find it
 * @param also other spellings that queries may use
 */
public record Table(String name, String group, List<String> also, List<Column> columns) {

    /** The column of when something happened; not each table has it. */
    public static final String TIME = "Timestamp";

    /** The column of when a row came to us, which no query sees but {@code ingestion_time()}. */
    public static final String ARRIVED = "$IngestionTime";

    public Table(String name, List<Column> columns) {
        this(name, "", List.of(), columns);
    }
}
