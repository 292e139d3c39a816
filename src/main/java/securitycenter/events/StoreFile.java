package securitycenter.events;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.springframework.util.FileSystemUtils;
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
        delete(damaged(path));
        delete(damaged(writeAheadLog()));
        deleteTemporary();
        forgetWanted();
        thaw();
    }

    /** Where queries put what they have no memory for. */
    Path temporary() {
        return path.resolveSibling("events.temporary");
    }

    private void deleteTemporary() {
        try {
            FileSystemUtils.deleteRecursively(temporary());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes room for a new one. What was damaged stays beside it, in case that somebody can still read it. */
    void setAside() {
        for (var file : List.of(path, writeAheadLog())) {
            try {
                if (Files.exists(file)) {
                    Files.move(file, damaged(file), StandardCopyOption.REPLACE_EXISTING);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static Path damaged(Path file) {
        return file.resolveSibling(file.getFileName() + ".damaged");
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
