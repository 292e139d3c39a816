package securitycenter.homes;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOperation;

/** PostgreSQL: statement triggers freeze, and rows travel as a binary COPY. */
class PostgresSchema implements SchemaEngine {

    private record ForeignKey(String table, String name, String definition) {}

    /** Milliseconds. */
    private static final int PATIENCE = 10_000;

    private static final String LOCK_NOT_AVAILABLE = "55P03";

    @Override
    public void change(Runnable change) {
        change.run();
    }

    /** The lock is the server's, and ends with the connection of a process that is killed. */
    @Override
    public void alone(String schema, DataSource dataCenter, Runnable work) {
        try (var connection = dataCenter.getConnection()) {
            connection.setAutoCommit(false);
            try (var lock = connection.prepareStatement("select pg_advisory_xact_lock(hashtextextended(?, 0))")) {
                limitWaiting(connection);
                lock.setString(1, schema);
                lock.execute();
            } catch (SQLException e) {
                throw LOCK_NOT_AVAILABLE.equals(e.getSQLState())
                        ? new HomeBusy(schema, e)
                        : new IllegalStateException("Cannot lock " + schema, e);
            }
            work.run();
            connection.rollback();
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot lock " + schema, e);
        }
    }

    /** For the transaction. */
    private static void limitWaiting(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("set local lock_timeout = " + PATIENCE);
        }
    }

    /**
     * Making a trigger waits for all who have written, and keeps readers waiting for nothing. But whoever wants to write
     * meanwhile waits behind it, so it does not wait for ever.
     */
    @Override
    public void freeze(String schema, String table, Connection connection) throws SQLException {
        patiently(schema, connection, () -> refuseWriting(schema, table, connection));
    }

    private interface Change {
        void make() throws SQLException;
    }

    private static void patiently(String schema, Connection connection, Change change) throws SQLException {
        connection.setAutoCommit(false);
        try {
            limitWaiting(connection);
            change.make();
            connection.commit();
        } catch (SQLException e) {
            connection.rollback();
            if (LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
                throw new HomeBusy(schema, e);
            }
            throw e;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    private static void refuseWriting(String schema, String table, Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("create or replace function " + schema + ".refuse_writing() returns trigger"
                    + " language plpgsql as $$ begin raise exception '" + ReadOnlyTable.WORDS + "' using errcode = '"
                    + ReadOnlyTable.STATE + "'; end $$");
            statement.execute("create or replace trigger read_only before insert or update or delete or truncate on "
                    + schema + "." + table + " for each statement execute function " + schema + ".refuse_writing()");
        }
    }

    /** Waits for all who have read, and whoever wants to read meanwhile waits behind it. */
    @Override
    public void thaw(String schema, String table, Connection connection) throws SQLException {
        patiently(schema, connection, () -> {
            try (var statement = connection.createStatement()) {
                statement.execute("drop trigger if exists read_only on " + schema + "." + table);
            }
        });
    }

    /** In one transaction, in which the foreign keys are away until all rows are there. */
    @Override
    public void copy(String schema, List<String> tables, Connection from, Connection to) throws SQLException {
        to.setAutoCommit(false);
        var keys = foreignKeys(schema, to);
        try (var statement = to.createStatement()) {
            for (var key : keys) {
                statement.execute("alter table " + key.table() + " drop constraint " + key.name());
            }
            for (var table : tables) {
                statement.execute("delete from " + schema + "." + table); // what migrations have put in
                copyRows(schema + "." + table + " (" + columns(schema, table, from) + ")", from, to);
            }
            for (var key : keys) {
                statement.execute(
                        "alter table " + key.table() + " add constraint " + key.name() + " " + key.definition());
            }
        }
        copyNumbering(schema, from, to);
        to.commit();
    }

    private static void copyRows(String table, Connection from, Connection to) throws SQLException {
        var out = from.unwrap(PGConnection.class).getCopyAPI().copyOut("copy " + table + " to stdout (format binary)");
        var in = to.unwrap(PGConnection.class).getCopyAPI().copyIn("copy " + table + " from stdin (format binary)");
        try {
            for (var rows = out.readFromCopy(); rows != null; rows = out.readFromCopy()) {
                in.writeToCopy(rows, 0, rows.length);
            }
            in.endCopy();
        } finally {
            for (CopyOperation half : List.of(in, out)) {
                if (half.isActive()) {
                    half.cancelCopy();
                }
            }
        }
    }

    /** Without those that the database computes. */
    private static String columns(String schema, String table, Connection from) throws SQLException {
        try (var select = from.prepareStatement("""
                select string_agg(quote_ident(column_name), ', ' order by ordinal_position)
                from information_schema.columns
                where table_schema = ? and table_name = ? and is_generated = 'NEVER'""")) {
            select.setString(1, schema);
            select.setString(2, table);
            var row = select.executeQuery();
            row.next();
            return row.getString(1);
        }
    }

    private static List<ForeignKey> foreignKeys(String schema, Connection to) throws SQLException {
        var keys = new ArrayList<ForeignKey>();
        try (var select = to.prepareStatement("""
                select conrelid::regclass::text, quote_ident(conname), pg_get_constraintdef(oid) from pg_constraint
                where contype = 'f' and connamespace = cast(? as regnamespace)""")) {
            select.setString(1, schema);
            for (var row = select.executeQuery(); row.next(); ) {
                keys.add(new ForeignKey(row.getString(1), row.getString(2), row.getString(3)));
            }
        }
        return keys;
    }

    private static void copyNumbering(String schema, Connection from, Connection to) throws SQLException {
        try (var select = from.prepareStatement("""
                        select sequencename, last_value from pg_sequences
                        where schemaname = ? and last_value is not null""");
                var set = to.prepareStatement("select setval(cast(? as regclass), ?)")) {
            select.setString(1, schema);
            for (var row = select.executeQuery(); row.next(); ) {
                set.setString(1, schema + "." + row.getString(1));
                set.setLong(2, row.getLong(2));
                set.execute();
            }
        }
    }
}
