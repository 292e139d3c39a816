package securitycenter.homes;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import java.util.stream.Stream;
import org.h2.api.Trigger;
import org.jspecify.annotations.Nullable;

/** H2's trigger on each table of a frozen home. Public because H2 makes it from its name. */
public class ReadOnlyTable implements Trigger {

    /** SQL's own state for a write where only reading is allowed. */
    static final String STATE = "25006";

    /** Whether a write was refused because the home is frozen, on either kind of database. */
    public static boolean isCauseOf(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .anyMatch(cause -> cause instanceof SQLException refused && STATE.equals(refused.getSQLState()));
    }

    static final String WORDS = "This home is frozen: it is being moved, and read-only until then";

    @Override
    public void fire(Connection connection, @Nullable Object @Nullable [] before, @Nullable Object @Nullable [] after)
            throws SQLException {
        throw new SQLException(WORDS, STATE);
    }
}
