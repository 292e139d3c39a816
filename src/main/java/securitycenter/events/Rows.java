package securitycenter.events;

import java.sql.SQLException;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;
import securitycenter.kql.schema.Column;
import securitycenter.kql.schema.KqlType;

/** Puts events into one table, within a transaction that somebody else has begun. */
final class Rows {

    /** The appender knows no VARIANT, so what has one goes by way of a table with its JSON. */
    private static final String STAGING = "staging";

    private static final int TICKS_OF_A_MICROSECOND = 10;

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
        if (!shape.hasDynamic()) {
            write(events, connection, "events", shape.name());
            return;
        }
        try (var statement = connection.createStatement()) {
            statement.execute("drop table if exists temp." + STAGING);
            statement.execute(shape.creation("temp table " + STAGING, Rows::staged));
            write(events, connection, "temp", STAGING);
            statement.execute("insert into events." + shape.quoted() + " by name select " + Shape.quoted(Shape.KEY)
                    + ", " + Shape.quoted(Shape.INGESTION_TIME) + ", "
                    + shape.columns().stream().map(Rows::fromStaging).collect(Collectors.joining(", "))
                    + " from temp." + STAGING);
            statement.execute("drop table temp." + STAGING);
        }
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

    private void write(Map<UUID, Event> events, DuckDBConnection connection, String database, String table)
            throws SQLException {
        var sorted = events.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.comparing(Event::happenedAt)))
                .toList();
        var order = order(connection, database, table);
        try (var rows = connection.createAppender(database, "main", table)) {
            for (var entry : sorted) {
                append(entry.getKey(), entry.getValue(), order, rows);
            }
            rows.flush(); // closing says nothing about rows that it could not write
        }
    }

    /** Where each column of the table stands in the shape. Those that came later stand at its end. */
    private int[] order(DuckDBConnection connection, String database, String table) throws SQLException {
        try (var none = connection.prepareStatement(
                "select * from " + database + ".main." + Shape.quoted(table) + " limit 0")) {
            var columns = none.getMetaData();
            var order = new int[columns.getColumnCount()];
            for (int i = 0; i < order.length; i++) {
                order[i] = shape.placeInStore(columns.getColumnName(i + 1));
            }
            return order;
        }
    }

    private void append(UUID key, Event event, int[] order, DuckDBAppender rows) throws SQLException {
        var cells = Cells.read(shape, event.properties(), tally);
        var time = shape.timePlace();
        if (time != null) {
            cells[time] = moment(Ticks.of(event.happenedAt()), cells[time]);
        }
        rows.beginRow();
        for (var place : order) {
            switch (place) {
                case Shape.PLACE_OF_KEY -> rows.append(key);
                case Shape.PLACE_OF_INGESTION_TIME -> rows.append(now);
                case Shape.NO_PLACE -> rows.appendDefault();
                default -> append(cells[place], rows);
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
