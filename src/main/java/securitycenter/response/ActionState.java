package securitycenter.response;

import java.util.EnumSet;
import java.util.Set;

/** How far a remediation action is. No action leaves a state but for those that {@link #next()} names. */
public enum ActionState {
    PENDING_APPROVAL,
    APPROVED,
    /** It was sent, or a person is to do it. */
    RUNNING,
    SUCCEEDED,
    /** It took each step and made no call: actions of its type are not really sent. Nothing was done. */
    TRIED,
    FAILED,
    /** It was sent, and what became of it was not told in time. Whoever was silent may still answer. */
    TIMED_OUT,
    REJECTED,
    /** Nobody decided in time. */
    EXPIRED,
    CANCELLED,
    UNDO_REQUESTED,
    UNDOING,
    UNDONE,
    UNDO_FAILED;

    /** To which it may go from here. */
    public Set<ActionState> next() {
        return switch (this) {
            case PENDING_APPROVAL -> EnumSet.of(APPROVED, REJECTED, EXPIRED, CANCELLED);
            case APPROVED -> EnumSet.of(RUNNING, FAILED, CANCELLED);
            // Back where Microsoft turned it away: it was not sent after all.
            case RUNNING -> EnumSet.of(APPROVED, SUCCEEDED, TRIED, FAILED, TIMED_OUT, CANCELLED);
            case SUCCEEDED, UNDO_FAILED -> EnumSet.of(UNDO_REQUESTED);
            case TRIED, FAILED -> EnumSet.of(APPROVED, PENDING_APPROVAL);
            case TIMED_OUT -> EnumSet.of(SUCCEEDED, FAILED, CANCELLED, APPROVED);
            case REJECTED, EXPIRED, CANCELLED, UNDONE -> EnumSet.noneOf(ActionState.class);
            case UNDO_REQUESTED -> EnumSet.of(UNDOING, UNDO_FAILED);
            case UNDOING -> EnumSet.of(UNDO_REQUESTED, UNDONE, UNDO_FAILED);
        };
    }

    public boolean mayBecome(ActionState other) {
        return next().contains(other);
    }

    /** Whether it stands under what waits, and not under what was done. */
    public boolean isPending() {
        return this == PENDING_APPROVAL;
    }

    /** Whether something is still to be sent, asked about or done. */
    public boolean isUnderWay() {
        return switch (this) {
            case APPROVED, RUNNING, UNDO_REQUESTED, UNDOING -> true;
            case PENDING_APPROVAL,
                    SUCCEEDED,
                    TRIED,
                    FAILED,
                    TIMED_OUT,
                    REJECTED,
                    EXPIRED,
                    CANCELLED,
                    UNDONE,
                    UNDO_FAILED -> false;
        };
    }
}
