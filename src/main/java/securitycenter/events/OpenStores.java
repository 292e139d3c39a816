package securitycenter.events;

import jakarta.annotation.PreDestroy;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import securitycenter.homes.TenantHome;

/**
 * The event stores that this process has open: each file once, and not more at a time than the settings allow. Whoever
 * works in one gets a connection of their own to what is open. DuckDB gives a file to one process at a time, so one that
 * is not used for a moment is closed, and one that another instance of ours has open is waited for. Whoever waits leaves a
 * sign beside the file, and whoever has had it for a turn then gives it back, however busy it is.
 */
@Component
class OpenStores {

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

        @Nullable
        volatile DuckDBConnection open;

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

    private final EventSettings settings;
    private final Map<StoreFile, Store> stores = new ConcurrentHashMap<>();

    OpenStores(EventSettings settings) {
        this.settings = settings;
    }

    /** Works in the home's store, beside others who do. */
    <T> T use(TenantHome home, Work<T> work) {
        var store = store(home);
        store.access.use().lock();
        try (var connection = connectionTo(store)) {
            return work.with(connection);
        } catch (SQLException e) {
            throw new IllegalStateException("The event store " + store.file.path(), e);
        } finally {
            store.access.use().unlock();
            giveBackIfWanted(store);
            closeSurplus();
            closeWhenIdle(store);
        }
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
                if (connection.isReadOnly() || StoreFile.of(home).isFrozen()) {
                    throw new EventsFrozen(StoreFile.of(home).path());
                }
                return work.with(connection);
            });
        } finally {
            writing.unlock();
        }
    }

    /** Does something to the file while nobody has it open. */
    void whileClosed(TenantHome home, Runnable work) {
        var store = store(home);
        store.access.closed().lock();
        try {
            close(store);
            work.run();
        } finally {
            store.access.closed().unlock();
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
                store.open = open;
                store.openedAt = System.nanoTime();
            }
            store.usedAt = System.nanoTime();
            return open.duplicate();
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
                var elsewhere = e.getMessage() != null && e.getMessage().contains(OPEN_ELSEWHERE);
                if (!elsewhere || System.nanoTime() > end) {
                    throw e;
                }
                file.markWanted();
                LockSupport.parkNanos(BETWEEN_TRIES.toNanos());
            }
        }
    }

    /** Locked: no SQL can reach files, extensions or settings. */
    private DuckDBConnection open(StoreFile file) throws SQLException {
        var how = new Properties();
        how.setProperty("memory_limit", settings.memory().toBytes() + "B");
        // Small ones make checkpoints land within commits; what is replayed after a crash takes a second at most.
        how.setProperty("wal_autocheckpoint", "256MB");
        how.setProperty("enable_external_access", "false");
        how.setProperty("autoinstall_known_extensions", "false");
        how.setProperty("autoload_known_extensions", "false");
        how.setProperty("allow_community_extensions", "false");
        how.setProperty("lock_configuration", "true");
        if (file.isFrozen()) {
            how.setProperty("duckdb.read_only", "true");
        }
        return DriverManager.getConnection("jdbc:duckdb:" + file.path(), how).unwrap(DuckDBConnection.class);
    }

    private static void giveBackIfWanted(Store store) {
        if (store.isOpen() && System.nanoTime() - store.openedAt >= TURN.toNanos() && store.file.isWanted()) {
            store.leftUntil = System.nanoTime() + LEFT.toNanos();
            closeAfterThoseWhoUseIt(store);
        }
    }

    private void closeSurplus() {
        var open = stores.values().stream().filter(Store::isOpen).toList();
        open.stream()
                .sorted(Comparator.comparingLong(store -> store.usedAt))
                .limit(Math.max(0, open.size() - settings.openStores()))
                .forEach(OpenStores::closeUnlessUsed);
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
    private static void closeAfterThoseWhoUseIt(Store store) {
        try {
            if (store.access.closed().tryLock(TURN.toMillis(), TimeUnit.MILLISECONDS)) {
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
                if (closing != null && !closing.isReadOnly()) {
                    try (var statement = closing.createStatement()) {
                        statement.execute("checkpoint");
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
            store.access.closed().lock();
            try {
                close(store);
            } finally {
                store.access.closed().unlock();
            }
        }
    }
}
