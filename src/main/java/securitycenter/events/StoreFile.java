package securitycenter.events;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.springframework.util.FileSystemUtils;
import securitycenter.homes.TenantHome;

/** The DuckDB file of a home, and those that lie beside it. */
record StoreFile(Path path) {

    private static final String DAMAGED = ".damaged";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmssSSS'Z'").withZone(ZoneOffset.UTC);

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
        setAside().forEach(StoreFile::delete);
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

    /** Makes room for a new one. What was damaged stays beside it for a while, in case that somebody can still read it. */
    void setAside(Instant now) {
        for (var file : List.of(path, writeAheadLog())) {
            try {
                if (Files.exists(file)) {
                    Files.move(file, file.resolveSibling(file.getFileName() + "." + TIME.format(now) + DAMAGED));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** The damaged files of before that; whatever was in them is older than what is kept. */
    void deleteSetAside(Instant before) {
        setAside().stream().filter(file -> setAsideAt(file).isBefore(before)).forEach(StoreFile::delete);
    }

    private List<Path> setAside() {
        try (var files = Files.list(path.getParent())) {
            return files.filter(file -> file.toString().endsWith(DAMAGED)).toList();
        } catch (NoSuchFileException nothing) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its name says it: when a file was last written, copying changes. */
    private static Instant setAsideAt(Path file) {
        var name = file.getFileName().toString().replace(DAMAGED, "");
        try {
            return TIME.parse(name.substring(name.lastIndexOf('.') + 1), Instant::from);
        } catch (DateTimeParseException unknown) {
            return Instant.MIN;
        }
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
