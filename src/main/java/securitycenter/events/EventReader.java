package securitycenter.events;

import jakarta.annotation.PreDestroy;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.duckdb.DuckDBChunkedResult;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBReadableVector;
import org.duckdb.ProfilerPrintFormat;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import securitycenter.homes.TenantHome;
import securitycenter.kql.Compilation.Compiled;
import securitycenter.kql.Peek;
import securitycenter.kql.schema.Column;
import securitycenter.kql.schema.KqlType;

/** Runs queries over a tenant's events: only what the compiler has written, and a few at a time. */
@Component
public class EventReader {

    private static final Logger log = LoggerFactory.getLogger(EventReader.class);

    private static final Duration WATCH = Duration.ofMillis(200);

    /** How long to wait at the end for what was interrupted. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final Pattern PROCESSOR_SECONDS = Pattern.compile("\"cpu_time\": ([0-9.eE+-]+)");
    private static final double NANOS = 1e9;

    /** About what they take of memory, which is more than as JSON where texts are short. */
    private static final long PER_TEXT = 24;

    private static final long PER_VALUE = 16;

    /** More than {@code bytes} of the ceiling. */
    private static class TooLarge extends RuntimeException {}

    /**
     * @param files what is named {@code $1}, {@code $2} and so on
     * @param types null for texts, however many there are
     */
    private record Wanted(
            String sql, List<String> files, @Nullable List<KqlType> types) {}

    private final OpenStores stores;
    private final Turns turns;
    private final Set<Reading> underWay = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("event-reader-watch").factory());

    private volatile boolean closing;

    EventReader(OpenStores stores, EventSettings settings) {
        this.stores = stores;
        turns = new Turns(settings.queriesAtOnce());
        watch.scheduleWithFixedDelay(
                () -> underWay.forEach(reading -> reading.watch(System.nanoTime())),
                WATCH.toMillis(),
                WATCH.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    /** Waits for its turn, which does not count as time, and for the answer. */
    public ReadEvents read(TenantHome home, Compiled query, Ceiling ceiling, Reading reading) {
        var types = query.columns().stream().map(Column::type).toList();
        return inTurn(home, new Wanted(sql(query, ceiling.rows()), query.files(), types), ceiling, reading);
    }

    /** For a compiler that must look at events before it knows the columns of a query. */
    public Peek peek(TenantHome home, Ceiling ceiling, Reading reading) {
        return (sql, files) -> {
            var texts = new Wanted(
                    "select cast(columns(*) as varchar) from (" + sql + ")" + limit(ceiling.rows()), files, null);
            return switch (inTurn(home, texts, ceiling, reading)) {
                case ReadEvents.GivenUp given -> throw new PeekGivenUp(given);
                case ReadEvents.Found found ->
                    found.rows().stream().map(EventReader::texts).toList();
            };
        };
    }

    private static List<@Nullable String> texts(List<@Nullable Object> row) {
        var texts = new ArrayList<@Nullable String>();
        row.forEach(cell -> texts.add((String) cell));
        return texts;
    }

    private ReadEvents inTurn(TenantHome home, Wanted query, Ceiling ceiling, Reading reading) {
        underWay.add(reading);
        reading.waits();
        try {
            if (closing) {
                reading.stop(Cause.INTERRUPTED);
            }
            if (!turns.take(home.tenant(), reading)) {
                return givenUp(reading, Cause.FAILED);
            }
            try {
                reading.turnHasCome();
                return reading.cause() == null
                        ? onOwnThread(home, query, ceiling, reading)
                        : givenUp(reading, Cause.FAILED);
            } finally {
                turns.giveBack(home.tenant());
            }
        } catch (InterruptedException e) {
            reading.stop(Cause.INTERRUPTED);
            Thread.currentThread().interrupt();
            return givenUp(reading, Cause.INTERRUPTED);
        } finally {
            underWay.remove(reading);
        }
    }

    /** DuckDB's work in a virtual thread would keep its carrier, and few of those would keep every page waiting. */
    private ReadEvents onOwnThread(TenantHome home, Wanted query, Ceiling ceiling, Reading reading) {
        var answer = new CompletableFuture<ReadEvents>();
        Thread.ofPlatform().daemon().name("event-reader").start(() -> {
            try {
                answer.complete(watched(home, query, ceiling, reading));
            } catch (Throwable fault) {
                answer.completeExceptionally(fault);
            }
        });
        var interrupted = false;
        try {
            while (true) {
                try {
                    return answer.get();
                } catch (InterruptedException e) {
                    // It is over soon, and nobody else would see to that.
                    interrupted = true;
                    reading.stop(Cause.INTERRUPTED);
                }
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("The events of " + home.tenant(), e.getCause());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private ReadEvents watched(TenantHome home, Wanted query, Ceiling ceiling, Reading reading) {
        try {
            return stores.read(home, query.sql(), reading, connection -> run(connection, query, ceiling, reading));
        } catch (TooLarge e) {
            return givenUp(reading, Cause.TOO_LARGE);
        } catch (StoreAway e) {
            return givenUp(reading, Cause.AWAY);
        } catch (StoreDamaged e) {
            log.error("The event store of {} is damaged", home.tenant(), e);
            return givenUp(reading, Cause.DAMAGED);
        } catch (SQLException e) {
            return givenUp(reading, reading.cause() == null ? causeOf(e, home) : Cause.FAILED);
        } finally {
            reading.end();
        }
    }

    /** Its text may hold what was found, so that the log gets its first words alone. */
    private static Cause causeOf(SQLException e, TenantHome home) {
        var said = String.valueOf(e.getMessage());
        if (said.startsWith("Out of Memory Error")) {
            return Cause.TOO_MUCH_MEMORY;
        }
        if (Damage.isSaidIn(e)) {
            log.error("The event store of {} is damaged: {}", home.tenant(), said.split(":", 2)[0]);
            return Cause.DAMAGED;
        }
        log.warn("A query over the events of {} failed: {}", home.tenant(), said.split(":", 2)[0]);
        return Cause.FAILED;
    }

    /** Waiting costs nothing; from where it was begun, all threads may have worked for all of the time. */
    private static ReadEvents givenUp(Reading reading, Cause otherwise) {
        var cause = reading.cause();
        var took = reading.took();
        reading.spend(took.multipliedBy(threads()));
        return new ReadEvents.GivenUp(cause == null ? otherwise : cause, took, reading.spent());
    }

    private static int threads() {
        return Runtime.getRuntime().availableProcessors();
    }

    private static ReadEvents run(DuckDBConnection connection, Wanted query, Ceiling ceiling, Reading reading)
            throws SQLException {
        if (reading.cause() != null) {
            return givenUp(reading, Cause.CANCELLED);
        }
        try (var statement = connection.createStatement()) {
            statement.execute("set enable_progress_bar = true");
            statement.execute("set enable_progress_bar_print = false");
            statement.execute("set progress_bar_time = 0");
            statement.execute("set enable_profiling = 'no_output'");
            // While the driver waits for more of an answer nothing stops the query, so it is done before there is more.
            statement.execute("set streaming_buffer_size = '200MB'");
        }
        reading.work();
        // Other ways of reading bring all of the result into memory, or lose what went wrong on the way.
        try (var statement = connection.prepare(query.sql())) {
            for (int i = 0; i < query.files().size(); i++) {
                statement.setString(i + 1, query.files().get(i));
            }
            reading.begin(statement, ceiling.time());
            if (reading.cause() != null) {
                return givenUp(reading, Cause.CANCELLED);
            }
            List<List<@Nullable Object>> rows;
            try (var result = statement.query()) {
                rows = rows(result, query.types(), ceiling, reading);
            }
            if (reading.cause() != null) {
                return givenUp(reading, Cause.CANCELLED);
            }
            var took = reading.took();
            reading.spend(processor(connection, took));
            var cutOff = rows.size() > ceiling.rows();
            return new ReadEvents.Found(
                    cutOff ? List.copyOf(rows.subList(0, ceiling.rows())) : rows, cutOff, took, reading.spent());
        }
    }

    /** One row more than there may be, to know whether there are more. */
    private static String sql(Compiled query, int most) {
        var columns = query.columns();
        if (columns.isEmpty()) {
            return "select true from (" + query.sql() + ")" + limit(most);
        }
        var values = IntStream.range(0, columns.size())
                .mapToObj(i -> value("p" + i, columns.get(i).type()))
                .collect(Collectors.joining(", "));
        var names = IntStream.range(0, columns.size()).mapToObj(i -> "p" + i).collect(Collectors.joining(", "));
        return "select " + values + " from (" + query.sql() + ") r(" + names + ")" + limit(most);
    }

    private static String limit(int most) {
        return " limit " + (most + 1L);
    }

    private static String value(String name, KqlType type) {
        return switch (type) {
            case DYNAMIC -> "nullif(cast(cast(" + name + " as json) as varchar), 'null')";
            case GUID -> "cast(" + name + " as varchar)";
            case INT -> "cast(" + name + " as bigint)";
            case BOOL, DATETIME, DECIMAL, LONG, REAL, STRING, TIMESPAN -> "cast(" + name + " as " + type.sql() + ")";
        };
    }

    private static List<List<@Nullable Object>> rows(
            DuckDBChunkedResult result, @Nullable List<KqlType> types, Ceiling ceiling, Reading reading) {
        var rows = new ArrayList<List<@Nullable Object>>();
        var bytes = 0L;
        while (reading.cause() == null && result.nextChunk()) {
            var chunk = result.chunk();
            var all = types == null ? Collections.nCopies((int) chunk.columnCount(), KqlType.STRING) : types;
            for (long i = 0; i < chunk.rowCount(); i++) {
                var row = new ArrayList<@Nullable Object>(all.size());
                for (int column = 0; column < all.size(); column++) {
                    var cell = cell(chunk.vector(column), i, all.get(column));
                    bytes += size(cell);
                    if (bytes > ceiling.bytes()) {
                        throw new TooLarge();
                    }
                    row.add(cell);
                }
                rows.add(row);
            }
        }
        return rows;
    }

    private static @Nullable Object cell(DuckDBReadableVector cells, long row, KqlType type) {
        if (cells.isNull(row)) {
            return null;
        }
        return switch (type) {
            case BOOL -> cells.getBoolean(row);
            case DATETIME, INT, LONG, TIMESPAN -> cells.getLong(row);
            case DECIMAL -> cells.getBigDecimal(row);
            case REAL -> cells.getDouble(row);
            case DYNAMIC, GUID, STRING -> cells.getString(row);
        };
    }

    private static long size(@Nullable Object cell) {
        return cell instanceof String text ? text.length() + PER_TEXT : PER_VALUE;
    }

    /** Where DuckDB says nothing, all threads for all of the time. */
    private static Duration processor(DuckDBConnection connection, Duration took) throws SQLException {
        var profile = connection.getProfilingInformation(ProfilerPrintFormat.JSON);
        var said = PROCESSOR_SECONDS.matcher(profile);
        return said.find()
                ? Duration.ofNanos((long) (Double.parseDouble(said.group(1)) * NANOS))
                : took.multipliedBy(threads());
    }

    /** Whatever runs or waits for its turn is over at once, and nothing begins any more. */
    @PreDestroy
    void close() {
        closing = true;
        underWay.forEach(reading -> reading.stop(Cause.INTERRUPTED));
        turns.wake();
        var end = System.nanoTime() + PATIENCE.toNanos();
        while (!underWay.isEmpty() && System.nanoTime() - end < 0) {
            LockSupport.parkNanos(WATCH.toNanos());
        }
        watch.shutdownNow();
    }
}
