package securitycenter.events;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDataChunkReader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import securitycenter.kql.schema.KqlType;

/** The tables of a store: made when it is built, and made up for when an older one is opened. */
final class Layout {

    private static final Logger log = LoggerFactory.getLogger(Layout.class);

    private static final int VERSION = 2;

    private static final String TABLES = Shape.all().map(Shape::creation).collect(Collectors.joining(";\n"));

    private static final String FINGERPRINT = fingerprint();

    private Layout() {}

    /** In one transaction: a process that is killed here leaves the store as it was. */
    static void make(DuckDBConnection connection) throws SQLException {
        if (isMade(connection)) {
            return;
        }
        try (var statement = connection.createStatement()) {
            statement.execute("begin transaction");
            try {
                grow(statement);
                takeOver(statement, connection);
                statement.execute("create table if not exists layout (version integer primary key)");
                statement.execute("create table if not exists known_tables (fingerprint varchar)");
                statement.execute("delete from layout");
                statement.execute("insert into layout values (" + VERSION + ")");
                statement.execute("delete from known_tables");
                statement.execute("insert into known_tables values ('" + FINGERPRINT + "')");
                statement.execute("commit");
            } catch (SQLException | RuntimeException e) {
                // What failed has closed the statement.
                try (var back = connection.createStatement()) {
                    back.execute("rollback");
                }
                throw e;
            }
        }
    }

    /** Asking DuckDB which tables there are takes longer than all else that opening a store does. */
    static boolean isMade(DuckDBConnection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("select fingerprint from events.known_tables")) {
            return rows.next() && rows.getString(1).equals(FINGERPRINT);
        } catch (SQLException e) {
            if (String.valueOf(e.getMessage()).startsWith("Catalog Error")) {
                return false;
            }
            throw e;
        }
    }

    private static void grow(Statement statement) throws SQLException {
        var there = columns(statement);
        if (there.keySet().stream().noneMatch(table -> Shape.find(table).isPresent())) {
            statement.execute(TABLES);
            return;
        }
        for (var shape : Shape.all().toList()) {
            var columns = there.get(shape.name());
            if (columns == null) {
                statement.execute(shape.creation());
            } else {
                addColumns(shape, columns.keySet(), statement);
                takeApart(shape, columns, statement);
            }
        }
    }

    /** Rows that are there already are written anew: an update would keep all of them in memory. */
    private static void takeApart(Shape shape, Map<String, String> there, Statement statement) throws SQLException {
        if (shape.json().allMatch(column -> there.containsKey(column.apart()))) {
            return;
        }
        log.info("The rows of {} are written anew, with their JSON taken apart", shape.name());
        var before = Shape.quoted(shape.name() + "$Before");
        statement.execute("alter table " + shape.quoted() + " rename to " + before);
        statement.execute(shape.creation());
        for (var column : there.entrySet()) {
            if (!shape.has(column.getKey())) {
                statement.execute("alter table " + shape.quoted() + " add column " + Shape.quoted(column.getKey()) + " "
                        + column.getValue());
            }
        }
        statement.execute("insert into " + shape.quoted() + " by name select *"
                + shape.json()
                        .filter(column -> !there.containsKey(column.apart()))
                        .map(column -> ", " + Shape.apart(column))
                        .collect(Collectors.joining())
                + " from " + before);
        statement.execute("drop table " + before);
    }

    private static void addColumns(Shape shape, Set<String> there, Statement statement) throws SQLException {
        for (var column : shape.columns()) {
            if (!there.contains(column.name())) {
                var start = "alter table " + shape.quoted() + " add column " + Shape.quoted(column.name()) + " "
                        + column.type().sql();
                // DuckDB adds no column that must not be null.
                statement.execute(column.type() == KqlType.STRING ? start + " default ''" : start);
            }
        }
    }

    /** By table, and then by name, of which type they are. */
    private static Map<String, Map<String, String>> columns(Statement statement) throws SQLException {
        var columns = new LinkedHashMap<String, Map<String, String>>();
        try (var rows = statement.executeQuery("""
                select table_name, column_name, data_type from duckdb_columns()
                where database_name = 'events' and not internal""")) {
            while (rows.next()) {
                columns.computeIfAbsent(rows.getString(1), _ -> new LinkedHashMap<>())
                        .put(rows.getString(2), rows.getString(3));
            }
        }
        return columns;
    }

    /** Until version 1, all events lay in one table as they had come. */
    private static void takeOver(Statement statement, DuckDBConnection connection) throws SQLException {
        if (!columns(statement).containsKey("streamed")) {
            return;
        }
        try (var reading = StoreOpening.beside(connection);
                var select = reading.prepare("""
                        select cast(dedupe_key as varchar), table_name, epoch_us(happened_at), properties from streamed
                        order by happened_at""");
                var result = select.query()) {
            while (result.nextChunk()) {
                put(events(result.chunk()), connection);
            }
        }
        statement.execute("drop table streamed");
    }

    private static Map<UUID, Event> events(DuckDBDataChunkReader chunk) {
        var events = new LinkedHashMap<UUID, Event>();
        for (long i = 0; i < chunk.rowCount(); i++) {
            var at = Instant.EPOCH.plus(chunk.vector(2).getLong(i), ChronoUnit.MICROS);
            events.put(
                    UUID.fromString(chunk.vector(0).getString(i)),
                    new Event(
                            chunk.vector(1).getString(i),
                            "",
                            at,
                            chunk.vector(3).getString(i)));
        }
        return events;
    }

    /** Nobody wrote down when they came. */
    private static long newest(Map<UUID, Event> events) {
        return events.values().stream()
                .map(Event::happenedAt)
                .max(Comparator.naturalOrder())
                .map(Ticks::of)
                .orElseThrow();
    }

    private static void put(Map<UUID, Event> events, DuckDBConnection connection) throws SQLException {
        var byTable = new LinkedHashMap<String, Map<UUID, Event>>();
        events.forEach((key, event) -> byTable.computeIfAbsent(event.table(), _ -> new LinkedHashMap<>())
                .put(key, event));
        for (var table : byTable.entrySet()) {
            var shape = Shape.find(table.getKey());
            if (shape.isPresent()) {
                new Rows(shape.get(), newest(table.getValue())).append(table.getValue(), connection);
            } else {
                log.warn(
                        "{} rows of {}, which is no table, are given up",
                        table.getValue().size(),
                        table.getKey());
            }
        }
    }

    private static String fingerprint() {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(TABLES.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java has SHA-256", impossible);
        }
    }
}
