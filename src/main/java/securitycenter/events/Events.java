package securitycenter.events;

import io.micrometer.core.instrument.MeterRegistry;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.duckdb.DuckDBConnection;
import org.springframework.stereotype.Component;
import securitycenter.homes.TenantHome;

/** Where a tenant's events are put, however often they are told. */
@Component
public class Events {

    /** From when to when. */
    private record Span(Instant first, Instant last) {

        Span with(Span other) {
            return new Span(
                    first.isBefore(other.first) ? first : other.first, last.isAfter(other.last) ? last : other.last);
        }
    }

    private final OpenStores stores;
    private final MeterRegistry meters;
    private final Clock clock;

    Events(OpenStores stores, MeterRegistry meters, Clock clock) {
        this.stores = stores;
        this.meters = meters;
        this.clock = clock;
    }

    /**
     * Stores those that are not there yet: all of them, or none when it fails. When it returns they are there for good.
     *
     * @return how many were new
     * @throws EventsFrozen when the home is
     */
    public int append(TenantHome home, List<Event> events) {
        var byKey = new LinkedHashMap<UUID, Event>();
        events.forEach(event -> byKey.putIfAbsent(key(event), event));
        return byKey.isEmpty() ? 0 : stores.change(home, connection -> store(byKey, connection));
    }

    /**
     * Stores something and takes it back.
     *
     * @throws RuntimeException when nothing can be stored
     */
    public void probe(TenantHome home) {
        stores.change(home, connection -> {
            try (var transaction = connection.createStatement()) {
                transaction.execute("begin transaction");
                try {
                    return transaction.execute(
                            "insert into \"DeviceEvents\" (\"$Key\", \"$IngestionTime\") values (uuid(), 0)");
                } finally {
                    transaction.execute("rollback");
                }
            }
        });
    }

    private int store(Map<UUID, Event> events, DuckDBConnection connection) throws SQLException {
        var tables = new TreeMap<String, Map<UUID, Event>>();
        events.forEach((key, event) ->
                tables.computeIfAbsent(event.table(), _ -> new HashMap<>()).put(key, event));
        // Said outright: to the appender, switching off automatic commits begins no transaction.
        execute("begin transaction", connection);
        try {
            var written = new ArrayList<Rows>();
            var stored = 0;
            for (var table : tables.entrySet()) {
                var shape = Shape.find(table.getKey()).orElseThrow(() -> new IllegalArgumentException(table.getKey()));
                var fresh = table.getValue();
                fresh.keySet().removeAll(known(shape, fresh, connection));
                var rows = new Rows(shape, Ticks.of(clock.instant()));
                rows.append(fresh, connection);
                written.add(rows);
                stored += fresh.size();
            }
            execute("commit", connection);
            written.forEach(this::count);
            return stored;
        } catch (SQLException | RuntimeException e) {
            takeBack(connection, e);
            throw e;
        }
    }

    /** A commit that failed has taken back already; what it said is what counts. */
    private static void takeBack(DuckDBConnection connection, Exception fault) {
        try {
            execute("rollback", connection);
        } catch (SQLException taken) {
            fault.addSuppressed(taken);
        }
    }

    private static void execute(String what, DuckDBConnection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(what);
        }
    }

    /** Nothing is left out without a trace. */
    private void count(Rows rows) {
        rows.unknown()
                .forEach((property, times) -> meters.counter("events.unknown-properties", "table", rows.table())
                        .increment(times));
        if (rows.unreadable() > 0) {
            meters.counter("events.unreadable-rows", "table", rows.table()).increment(rows.unreadable());
        }
    }

    /**
     * The same row twice says the same moment, so only what happened within the days of these is looked at: that costs
     * the same however much the store holds, where a unique index would cost more with each row.
     */
    private static Set<UUID> known(Shape shape, Map<UUID, Event> events, DuckDBConnection connection)
            throws SQLException {
        var known = new HashSet<UUID>();
        var select = "select \"$Key\" from " + shape.quoted() + " where \"$Key\" in (select unnest(?))";
        if (shape.timePlace() == null) {
            try (var all = connection.prepareStatement(select)) {
                all.setArray(1, keys(events, connection));
                addTo(known, all);
            }
            return known;
        }
        try (var within = connection.prepareStatement(select + " and \"Timestamp\" between ? and ?")) {
            within.setArray(1, keys(events, connection));
            for (var span : spans(events).values()) {
                within.setLong(2, Ticks.of(span.first()));
                within.setLong(3, Ticks.of(span.last()));
                addTo(known, within);
            }
        }
        return known;
    }

    private static Array keys(Map<UUID, Event> events, DuckDBConnection connection) throws SQLException {
        return connection.createArrayOf("UUID", events.keySet().toArray());
    }

    private static void addTo(Set<UUID> known, PreparedStatement select) throws SQLException {
        try (var rows = select.executeQuery()) {
            while (rows.next()) {
                known.add(rows.getObject(1, UUID.class));
            }
        }
    }

    /** For each day of these events: one that is years late must not have all the years looked through. */
    private static Map<LocalDate, Span> spans(Map<UUID, Event> events) {
        var spans = new TreeMap<LocalDate, Span>();
        for (var event : events.values()) {
            var at = event.happenedAt();
            spans.merge(LocalDate.ofInstant(at, ZoneOffset.UTC), new Span(at, at), Span::with);
        }
        return spans;
    }

    private static UUID key(Event event) {
        try {
            var hash = MessageDigest.getInstance("SHA-256");
            hash.update(
                    (event.table() + '\n' + event.happenedAt() + '\n' + event.key()).getBytes(StandardCharsets.UTF_8));
            var start = ByteBuffer.wrap(hash.digest());
            return new UUID(start.getLong(), start.getLong());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
