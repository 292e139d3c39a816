package securitycenter.hunting;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import org.springframework.stereotype.Component;
import securitycenter.provisioning.ProvisioningStep;
import securitycenter.provisioning.TenantHome;

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
        try {
            Files.deleteIfExists(file(home));
            Files.deleteIfExists(writeAheadLog(home));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public boolean isGone(TenantHome home) {
        return !Files.exists(file(home)) && !Files.exists(writeAheadLog(home));
    }

    /** Locked: no SQL can reach files, extensions or settings. */
    private static Connection open(TenantHome home) throws SQLException {
        var locked = new Properties();
        locked.setProperty("enable_external_access", "false");
        locked.setProperty("autoinstall_known_extensions", "false");
        locked.setProperty("autoload_known_extensions", "false");
        locked.setProperty("allow_community_extensions", "false");
        locked.setProperty("lock_configuration", "true");
        return DriverManager.getConnection("jdbc:duckdb:" + file(home), locked);
    }

    private static Path file(TenantHome home) {
        return home.folder().resolve("events.duckdb");
    }

    private static Path writeAheadLog(TenantHome home) {
        return home.folder().resolve("events.duckdb.wal");
    }
}
