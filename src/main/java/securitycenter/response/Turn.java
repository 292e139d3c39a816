package securitycenter.response;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One step of an action.
 *
 * @param who null where nobody was asked
 * @param from null for the first one
 * @param live whether it was really sent by then, or to be sent; null while that was not decided
 */
public record Turn(
        UUID action,
        int version,
        Instant at,
        @Nullable Decider who,
        @Nullable ActionState from,
        ActionState to,
        @Nullable Boolean live,
        @Nullable String comment) {

    /** No person took it, and it is more than another verdict. */
    boolean isUnasked() {
        return who == null && !(from == to && to.isPending());
    }

    /** It was to be sent, and Microsoft took no more calls. */
    boolean isTurnedAway() {
        return from == ActionState.RUNNING && to == ActionState.APPROVED
                || from == ActionState.UNDOING && to == ActionState.UNDO_REQUESTED;
    }

    /** The last part of the key of what it was. */
    public String word() {
        if (isTurnedAway()) {
            return "turned-away";
        }
        if (from != to) {
            return to.name();
        }
        return to.isPending() ? "same" : who == null ? "not-cancelled" : "cancel-wanted";
    }
}
