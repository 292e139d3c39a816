package securitycenter.events;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.duckdb.DuckDBConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import securitycenter.homes.Contents;
import securitycenter.homes.TenantHome;
import securitycenter.provisioning.ProvisioningStep;

/** Each tenant's events in a DuckDB file of its own: a query cannot reach another tenant's. */
@Component
class EventStore implements ProvisioningStep {

    private static final Logger log = LoggerFactory.getLogger(EventStore.class);

    private final OpenStores stores;

    private final Clock clock;

    EventStore(OpenStores stores, Clock clock) {
        this.stores = stores;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "create-event-store";
    }

    @Override
    public int order() {
        return 400;
    }

    @Override
    public Part part() {
        return Part.PLACE;
    }

    @Override
    public boolean isBuilt(TenantHome home) {
        return StoreFile.of(home).exists() && !isDamaged(home);
    }

    /** Whether it is there and cannot be opened. */
    private boolean isDamaged(TenantHome home) {
        try {
            stores.use(home, connection -> connection.isValid(0));
            return false;
        } catch (StoreDamaged damaged) {
            return true;
        } catch (StoreAway elsewhere) {
            return false;
        } finally {
            stores.leave(home);
        }
    }

    /** Opening makes the file and its tables, also where a process was killed over it. One that is damaged gives way. */
    @Override
    public void provision(TenantHome home) {
        if (StoreFile.of(home).exists() && isDamaged(home)) {
            log.error("The event store of {} is damaged, and begins anew", home.tenant());
            stores.whileClosed(home, () -> StoreFile.of(home).setAside(clock.instant()));
        }
        stores.use(home, connection -> connection.isValid(0));
        stores.leave(home);
    }

    @Override
    public void deprovision(TenantHome home) {
        stores.whileClosed(home, () -> StoreFile.of(home).delete());
    }

    @Override
    public boolean isGone(TenantHome home) {
        return StoreFile.of(home).isGone();
    }

    /** From here on it can be opened for reading only. What was written lies in the file itself, as it was closed. */
    @Override
    public void freeze(TenantHome home) {
        if (StoreFile.of(home).isFrozen()) {
            return;
        }
        // After a crash, what was written may lie beside the file: opening takes it in, closing writes it.
        stores.use(home, connection -> connection.isValid(0));
        stores.whileClosed(home, () -> StoreFile.of(home).markFrozen());
    }

    @Override
    public void thaw(TenantHome home) {
        stores.whileClosed(home, () -> StoreFile.of(home).thaw());
    }

    /** As a file beside it first: a copy that was cut off must not pass for a store. */
    @Override
    public void copy(TenantHome from, TenantHome to) {
        var arriving = to.folder().resolve("events.arriving");
        stores.whileClosed(to, () -> {
            try {
                Files.copy(StoreFile.of(from).path(), arriving, StandardCopyOption.REPLACE_EXISTING);
                StoreFile.of(to).deleteWriteAheadLog();
                Files.move(arriving, StoreFile.of(to).path(), StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    @Override
    public Map<String, Contents> census(TenantHome home) {
        var census = stores.use(home, EventStore::count);
        stores.leave(home);
        return census;
    }

    private static Map<String, Contents> count(DuckDBConnection connection) throws SQLException {
        var census = new LinkedHashMap<String, Contents>();
        try (var query = connection.createStatement()) {
            for (var table : tables(query)) {
                var row = query.executeQuery("select count(*), coalesce(sum(hash(row)), 0) from \"" + table + "\" row");
                row.next();
                census.put(table, new Contents(row.getLong(1), row.getString(2)));
            }
        }
        return census;
    }

    private static List<String> tables(Statement query) throws SQLException {
        var tables = new ArrayList<String>();
        var rows = query.executeQuery(
                "select table_name from duckdb_tables() where database_name = 'events' and not internal"
                        + " order by table_name");
        while (rows.next()) {
            tables.add(rows.getString(1));
        }
        return tables;
    }
}
