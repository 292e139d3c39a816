package securitycenter.kql;

import java.util.List;
import securitycenter.kql.schema.Column;

/** What became of a query. */
public sealed interface Compilation {

    /**
     * @param columns of the result, in their order; in the SQL they are where they are here, under other names
     * @param files texts for which {@code $1}, {@code $2} and so on stand in the SQL
     */
    record Compiled(String sql, List<Column> columns, List<String> files) implements Compilation {

        public Compiled(String sql, List<Column> columns) {
            this(sql, columns, List.of());
        }
    }

    record Rejected(List<Problem> problems) implements Compilation {}
}
