package securitycenter.events;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;
import securitycenter.homes.TenantHome;
import securitycenter.kql.Compilation.Compiled;

/** A store with events of processes and networks made up by a fixed seed, to be hunted in; the settings are the product's own. */
public final class HuntTrial implements AutoCloseable {

    private static final Ceiling CEILING = new Ceiling(100_000, 500_000_000, Duration.ofMinutes(10));

    private static final int AT_ONCE = 1_000_000;

    private final OpenStores stores;
    private final EventReader reader;
    private final TenantHome home;

    public HuntTrial(Path folder) throws IOException {
        var settings =
                new EventSettings(16, DataSize.ofMegabytes(512), DataSize.ofGigabytes(10), 2, Duration.ofDays(30));
        stores = new OpenStores(settings);
        reader = new EventReader(stores, settings);
        home = EventsTests.home(Files.createDirectories(folder));
        new EventStore(stores).provision(home);
    }

    /** Unless they are there from an earlier run that got to its end. */
    public void fill(int processes, int networks) {
        fill("DeviceProcessEvents", processes);
        fill("DeviceNetworkEvents", networks);
        stores.leave(home);
    }

    private void fill(String table, int rows) {
        long there = stores.use(home, connection -> count(table, connection));
        for (long first = there; first < rows; first += AT_ONCE) {
            var insert = text(table)
                    .replace(":rows", String.valueOf(rows))
                    .replace(":first", String.valueOf(first))
                    .replace(":until", String.valueOf(Math.min(rows, first + AT_ONCE)));
            stores.change(home, connection -> {
                try (var statement = connection.createStatement()) {
                    statement.execute(text("chance"));
                    return statement.execute(insert);
                }
            });
        }
    }

    private static long count(String table, DuckDBConnection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("select count(*) from " + Shape.quoted(table))) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static String text(String name) {
        try (var file = HuntTrial.class.getResourceAsStream("/benchmarks/" + name + ".sql")) {
            return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public List<List<@Nullable Object>> ask(Compiled query) {
        return switch (reader.read(home, query, CEILING, new Reading())) {
            case ReadEvents.Found found -> found.rows();
            case ReadEvents.GivenUp given -> throw new IllegalStateException(given + " " + query.sql());
        };
    }

    @Override
    public void close() {
        reader.close();
        stores.closeAll();
    }
}
