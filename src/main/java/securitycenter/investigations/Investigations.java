package securitycenter.investigations;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.groupingBy;

import com.github.kagkarlsson.scheduler.Scheduler;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import securitycenter.alerts.EvidenceKind;
import securitycenter.alerts.InvestigationState;
import securitycenter.alerts.Verdict;
import securitycenter.audit.Act;
import securitycenter.audit.AuditLog;
import securitycenter.feed.IncidentNews;
import securitycenter.homes.TenantHome;
import securitycenter.identity.SignedInUser;
import securitycenter.investigations.Answered.Done;
import securitycenter.investigations.Answered.Gone;
import securitycenter.investigations.Answered.Otherwise;
import securitycenter.investigations.Asset.Standing;
import securitycenter.investigations.LogEntry.Outcome;
import securitycenter.investigations.Records.Condition;
import securitycenter.response.ActionState;
import securitycenter.response.Decider;
import securitycenter.response.Remediation;
import securitycenter.response.RemediationAction;

/** Investigations for those who read them, and what people do with them. Whoever decides has the right to. */
@Component
public class Investigations {

    public static final int LONGEST_REASON = 1_000;

    private static final String KIND = "investigation";

    private final IncidentNews news;
    private final Remediation remediation;
    private final AuditLog audit;
    private final ObjectProvider<Scheduler> scheduler;
    private final Clock clock;

    public Investigations(
            IncidentNews news,
            Remediation remediation,
            AuditLog audit,
            ObjectProvider<Scheduler> scheduler,
            Clock clock) {
        this.news = news;
        this.remediation = remediation;
        this.audit = audit;
        this.scheduler = scheduler;
        this.clock = clock;
    }

    public Optional<Investigation> find(TenantHome home, long number) {
        return new Records(home).find(number);
    }

    /** Whether there was one of that number, though it may be too old to be kept. */
    public boolean wasThere(TenantHome home, long number) {
        return number >= 1 && number < new Records(home).unused();
    }

    /**
     * The newest first.
     *
     * @param states all when empty
     * @param before the number behind which the page begins; null for the first one
     */
    public Page<Investigation> page(TenantHome home, Collection<InvestigationState> states, @Nullable Long before) {
        return page(home, condition(states), before);
    }

    private static Condition condition(Collection<InvestigationState> states) {
        return states.isEmpty() ? new Condition.All() : new Condition.In(states);
    }

    private static Page<Investigation> page(TenantHome home, Condition condition, @Nullable Long before) {
        return Page.of(new Records(home).before(before, condition, Page.LENGTH + 1), Investigation::number);
    }

    /** @param most where there are more, it is this */
    public long count(TenantHome home, Collection<InvestigationState> states, int most) {
        return new Records(home).count(condition(states), most);
    }

    /** The newest first; also those of incidents that became part of it. */
    public Page<Investigation> ofIncident(TenantHome home, long incident, @Nullable Long before) {
        return page(home, new Condition.Of(news.partsOf(home, incident)), before);
    }

    /** The number of the one that an alert is part of. */
    public Optional<Long> ofAlert(TenantHome home, long alert) {
        return new Joined(home).ofAlert(alert);
    }

    /** @param most where there are more, it is this */
    public int alertCount(TenantHome home, long number, int most) {
        return new Joined(home).count(number, most);
    }

    /** In the order in which they came. */
    public Page<JoinedAlert> alerts(TenantHome home, long number, @Nullable Long after) {
        return Page.of(new Joined(home).alerts(number, behind(after), Page.LENGTH + 1), JoinedAlert::alert);
    }

    /** In the order in which it came to them. */
    public Page<Asset> assets(TenantHome home, long number, @Nullable Long after) {
        return Page.of(new Assets(home, number).page(behind(after), Page.LENGTH + 1), Asset::id);
    }

    /** Devices, mailboxes or people, in the order in which it came to them. */
    public Page<Asset> assets(TenantHome home, long number, EvidenceKind kind, @Nullable Long after) {
        return Page.of(new Assets(home, number).page(kind, behind(after), Page.LENGTH + 1), Asset::id);
    }

    /** The devices to which it goes on only if a person says so. */
    public List<Asset> waiting(TenantHome home, long number, int most) {
        return new Assets(home, number).waiting(most);
    }

    /** Kinds of which there are none are left out. */
    public Map<EvidenceKind, Integer> assetCounts(TenantHome home, long number) {
        return new Assets(home, number).counts();
    }

    /** What was judged malicious or suspicious, in the order in which it was found. */
    public Page<Entity> threats(TenantHome home, long number, @Nullable Long after) {
        return Page.of(new Exhibits(home, number).threats(behind(after), Page.LENGTH + 1), Entity::id);
    }

    /**
     * In the order in which they were found.
     *
     * @param verdict null for all
     */
    public Page<Entity> entities(TenantHome home, long number, @Nullable Verdict verdict, @Nullable Long after) {
        return Page.of(new Exhibits(home, number).entities(verdict, behind(after), Page.LENGTH + 1), Entity::id);
    }

    /** Where each of these is, and what is done to it there. */
    public Map<Long, List<Sighting>> sightings(TenantHome home, long number, Collection<Entity> entities) {
        return new Sightings(home, number)
                .of(entities.stream().map(Entity::id).toList()).stream().collect(groupingBy(Sighting::entity));
    }

    /**
     * The first first.
     *
     * @param stage null for all
     */
    public Page<LogEntry> log(TenantHome home, long number, @Nullable Stage stage, @Nullable Long after) {
        return Page.of(new LogBook(home).steps(number, stage, behind(after), Page.LENGTH + 1), LogEntry::id);
    }

    /** How many entities it has, how many were judged so, and how many are dealt with that far. */
    public EntityCounts counts(TenantHome home, long number) {
        return new Exhibits(home, number).counts();
    }

    private static long behind(@Nullable Long after) {
        return after == null ? 0 : after;
    }

    /**
     * Nothing more is looked at, and what it proposed and nobody began is not done.
     *
     * @param seen the version that the person had before them
     * @param reason at most {@link #LONGEST_REASON} characters
     */
    public Answered cancel(SignedInUser user, TenantHome home, long number, int seen, String reason) {
        var who = Decider.of(user);
        var cancelled = new ArrayList<RemediationAction>();
        var answer = within(home, number, (records, held) -> {
            if (!held.isOpen() || held.version() != seen) {
                return new Otherwise(held);
            }
            cancelled.addAll(remediation.cancelAllOf(home, number, who, reason));
            var ended = new Next(held, now())
                    .state(InvestigationState.TERMINATED_BY_USER)
                    .cancelled(who, reason)
                    .ended()
                    .build();
            records.change(ended);
            log(home, held, "cancelled", who, reason);
            return new Done(ended);
        });
        cancelled.forEach(action -> audit.record(Act.of(user, "action.cancelled")
                .on("remediation-action", action.label())
                .from(action.audited())
                .to("action." + ActionState.CANCELLED)
                .because(reason)));
        return recorded(home, answer, Act.of(user, "investigation.cancelled").because(reason), number);
    }

    /** @param seen the version that the person had before them */
    public Answered approveWidening(SignedInUser user, TenantHome home, long number, int seen) {
        return decide(user, home, number, seen, Widening.APPROVED);
    }

    /** @param seen the version that the person had before them */
    public Answered rejectWidening(SignedInUser user, TenantHome home, long number, int seen) {
        return decide(user, home, number, seen, Widening.REJECTED);
    }

    private Answered decide(SignedInUser user, TenantHome home, long number, int seen, Widening decision) {
        var who = Decider.of(user);
        var isIn = decision == Widening.APPROVED;
        var answer = within(home, number, (records, held) -> {
            if (!held.isOpen() || held.version() != seen || held.widening() != Widening.WAITS || isOver(held)) {
                return new Otherwise(held);
            }
            new Assets(home, number).decideWaiting(isIn ? Standing.IN : Standing.LEFT_OUT);
            var next = new Next(held, now()).widening(decision, null);
            var decided = switch (held.stage()) {
                case WATCH -> next.to(Stage.ACT, 0).build();
                // It has looked around on the others already, and not on these.
                case WIDEN -> next.to(Stage.WIDEN, 0).build();
                // It comes to them by itself.
                case TAKE, EXPAND, JUDGE, ACT -> next.build();
            };
            records.change(decided);
            log(home, held, isIn ? "widening-approved" : "widening-rejected", who);
            return new Done(decided);
        });
        return recorded(
                home,
                answer,
                Act.of(user, isIn ? "investigation.widening-approved" : "investigation.widening-rejected"),
                number);
    }

    private boolean isOver(Investigation held) {
        var until = held.wideningUntil();
        return until != null && !until.isAfter(now());
    }

    private void log(TenantHome home, Investigation held, String what, Decider who, Object... filledWith) {
        new LogBook(home).add(held.number(), held.stage(), what, Outcome.DONE, now(), now(), who, filledWith);
    }

    private static Answered within(
            TenantHome home, long number, BiFunction<Records, Investigation, Answered> decision) {
        return requireNonNull(home.transactions().execute(_ -> {
            var records = new Records(home);
            return records.hold(number)
                    .map(held -> decision.apply(records, held))
                    .orElseGet(Gone::new);
        }));
    }

    private Answered recorded(TenantHome home, Answered answer, Act act, long number) {
        if (answer instanceof Done) {
            audit.record(act.on(KIND, String.valueOf(number)));
            scheduler.ifAvailable(jobs -> InvestigationTask.wake(jobs, home.tenant(), clock));
        }
        return answer;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
