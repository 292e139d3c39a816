package securitycenter.events;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
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

    private static final String TABLE = """
            create table if not exists streamed (
                table_name  varchar not null,
                dedupe_key  uuid not null,
                happened_at timestamp not null,
                properties  varchar not null)""";

    /** From when to when. */
    private record Span(Instant first, Instant last) {

        Span with(Span other) {
            return new Span(
                    first.isBefore(other.first) ? first : other.first, last.isAfter(other.last) ? last : other.last);
        }
    }

    private final OpenStores stores;

    Events(OpenStores stores) {
        this.stores = stores;
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
                    transaction.execute(TABLE);
                    return transaction.execute(
                            "insert into streamed values ('probe', uuid(), make_timestamp(0), '{}')");
                } finally {
                    transaction.execute("rollback");
                }
            }
        });
    }

    private static int store(Map<UUID, Event> events, DuckDBConnection connection) throws SQLException {
        // Said outright: to the appender, switching off automatic commits begins no transaction.
        try (var transaction = connection.createStatement()) {
            transaction.execute("begin transaction");
            try {
                transaction.execute(TABLE);
                var known = known(events, connection);
                append(events, known, connection);
                transaction.execute("commit");
                return events.size() - known.size();
            } catch (SQLException | RuntimeException e) {
                transaction.execute("rollback");
                throw e;
            }
        }
    }

    /**
     * The same row twice says the same moment, so only what happened within the days of these is looked at: that costs
     * the same however much the store holds, where a unique index would cost more with each row.
     */
    private static Set<UUID> known(Map<UUID, Event> events, DuckDBConnection connection) throws SQLException {
        var known = new HashSet<UUID>();
        try (var select = connection.prepareStatement("""
                select dedupe_key from streamed
                where happened_at between make_timestamp(?) and make_timestamp(?)
                    and dedupe_key in (select unnest(?))""")) {
            select.setArray(3, connection.createArrayOf("UUID", events.keySet().toArray()));
            for (var span : spans(events).values()) {
                select.setLong(1, micros(span.first()));
                select.setLong(2, micros(span.last()));
                try (var rows = select.executeQuery()) {
                    while (rows.next()) {
                        known.add(rows.getObject(1, UUID.class));
                    }
                }
            }
        }
        return known;
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

    private static void append(Map<UUID, Event> events, Set<UUID> known, DuckDBConnection connection)
            throws SQLException {
        try (var rows = connection.createAppender("streamed")) {
            for (var entry : events.entrySet()) {
                if (!known.contains(entry.getKey())) {
                    var event = entry.getValue();
                    rows.beginRow()
                            .append(event.table())
                            .append(entry.getKey())
                            .appendEpochMicros(micros(event.happenedAt()))
                            .append(event.properties())
                            .endRow();
                }
            }
            rows.flush(); // closing says nothing about rows that it could not write
        }
    }

    private static long micros(Instant moment) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, moment);
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
