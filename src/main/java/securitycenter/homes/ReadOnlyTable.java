package securitycenter.homes;

import java.sql.Connection;
import java.sql.SQLException;
import org.h2.api.Trigger;
import org.jspecify.annotations.Nullable;

/** H2's trigger on each table of a frozen home. Public because H2 makes it from its name. */
public class ReadOnlyTable implements Trigger {

    /** SQL's own state for a write where only reading is allowed. */
    static final String STATE = "25006";

    static final String WORDS = "This home is frozen: it is being moved, and read-only until then";

    @Override
    public void fire(Connection connection, @Nullable Object @Nullable [] before, @Nullable Object @Nullable [] after)
            throws SQLException {
        throw new SQLException(WORDS, STATE);
    }
}
