package securitycenter.events;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/** One event store of this process: open or closed, and who uses it. */
final class OpenStore {

    /** How long it stays open when nobody uses it. */
    private static final Duration IDLE = Duration.ofSeconds(2);

    /** How long a process may go on using one that another waits for. */
    private static final Duration TURN = Duration.ofSeconds(1);

    /** How long one that was given back is left to whoever waits. */
    private static final Duration LEFT = StoreOpening.BETWEEN_TRIES.multipliedBy(3);

    final StoreFile file;
    final Set<Reading> readings = ConcurrentHashMap.newKeySet();

    /** How many want it closed, so that nobody should begin to read. */
    final AtomicInteger leaving = new AtomicInteger();

    /** Held by those who use what is open. */
    final Lock use;

    /** Held by whoever needs it closed. */
    final Lock closed;

    final Lock writing = new ReentrantLock();

    private final StoreOpening opening;
    private final AtomicBoolean watched = new AtomicBoolean();

    private @Nullable volatile DuckDBConnection open;
    private boolean readOnly;
    private @Nullable Macros macros;

    /** After a fault of its own, DuckDB does nothing more with a file until it is opened anew. */
    private volatile boolean broken;

    private volatile long openedAt;
    private volatile long usedAt;

    /** Not to be opened before: another process is to have it. */
    private volatile long leftUntil = System.nanoTime();

    OpenStore(StoreFile file, StoreOpening opening) {
        this.file = file;
        this.opening = opening;
        var lock = new ReentrantReadWriteLock();
        use = lock.readLock();
        closed = lock.writeLock();
    }

    boolean isOpen() {
        return open != null;
    }

    long usedAt() {
        return usedAt;
    }

    /** Opens it where it is closed. */
    DuckDBConnection connection() throws SQLException {
        synchronized (this) {
            var connection = open;
            if (connection == null) {
                LockSupport.parkNanos(leftUntil - System.nanoTime());
                connection = opening.openPatiently(file);
                readOnly = file.isFrozen();
                macros = null;
                broken = false;
                open = connection;
                openedAt = System.nanoTime();
            }
            usedAt = System.nanoTime();
            return StoreOpening.beside(connection);
        }
    }

    /** What queries call lies beside the file and not in it. Whoever only writes waits for none of it but what storing calls. */
    void makeMacros(String sql) throws SQLException {
        synchronized (this) {
            var connection = open;
            if (connection == null) {
                return;
            }
            var calls = macros == null ? opening.calls(connection) : macros;
            macros = calls;
            calls.make(sql);
        }
    }

    void noteBreak(SQLException e) {
        if (String.valueOf(e.getMessage()).contains("has been invalidated")) {
            broken = true;
        }
    }

    /** After each use. */
    void tidy() {
        if (broken) {
            closeUnlessUsed();
        }
        giveBackIfWanted();
        closeWhenIdle();
    }

    private void giveBackIfWanted() {
        if (isOpen() && System.nanoTime() - openedAt >= TURN.toNanos() && file.isWanted()) {
            leftUntil = System.nanoTime() + LEFT.toNanos();
            closeWithin(TURN);
        }
    }

    /** One look is under way at most, and it looks again while the store is in use. */
    private void closeWhenIdle() {
        if (watched.compareAndSet(false, true)) {
            CompletableFuture.delayedExecutor(IDLE.toMillis(), TimeUnit.MILLISECONDS)
                    .execute(() -> {
                        watched.set(false);
                        if (System.nanoTime() - usedAt >= IDLE.toNanos()) {
                            closeUnlessUsed();
                        }
                        if (isOpen()) {
                            closeWhenIdle();
                        }
                    });
        }
    }

    /** Whoever wants to use it meanwhile waits, so that uses which overlap do not keep it for ever. */
    void closeWithin(Duration patience) {
        try {
            if (closed.tryLock(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                try {
                    close();
                } finally {
                    closed.unlock();
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    void closeUnlessUsed() {
        if (closed.tryLock()) {
            try {
                close();
            } finally {
                closed.unlock();
            }
        }
    }

    /** With what was written in the file itself. Whoever calls holds the lock. */
    void close() {
        synchronized (this) {
            try (var closing = open) {
                open = null;
                if (closing != null && !readOnly && !broken) {
                    try (var statement = closing.createStatement()) {
                        statement.execute("checkpoint events");
                    }
                }
            } catch (SQLException e) {
                throw new IllegalStateException("Cannot close the event store " + file.path(), e);
            }
        }
    }
}
