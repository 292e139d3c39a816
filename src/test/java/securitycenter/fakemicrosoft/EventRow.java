package securitycenter.fakemicrosoft;

import java.time.Instant;
import java.util.Map;

/** A row of a table of advanced hunting. */
record EventRow(String table, Instant when, Map<String, Object> columns) {

    static EventRow of(String table, Instant when, Map<String, Object> columns) {
        var all = GraphJson.object().with("Timestamp", GraphJson.date(when));
        all.putAll(columns);
        return new EventRow(table, when, all);
    }
}
