package securitycenter.events;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Properties;
import java.util.concurrent.locks.LockSupport;
import org.duckdb.DuckDBConnection;
import securitycenter.kql.values.JavaFunctions;
import securitycenter.outside.AddressPlaces;

/** How an event store is opened: beside what queries call, locked, and after whoever else has it. */
final class StoreOpening {

    /** How long to wait for one that another process has open. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    static final Duration BETWEEN_TRIES = Duration.ofMillis(100);

    private static final String OPEN_ELSEWHERE = "Could not set lock on file";

    private final EventSettings settings;
    private final AddressPlaces places;

    StoreOpening(EventSettings settings, AddressPlaces places) {
        this.settings = settings;
        this.places = places;
    }

    DuckDBConnection openPatiently(StoreFile file) throws SQLException {
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
                if (!String.valueOf(e.getMessage()).contains(OPEN_ELSEWHERE)) {
                    if (Damage.isSaidIn(e)) {
                        throw new StoreDamaged(file.path(), e);
                    }
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
        JavaInDuckDb.register(connection, JavaFunctions.ofStoring());
        if (!frozen) {
            try (var making = beside(connection)) {
                Layout.make(making);
            }
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

    /** What queries call. Functions in Java are told of at once, macros when a query names them. */
    Macros calls(DuckDBConnection open) throws SQLException {
        var functions = new ArrayList<>(JavaFunctions.all(places::of));
        functions.removeAll(JavaFunctions.ofStoring());
        JavaInDuckDb.register(open, functions);
        return new Macros(open);
    }
}
