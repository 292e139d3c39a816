package securitycenter.homes;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;

/** What H2 and PostgreSQL each do in their own way with the tables of a schema. Tables are named with their schema. */
interface SchemaEngine {

    /**
     * Refuses all writing to the table, and waits for the transactions that have written to it.
     *
     * @throws HomeBusy when one of them does not end
     */
    void freeze(String schema, String table, Connection connection) throws SQLException;

    void thaw(String schema, String table, Connection connection) throws SQLException;

    /**
     * Copies all rows, and where the numbering of identity columns goes on, from one schema into the empty one of the
     * same name.
     */
    void copy(String schema, List<String> tables, Connection from, Connection to) throws SQLException;

    /** Does something while nobody else can be at work in the schema in the same way. */
    void alone(String schema, DataSource dataCenter, Runnable work);

    /** Creates, changes or drops something of a schema. */
    void change(Runnable change);

    static SchemaEngine of(String url) {
        return isPostgres(url) ? new PostgresSchema() : new EmbeddedSchema();
    }

    static boolean isPostgres(String url) {
        return url.startsWith("jdbc:postgresql:");
    }
}
