package securitycenter.homes;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;

/** H2: a trigger of ours freezes, and rows travel in batches. */
class EmbeddedSchema implements SchemaEngine {

    private static final int ROWS_AT_A_TIME = 1_000;

    /** Milliseconds. */
    private static final int PATIENCE = 10_000;

    private static final int USUAL_PATIENCE = 2_000;

    private static final int LOCK_TIMEOUT = 50200;

    private final Lock schemas = new ReentrantLock();
    private final Map<String, Lock> each = new ConcurrentHashMap<>();

    /** The files belong to one process, so its own locks will do. */
    @Override
    public void alone(String schema, DataSource dataCenter, Runnable work) {
        var lock = each.computeIfAbsent(schema, _ -> new ReentrantLock());
        try {
            if (!lock.tryLock(PATIENCE, TimeUnit.MILLISECONDS)) {
                throw new HomeBusy(schema);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HomeBusy(schema, e);
        }
        try {
            work.run();
        } finally {
            lock.unlock();
        }
    }

    /**
     * For one tenant after the other: two at once can each hold the lock that the other waits for (seen with 2.4.240:
     * {@code create schema} beside {@code create table}).
     */
    @Override
    public void change(Runnable change) {
        schemas.lock();
        try {
            change.run();
        } finally {
            schemas.unlock();
        }
    }

    @Override
    public void freeze(String schema, String table, Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("create trigger if not exists " + trigger(schema, table)
                    + " before insert, update, delete on " + schema + "." + table + " call '"
                    + ReadOnlyTable.class.getName() + "'");
            // A trigger does not wait for those who have written; whoever changes a table does.
            statement.execute("set lock_timeout " + PATIENCE);
            try {
                statement.execute("alter table " + schema + "." + table + " set referential_integrity true");
            } finally {
                statement.execute("set lock_timeout " + USUAL_PATIENCE);
            }
        } catch (SQLException e) {
            if (e.getErrorCode() == LOCK_TIMEOUT) {
                throw new HomeBusy(schema, e);
            }
            throw e;
        }
    }

    @Override
    public void thaw(String schema, String table, Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("drop trigger if exists " + trigger(schema, table));
        }
    }

    private static String trigger(String schema, String table) {
        return schema + ".read_only_" + table;
    }

    @Override
    public void copy(String schema, List<String> tables, Connection from, Connection to) throws SQLException {
        checkReferences("false", schema, tables, to);
        to.setAutoCommit(false);
        for (var table : tables) {
            copyRows(schema, table, from, to);
        }
        to.commit();
        checkReferences("true check", schema, tables, to);
        copyNumbering(schema, from, to);
    }

    private void checkReferences(String whether, String schema, List<String> tables, Connection connection) {
        change(() -> {
            for (var table : tables) {
                execute("alter table " + schema + "." + table + " set referential_integrity " + whether, connection);
            }
        });
    }

    private static void copyRows(String schema, String table, Connection from, Connection to) throws SQLException {
        var columns = columns(schema, table, from);
        var names = String.join(", ", columns);
        var name = schema + "." + table;
        execute("delete from " + name, to); // what migrations have put in
        try (var select = from.createStatement();
                var insert = to.prepareStatement("insert into " + name + " (" + names + ") overriding system value"
                        + " values (" + String.join(", ", Collections.nCopies(columns.size(), "?")) + ")")) {
            var rows = select.executeQuery("select " + names + " from " + name);
            for (int waiting = 1; rows.next(); waiting++) {
                for (int i = 1; i <= columns.size(); i++) {
                    insert.setObject(i, rows.getObject(i));
                }
                insert.addBatch();
                if (waiting % ROWS_AT_A_TIME == 0) {
                    insert.executeBatch();
                }
            }
            insert.executeBatch();
        }
    }

    /** Without those that the database computes. */
    private static List<String> columns(String schema, String table, Connection from) throws SQLException {
        return strings("""
                select column_name from information_schema.columns
                where table_schema = ? and table_name = ? and is_generated = 'NEVER' order by ordinal_position""", from, schema, table);
    }

    private void copyNumbering(String schema, Connection from, Connection to) throws SQLException {
        var changes = strings("""
                select 'alter table ' || table_schema || '.' || table_name || ' alter column ' || column_name
                    || ' restart with ' || identity_base
                from information_schema.columns where table_schema = ? and is_identity = 'YES'""", from, schema);
        change(() -> changes.forEach(change -> execute(change, to)));
    }

    private static void execute(String sql, Connection connection) {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private static List<String> strings(String sql, Connection connection, String... values) throws SQLException {
        var found = new ArrayList<String>();
        try (var select = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                select.setString(i + 1, values[i]);
            }
            for (var row = select.executeQuery(); row.next(); ) {
                found.add(row.getString(1));
            }
        }
        return found;
    }
}
