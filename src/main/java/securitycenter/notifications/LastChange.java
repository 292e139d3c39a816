package securitycenter.notifications;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** @param by nobody where it was turned off because of its failures */
record LastChange(@Nullable String by, Instant at) {

    static final int LONGEST_NAME = 200;

    static @Nullable LastChange in(ResultSet row) throws SQLException {
        var at = Rows.instantOrNull(row, "changed_at");
        return at == null ? null : new LastChange(row.getString("changed_by"), at);
    }
}
