package securitycenter.homes;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** What H2 and PostgreSQL each do in their own way with the tables of a schema. Tables are named with their schema. */
interface SchemaEngine {

    /** Refuses all writing to the table, and waits for the transactions that have written to it. */
    void freeze(String schema, String table, Connection connection) throws SQLException;

    void thaw(String schema, String table, Connection connection) throws SQLException;

    /** Copies all rows, and where the numbering goes on, from one schema into the empty one of the same name. */
    void copy(String schema, List<String> tables, Connection from, Connection to) throws SQLException;

    /** Creates, changes or drops something of a schema. */
    void change(Runnable change);

    static SchemaEngine of(String url) {
        return url.startsWith("jdbc:postgresql:") ? new PostgresSchema() : new EmbeddedSchema();
    }
}
