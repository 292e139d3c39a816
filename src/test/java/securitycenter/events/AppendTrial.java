package securitycenter.events;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;
import securitycenter.homes.TenantHome;
import securitycenter.kql.Compilation.Compiled;
import securitycenter.kql.schema.Column;
import securitycenter.kql.schema.KqlType;
import securitycenter.outside.AddressPlaces;

/** The event store without the application around it, to be measured; and DuckDB's appender beside it. */
public final class AppendTrial implements AutoCloseable {

    private final OpenStores stores;
    private final Events events;
    private final EventReader reader;
    private final TenantHome home;

    public AppendTrial(Path folder) throws IOException {
        var settings = new EventSettings(16, DataSize.ofGigabytes(1), DataSize.ofGigabytes(4), 4, Duration.ofDays(30));
        stores = new OpenStores(settings, AddressPlaces.none());
        events = new Events(stores, new SimpleMeterRegistry(), Clock.systemUTC());
        reader = new EventReader(stores, settings);
        home = EventsTests.home(Files.createDirectories(folder));
        new EventStore(stores, Clock.systemUTC()).provision(home);
    }

    public void append(List<Event> batch) {
        events.append(home, batch);
    }

    /** What the columns of the batch hold, worked out beforehand. */
    public List<@Nullable Object[]> cells(List<Event> batch) {
        var cells = new ArrayList<@Nullable Object[]>();
        for (var event : batch) {
            cells.add(Cells.read(shape(event), event.properties(), new Cells.Tally() {
                @Override
                public void unknown(String property) {}

                @Override
                public void unreadable() {
                    throw new IllegalStateException(event.properties());
                }
            }));
        }
        return cells;
    }

    private static Shape shape(Event event) {
        return Shape.find(event.table()).orElseThrow();
    }

    /** The same columns as they come into a table of such columns in the same kind of transaction, and nothing else. */
    public void appendBare(String table, List<@Nullable Object[]> cells) {
        var shape = Shape.find(table).orElseThrow();
        stores.change(home, connection -> {
            execute("create table if not exists bare (" + shape.columns(KqlType::sql) + ")", connection);
            execute("begin transaction", connection);
            try (var rows = connection.createAppender("events", "main", "bare")) {
                for (var row : cells) {
                    rows.beginRow().append(UUID.randomUUID()).append(0L);
                    for (var cell : row) {
                        switch (cell) {
                            case null -> rows.appendNull();
                            case String text -> rows.append(text);
                            case Long number -> rows.append(number.longValue());
                            case Integer number -> rows.append(number.intValue());
                            case Boolean truth -> rows.append(truth.booleanValue());
                            default -> throw new IllegalStateException(String.valueOf(cell.getClass()));
                        }
                    }
                    rows.endRow();
                }
                rows.flush();
            }
            return execute("commit", connection);
        });
    }

    private static boolean execute(String what, DuckDBConnection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            return statement.execute(what);
        }
    }

    public long read(String sql) {
        var read = reader.read(
                home,
                new Compiled(sql, List.of(new Column("x", KqlType.LONG))),
                new Ceiling(10, 1_000, Duration.ofMinutes(1)),
                new Reading());
        return switch (read) {
            case ReadEvents.Found found -> (Long) found.rows().getFirst().getFirst();
            case ReadEvents.GivenUp given -> throw new IllegalStateException(given.toString());
        };
    }

    /** So that the next to use it opens it. */
    public void closeStore() {
        stores.closeAll();
    }

    @Override
    public void close() {
        reader.close();
        stores.closeAll();
    }
}
