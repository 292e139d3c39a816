package securitycenter.response;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import securitycenter.homes.RowCondition;
import securitycenter.homes.RowCondition.Compares;
import securitycenter.homes.RowCondition.Comparison;
import securitycenter.homes.Sql;
import securitycenter.homes.TenantHome;

/**
 * What was approved and sent to devices, for programs. What waits for a decision, was rejected, or is only tried is not among it:
 * Microsoft has no such machine action.
 */
@Component
public class MachineActions {

    /** What can be asked about. */
    public enum Field {
        ID,
        TYPE,
        STATUS,
        /** A device’s id in Defender for Endpoint. */
        MACHINE,
        /** The name that a person signs in with, or {@link #NOBODY}. */
        REQUESTOR,
        CREATED
    }

    /** Who wanted it where nobody was asked. */
    public static final String NOBODY = "Automation";

    /** Where one stands in the list. */
    public record Place(Instant at, UUID id) {

        public static Place of(MachineAction action) {
            return new Place(action.wanted().at(), action.id());
        }
    }

    /**
     * The newest first.
     *
     * @param where all when null
     * @param after the last of the page before; null for the first page
     * @param skip so many of what follows
     */
    public List<MachineAction> page(
            TenantHome home, @Nullable RowCondition<Field> where, @Nullable Place after, int skip, int limit) {
        var actions = new MachineActionSql(false, where);
        var undos = new MachineActionSql(true, where);
        var page = "(" + actions.page(after) + ") union all (" + undos.page(after) + ")";
        var parameters = new HashMap<>(actions.parameters());
        parameters.putAll(undos.parameters());
        return home.database()
                .sql("""
                        select a.*, page.is_undo, t.at as last_at, t.who_id as last_id, t.who as last_name,
                            t.from_state, t.comment as last_comment
                        from (%s) page
                        join remediation_action a on a.id = page.id
                        join remediation_turn t on t.action_id = a.id and t.version = a.version
                        order by page.wanted_at desc, page.id desc, page.is_undo desc limit :limit offset :skip""".formatted(page))
                .params(parameters)
                .param("limit", limit)
                .param("skip", skip)
                .param("most", (long) skip + limit)
                .query(MachineActions::read)
                .list();
    }

    public Optional<MachineAction> find(TenantHome home, String id) {
        return page(home, new Compares<>(Field.ID, Comparison.EQUAL, id), null, 0, 1).stream()
                .findFirst();
    }

    private static MachineAction read(ResultSet row, int number) throws SQLException {
        var action = ActionRows.action(row, number);
        var who = row.getObject("last_id", UUID.class);
        var from = row.getString("from_state");
        return new MachineAction(
                action,
                row.getBoolean("is_undo"),
                new Turn(
                        action.id(),
                        action.version(),
                        Sql.instant(row, "last_at"),
                        who == null ? null : new Decider(who, row.getString("last_name")),
                        from == null ? null : ActionState.valueOf(from),
                        action.state(),
                        action.sending().live(),
                        row.getString("last_comment")));
    }
}
