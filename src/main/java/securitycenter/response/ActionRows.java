package securitycenter.response;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import securitycenter.alerts.EvidenceKind;
import securitycenter.alerts.Verdict;
import securitycenter.homes.Sql;
import securitycenter.response.RemediationAction.Sending;
import securitycenter.response.RemediationAction.Trouble;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** An action as the columns of its table have it. */
final class ActionRows {

    private static final JsonMapper JSON = new JsonMapper();
    private static final TypeReference<Map<String, String>> DETAILS = new TypeReference<>() {};

    private ActionRows() {}

    static StatementSpec filled(StatementSpec statement, RemediationAction action) {
        var sending = action.sending();
        return decisions(statement, action)
                .param("id", action.id())
                .param("verdict", action.verdict().name())
                .param("state", action.state().name())
                .param("version", action.version())
                .param("updatedAt", Sql.time(action.updatedAt()))
                .param("expiresAt", Sql.timeOrNull(action.expiresAt()))
                .param("live", sending.live())
                .param("attempts", sending.attempts())
                .param("begunAt", Sql.timeOrNull(sending.begunAt()))
                .param("accepted", sending.accepted())
                .param("outsideId", sending.outsideId())
                .param("nextAt", Sql.timeOrNull(sending.nextAt()))
                .param("giveUpAt", Sql.timeOrNull(sending.giveUpAt()))
                .param(
                        "trouble",
                        sending.trouble() == null ? null : sending.trouble().name())
                .param("detail", sending.detail())
                .param("openKey", isOpen(action) ? RemediationAction.openKey(action.type(), action.target()) : null);
    }

    /** What is taken back may be asked for again meanwhile. */
    private static boolean isOpen(RemediationAction action) {
        return switch (action.state()) {
            case PENDING_APPROVAL, APPROVED, RUNNING -> true;
            case SUCCEEDED,
                    TRIED,
                    FAILED,
                    TIMED_OUT,
                    REJECTED,
                    EXPIRED,
                    CANCELLED,
                    UNDO_REQUESTED,
                    UNDOING,
                    UNDONE,
                    UNDO_FAILED -> false;
        };
    }

    private static StatementSpec decisions(StatementSpec statement, RemediationAction action) {
        var decision = action.decision();
        return who(
                        who(
                                who(statement, "first", "firstName", "firstAt", action.first()),
                                "decided",
                                "decidedBy",
                                "decidedAt",
                                decision),
                        "undone",
                        "undoneBy",
                        "undoneAt",
                        action.undo())
                .param("decision", decision == null ? null : decision.kind().name())
                .param("comment", decision == null ? null : decision.comment())
                .param(
                        "undoComment",
                        action.undo() == null ? null : action.undo().comment());
    }

    static StatementSpec cancelling(StatementSpec statement, @Nullable Cancelling cancelling) {
        var wish = cancelling == null ? null : cancelling.wish();
        var trouble = cancelling == null ? null : cancelling.trouble();
        return who(statement, "cancel", "cancelBy", "cancelAt", wish)
                .param("cancelComment", wish == null ? null : wish.comment())
                .param("cancelTold", cancelling == null ? null : cancelling.told())
                .param("cancelTrouble", trouble == null ? null : trouble.name())
                .param("cancelDetail", cancelling == null ? null : cancelling.detail());
    }

    private static StatementSpec who(
            StatementSpec statement, String who, String name, String at, @Nullable Decision decision) {
        var by = decision == null ? null : decision.by();
        return statement
                .param(who + "Id", by == null ? null : by.id())
                .param(name, by == null ? null : by.name())
                .param(at, decision == null ? null : Sql.time(decision.at()));
    }

    static RemediationAction action(ResultSet row, int number) throws SQLException {
        return new RemediationAction(
                row.getObject("id", UUID.class),
                ActionType.valueOf(row.getString("type")),
                target(row),
                ActionSource.valueOf(row.getString("source")),
                new Origin(
                        Origin.Why.valueOf(row.getString("why")),
                        row.getString("why_detail"),
                        row.getObject("investigation", Long.class),
                        row.getString("alert"),
                        row.getObject("incident", Long.class)),
                Verdict.valueOf(row.getString("verdict")),
                ActionState.valueOf(row.getString("state")),
                row.getInt("version"),
                Sql.instant(row, "proposed_at"),
                Sql.instant(row, "updated_at"),
                Sql.instantOrNull(row, "expires_at"),
                decision(row, Decision.Kind.APPROVED.name(), "first_id", "first_name", "first_at", null),
                decision(
                        row,
                        row.getString("decision"),
                        "decided_id",
                        "decided_by",
                        "decided_at",
                        row.getString("comment")),
                decision(
                        row,
                        Decision.Kind.APPROVED.name(),
                        "undone_id",
                        "undone_by",
                        "undone_at",
                        row.getString("undo_comment")),
                cancelling(row),
                sending(row));
    }

    private static @Nullable Cancelling cancelling(ResultSet row) throws SQLException {
        var wish = decision(
                row,
                Decision.Kind.APPROVED.name(),
                "cancel_id",
                "cancel_by",
                "cancel_at",
                row.getString("cancel_comment"));
        var trouble = row.getString("cancel_trouble");
        return wish == null
                ? null
                : new Cancelling(
                        wish,
                        row.getBoolean("cancel_told"),
                        trouble == null ? null : Trouble.valueOf(trouble),
                        row.getString("cancel_detail"));
    }

    private static Target target(ResultSet row) throws SQLException {
        var kind = row.getString("asset_kind");
        return new Target(
                EvidenceKind.valueOf(row.getString("target_kind")),
                row.getString("target_key"),
                row.getString("target_name"),
                JSON.readValue(row.getString("target"), DETAILS),
                kind == null
                        ? null
                        : new Target.Asset(
                                EvidenceKind.valueOf(kind), row.getString("asset_key"), row.getString("asset_name")));
    }

    private static @Nullable Decision decision(
            ResultSet row, @Nullable String kind, String id, String name, String at, @Nullable String comment)
            throws SQLException {
        var when = Sql.instantOrNull(row, at);
        if (when == null || kind == null) {
            return null;
        }
        var by = row.getObject(id, UUID.class);
        return new Decision(
                Decision.Kind.valueOf(kind), by == null ? null : new Decider(by, row.getString(name)), when, comment);
    }

    private static Sending sending(ResultSet row) throws SQLException {
        var trouble = row.getString("trouble");
        return new Sending(
                row.getObject("is_live", Boolean.class),
                row.getInt("attempts"),
                Sql.instantOrNull(row, "begun_at"),
                row.getBoolean("accepted"),
                row.getString("outside_id"),
                Sql.instantOrNull(row, "next_at"),
                Sql.instantOrNull(row, "give_up_at"),
                trouble == null ? null : Trouble.valueOf(trouble),
                row.getString("trouble_detail"));
    }

    static Turn turn(ResultSet row) throws SQLException {
        var who = row.getObject("who_id", UUID.class);
        var from = row.getString("from_state");
        return new Turn(
                row.getObject("action_id", UUID.class),
                row.getInt("version"),
                Sql.instant(row, "at"),
                who == null ? null : new Decider(who, row.getString("who")),
                from == null ? null : ActionState.valueOf(from),
                ActionState.valueOf(row.getString("to_state")),
                row.getObject("is_live", Boolean.class),
                row.getString("comment"));
    }
}
