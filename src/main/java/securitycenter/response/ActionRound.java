package securitycenter.response;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import securitycenter.homes.TenantHome;
import securitycenter.response.RemediationAction.Trouble;

/**
 * Carries out what was approved in one home: sends it, asks what becomes of it, and ends what nobody decided in time. Before each
 * call it is written down that it is made, and afterwards what came of it; a process that is killed in between leaves what the
 * next one looks into before it asks again.
 */
@Component
class ActionRound {

    /** Of a round, so that all of them have their turn. */
    private static final int MOST = 100;

    /** Devices come back after days, and Microsoft remembers what was asked of them. */
    private static final Duration ASK_LATE = Duration.ofHours(1);

    private static final Duration ASK_NO_MORE = Duration.ofDays(30);

    private final AtMicrosoft microsoft;
    private final UnaskedLines lines;
    private final ActionSettings settings;
    private final Clock clock;

    ActionRound(AtMicrosoft microsoft, UnaskedLines lines, ActionSettings settings, Clock clock) {
        this.microsoft = microsoft;
        this.lines = lines;
        this.settings = settings;
        this.clock = clock;
    }

    /** When the next one is due; empty where nothing waits. */
    Optional<Instant> next(TenantHome home) {
        return new Actions(home).next();
    }

    /**
     * @param goesOn looked at before each action
     * @return whether there was something to do
     */
    boolean run(TenantHome home, BooleanSupplier goesOn) {
        var expired = new Actions(home).expired(now(), MOST);
        for (var id : expired) {
            change(home, id, action -> isOver(action) ? Steps.expired(action, now()) : action);
        }
        var due = new Actions(home).due(now(), MOST);
        RuntimeException fault = null;
        for (var id : due) {
            if (!goesOn.getAsBoolean()) {
                break;
            }
            try {
                step(home, id);
            } catch (RuntimeException ofOne) {
                fault = ofOne; // The others have their turn all the same.
            }
        }
        lines.write(home, goesOn);
        if (fault != null) {
            throw fault;
        }
        var forgotten = forget(home);
        return !expired.isEmpty() || !due.isEmpty() || forgotten;
    }

    private boolean forget(TenantHome home) {
        var before = now().minus(settings.keptFor());
        return requireNonNull(home.transactions().execute(_ -> new Actions(home).forget(before, MOST))) == MOST;
    }

    private boolean isOver(RemediationAction action) {
        return action.state() == ActionState.PENDING_APPROVAL
                && action.expiresAt() != null
                && !action.expiresAt().isAfter(now());
    }

    private void step(TenantHome home, UUID id) {
        change(home, id, action -> begin(home, action))
                .filter(begun -> begun.sending().nextAt() != null && !begun.waitsForItsTurn())
                .ifPresent(begun -> {
                    var sent = sent(home, begun);
                    change(home, id, now -> now.version() == begun.version() ? after(now, sent) : now);
                });
    }

    private Sent sent(TenantHome home, RemediationAction action) {
        var sending = action.sending();
        if (!Boolean.TRUE.equals(sending.live())) {
            return new Sent.Tried();
        }
        if (sending.accepted() && sending.outsideId() != null) {
            return heard(home, action, sending.outsideId());
        }
        var isAgain = sending.attempts() > 1;
        return isToBeStopped(action) || isAgain && mayNotBeSent(home, action) && canBeLookedFor(action)
                ? microsoft.lookFor(home, action)
                : microsoft.send(home, action, action.isBeingUndone(), isAgain);
    }

    private static boolean canBeLookedFor(RemediationAction action) {
        return Calls.canBeLookedFor(action.type(), action.isBeingUndone());
    }

    private static boolean isToBeStopped(RemediationAction action) {
        return action.cancelling() != null && action.cancelling().isToBeTold() && !action.isBeingUndone();
    }

    /** What ended is not told to stop; what cannot be asked about now is, for a person waits for that. */
    private Sent heard(TenantHome home, RemediationAction action, String machineAction) {
        var heard = microsoft.ask(home, machineAction);
        var mayGoOn = heard instanceof Sent.GoesOn
                || heard instanceof Sent.Unknown(var trouble, var _) && trouble == Trouble.THROTTLED;
        return mayGoOn && isToBeStopped(action)
                ? microsoft.cancel(home, action, requireNonNull(action.cancelling()), machineAction)
                : heard;
    }

    /** Written down before it is done. What another process has begun a moment ago is left to it. */
    private RemediationAction begin(TenantHome home, RemediationAction action) {
        var at = action.sending().nextAt();
        if (at == null || at.isAfter(now())) {
            return action;
        }
        return switch (action.state()) {
            case APPROVED, UNDO_REQUESTED -> first(home, action);
            case RUNNING, UNDOING -> isLeftAsItIs(home, action) ? timedOut(action, Trouble.SILENT) : begun(action);
            case TIMED_OUT ->
                Steps.later(
                        action,
                        now().plus(settings.lostAfter()),
                        action.sending().trouble());
            case PENDING_APPROVAL, SUCCEEDED, TRIED, FAILED, REJECTED, EXPIRED, CANCELLED, UNDONE, UNDO_FAILED ->
                Steps.later(action, null, action.sending().trouble());
        };
    }

    /** It is not to be sent again, and nobody can look whether it came there. */
    private boolean isLeftAsItIs(TenantHome home, RemediationAction action) {
        return Boolean.TRUE.equals(action.sending().live())
                && !action.isAtMicrosoft()
                && !canBeLookedFor(action)
                && mayNotBeSent(home, action);
    }

    private boolean mayNotBeSent(TenantHome home, RemediationAction action) {
        return isTooLate(action) || isSwitchedOff(home, action);
    }

    /** Whoever switches a kind back to being tried wants nothing sent any more; what was done can still be taken back. */
    private static boolean isSwitchedOff(TenantHome home, RemediationAction action) {
        return Boolean.TRUE.equals(action.sending().live())
                && !action.isBeingUndone()
                && !KindSettings.of(home).live().contains(action.type());
    }

    private RemediationAction first(TenantHome home, RemediationAction action) {
        // What may have come there before is looked for instead.
        var isNew = action.sending().attempts() == 0;
        if ((isNew || !canBeLookedFor(action)) && mayNotBeSent(home, action)) {
            return refused(action, whyNotSent(action), null);
        }
        if (isByHand(action)) {
            return Steps.begunWithoutCall(action, now());
        }
        return isNew && Boolean.TRUE.equals(action.sending().live()) ? inTurn(home, action) : begun(action);
    }

    /** Of what is not sent any more. */
    private Trouble whyNotSent(RemediationAction action) {
        return isTooLate(action) ? Trouble.NOT_SENT_IN_TIME : Trouble.SWITCHED_OFF;
    }

    /** Microsoft takes only so many calls: what is too many is not begun, and has its place behind those that wait already. */
    private RemediationAction inTurn(TenantHome home, RemediationAction action) {
        var wait = microsoft.wait(home, action.type());
        if (wait.isZero()) {
            return begun(action);
        }
        var free = now().plus(wait);
        var queue = new SendingQueue(home, action.type());
        queue.putOff(free);
        if (action.waitsForItsTurn()) {
            return action;
        }
        var turn = queue.end().filter(free::isBefore).orElse(free);
        return Steps.later(action, earlier(turn, action.sending().giveUpAt()), Trouble.THROTTLED);
    }

    private static Instant earlier(Instant one, @Nullable Instant other) {
        return other == null || one.isBefore(other) ? one : other;
    }

    private static boolean isByHand(RemediationAction action) {
        return action.isBeingUndone()
                ? action.type().undo().filter(ActionType.Undo.BY_HAND::equals).isPresent()
                : !action.type().isSent();
    }

    private RemediationAction begun(RemediationAction action) {
        return Steps.begun(action, now(), now().plus(settings.lostAfter()));
    }

    private RemediationAction after(RemediationAction action, Sent sent) {
        return switch (sent) {
            case Sent.Done(var id) -> done(action, id);
            case Sent.Tried _ ->
                Steps.ended(action, now(), ActionState.TRIED, action.sending().ended(null, null, null, null));
            case Sent.GoesOn(var id) -> goesOn(action, id);
            case Sent.NeverCame _ ->
                isToBeStopped(action) ? cancelled(action) : refused(action, whyNotSent(action), null);
            case Sent.ToldToStop _ -> Steps.toldToStop(action, requireNonNull(action.cancelling()), now());
            case Sent.WillNotStop(var trouble, var detail) ->
                Steps.goesOnAllTheSame(action, requireNonNull(action.cancelling()), now(), trouble, detail);
            case Sent.Refused(Trouble trouble, var detail)
            when trouble == Trouble.CANCELLED_THERE && isByUs(action, detail) -> cancelled(action);
            case Sent.Refused(var trouble, var detail) -> refused(action, trouble, detail);
            case Sent.Unknown(var trouble, var pause) ->
                unknown(action, trouble, pause == null ? Duration.ZERO : pause);
        };
    }

    private RemediationAction cancelled(RemediationAction action) {
        return Steps.ended(
                action, now(), ActionState.CANCELLED, action.sending().ended(null, null, null, null));
    }

    /** Who was killed after they told it did not write down that they did. */
    private static boolean isByUs(RemediationAction action, @Nullable String comment) {
        var cancelling = action.cancelling();
        return cancelling != null
                && !action.isBeingUndone()
                && (cancelling.told() || comment != null && comment.startsWith(Calls.mark(action, false)));
    }

    private RemediationAction done(RemediationAction action, @Nullable String id) {
        var state = action.isBeingUndone() ? ActionState.UNDONE : ActionState.SUCCEEDED;
        return Steps.ended(action, now(), state, action.sending().ended(id, null, null, null));
    }

    private RemediationAction goesOn(RemediationAction action, String id) {
        if (action.state() == ActionState.TIMED_OUT) {
            var isLate = action.updatedAt().plus(ASK_NO_MORE).isBefore(now());
            return Steps.later(action, isLate ? null : now().plus(ASK_LATE), Trouble.DEVICE_AWAY);
        }
        return isTooLate(action)
                ? timedOut(Steps.goesOn(action, id, now()), Trouble.DEVICE_AWAY)
                : Steps.goesOn(action, id, now().plus(settings.askEvery()));
    }

    private boolean isTooLate(RemediationAction action) {
        var giveUpAt = action.sending().giveUpAt();
        return giveUpAt != null && !giveUpAt.isAfter(now());
    }

    private RemediationAction refused(RemediationAction action, Trouble trouble, @Nullable String detail) {
        // What runs there already ends, and then it is our turn.
        if (trouble == Trouble.BUSY && !isTooLate(action)) {
            return Steps.later(action, now().plus(settings.askEvery()), trouble);
        }
        var state = action.isBeingUndone()
                ? ActionState.UNDO_FAILED
                : trouble == Trouble.CANCELLED_THERE ? ActionState.CANCELLED : ActionState.FAILED;
        return Steps.ended(action, now(), state, action.sending().ended(null, trouble, detail, null));
    }

    private RemediationAction unknown(RemediationAction action, Trouble trouble, Duration pause) {
        // Of the only call that there was it is known that it did not come there.
        var isTurnedAway = trouble == Trouble.THROTTLED
                && action.sending().attempts() == 1
                && !action.sending().accepted();
        if (action.state() != ActionState.TIMED_OUT && isTooLate(action)) {
            return isTurnedAway ? refused(action, Trouble.NOT_SENT_IN_TIME, null) : timedOut(action, trouble);
        }
        if (isTurnedAway) {
            return Steps.turnedAway(action, now());
        }
        // What Microsoft has taken on does not wait for its turn; only our question does.
        return trouble == Trouble.THROTTLED && action.sending().accepted()
                ? Steps.later(
                        action,
                        later(action, pause, tenthOfAge(action)),
                        action.sending().trouble())
                : Steps.later(action, later(action, pause), trouble);
    }

    /** After the longest of them, but before it is given up. */
    private Instant later(RemediationAction action, Duration... pauses) {
        var longest = Stream.concat(Stream.of(settings.askEvery()), Stream.of(pauses))
                .max(Comparator.naturalOrder())
                .orElseThrow();
        return earlier(now().plus(longest), action.sending().giveUpAt());
    }

    /** Where not all can be asked about, the young ones come first: what goes on for long can be left for longer. */
    private Duration tenthOfAge(RemediationAction action) {
        var begun = action.sending().begunAt();
        var tenth =
                begun == null ? Duration.ZERO : Duration.between(begun, now()).dividedBy(10);
        return tenth.compareTo(ASK_LATE) < 0 ? tenth : ASK_LATE;
    }

    private RemediationAction timedOut(RemediationAction action, Trouble trouble) {
        return action.isBeingUndone()
                ? Steps.ended(
                        action, now(), ActionState.UNDO_FAILED, action.sending().ended(null, trouble, null, null))
                : Steps.ended(
                        action,
                        now(),
                        ActionState.TIMED_OUT,
                        action.sending()
                                .ended(null, trouble, null, action.sending().accepted() ? now().plus(ASK_LATE) : null));
    }

    /** @return as it is afterwards; empty where nothing changed, or it is gone */
    private Optional<RemediationAction> change(TenantHome home, UUID id, UnaryOperator<RemediationAction> step) {
        return requireNonNull(home.transactions().execute(_ -> {
            var actions = new Actions(home);
            return actions.hold(id).flatMap(action -> {
                var after = step.apply(action);
                if (after == action) {
                    return Optional.empty();
                }
                actions.change(action, after, null, detail(action, after));
                return Optional.of(after);
            });
        }));
    }

    private static @Nullable String detail(RemediationAction before, RemediationAction after) {
        var cancelling = after.cancelling();
        return before.state() == after.state() && cancelling != null
                ? cancelling.detail()
                : after.sending().detail();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
