package securitycenter.actioncenter;

import java.io.Serializable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import securitycenter.response.ActionState;
import securitycenter.response.Answered;
import securitycenter.response.Decision;
import securitycenter.response.RemediationAction;

/**
 * What is said to somebody about what they wanted of an action.
 *
 * @param word the last part of the key of the sentence
 * @param who was quicker; null where nobody was
 */
record Said(String word, @Nullable String who, @Nullable Instant at) implements Serializable {

    static final Said GONE = new Said("gone", null, null);
    static final Said FAILED = new Said("failed", null, null);

    static Said of(Answered answered, Deed deed) {
        return switch (answered) {
            case Answered.Done(var action) -> new Said(done(action, deed), null, null);
            case Answered.NeedsAnother _ -> new Said("first", null, null);
            case Answered.NotTheSamePerson _ -> new Said("same-person", null, null);
            case Answered.Impossible _ -> new Said("impossible", null, null);
            case Answered.Otherwise(var action) -> otherwise(action, deed);
            case Answered.Gone _ -> GONE;
        };
    }

    private static String done(RemediationAction action, Deed deed) {
        if (deed == Deed.CANCEL) {
            return deed.word() + (action.state() == ActionState.CANCELLED ? ".at-once" : ".wanted");
        }
        if (deed != Deed.APPROVE && deed != Deed.RETRY) {
            return deed.word();
        }
        var type = action.type();
        return deed.word()
                + (!type.isSent()
                        ? ".by-hand"
                        : Boolean.TRUE.equals(action.sending().live()) ? ".live" : ".tried");
    }

    /** Somebody was quicker, or something about it is other than it was shown. */
    static Said otherwise(RemediationAction action, Deed deed) {
        if (deed == Deed.UNDO && action.undo() != null) {
            return of("already-undone", action.undo());
        }
        var cancelling = action.cancelling();
        if (deed == Deed.CANCEL
                && (action.state() == ActionState.RUNNING || action.state() == ActionState.TIMED_OUT)
                && cancelling != null) {
            return of("cancel-wanted", cancelling.wish());
        }
        return switch (action.state()) {
            case PENDING_APPROVAL -> new Said("changed", null, null);
            case EXPIRED -> new Said("expired", null, action.updatedAt());
            case REJECTED -> of("already-rejected", action.decision());
            case CANCELLED ->
                action.cancelled() == null
                        ? new Said("cancelled-there", null, action.updatedAt())
                        : of("already-cancelled", action.cancelled());
            case APPROVED, RUNNING, SUCCEEDED, TRIED, FAILED, TIMED_OUT, UNDO_REQUESTED, UNDOING, UNDONE, UNDO_FAILED ->
                deed == Deed.APPROVE || deed == Deed.REJECT || deed == Deed.EXTEND
                        ? of("already-approved", action.decision())
                        : new Said("changed", null, null);
        };
    }

    private static Said of(String word, @Nullable Decision decision) {
        if (decision == null) {
            return new Said("changed", null, null);
        }
        return decision.by() == null
                ? new Said(word + "-unasked", null, decision.at())
                : new Said(word, decision.by().name(), decision.at());
    }
}
