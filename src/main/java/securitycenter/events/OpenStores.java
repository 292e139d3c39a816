package securitycenter.events;

import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import securitycenter.homes.TenantHome;
import securitycenter.outside.AddressPlaces;

/**
 * The event stores that this process has open: each file once, and not more at a time than the settings allow. Whoever
 * works in one gets a connection of their own to what is open. DuckDB gives a file to one process at a time, so one that
 * is not used for a moment is closed, and one that another instance of ours has open is waited for. Whoever waits leaves a
 * sign beside the file, and whoever has had it for a turn then gives it back, however busy it is.
 */
@Component
class OpenStores {

    private static final Logger log = LoggerFactory.getLogger(OpenStores.class);

    interface Work<T> {
        T with(DuckDBConnection connection) throws SQLException;
    }

    /** Held by those who use what is open; all of it by whoever needs it closed. */
    private record Access(Lock use, Lock closed, Lock writing) {

        static Access create() {
            ReadWriteLock lock = new ReentrantReadWriteLock();
            return new Access(lock.readLock(), lock.writeLock(), new ReentrantLock());
        }
    }

    private static class Store {

        final StoreFile file;
        final Access access = Access.create();

        final Set<Reading> readings = ConcurrentHashMap.newKeySet();

        /** How many want it closed, so that nobody should begin to read. */
        final AtomicInteger leaving = new AtomicInteger();

        @Nullable
        volatile DuckDBConnection open;

        boolean readOnly;

        boolean hasMacros;

        /** After a fault of its own, DuckDB does nothing more with a file until it is opened anew. */
        volatile boolean broken;

        volatile long openedAt;

        volatile long usedAt;

        /** Not to be opened before: another process is to have it. */
        volatile long leftUntil = System.nanoTime();

        final AtomicBoolean watched = new AtomicBoolean();

        Store(StoreFile file) {
            this.file = file;
        }

        boolean isOpen() {
            return open != null;
        }
    }

    /** How long a store stays open that nobody uses. */
    private static final Duration IDLE = Duration.ofSeconds(2);

    /** How long to wait for one that another process has open. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Duration BETWEEN_TRIES = Duration.ofMillis(100);

    /** How long a process may go on using one that another waits for. */
    private static final Duration TURN = Duration.ofSeconds(1);

    /** How long one that was given back is left to whoever waits. */
    private static final Duration LEFT = BETWEEN_TRIES.multipliedBy(3);

    private static final String OPEN_ELSEWHERE = "Could not set lock on file";

    private static final List<String> SIGNS_OF_DAMAGE = List.of(
            "not a valid DuckDB database file",
            "Corrupt",
            "corrupt",
            "checksum",
            "Serialization Error",
            "Could not read");

    private static final String MACROS = macros();

    private final EventSettings settings;
    private final AddressPlaces places;
    private final Map<StoreFile, Store> stores = new ConcurrentHashMap<>();

    OpenStores(EventSettings settings, AddressPlaces places) {
        this.settings = settings;
        this.places = places;
    }

    private static String macros() {
        try (var prelude = OpenStores.class.getResourceAsStream("/kql/prelude.sql")) {
            if (prelude == null) {
                throw new IllegalStateException("kql/prelude.sql is missing");
            }
            return new String(prelude.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Works in the home's store, beside others who do. */
    <T> T use(TenantHome home, Work<T> work) {
        var store = store(home);
        store.access.use().lock();
        try (var connection = connectionTo(store)) {
            return work.with(connection);
        } catch (SQLException e) {
            noteBreak(store, e);
            throw new IllegalStateException("The event store " + store.file.path(), e);
        } finally {
            store.access.use().unlock();
            tidy(store);
        }
    }

    /**
     * Reads in the home's store, and is told to stop when somebody needs it closed.
     *
     * @throws StoreAway when there is none, or another instance keeps it
     * @throws StoreDamaged when it cannot be opened
     */
    <T> T read(TenantHome home, Reading reading, Work<T> work) throws SQLException {
        var store = store(home);
        store.readings.add(reading);
        if (store.leaving.get() > 0) {
            reading.stop(Cause.AWAY);
        }
        store.access.use().lock();
        try {
            if (!store.file.exists()) {
                throw new StoreAway(store.file.path());
            }
            try (var connection = connectionTo(store)) {
                makeMacros(store);
                return work.with(connection);
            }
        } catch (SQLException e) {
            noteBreak(store, e);
            throw e;
        } finally {
            store.access.use().unlock();
            store.readings.remove(reading);
            tidy(store);
        }
    }

    private static void noteBreak(Store store, SQLException e) {
        if (String.valueOf(e.getMessage()).contains("has been invalidated")) {
            store.broken = true;
        }
    }

    private void tidy(Store store) {
        if (store.broken) {
            closeUnlessUsed(store);
        }
        giveBackIfWanted(store);
        closeSurplus();
        closeWhenIdle(store);
    }

    /**
     * Changes the home's store, beside others who read but after others who change it.
     *
     * @throws EventsFrozen when the home is
     */
    <T> T change(TenantHome home, Work<T> work) {
        var writing = store(home).access.writing();
        writing.lock();
        try {
            return use(home, connection -> {
                if (StoreFile.of(home).isFrozen()) {
                    throw new EventsFrozen(StoreFile.of(home).path());
                }
                return work.with(connection);
            });
        } finally {
            writing.unlock();
        }
    }

    /** Does something to the file while nobody has it open. Whoever reads is told to stop. */
    void whileClosed(TenantHome home, Runnable work) {
        var store = store(home);
        store.leaving.incrementAndGet();
        store.readings.forEach(reading -> reading.stop(Cause.AWAY));
        store.access.closed().lock();
        try {
            close(store);
            work.run();
        } finally {
            store.access.closed().unlock();
            store.leaving.decrementAndGet();
        }
    }

    /** Closes the store, unless somebody is using it. */
    void leave(TenantHome home) {
        closeUnlessUsed(store(home));
    }

    private Store store(TenantHome home) {
        return stores.computeIfAbsent(StoreFile.of(home), Store::new);
    }

    private DuckDBConnection connectionTo(Store store) throws SQLException {
        synchronized (store) {
            var open = store.open;
            if (open == null) {
                LockSupport.parkNanos(store.leftUntil - System.nanoTime());
                open = openPatiently(store.file);
                store.readOnly = store.file.isFrozen();
                store.hasMacros = false;
                store.broken = false;
                store.open = open;
                store.openedAt = System.nanoTime();
            }
            store.usedAt = System.nanoTime();
            return beside(open);
        }
    }

    /** Another connection to the same store. */
    static DuckDBConnection beside(DuckDBConnection open) throws SQLException {
        var connection = open.duplicate();
        try (var statement = connection.createStatement()) {
            statement.execute("set search_path = 'events,memory'");
        }
        return connection;
    }

    /** What queries call lies beside the file and not in it. Whoever only writes does not wait for it. */
    private void makeMacros(Store store) throws SQLException {
        synchronized (store) {
            var open = store.open;
            if (!store.hasMacros && open != null) {
                JavaInDuckDb.register(open, places::of);
                try (var statement = open.createStatement()) {
                    statement.execute(MACROS);
                }
                store.hasMacros = true;
            }
        }
    }

    private DuckDBConnection openPatiently(StoreFile file) throws SQLException {
        try {
            return openUntil(System.nanoTime() + PATIENCE.toNanos(), file);
        } finally {
            file.forgetWanted();
        }
    }

    private DuckDBConnection openUntil(long end, StoreFile file) throws SQLException {
        while (true) {
            try {
                return open(file);
            } catch (SQLException e) {
                if (!said(e).contains(OPEN_ELSEWHERE)) {
                    throwIfDamaged(file, e);
                    throw e;
                }
                if (System.nanoTime() > end) {
                    throw new StoreAway(file.path(), e);
                }
                file.markWanted();
                LockSupport.parkNanos(BETWEEN_TRIES.toNanos());
            }
        }
    }

    private static void throwIfDamaged(StoreFile file, SQLException e) {
        if (isDamage(e)) {
            throw new StoreDamaged(file.path(), e);
        }
    }

    private static String said(SQLException e) {
        return String.valueOf(e.getMessage());
    }

    static boolean isDamage(SQLException e) {
        return SIGNS_OF_DAMAGE.stream().anyMatch(said(e)::contains);
    }

    /**
     * In a database in memory, to which the file is attached: what queries call is made there, also where the file can
     * only be read. Locked: no SQL can reach other files, extensions or settings.
     */
    private DuckDBConnection open(StoreFile file) throws SQLException {
        var how = new Properties();
        how.setProperty("memory_limit", settings.memory().toBytes() + "B");
        how.setProperty("temp_directory", file.temporary().toString());
        how.setProperty("max_temp_directory_size", settings.temporary().toBytes() + "B");
        how.setProperty("threads", String.valueOf(Runtime.getRuntime().availableProcessors()));
        // Small ones make checkpoints land within commits; what is replayed after a crash takes a second at most.
        how.setProperty("wal_autocheckpoint", "256MB");
        how.setProperty("error_on_division_by_zero", "false");
        how.setProperty("autoinstall_known_extensions", "false");
        how.setProperty("autoload_known_extensions", "false");
        how.setProperty("allow_community_extensions", "false");
        var connection = DriverManager.getConnection("jdbc:duckdb:", how).unwrap(DuckDBConnection.class);
        try {
            attach(file, connection);
            return connection;
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    private static void attach(StoreFile file, DuckDBConnection connection) throws SQLException {
        var frozen = file.isFrozen();
        try (var statement = connection.createStatement()) {
            statement.execute("set global timezone = 'UTC'");
            statement.execute("attach '" + file.path().toString().replace("'", "''") + "' as events"
                    + (frozen ? " (read_only)" : ""));
            statement.execute(
                    "set allowed_configs = ['search_path', 'enable_progress_bar', 'enable_progress_bar_print',"
                            + " 'progress_bar_time', 'enable_profiling', 'streaming_buffer_size']");
            statement.execute("set enable_external_access = false");
            statement.execute("set lock_configuration = true");
        }
        if (!frozen) {
            try (var making = beside(connection)) {
                Layout.make(making);
            }
        }
    }

    private static void giveBackIfWanted(Store store) {
        if (store.isOpen() && System.nanoTime() - store.openedAt >= TURN.toNanos() && store.file.isWanted()) {
            store.leftUntil = System.nanoTime() + LEFT.toNanos();
            closeWithin(TURN, store);
        }
    }

    private void closeSurplus() {
        var open = stores.values().stream().filter(Store::isOpen).toList();
        open.stream()
                .sorted(Comparator.comparingLong(store -> store.usedAt))
                .limit(Math.max(0, open.size() - settings.openStores()))
                .forEach(OpenStores::closeOfAnother);
    }

    /** What goes wrong with it is not told to the tenant for whom it is closed. */
    private static void closeOfAnother(Store store) {
        try {
            closeUnlessUsed(store);
        } catch (IllegalStateException e) {
            log.error("The event store {} could not be closed", store.file.path(), e);
        }
    }

    /** One look is under way at most, and it looks again while the store is in use. */
    private static void closeWhenIdle(Store store) {
        if (store.watched.compareAndSet(false, true)) {
            CompletableFuture.delayedExecutor(IDLE.toMillis(), TimeUnit.MILLISECONDS)
                    .execute(() -> {
                        store.watched.set(false);
                        if (System.nanoTime() - store.usedAt >= IDLE.toNanos()) {
                            closeUnlessUsed(store);
                        }
                        if (store.isOpen()) {
                            closeWhenIdle(store);
                        }
                    });
        }
    }

    /** Whoever wants to use it meanwhile waits, so that uses which overlap do not keep it for ever. */
    private static void closeWithin(Duration patience, Store store) {
        try {
            if (store.access.closed().tryLock(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                try {
                    close(store);
                } finally {
                    store.access.closed().unlock();
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static void closeUnlessUsed(Store store) {
        if (store.access.closed().tryLock()) {
            try {
                close(store);
            } finally {
                store.access.closed().unlock();
            }
        }
    }

    /** With what was written in the file itself. Whoever calls holds the lock. */
    private static void close(Store store) {
        synchronized (store) {
            try (var closing = store.open) {
                store.open = null;
                if (closing != null && !store.readOnly && !store.broken) {
                    try (var statement = closing.createStatement()) {
                        statement.execute("checkpoint events");
                    }
                }
            } catch (SQLException e) {
                throw new IllegalStateException("Cannot close the event store " + store.file.path(), e);
            }
        }
    }

    @PreDestroy
    void closeAll() {
        for (var store : stores.values()) {
            closeWithin(PATIENCE, store);
        }
    }
}
