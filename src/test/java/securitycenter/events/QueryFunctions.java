package securitycenter.events;

import java.sql.Connection;
import java.sql.SQLException;
import securitycenter.kql.values.JavaFunctions;
import securitycenter.kql.values.Places;

/** What stores have for queries, for other databases of tests. */
public final class QueryFunctions {

    private QueryFunctions() {}

    public static void register(Connection database, Places places) throws SQLException {
        JavaInDuckDb.register(database, JavaFunctions.all(places));
    }
}
