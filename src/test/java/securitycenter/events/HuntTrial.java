package securitycenter.events;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;
import securitycenter.homes.TenantHome;
import securitycenter.kql.Compilation.Compiled;
import securitycenter.outside.AddressPlaces;

/** Stores with events of processes and networks that a fixed seed makes up, to be hunted in with the product's own settings. */
public final class HuntTrial implements AutoCloseable {

    private static final Ceiling CEILING = new Ceiling(100_000, 500_000_000, Duration.ofMinutes(10));

    private static final int AT_ONCE = 1_000_000;

    private final Path folder;
    private final OpenStores stores;
    private final EventReader reader;
    private final EventStore store;
    private final Map<String, TenantHome> homes = new ConcurrentHashMap<>();

    public HuntTrial(Path folder, int openStores) {
        this.folder = folder.toAbsolutePath();
        var settings = new EventSettings(
                openStores, DataSize.ofMegabytes(512), DataSize.ofGigabytes(10), 2, Duration.ofDays(30));
        stores = new OpenStores(settings, AddressPlaces.none());
        reader = new EventReader(stores, settings);
        store = new EventStore(stores, Clock.systemUTC());
    }

    private TenantHome home(String name) {
        return homes.computeIfAbsent(name, _ -> {
            try {
                return EventsTests.home(Files.createDirectories(folder.resolve(name)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** Unless they are there from an earlier run. */
    public void fill(String name, int processes, int networks) {
        store.provision(home(name));
        fill(home(name), "DeviceProcessEvents", processes);
        fill(home(name), "DeviceNetworkEvents", networks);
        stores.leave(home(name));
    }

    private void fill(TenantHome home, String table, int rows) {
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

    public void copy(String from, String to) {
        store.copy(home(from), home(to));
    }

    public List<List<@Nullable Object>> ask(String name, Compiled query) {
        return switch (reader.read(home(name), query, CEILING, new Reading())) {
            case ReadEvents.Found found -> found.rows();
            case ReadEvents.GivenUp given -> throw new IllegalStateException(given + " " + query.sql());
        };
    }

    /** None of them is closed before the latch is down. */
    public void keepOpen(List<String> names, CountDownLatch until) throws InterruptedException {
        var open = new CountDownLatch(names.size());
        for (var name : names) {
            Thread.ofVirtual()
                    .start(() -> stores.use(home(name), _ -> {
                        open.countDown();
                        try {
                            until.await();
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                        return true;
                    }));
        }
        open.await();
    }

    @Override
    public void close() {
        reader.close();
        stores.closeAll();
    }
}
