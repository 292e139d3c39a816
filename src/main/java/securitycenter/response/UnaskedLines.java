package securitycenter.response;

import static java.util.Objects.requireNonNull;

import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import securitycenter.audit.Act;
import securitycenter.audit.AuditLog;
import securitycenter.homes.TenantHome;
import securitycenter.response.RemediationAction.Trouble;

/**
 * The lines in the audit log of steps that no person took. That one is owed is noted with the step, so none is lost with a
 * process, and none is there of a step that was not taken; a process that is killed just then may leave it twice.
 */
@Component
class UnaskedLines {

    private static final int MOST = 500;

    private final AuditLog audit;

    UnaskedLines(AuditLog audit) {
        this.audit = audit;
    }

    /** @param goesOn looked at before each line */
    void write(TenantHome home, BooleanSupplier goesOn) {
        for (var turn : new Actions(home).unaudited(MOST)) {
            if (!goesOn.getAsBoolean()) {
                return;
            }
            home.transactions().executeWithoutResult(_ -> write(home, turn));
        }
    }

    private void write(TenantHome home, Turn turn) {
        var actions = new Actions(home);
        var action = actions.find(turn.action());
        if (action.isPresent() && actions.takesOn(turn)) {
            audit.record(act(home, action.get(), turn));
        }
    }

    private static Act act(TenantHome home, RemediationAction action, Turn turn) {
        var live = turn.live();
        return Act.bySystem(home.tenant(), "action." + word(turn))
                .on("remediation-action", action.label())
                .from(turn.from() == null ? null : RemediationAction.audited(action.type(), turn.from(), live))
                .to(RemediationAction.audited(action.type(), turn.to(), live))
                .because(reason(action, turn));
    }

    /** What Microsoft or the proposal said, and otherwise what is known of it as long as nothing else has happened. */
    private static @Nullable String reason(RemediationAction action, Turn turn) {
        return turn.comment() == null && action.version() == turn.version() ? trouble(action, turn) : turn.comment();
    }

    private static @Nullable String trouble(RemediationAction action, Turn turn) {
        var trouble = turn.from() == turn.to()
                ? requireNonNull(action.cancelling()).trouble()
                : action.sending().trouble();
        return trouble == null ? null : key(trouble);
    }

    private static String key(Trouble trouble) {
        return "actioncenter.trouble." + trouble;
    }

    private static String word(Turn turn) {
        if (turn.isTurnedAway()) {
            return "turned-away";
        }
        if (turn.from() == turn.to()) {
            return "not-cancelled";
        }
        return switch (turn.to()) {
            case PENDING_APPROVAL -> "proposed";
            case APPROVED -> "approved-unasked";
            case RUNNING -> "begun";
            case SUCCEEDED -> "succeeded";
            case TRIED -> "tried";
            case FAILED -> "failed";
            case TIMED_OUT -> "timed-out";
            case REJECTED -> "rejected";
            case EXPIRED -> "expired";
            case CANCELLED -> "cancelled-there";
            case UNDO_REQUESTED -> "undone";
            case UNDOING -> "undo-begun";
            case UNDONE -> "undo-succeeded";
            case UNDO_FAILED -> "undo-failed";
        };
    }
}
