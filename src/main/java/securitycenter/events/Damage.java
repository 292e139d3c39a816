package securitycenter.events;

import java.sql.SQLException;
import java.util.List;

/** Tells a file that nobody can read any more from one that could not be read just now. DuckDB has words for it only. */
final class Damage {

    private static final List<String> SIGNS = List.of(
            "not a valid DuckDB database file",
            "Corrupt",
            "corrupt",
            "checksum",
            "Serialization Error",
            "Could not read enough bytes");

    /** As the operating system says it. The file is whole, or nobody can tell: it stays where it is. */
    private static final List<String> PASSING = List.of(
            "Too many open files",
            "Input/output error",
            "No space left on device",
            "Disk quota exceeded",
            "File too large",
            "Cannot allocate memory",
            "Permission denied",
            "Read-only file system",
            "Stale file handle",
            "Out of Memory Error");

    private Damage() {}

    static boolean isSaidIn(SQLException e) {
        var said = String.valueOf(e.getMessage());
        return SIGNS.stream().anyMatch(said::contains) && PASSING.stream().noneMatch(said::contains);
    }
}
