package securitycenter.events;

import java.sql.Connection;
import java.sql.SQLException;

/** What stores have for queries, for other databases of tests. */
public final class QueryFunctions {

    private QueryFunctions() {}

    public static void register(Connection database) throws SQLException {
        JavaInDuckDb.register(database);
    }
}
