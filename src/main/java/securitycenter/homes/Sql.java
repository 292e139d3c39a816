package securitycenter.homes;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.support.SqlArrayValue;

/** Values as the databases take and give them. */
public final class Sql {

    private Sql() {}

    public static SqlArrayValue uuids(Collection<UUID> ids) {
        return new SqlArrayValue("uuid", ids.toArray());
    }

    public static SqlArrayValue numbers(Collection<Long> numbers) {
        return new SqlArrayValue("bigint", numbers.toArray());
    }

    public static SqlArrayValue texts(Collection<String> texts) {
        return new SqlArrayValue("varchar", texts.toArray());
    }

    public static SqlArrayValue times(Collection<Instant> instants) {
        return new SqlArrayValue("timestamptz", instants.stream().map(Sql::time).toArray());
    }

    public static OffsetDateTime time(Instant instant) {
        return OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
    }

    public static @Nullable OffsetDateTime timeOrNull(@Nullable Instant instant) {
        return instant == null ? null : time(instant);
    }

    public static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    public static @Nullable Instant instantOrNull(ResultSet row, String column) throws SQLException {
        var time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    /** All rows at once, which are none afterwards. */
    public static void write(TenantHome home, String sql, List<Object[]> rows) {
        if (!rows.isEmpty()) {
            home.batches().batchUpdate(sql, rows);
            rows.clear();
        }
    }

    public static Object[] elements(Array array) throws SQLException {
        return (Object[]) array.getArray();
    }
}
