package securitycenter.response;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import securitycenter.homes.RowCondition;
import securitycenter.homes.RowCondition.Comparison;
import securitycenter.homes.RowSql;
import securitycenter.response.MachineActions.Field;
import securitycenter.response.MachineActions.Place;

/** Which machine actions are meant: of all actions, or of all undos. */
final class MachineActionSql extends RowSql<Field> {

    private static final String STATUS_OF_ACTION = """
            case state when 'APPROVED' then 'PENDING' when 'RUNNING' then 'IN_PROGRESS' when 'FAILED' then 'FAILED'
            when 'TIMED_OUT' then 'TIME_OUT' when 'CANCELLED' then 'CANCELLED' else 'SUCCEEDED' end""";

    private static final String STATUS_OF_UNDO = """
            case when state = 'UNDO_REQUESTED' then 'PENDING' when state = 'UNDOING' then 'IN_PROGRESS'
            when state = 'UNDONE' then 'SUCCEEDED' when trouble = 'DEVICE_AWAY' then 'TIME_OUT'
            when trouble = 'CANCELLED_THERE' then 'CANCELLED' else 'FAILED' end""";

    private final boolean isUndo;
    private final String wantedAt;
    private final String where;

    MachineActionSql(boolean isUndo, @Nullable RowCondition<Field> condition) {
        super(isUndo ? "undo" : "action");
        this.isUndo = isUndo;
        wantedAt = isUndo ? "undone_at" : "decided_at";
        // By this expression, and not by the type: H2 would take the index of types, and sort.
        where = "is_live and " + wantedAt + " is not null and " + type() + " is not null"
                + (condition == null ? "" : " and " + sql(condition));
    }

    private boolean isSent(ActionType type) {
        return Calls.machineActionType(type, isUndo) != null
                && (!isUndo
                        || type.undo().filter(ActionType.Undo.BY_CALL::equals).isPresent());
    }

    /** Ids and times of those behind a place, {@code :most} of them. */
    String page(@Nullable Place after) {
        return "select id, %1$s as wanted_at, %2$s as is_undo from remediation_action where %3$s%4$s order by %1$s desc, id desc limit :most"
                .formatted(wantedAt, isUndo, where, after == null ? "" : behind(after));
    }

    private String behind(Place place) {
        var at = parameter(place.at());
        var id = parameter(MachineAction.actionOf(place.id()));
        // At the same time an undo stands before its action.
        var beyond = MachineAction.isOfUndo(place.id()) && !isUndo ? "<=" : "<";
        // The first half is what an index can be entered with.
        return " and %1$s <= %2$s and (%1$s < %2$s or id %3$s %4$s)".formatted(wantedAt, at, beyond, id);
    }

    @Override
    protected String column(Field field) {
        return switch (field) {
            case ID -> "id";
            case TYPE -> type();
            case STATUS -> isUndo ? STATUS_OF_UNDO : STATUS_OF_ACTION;
            case MACHINE -> "asset_key";
            case REQUESTOR ->
                "lower(coalesce(" + (isUndo ? "undone_by" : "decided_by") + ", '" + MachineActions.NOBODY + "'))";
            case CREATED -> wantedAt;
        };
    }

    private String type() {
        return Arrays.stream(ActionType.values())
                .filter(this::isSent)
                .map(type -> "when '" + type + "' then '" + MachineActionType.of(type, isUndo) + "'")
                .collect(Collectors.joining(" ", "case type ", " end"));
    }

    @Override
    protected String compares(Field field, Comparison comparison, @Nullable Object value) {
        return switch (field) {
            case ID -> comparesId(comparison, value);
            case MACHINE, REQUESTOR ->
                super.compares(field, comparison, value instanceof String text ? text.toLowerCase(Locale.ROOT) : value);
            case TYPE, STATUS, CREATED -> super.compares(field, comparison, value);
        };
    }

    private String comparesId(Comparison comparison, @Nullable Object value) {
        return uuid(value)
                .filter(id -> MachineAction.isOfUndo(id) == isUndo)
                .map(id -> super.compares(Field.ID, comparison, MachineAction.actionOf(id)))
                .orElse(comparison == Comparison.EQUAL ? "1 = 0" : "1 = 1");
    }

    private static Optional<UUID> uuid(@Nullable Object value) {
        try {
            return value instanceof String text ? Optional.of(UUID.fromString(text)) : Optional.empty();
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }
}
