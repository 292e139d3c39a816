package securitycenter.streaming;

import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.TransactionException;

/** Tells what is wrong with a store from what may be wrong with the row that was to be stored. */
final class Outage {

    /**
     * Of SQL's codes: connections, transactions, the schema, room, objects in use, others who intervened, the system; 90
     * has H2's own of these. What is too large for an index (54) is not among them: that is the row.
     */
    private static final Set<String> CLASSES = Set.of("08", "25", "40", "42", "53", "55", "57", "58", "90", "HY", "XX");

    /** How DuckDB begins to say it, which has no codes. */
    private static final List<String> BEGINNINGS =
            List.of("IO Error", "Out of Memory Error", "TransactionContext Error", "FATAL Error");

    private Outage() {}

    static boolean isBehind(RuntimeException failure) {
        var sql = sqlBehind(failure);
        if (sql != null && sql.getSQLState() != null) {
            return CLASSES.stream().anyMatch(sql.getSQLState()::startsWith);
        }
        return switch (failure) {
            case TransientDataAccessException _ -> true;
            case NonTransientDataAccessResourceException _ -> true;
            case TransactionException _ -> true;
            default -> sql != null && BEGINNINGS.stream().anyMatch(String.valueOf(sql.getMessage())::startsWith);
        };
    }

    private static @Nullable SQLException sqlBehind(@Nullable Throwable failure) {
        return failure == null || failure instanceof SQLException
                ? (SQLException) failure
                : sqlBehind(failure.getCause());
    }
}
