package securitycenter.response;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import securitycenter.alerts.Verdict;
import securitycenter.response.RemediationAction.Sending;
import securitycenter.response.RemediationAction.Trouble;

/** What an action becomes with each step. Each is a new version of it. */
final class Steps {

    private Steps() {}

    /** @param live whether they saw that it is really sent */
    static RemediationAction firstApproval(RemediationAction action, Decision first, boolean live) {
        return new Next(action, first.at())
                .first(first)
                .sending(Sending.seen(live))
                .build();
    }

    /** Two must approve it, of whom this is the first. */
    static RemediationAction askedAnew(RemediationAction action, Decision first, boolean live, Instant until) {
        return new Next(action, first.at())
                .to(ActionState.PENDING_APPROVAL)
                .until(until)
                .first(first)
                .decision(null)
                .cancelling(null)
                .sending(Sending.seen(live))
                .build();
    }

    static RemediationAction approved(RemediationAction action, Decision decision, Sending sending) {
        return new Next(action, decision.at())
                .to(ActionState.APPROVED)
                .decision(decision)
                .sending(sending)
                .build();
    }

    static RemediationAction rejected(RemediationAction action, Decision decision) {
        return new Next(action, decision.at())
                .to(ActionState.REJECTED)
                .decision(decision)
                .build();
    }

    static RemediationAction expired(RemediationAction action, Instant now) {
        return new Next(action, now).to(ActionState.EXPIRED).build();
    }

    /** What was not begun. */
    static RemediationAction cancelled(RemediationAction action, Decision wish) {
        return new Next(action, wish.at())
                .to(ActionState.CANCELLED)
                .cancelling(Cancelling.wanted(wish))
                .sending(action.sending().ended(null, null, null, null))
                .build();
    }

    /** Microsoft is told at once of what it has; what may be on its way there is looked for when it can be found. */
    static RemediationAction cancelWanted(RemediationAction action, Decision wish) {
        var sending = action.sending();
        return new Next(action, wish.at())
                .cancelling(Cancelling.wanted(wish))
                .sending(sending.askedAgainAt(action.isAtMicrosoft() ? wish.at() : sending.nextAt(), sending.trouble()))
                .build();
    }

    /** Whether it stopped is asked at once. */
    static RemediationAction toldToStop(RemediationAction action, Cancelling cancelling, Instant now) {
        return new Next(action, now)
                .cancelling(new Cancelling(cancelling.wish(), true, null, null))
                .sending(action.sending().askedAgainAt(now, null))
                .same();
    }

    /** It may have ended just before. */
    static RemediationAction goesOnAllTheSame(
            RemediationAction action, Cancelling cancelling, Instant now, Trouble trouble, @Nullable String detail) {
        return new Next(action, now)
                .cancelling(new Cancelling(cancelling.wish(), false, trouble, detail))
                .sending(action.sending().askedAgainAt(now, null))
                .build();
    }

    static RemediationAction extended(RemediationAction action, Instant now, Instant until) {
        return new Next(action, now).until(until).build();
    }

    /** Whoever approved it already approved something else. */
    static RemediationAction judged(RemediationAction action, Instant now, Verdict verdict) {
        return new Next(action, now)
                .verdict(verdict)
                .first(null)
                .sending(Sending.NONE)
                .build();
    }

    static RemediationAction undoWanted(RemediationAction action, Decision undo, Sending sending) {
        return new Next(action, undo.at())
                .to(ActionState.UNDO_REQUESTED)
                .undo(undo)
                .sending(sending)
                .build();
    }

    /** Whoever tries again does not want it cancelled; what Microsoft was told is not forgotten while it has it. */
    static RemediationAction again(RemediationAction action, Instant now, Sending sending) {
        var cancelling = action.cancelling();
        var isKept = cancelling != null && cancelling.told() && sending.accepted();
        return new Next(action, now)
                .to(ActionState.APPROVED)
                .cancelling(isKept ? cancelling : null)
                .sending(sending)
                .build();
    }

    static boolean waitsForHand(RemediationAction action) {
        return action.state() == ActionState.RUNNING && !action.type().isSent()
                || action.state() == ActionState.UNDOING
                        && action.type()
                                .undo()
                                .filter(ActionType.Undo.BY_HAND::equals)
                                .isPresent();
    }

    static RemediationAction doneByHand(RemediationAction action, Instant now, boolean done, @Nullable String comment) {
        var undoing = action.state() == ActionState.UNDOING;
        var to = done
                ? undoing ? ActionState.UNDONE : ActionState.SUCCEEDED
                : undoing ? ActionState.UNDO_FAILED : ActionState.FAILED;
        var trouble = done ? null : Trouble.NOT_DONE_BY_HAND;
        return new Next(action, now)
                .to(to)
                .sending(action.sending().ended(null, trouble, comment, null))
                .build();
    }

    /** A call is about to be made: whoever finds it so later looks first what became of it. */
    static RemediationAction begun(RemediationAction action, Instant now, Instant lookAt) {
        var next = new Next(action, now).sending(action.sending().begun(now, lookAt));
        return switch (action.state()) {
            case APPROVED -> next.to(ActionState.RUNNING).build();
            case UNDO_REQUESTED -> next.to(ActionState.UNDOING).build();
            default -> next.same();
        };
    }

    /** A person is to do it, or nobody is asked at all. */
    static RemediationAction begunWithoutCall(RemediationAction action, Instant now) {
        return new Next(action, now)
                .to(action.state() == ActionState.APPROVED ? ActionState.RUNNING : ActionState.UNDOING)
                .sending(action.sending().askedAgainAt(null, null))
                .build();
    }

    /** It is asked again later, and what is in the way is noted. */
    static RemediationAction later(RemediationAction action, @Nullable Instant at, @Nullable Trouble trouble) {
        return new Next(action, action.updatedAt())
                .sending(action.sending().askedAgainAt(at, trouble))
                .same();
    }

    /** It was not sent after all, and is the first to be sent when that can be. */
    static RemediationAction turnedAway(RemediationAction action, Instant now) {
        return new Next(action, now)
                .to(action.state() == ActionState.RUNNING ? ActionState.APPROVED : ActionState.UNDO_REQUESTED)
                .sending(action.sending().turnedAway(now))
                .build();
    }

    /** It goes on at Microsoft, under this name. */
    static RemediationAction goesOn(RemediationAction action, String outsideId, Instant askAt) {
        return new Next(action, action.updatedAt())
                .sending(action.sending().accepted(outsideId, askAt))
                .same();
    }

    static RemediationAction ended(RemediationAction action, Instant now, ActionState state, Sending sending) {
        return new Next(action, now).to(state).sending(sending).build();
    }

    /** The parts of an action that change. */
    static final class Next {

        private final RemediationAction before;
        private final Instant now;
        private ActionState state;
        private Verdict verdict;
        private @Nullable Instant until;
        private @Nullable Decision first;
        private @Nullable Decision decision;
        private @Nullable Decision undo;
        private @Nullable Cancelling cancelling;
        private Sending sending;

        Next(RemediationAction before, Instant now) {
            this.before = before;
            this.now = now;
            state = before.state();
            verdict = before.verdict();
            until = before.expiresAt();
            first = before.first();
            decision = before.decision();
            undo = before.undo();
            cancelling = before.cancelling();
            sending = before.sending();
        }

        Next to(ActionState next) {
            state = next;
            return this;
        }

        Next verdict(Verdict next) {
            verdict = next;
            return this;
        }

        Next until(Instant next) {
            until = next;
            return this;
        }

        Next first(@Nullable Decision next) {
            first = next;
            return this;
        }

        Next decision(@Nullable Decision next) {
            decision = next;
            return this;
        }

        Next undo(Decision next) {
            undo = next;
            return this;
        }

        Next cancelling(@Nullable Cancelling next) {
            cancelling = next;
            return this;
        }

        Next sending(Sending next) {
            sending = next;
            return this;
        }

        /** A new version, which those who have the old one before them must see first. */
        RemediationAction build() {
            return version(before.version() + 1, now);
        }

        /** Nothing that people decide on has changed. */
        RemediationAction same() {
            return version(before.version(), before.updatedAt());
        }

        private RemediationAction version(int version, Instant at) {
            return new RemediationAction(
                    before.id(),
                    before.type(),
                    before.target(),
                    before.source(),
                    before.origin(),
                    verdict,
                    state,
                    version,
                    before.proposedAt(),
                    at,
                    state.isPending() ? until : null,
                    first,
                    decision,
                    undo,
                    cancelling,
                    sending);
        }
    }
}
