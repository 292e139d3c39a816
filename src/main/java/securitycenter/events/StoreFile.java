package securitycenter.events;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import securitycenter.homes.TenantHome;

/** The DuckDB file of a home, and those that lie beside it. */
record StoreFile(Path path) {

    static StoreFile of(TenantHome home) {
        return new StoreFile(home.folder().resolve("events.duckdb"));
    }

    boolean exists() {
        return Files.exists(path);
    }

    boolean isGone() {
        return !exists() && !Files.exists(writeAheadLog());
    }

    boolean isFrozen() {
        return Files.exists(frozen());
    }

    void markFrozen() {
        try {
            Files.createFile(frozen());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether another process waits for it, or did when it died. */
    boolean isWanted() {
        return Files.exists(wanted());
    }

    void markWanted() {
        try {
            Files.write(wanted(), new byte[0]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void forgetWanted() {
        delete(wanted());
    }

    void delete() {
        delete(path);
        delete(writeAheadLog());
        forgetWanted();
        thaw();
    }

    void deleteWriteAheadLog() {
        delete(writeAheadLog());
    }

    void thaw() {
        delete(frozen());
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path frozen() {
        return path.resolveSibling("events.frozen");
    }

    private Path wanted() {
        return path.resolveSibling("events.wanted");
    }

    private Path writeAheadLog() {
        return path.resolveSibling("events.duckdb.wal");
    }
}
