package securitycenter.response;

import static java.util.Objects.requireNonNull;

import com.github.kagkarlsson.scheduler.Scheduler;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import securitycenter.alerts.Verdict;
import securitycenter.homes.TenantHome;
import securitycenter.response.Answered.Done;
import securitycenter.response.Answered.Gone;
import securitycenter.response.Answered.Impossible;
import securitycenter.response.Answered.NeedsAnother;
import securitycenter.response.Answered.NotTheSamePerson;
import securitycenter.response.Answered.Otherwise;
import securitycenter.response.RemediationAction.Sending;

/**
 * Remediation actions, and what people decide about them. Whoever decides has the right to, which the caller has found out; two
 * who decide at once do so one after the other, and the second sees what the first decided.
 */
@Component
public class Remediation {

    private final AtMicrosoft microsoft;
    private final ActionSettings settings;
    private final ObjectProvider<Scheduler> scheduler;
    private final Clock clock;

    Remediation(AtMicrosoft microsoft, ActionSettings settings, ObjectProvider<Scheduler> scheduler, Clock clock) {
        this.microsoft = microsoft;
        this.scheduler = scheduler;
        this.settings = settings;
        this.clock = clock;
    }

    public Optional<RemediationAction> find(TenantHome home, UUID id) {
        return new Actions(home).find(id);
    }

    /** Those that are there, in the order of the ids. */
    public List<RemediationAction> find(TenantHome home, List<UUID> ids) {
        var found = new Actions(home).find(ids);
        return ids.stream()
                .distinct()
                .flatMap(id -> Optional.ofNullable(found.get(id)).stream())
                .toList();
    }

    /**
     * What an investigation proposed, in that order.
     *
     * @param waiting those on which nobody has decided; else all others
     * @param after the one behind which they begin; null for the first ones
     */
    public List<RemediationAction> ofInvestigation(
            TenantHome home, long investigation, boolean waiting, @Nullable UUID after, int most) {
        var actions = new Actions(home);
        var last = after == null ? null : actions.find(after).orElse(null);
        return actions.of(investigation, waiting, last, most);
    }

    /**
     * What changed then or later, the earliest first.
     *
     * @param after of those that changed just then, only the ones behind it are meant
     */
    public List<ActionStanding> changedSince(TenantHome home, Instant since, UUID after, int most) {
        return new Actions(home).changedSince(since, after, most);
    }

    /** All that happened to it, the first first. */
    public List<Turn> turns(TenantHome home, UUID id) {
        return new Actions(home).turns(id);
    }

    /** Whether it is really sent once it is approved now, and not only tried. */
    public boolean isLive(TenantHome home, ActionType type) {
        return type.isSent() && KindSettings.of(home).live().contains(type);
    }

    /** The call that is made, as people read it; empty where a person does it. */
    public Optional<String> call(RemediationAction action, boolean isUndo) {
        return microsoft.shown(action, isUndo);
    }

    /** How actions of the kind are sent; empty where a person does them. */
    public Optional<ExampleCall> example(ActionType type) {
        return microsoft.example(type);
    }

    /**
     * Within the caller’s transaction, who {@link #wake wakes} afterwards whoever carries them out. What waits or is under way
     * already is not asked for twice.
     *
     * @param who the person who asks for it; null where nobody does
     * @return in the order of the proposals
     * @throws IllegalStateException where one lacks what its call needs to say
     */
    public List<RemediationAction> propose(TenantHome home, List<Proposal> proposals, @Nullable Decider who) {
        var actions = new Actions(home);
        var kinds = KindSettings.of(home);
        var proposed = new ArrayList<RemediationAction>();
        for (var proposal : proposals) {
            var there = actions.open(proposal.type(), proposal.target());
            if (there.isPresent()) {
                proposed.add(there.get());
                continue;
            }
            var action = action(proposal, kinds);
            Calls.check(action);
            actions.add(action, who);
            proposed.add(action);
        }
        return proposed;
    }

    private RemediationAction action(Proposal proposal, KindSettings kinds) {
        var now = now();
        var asks = proposal.asks() || kinds.needTwo().contains(proposal.type());
        return new RemediationAction(
                UUID.randomUUID(),
                proposal.type(),
                proposal.target(),
                proposal.source(),
                proposal.origin(),
                proposal.verdict(),
                asks ? ActionState.PENDING_APPROVAL : ActionState.APPROVED,
                1,
                now,
                now,
                asks ? now.plus(settings.decideWithin()) : null,
                null,
                asks ? null : new Decision(Decision.Kind.APPROVED, null, now, null),
                null,
                null,
                asks ? Sending.NONE : toBeSent(proposal.type(), kinds, now));
    }

    private Sending toBeSent(ActionType type, KindSettings kinds, Instant now) {
        return Sending.due(kinds.live().contains(type), null, now, now.plus(settings.giveUpAfter()));
    }

    /**
     * @param seen the version that the person had before them
     * @param live whether they were shown that it is really sent
     */
    public Answered approve(TenantHome home, Decider who, UUID id, int seen, boolean live, @Nullable String comment) {
        return decide(
                home,
                id,
                seen,
                (actions, action) -> isLive(home, action.type()) == live
                        ? approve(home, actions, action, who, comment)
                        : new Otherwise(action));
    }

    private Answered approve(
            TenantHome home, Actions actions, RemediationAction action, Decider who, @Nullable String comment) {
        var now = now();
        var kinds = KindSettings.of(home);
        var decision = new Decision(Decision.Kind.APPROVED, who, now, comment);
        if (kinds.needTwo().contains(action.type())) {
            var first = action.first();
            var live = isLive(home, action.type());
            // Who approved that it is tried has not approved that it is sent.
            if (first == null || !Boolean.valueOf(live).equals(action.sending().live())) {
                var noted = Steps.firstApproval(action, decision, live);
                actions.change(action, noted, who, comment);
                return new NeedsAnother(noted);
            }
            if (first.by() != null && first.by().id().equals(who.id())) {
                return new NotTheSamePerson(action);
            }
        }
        var approved = Steps.approved(action, decision, toBeSent(action.type(), kinds, now));
        actions.change(action, approved, who, comment);
        return new Done(approved);
    }

    /** @param seen the version that the person had before them */
    public Answered reject(TenantHome home, Decider who, UUID id, int seen, String reason) {
        return decide(home, id, seen, (actions, action) -> {
            var rejected = Steps.rejected(action, new Decision(Decision.Kind.REJECTED, who, now(), reason));
            actions.change(action, rejected, who, reason);
            return new Done(rejected);
        });
    }

    private Answered decide(
            TenantHome home, UUID id, int seen, BiFunction<Actions, RemediationAction, Answered> decision) {
        return within(home, id, (actions, action) -> {
            if (expires(action)) {
                var expired = Steps.expired(action, now());
                actions.change(action, expired, null, null);
                return new Otherwise(expired);
            }
            return action.state() == ActionState.PENDING_APPROVAL && action.version() == seen
                    ? decision.apply(actions, action)
                    : new Otherwise(action);
        });
    }

    private boolean expires(RemediationAction action) {
        return action.state() == ActionState.PENDING_APPROVAL
                && action.expiresAt() != null
                && !action.expiresAt().isAfter(now());
    }

    /** Gives whoever is to decide the whole time again. */
    public Answered extend(TenantHome home, Decider who, UUID id, int seen) {
        return decide(home, id, seen, (actions, action) -> {
            var extended = Steps.extended(action, now(), now().plus(settings.decideWithin()));
            actions.change(action, extended, who, null);
            return new Done(extended);
        });
    }

    /** @param seen the version that the person had before them */
    public Answered undo(TenantHome home, Decider who, UUID id, int seen, @Nullable String comment) {
        return within(home, id, (actions, action) -> {
            if (action.version() != seen) {
                return new Otherwise(action);
            }
            if (!action.mayBeUndone()) {
                return new Impossible(action);
            }
            var now = now();
            var sending = Sending.due(
                    Boolean.TRUE.equals(action.sending().live()),
                    action.sending().outsideId(),
                    now,
                    now.plus(settings.giveUpAfter()));
            var wanted = Steps.undoWanted(action, new Decision(Decision.Kind.APPROVED, who, now, comment), sending);
            actions.change(action, wanted, who, comment);
            return new Done(wanted);
        });
    }

    /** Asks Microsoft, so never within a transaction. */
    public PackageLink packageOf(TenantHome home, RemediationAction action) {
        var machineAction = action.sending().outsideId();
        return action.hasPackage() && machineAction != null
                ? microsoft.packageOf(home, machineAction)
                : new PackageLink.NotThere();
    }

    /** What {@link #cancel} tells Microsoft, as people read it; empty where it need not be told. */
    public Optional<String> cancelCall(RemediationAction action, Decision wish) {
        return action.isNotBegun() ? Optional.empty() : microsoft.shownToCancel(action, Cancelling.wanted(wish));
    }

    /**
     * What was not begun is not done. What Microsoft has taken on goes on until it says that it stopped.
     *
     * @param seen the version that the person had before them
     */
    public Answered cancel(TenantHome home, Decider who, UUID id, int seen, String reason) {
        return within(home, id, (actions, action) -> {
            if (action.version() != seen) {
                return new Otherwise(action);
            }
            if (!action.mayBeCancelled()) {
                return new Impossible(action);
            }
            var wish = new Decision(Decision.Kind.APPROVED, who, now(), reason);
            var after = action.isNotBegun() ? Steps.cancelled(action, wish) : Steps.cancelWanted(action, wish);
            actions.change(action, after, who, reason);
            return new Done(after);
        });
    }

    /**
     * Sends once more what failed or was not heard of.
     *
     * @param live as with {@link #approve}
     */
    public Answered retry(TenantHome home, Decider who, UUID id, int seen, boolean live) {
        return within(home, id, (actions, action) -> {
            if (action.version() != seen || isLive(home, action.type()) != live) {
                return new Otherwise(action);
            }
            if (!action.mayBeTriedAgain(live)
                    || actions.open(action.type(), action.target()).isPresent()) {
                return new Impossible(action);
            }
            if (lacksAnother(home, action, live)) {
                return askedAnew(actions, action, who, live);
            }
            var due = toBeSent(action.type(), KindSettings.of(home), now());
            // Of what was not heard of, it is asked first.
            var sending = action.state() == ActionState.TIMED_OUT
                    ? action.sending().resumed(live, now(), now().plus(settings.giveUpAfter()))
                    : due;
            var again = Steps.again(action, now(), sending);
            actions.change(action, again, who, null);
            return new Done(again);
        });
    }

    /** Whoever tries it again is the first of two. What was not heard of may have been done, and is not asked for anew. */
    private Answered askedAnew(Actions actions, RemediationAction action, Decider who, boolean live) {
        if (!action.state().mayBecome(ActionState.PENDING_APPROVAL)) {
            return new Impossible(action);
        }
        var first = new Decision(Decision.Kind.APPROVED, who, now(), null);
        var asked = Steps.askedAnew(action, first, live, now().plus(settings.decideWithin()));
        actions.change(action, asked, who, null);
        return new NeedsAnother(asked);
    }

    /** Two must have approved it as it is now: really sent, or only tried. */
    private static boolean lacksAnother(TenantHome home, RemediationAction action, boolean live) {
        return KindSettings.of(home).needTwo().contains(action.type())
                && (action.first() == null
                        || live && !Boolean.TRUE.equals(action.sending().live()));
    }

    /** One type of each reach that what waits or is not begun for an investigation has: whoever ends it must have the right to all. */
    public List<ActionType> reachedBy(TenantHome home, long investigation) {
        return List.copyOf(new Actions(home)
                .openTypesOf(investigation).stream()
                        .collect(Collectors.toMap(ActionType::reach, type -> type, (one, _) -> one))
                        .values());
    }

    /**
     * Of an investigation that somebody ended: what waits for a decision, or was not begun, is not done any more.
     *
     * @return those that are cancelled by that, as they were before
     */
    public List<RemediationAction> cancelAllOf(TenantHome home, long investigation, Decider who, String reason) {
        var before = new ArrayList<RemediationAction>();
        for (var id : new Actions(home).openOf(investigation)) {
            within(home, id, (actions, action) -> {
                if (!action.state().isPending() && !action.isNotBegun()) {
                    return new Impossible(action);
                }
                var cancelled = Steps.cancelled(action, new Decision(Decision.Kind.APPROVED, who, now(), reason));
                actions.change(action, cancelled, who, reason);
                before.add(action);
                return new Done(cancelled);
            });
        }
        return before;
    }

    /** What a person says of an action that no API does, or of taking it back. */
    public Answered doneByHand(
            TenantHome home, Decider who, UUID id, int seen, boolean done, @Nullable String comment) {
        return within(home, id, (actions, action) -> {
            if (action.version() != seen) {
                return new Otherwise(action);
            }
            if (!Steps.waitsForHand(action)) {
                return new Impossible(action);
            }
            var after = Steps.doneByHand(action, now(), done, comment);
            actions.change(action, after, who, comment);
            return new Done(after);
        });
    }

    private Answered within(TenantHome home, UUID id, BiFunction<Actions, RemediationAction, Answered> step) {
        var answered = requireNonNull(home.transactions().execute(_ -> {
            var actions = new Actions(home);
            return actions.hold(id).map(action -> step.apply(actions, action)).orElseGet(Gone::new);
        }));
        if (answered instanceof Done(var action) && action.sending().nextAt() != null) {
            wake(home);
        }
        return answered;
    }

    /** Nothing of the kind is to be sent any more: what waits for its turn ends now, and not only then. */
    public void switchedOff(TenantHome home, ActionType type) {
        new SendingQueue(home, type).bringForward(now());
        wake(home);
    }

    /** What was approved is begun at once. */
    public void wake(TenantHome home) {
        scheduler.ifAvailable(jobs -> ActionJobs.wake(jobs, home.tenant(), clock));
    }

    /** What an investigation now thinks of the thing. Whoever was about to decide sees that first. */
    public void judgeAnew(TenantHome home, UUID id, Verdict verdict) {
        home.transactions().executeWithoutResult(_ -> {
            var actions = new Actions(home);
            actions.hold(id)
                    .filter(action -> action.state() == ActionState.PENDING_APPROVAL && action.verdict() != verdict)
                    .ifPresent(action -> actions.change(action, Steps.judged(action, now(), verdict), null, null));
        });
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
