package securitycenter.hunting;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.springframework.stereotype.Component;
import securitycenter.homes.Contents;
import securitycenter.homes.TenantHome;
import securitycenter.provisioning.ProvisioningStep;

/** Each tenant's events in a DuckDB file of its own: a query cannot reach another tenant's. */
@Component
class EventStore implements ProvisioningStep {

    private static final int LAYOUT = 1;

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
        return Files.exists(file(home));
    }

    /** A process that was killed here leaves a file that opens and lacks the row at most; both are made up for. */
    @Override
    public void provision(TenantHome home) {
        try (var store = open(home);
                var layout = store.createStatement()) {
            layout.execute("create table if not exists layout (version integer primary key)");
            layout.execute("insert or ignore into layout values (" + LAYOUT + ")");
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot create the event store in " + home.folder(), e);
        }
    }

    @Override
    public void deprovision(TenantHome home) {
        delete(file(home));
        delete(writeAheadLog(home));
        delete(frozen(home));
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public boolean isGone(TenantHome home) {
        return !Files.exists(file(home)) && !Files.exists(writeAheadLog(home));
    }

    /** From here on it can be opened for reading only. What was written lies in the file itself afterwards. */
    @Override
    public void freeze(TenantHome home) {
        if (Files.exists(frozen(home))) {
            return;
        }
        try (var store = open(home);
                var checkpoint = store.createStatement()) {
            checkpoint.execute("checkpoint");
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot freeze the event store in " + home.folder(), e);
        }
        try {
            Files.createFile(frozen(home));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void thaw(TenantHome home) {
        delete(frozen(home));
    }

    /** As a file beside it first: a copy that was cut off must not pass for a store. */
    @Override
    public void copy(TenantHome from, TenantHome to) {
        var arriving = to.folder().resolve("events.arriving");
        try {
            Files.copy(file(from), arriving, StandardCopyOption.REPLACE_EXISTING);
            delete(writeAheadLog(to));
            Files.move(arriving, file(to), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Map<String, Contents> census(TenantHome home) {
        var census = new LinkedHashMap<String, Contents>();
        try (var store = open(home);
                var query = store.createStatement()) {
            for (var table : tables(query)) {
                var row = query.executeQuery("select count(*), coalesce(sum(hash(row)), 0) from \"" + table + "\" row");
                row.next();
                census.put(table, new Contents(row.getLong(1), row.getString(2)));
            }
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot read the event store in " + home.folder(), e);
        }
        return census;
    }

    private static List<String> tables(Statement query) throws SQLException {
        var tables = new ArrayList<String>();
        var rows = query.executeQuery("select table_name from duckdb_tables() where not internal order by table_name");
        while (rows.next()) {
            tables.add(rows.getString(1));
        }
        return tables;
    }

    /** Locked: no SQL can reach files, extensions or settings. */
    private static Connection open(TenantHome home) throws SQLException {
        var locked = new Properties();
        locked.setProperty("enable_external_access", "false");
        locked.setProperty("autoinstall_known_extensions", "false");
        locked.setProperty("autoload_known_extensions", "false");
        locked.setProperty("allow_community_extensions", "false");
        locked.setProperty("lock_configuration", "true");
        if (Files.exists(frozen(home))) {
            locked.setProperty("duckdb.read_only", "true");
        }
        return DriverManager.getConnection("jdbc:duckdb:" + file(home), locked);
    }

    private static Path file(TenantHome home) {
        return home.folder().resolve("events.duckdb");
    }

    private static Path frozen(TenantHome home) {
        return home.folder().resolve("events.frozen");
    }

    private static Path writeAheadLog(TenantHome home) {
        return home.folder().resolve("events.duckdb.wal");
    }
}
