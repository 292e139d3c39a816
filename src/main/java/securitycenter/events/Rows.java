package securitycenter.events;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;
import securitycenter.kql.schema.Column;
import securitycenter.kql.schema.KqlType;

/** Puts events into one table, within a transaction that somebody else has begun. */
final class Rows {

    /** The appender knows no VARIANT, so rows that have one go by way of a table with its JSON. */
    private static final String STAGING = "staging";

    private static final int TICKS_OF_A_MICROSECOND = 10;

    /** What it holds, column by column. */
    private record Row(UUID key, @Nullable Object[] cells) {}

    private final Shape shape;
    private final long now;
    private final Map<String, Integer> unknown = new LinkedHashMap<>();
    private int unreadable;

    private final Cells.Tally tally = new Cells.Tally() {
        @Override
        public void unknown(String property) {
            unknown.merge(property, 1, Integer::sum);
        }

        @Override
        public void unreadable() {
            unreadable++;
        }
    };

    /** @param now when they are stored, in ticks */
    Rows(Shape shape, long now) {
        this.shape = shape;
        this.now = now;
    }

    String table() {
        return shape.name();
    }

    /** By property, how many rows had one that the table does not have. */
    Map<String, Integer> unknown() {
        return unknown;
    }

    /** How many rows were JSON up to some place at most. */
    int unreadable() {
        return unreadable;
    }

    /** In the order in which they happened: what asks for a time then skips the rest. */
    void append(Map<UUID, Event> events, DuckDBConnection connection) throws SQLException {
        if (events.isEmpty()) {
            return;
        }
        var rows = read(events);
        if (!hasVariant(connection)) {
            write(rows, connection, "events", shape.name());
            return;
        }
        try (var statement = connection.createStatement()) {
            statement.execute("drop table if exists temp." + STAGING);
            statement.execute("create temp table " + STAGING + " (" + shape.columns(Rows::staged) + ")");
            write(rows, connection, "temp", STAGING);
            var columns = Stream.concat(
                    shape.columns().stream().map(Rows::fromStaging),
                    shape.json().map(Shape::apart));
            statement.execute("insert into events." + shape.quoted() + " by name select " + Shape.quoted(Shape.KEY)
                    + ", " + Shape.quoted(Shape.INGESTION_TIME) + ", " + columns.collect(Collectors.joining(", "))
                    + " from temp." + STAGING);
            statement.execute("drop table temp." + STAGING);
        }
    }

    /** Those too that this version does not know. */
    private boolean hasVariant(DuckDBConnection connection) throws SQLException {
        try (var none = none(connection, "events", shape.name())) {
            var columns = none.getMetaData();
            for (int i = 1; i <= columns.getColumnCount(); i++) {
                if (columns.getColumnTypeName(i).equals("VARIANT")) {
                    return true;
                }
            }
            return false;
        }
    }

    private static PreparedStatement none(DuckDBConnection connection, String database, String table)
            throws SQLException {
        return connection.prepareStatement("select * from " + database + ".main." + Shape.quoted(table) + " limit 0");
    }

    private List<Row> read(Map<UUID, Event> events) {
        return events.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.comparing(Event::happenedAt)))
                .map(entry -> new Row(entry.getKey(), cells(entry.getValue())))
                .toList();
    }

    private @Nullable Object[] cells(Event event) {
        var cells = Cells.read(shape, event.properties(), tally);
        var time = shape.timePlace();
        if (time != null) {
            cells[time] = moment(Ticks.of(event.happenedAt()), cells[time]);
        }
        return cells;
    }

    private static String staged(KqlType type) {
        return type == KqlType.DYNAMIC || type == KqlType.STRING ? "varchar" : type.sql();
    }

    private static String fromStaging(Column column) {
        var name = Shape.quoted(column.name());
        return column.type() == KqlType.DYNAMIC
                ? "try_cast(try_cast(" + name + " as json) as variant) as " + name
                : name;
    }

    private void write(List<Row> rows, DuckDBConnection connection, String database, String table) throws SQLException {
        var order = order(connection, database, table);
        try (var appender = connection.createAppender(database, "main", table)) {
            for (var row : rows) {
                append(row, order, appender);
            }
            appender.flush(); // closing says nothing about rows that it could not write
        }
    }

    /** Where each column of the table stands in the shape. Those that came later stand at its end. */
    private int[] order(DuckDBConnection connection, String database, String table) throws SQLException {
        try (var none = none(connection, database, table)) {
            var columns = none.getMetaData();
            var order = new int[columns.getColumnCount()];
            for (int i = 0; i < order.length; i++) {
                order[i] = shape.placeInStore(columns.getColumnName(i + 1));
            }
            return order;
        }
    }

    private void append(Row row, int[] order, DuckDBAppender rows) throws SQLException {
        rows.beginRow();
        for (var place : order) {
            switch (place) {
                case Shape.PLACE_OF_KEY -> rows.append(row.key());
                case Shape.PLACE_OF_INGESTION_TIME -> rows.append(now);
                case Shape.NO_PLACE -> rows.appendDefault();
                default -> append(row.cells()[place], rows);
            }
        }
        rows.endRow();
    }

    /** An earlier version remembered microseconds, while the row says more. */
    private static long moment(long happened, @Nullable Object said) {
        return said instanceof Long exact && exact / TICKS_OF_A_MICROSECOND == happened / TICKS_OF_A_MICROSECOND
                ? exact
                : happened;
    }

    private static void append(@Nullable Object cell, DuckDBAppender rows) throws SQLException {
        switch (cell) {
            case null -> rows.appendNull();
            case String text -> rows.append(text);
            case Long number -> rows.append(number.longValue());
            case Integer number -> rows.append(number.intValue());
            case Boolean truth -> rows.append(truth.booleanValue());
            case Double number -> rows.append(number.doubleValue());
            case UUID id -> rows.append(id);
            default -> throw new IllegalStateException(String.valueOf(cell.getClass()));
        }
    }
}
