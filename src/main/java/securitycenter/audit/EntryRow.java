package securitycenter.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.springframework.jdbc.core.RowMapper;

/** Takes a row as it stands and judges nothing: a row that was tampered with has to reach the verification. */
class EntryRow implements RowMapper<SealedEntry> {

    @Override
    public SealedEntry mapRow(ResultSet row, int index) throws SQLException {
        var entry = new Entry(
                row.getLong("number"),
                row.getObject("tenant_id", UUID.class),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("actor_kind"),
                row.getObject("actor_id", UUID.class),
                row.getString("actor_name"),
                row.getString("on_behalf_of"),
                row.getString("address"),
                row.getString("what"),
                row.getString("object_kind"),
                row.getString("object_id"),
                row.getString("old_value"),
                row.getString("new_value"),
                row.getString("reason"),
                row.getString("reference"),
                row.getString("outcome"),
                row.getString("previous"));
        return new SealedEntry(entry, row.getString("hash"), row.getString("staff_address"));
    }
}
