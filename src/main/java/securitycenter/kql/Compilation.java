package securitycenter.kql;

import java.util.List;
import securitycenter.kql.schema.Column;

/** What became of a query. */
public sealed interface Compilation {

    /** @param columns of the result, in their order; in the SQL they are where they are here, under other names */
    record Compiled(String sql, List<Column> columns) implements Compilation {}

    record Rejected(List<Problem> problems) implements Compilation {}
}
