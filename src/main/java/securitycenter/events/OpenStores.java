package securitycenter.events;

import jakarta.annotation.PreDestroy;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.duckdb.DuckDBConnection;
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

    /** How long the end of the program waits for whoever still uses one. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final EventSettings settings;
    private final StoreOpening opening;
    private final Map<StoreFile, OpenStore> stores = new ConcurrentHashMap<>();

    OpenStores(EventSettings settings, AddressPlaces places) {
        this.settings = settings;
        this.opening = new StoreOpening(settings, places);
    }

    /** Works in the home's store, beside others who do. */
    <T> T use(TenantHome home, Work<T> work) {
        var store = store(home);
        store.use.lock();
        try (var connection = store.connection()) {
            return work.with(connection);
        } catch (SQLException e) {
            store.noteBreak(e);
            throw new IllegalStateException("The event store " + store.file.path(), e);
        } finally {
            store.use.unlock();
            tidy(store);
        }
    }

    /**
     * Reads in the home's store, and is told to stop when somebody needs it closed.
     *
     * @param sql that is to be run there
     * @throws StoreAway when there is none, or another instance keeps it
     * @throws StoreDamaged when it cannot be opened
     */
    <T> T read(TenantHome home, String sql, Reading reading, Work<T> work) throws SQLException {
        var store = store(home);
        store.readings.add(reading);
        if (store.leaving.get() > 0) {
            reading.stop(Cause.AWAY);
        }
        store.use.lock();
        try {
            if (!store.file.exists()) {
                throw new StoreAway(store.file.path());
            }
            try (var connection = store.connection()) {
                store.makeMacros(sql);
                return work.with(connection);
            }
        } catch (SQLException e) {
            store.noteBreak(e);
            throw e;
        } finally {
            store.use.unlock();
            store.readings.remove(reading);
            tidy(store);
        }
    }

    private void tidy(OpenStore store) {
        store.tidy();
        closeSurplus();
    }

    /**
     * Changes the home's store, beside others who read but after others who change it.
     *
     * @throws EventsFrozen when the home is
     */
    <T> T change(TenantHome home, Work<T> work) {
        var writing = store(home).writing;
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
        store.closed.lock();
        try {
            store.close();
            work.run();
        } finally {
            store.closed.unlock();
            store.leaving.decrementAndGet();
        }
    }

    /** Closes the store, unless somebody is using it. */
    void leave(TenantHome home) {
        store(home).closeUnlessUsed();
    }

    private OpenStore store(TenantHome home) {
        return stores.computeIfAbsent(StoreFile.of(home), file -> new OpenStore(file, opening));
    }

    private void closeSurplus() {
        var open = stores.values().stream().filter(OpenStore::isOpen).toList();
        open.stream()
                .sorted(Comparator.comparingLong(OpenStore::usedAt))
                .limit(Math.max(0, open.size() - settings.openStores()))
                .forEach(OpenStores::closeOfAnother);
    }

    /** What goes wrong with it is not told to the tenant for whom it is closed. */
    private static void closeOfAnother(OpenStore store) {
        try {
            store.closeUnlessUsed();
        } catch (IllegalStateException e) {
            log.error("The event store {} could not be closed", store.file.path(), e);
        }
    }

    @PreDestroy
    void closeAll() {
        for (var store : stores.values()) {
            try {
                store.closeWithin(PATIENCE);
            } catch (IllegalStateException e) {
                log.error("The event store {} could not be closed", store.file.path(), e);
            }
        }
    }
}
