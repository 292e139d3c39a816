package securitycenter.response;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import securitycenter.alerts.Text;
import securitycenter.alerts.Verdict;

/**
 * Something done to evidence, pending or taken.
 *
 * @param id by which people approve it
 * @param version changes with each step and with what is known of it; whoever decides says which they saw
 * @param expiresAt until when somebody can decide; null once that is over
 * @param first the first of two who must approve; null where one is enough, or nobody has yet
 * @param decision null while it waits
 * @param undo who took it back, or tried to; null where nobody did
 * @param cancelling null where nobody wants it cancelled
 */
public record RemediationAction(
        UUID id,
        ActionType type,
        Target target,
        ActionSource source,
        Origin origin,
        Verdict verdict,
        ActionState state,
        int version,
        Instant proposedAt,
        Instant updatedAt,
        @Nullable Instant expiresAt,
        @Nullable Decision first,
        @Nullable Decision decision,
        @Nullable Decision undo,
        @Nullable Cancelling cancelling,
        Sending sending) {

    /**
     * How it gets to whoever carries it out.
     *
     * @param live null while that is not decided; false where it is only tried
     * @param attempts how often a call was begun; 0 where none can have come there
     * @param begunAt the first of them; null where there was none
     * @param accepted whether Microsoft answered to the last call that it is being done
     * @param outsideId what Microsoft calls it; null where it has no name there, or not yet
     * @param nextAt when to send it or to ask about it again
     * @param giveUpAt until when
     * @param trouble what went wrong last; null where nothing did
     */
    public record Sending(
            @Nullable Boolean live,
            int attempts,
            @Nullable Instant begunAt,
            boolean accepted,
            @Nullable String outsideId,
            @Nullable Instant nextAt,
            @Nullable Instant giveUpAt,
            @Nullable Trouble trouble,
            @Nullable String detail) {

        /** To be sent from then on. */
        static Sending due(boolean live, @Nullable String outsideId, Instant at, Instant giveUpAt) {
            return new Sending(live, 0, null, false, outsideId, at, giveUpAt, null, null);
        }

        /** A call is about to be made. */
        Sending begun(Instant now, Instant lookAt) {
            return new Sending(
                    live,
                    attempts + 1,
                    begunAt == null ? now : begunAt,
                    accepted,
                    outsideId,
                    lookAt,
                    giveUpAt,
                    trouble,
                    detail);
        }

        Sending askedAgainAt(@Nullable Instant at, @Nullable Trouble why) {
            return new Sending(live, attempts, begunAt, accepted, outsideId, at, giveUpAt, why, detail);
        }

        /** The only call that was begun did not come there. */
        Sending turnedAway(Instant at) {
            return new Sending(live, 0, null, false, outsideId, at, giveUpAt, Trouble.THROTTLED, null);
        }

        Sending accepted(String id, Instant askAt) {
            return new Sending(live, attempts, begunAt, true, id, askAt, giveUpAt, null, null);
        }

        Sending ended(@Nullable String id, @Nullable Trouble why, @Nullable String words, @Nullable Instant askAt) {
            return new Sending(live, attempts, begunAt, accepted, id == null ? outsideId : id, askAt, null, why, words);
        }

        /** Not to be sent yet: whether the first of two saw that it is really sent. */
        static Sending seen(boolean live) {
            return new Sending(live, 0, null, false, null, null, null, null, null);
        }

        /** Asked about once more, or looked for before it is sent once more. */
        Sending resumed(boolean live, Instant at, Instant giveUpAt) {
            return new Sending(live, attempts, begunAt, accepted, outsideId, at, giveUpAt, null, null);
        }

        static final Sending NONE = new Sending(null, 0, null, false, null, null, null, null, null);
    }

    /** What went wrong, or is still waited for. */
    public enum Trouble {
        /** Microsoft does not let us: a permission is missing, and an administrator can grant it. */
        CONSENT_MISSING,
        /** The thing is not there any more. */
        NOT_FOUND,
        /** Microsoft says that it cannot be done, and why. */
        REFUSED,
        /** Nobody answered. */
        SILENT,
        /** Microsoft takes only so many calls at a time. */
        THROTTLED,
        /** It was not sent while it could be: the product was off, or nobody ran it. */
        NOT_SENT_IN_TIME,
        /** The device did not report in time. */
        DEVICE_AWAY,
        /** Something else of the kind runs on the device. */
        BUSY,
        /** It was told to stop there. */
        CANCELLED_THERE,
        /** Actions of the kind were switched back to being only tried before it was sent. */
        SWITCHED_OFF,
        /** The person who was to do it says that it cannot be done. */
        NOT_DONE_BY_HAND
    }

    /** For the audit log: the end of its name is what may be cut off. */
    public String label() {
        return id + " " + type.word() + " " + target.name();
    }

    /** How it stands, as the audit log has it: what is approved is approved to be really sent, or only to be tried. */
    public String audited() {
        if (state.isPending() && first != null) {
            return "action.FIRST" + ending(type, sending.live());
        }
        return audited(type, state, sending.live());
    }

    static String audited(ActionType type, ActionState state, @Nullable Boolean live) {
        return "action." + state + (state == ActionState.APPROVED ? ending(type, live) : "");
    }

    private static String ending(ActionType type, @Nullable Boolean live) {
        return !type.isSent() ? "" : Boolean.TRUE.equals(live) ? "_LIVE" : "_TRIED";
    }

    public Standing standing() {
        return Standing.of(type, state);
    }

    /** Whose word was the last: of what is cancelled not theirs who approved it. */
    public @Nullable Decision lastWord() {
        var cancelled = cancelled();
        return cancelled == null ? decision : cancelled;
    }

    /** By whose wish it is cancelled; null where it is not, or somebody cancelled it at Microsoft. */
    public @Nullable Decision cancelled() {
        return state == ActionState.CANCELLED && cancelling != null && sending.trouble() != Trouble.CANCELLED_THERE
                ? cancelling.wish()
                : null;
    }

    public boolean mayBeUndone() {
        return type.undo().isPresent() && (state == ActionState.SUCCEEDED || state == ActionState.UNDO_FAILED);
    }

    /** What was not begun, and what Microsoft has taken on and can still be told to stop: only things done to a device can. */
    public boolean mayBeCancelled() {
        return isNotBegun() || Calls.goesOnThere(type) && mayBeStopped();
    }

    boolean isBeingUndone() {
        return state == ActionState.UNDO_REQUESTED || state == ActionState.UNDOING;
    }

    /** Not begun, for there are too many before it. */
    boolean waitsForItsTurn() {
        return (state == ActionState.APPROVED || state == ActionState.UNDO_REQUESTED)
                && sending.trouble() == Trouble.THROTTLED;
    }

    /** Nobody was ever asked to do it, or whoever was turned it away. */
    public boolean isNotBegun() {
        return state == ActionState.APPROVED && sending.begunAt() == null;
    }

    /** What the device did not begin for days it would still do when it comes back. */
    private boolean mayBeStopped() {
        return Boolean.TRUE.equals(sending.live())
                && (state == ActionState.RUNNING || state == ActionState.TIMED_OUT && isAtMicrosoft())
                && (cancelling == null || cancelling.trouble() != null);
    }

    /** It has a name there, by which it can be asked about. */
    boolean isAtMicrosoft() {
        return sending.accepted() && sending.outsideId() != null;
    }

    /**
     * What failed, was only tried, or was not heard of. What Microsoft may still do is not only tried the next time.
     *
     * @param live whether it would really be sent
     */
    public boolean mayBeTriedAgain(boolean live) {
        return switch (state) {
            case FAILED -> true;
            case TRIED -> live;
            case TIMED_OUT -> live || !Boolean.TRUE.equals(sending.live());
            case PENDING_APPROVAL,
                    APPROVED,
                    RUNNING,
                    SUCCEEDED,
                    REJECTED,
                    EXPIRED,
                    CANCELLED,
                    UNDO_REQUESTED,
                    UNDOING,
                    UNDONE,
                    UNDO_FAILED -> false;
        };
    }

    /** Whether a device put something together that can be had. */
    public boolean hasPackage() {
        return type == ActionType.COLLECT_INVESTIGATION_PACKAGE
                && state == ActionState.SUCCEEDED
                && Boolean.TRUE.equals(sending.live())
                && sending.outsideId() != null;
    }

    /** The same for what would be the same action. */
    static String openKey(ActionType type, Target target) {
        var asset = target.asset();
        return Text.key(type + "\n" + target.key() + "\n" + (asset == null ? "" : asset.key()));
    }
}
