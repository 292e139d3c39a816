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

    private final Shape shape;
    private final long now;
    private final Map<String, Integer> unknown = new LinkedHashMap<>();
    private int unreadable;

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
            statement.execute("insert into events." + shape.quoted() + " select " + Shape.quoted(Shape.KEY) + ", "
                    + Shape.quoted(Shape.INGESTION_TIME) + ", "
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
        return column.type() == KqlType.DYNAMIC ? "try_cast(try_cast(" + name + " as json) as variant)" : name;
    }

    private void write(Map<UUID, Event> events, DuckDBConnection connection, String database, String table)
            throws SQLException {
        var sorted = events.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.comparing(Event::happenedAt)))
                .toList();
        try (var rows = connection.createAppender(database, "main", table)) {
            for (var entry : sorted) {
                append(entry.getKey(), entry.getValue(), rows);
            }
            rows.flush(); // closing says nothing about rows that it could not write
        }
    }

    private void append(UUID key, Event event, DuckDBAppender rows) throws SQLException {
        var cells = Cells.read(shape, event.properties(), new Cells.Tally() {
            @Override
            public void unknown(String property) {
                unknown.merge(property, 1, Integer::sum);
            }

            @Override
            public void unreadable() {
                unreadable++;
            }
        });
        var time = shape.timePlace();
        if (time != null) {
            cells[time] = Ticks.of(event.happenedAt());
        }
        rows.beginRow().append(key).append(now);
        for (var cell : cells) {
            append(cell, rows);
        }
        rows.endRow();
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
