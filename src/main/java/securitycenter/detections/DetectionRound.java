package securitycenter.detections;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import securitycenter.audit.Act;
import securitycenter.audit.AuditLog;
import securitycenter.detections.AlertMaking.Detected;
import securitycenter.detections.DetectionRun.Problem;
import securitycenter.detections.DetectionRun.State;
import securitycenter.detections.RuleActions.Made;
import securitycenter.detections.RuleActions.Prepared;
import securitycenter.detections.RuleActions.Proposed;
import securitycenter.homes.TenantHome;
import securitycenter.hunts.Asker;
import securitycenter.hunts.Asker.Channel;
import securitycenter.hunts.Hunts;
import securitycenter.hunts.Outcome.Answer;
import securitycenter.hunts.Outcome.Rejected;
import securitycenter.hunts.Outcome.Stopped;
import securitycenter.hunts.Question;
import securitycenter.incidents.Incidents;

/** Runs the rules of a tenant whose turn it is. Cut off at any point, it makes the same alerts when it is repeated. */
@Component
class DetectionRound {

    private static final Logger log = LoggerFactory.getLogger(DetectionRound.class);

    /** Of one run; the rest has its turn with the next. Source: facts of hunting, section 6. */
    static final int MOST_ALERTS = 100;

    private static final Duration SOON = Duration.ofMinutes(5);
    private static final Duration LATER = Duration.ofHours(1);

    /** So that other tenants have their turn; the next round goes on. */
    private static final Duration WHILE = Duration.ofMinutes(5);

    private static final int LONGEST_DETAIL = 1_000;

    /** Longer than any run looks back. */
    private static final Duration EVENTS_KNOWN_FOR = Frequency.FAR_BACK.plusDays(2);

    private static final Duration RUNS_KNOWN_FOR = Duration.ofDays(30);
    private static final Duration ALERTS_KNOWN_FOR = Duration.ofDays(180);

    private final DetectionRules rules;
    private final KnownEvents known;
    private final DevicesOfGroups devices;
    private final RuleActions actions;
    private final Hunts hunts;
    private final Incidents incidents;
    private final AuditLog audit;
    private final Clock clock;

    DetectionRound(
            DetectionRules rules,
            KnownEvents known,
            DevicesOfGroups devices,
            RuleActions actions,
            Hunts hunts,
            Incidents incidents,
            AuditLog audit,
            Clock clock) {
        this.rules = rules;
        this.known = known;
        this.devices = devices;
        this.actions = actions;
        this.hunts = hunts;
        this.incidents = incidents;
        this.audit = audit;
        this.clock = clock;
    }

    /** When the next rule has its turn; empty when none is on. What is of no more use is forgotten. */
    Optional<Instant> next(TenantHome home) {
        var now = clock.instant();
        known.forget(home, now.minus(EVENTS_KNOWN_FOR), now.minus(RUNS_KNOWN_FOR), now.minus(ALERTS_KNOWN_FOR));
        return rules.nextDue(home);
    }

    /** Runs those whose turn it is, for a while. */
    void run(TenantHome home) {
        var begin = clock.instant();
        for (var due : rules.due(home, begin)) {
            // Others may have changed it while those before it ran.
            var rule = rules.find(home, due.id());
            if (rule.isPresent() && rule.get().nextRun() != null && rule.get().version() == due.version()) {
                run(home, rule.get());
            }
            if (clock.instant().isAfter(begin.plus(WHILE))) {
                return;
            }
        }
    }

    /** One run that is under way. */
    private record Running(TenantHome home, DetectionRule rule, UUID id, Instant from, Instant now) {}

    void run(TenantHome home, DetectionRule rule) {
        var now = clock.instant();
        var running = new Running(home, rule, UUID.randomUUID(), rule.lookBack(now), now);
        var asker = new Asker(Channel.RULE, rule.asker(), rule.content().name());
        try {
            ask(running, asker);
        } catch (TransientDataAccessException | DataAccessResourceFailureException | TransactionException away) {
            throw away;
        } catch (RuntimeException ours) {
            // One rule must not keep the others from running.
            log.error("The rule {} of {} could not be run", rule.id(), home.tenant(), ours);
            putOff(running, Problem.FAILED, now.plus(rule.content().frequency().interval()));
        }
    }

    private void ask(Running running, Asker asker) {
        var question = new Question(running.rule().content().text(), running.from(), running.now());
        switch (hunts.ask(running.home(), asker, question)) {
            case Answer answer -> take(running, asker, answer);
            case Rejected(var problems) ->
                failed(running, Problem.REJECTED, problems.getFirst().message());
            case Stopped stopped -> stopped(running, stopped);
        }
    }

    private void take(Running running, Asker asker, Answer answer) {
        if (!(Suitability.ofColumns(answer.columns()) instanceof Suitability.Verdict.Suitable)) {
            failed(running, Problem.COLUMNS, null);
            return;
        }
        var content = running.rule().content();
        var events = FoundEvent.within(answer, content.impacted(), running.from(), running.now());
        if (content.deviceGroups().isEmpty() || content.impacted().device().isEmpty() || events.isEmpty()) {
            prepare(running, asker, answer, events);
            return;
        }
        switch (devices.of(running.home(), asker, content.deviceGroups(), running.now())) {
            case DevicesOfGroups.Devices ours ->
                prepare(
                        running,
                        asker,
                        answer,
                        events.stream().filter(ours::own).toList());
            case DevicesOfGroups.Unknown(var stopped) -> stopped(running, stopped);
        }
    }

    private void prepare(Running running, Asker asker, Answer answer, List<FoundEvent> events) {
        var rule = running.rule();
        var wanted = RuleActions.touchesMail(rule)
                ? first(news(running, events)).stream().flatMap(List::stream).toList()
                : List.<FoundEvent>of();
        switch (actions.prepare(running.home(), asker, rule, wanted)) {
            case Prepared.Ready ready -> make(running, answer, events, ready);
            case Prepared.Unknown(var stopped) -> stopped(running, stopped);
        }
    }

    private static List<List<FoundEvent>> first(List<FoundEvent> news) {
        return FoundEvent.byNames(news).stream().limit(MOST_ALERTS).toList();
    }

    private void make(Running running, Answer answer, List<FoundEvent> events, Prepared.Ready prepared) {
        var home = running.home();
        var proposed = home.transactions().execute(_ -> {
            if (rules.hold(home, running.rule())) {
                var news = news(running, events);
                var alerts = FoundEvent.byNames(news);
                var room = alerts.subList(0, Math.min(alerts.size(), MOST_ALERTS));
                var asked = actions.propose(home, running.rule(), prepared, make(running, room), running.now());
                var leftOver = alerts.size() - room.size();
                var run = new DetectionRun(
                        running.id(),
                        running.now(),
                        clock.instant(),
                        running.from(),
                        State.DONE,
                        null,
                        null,
                        answer.rows().size(),
                        answer.cutOff(),
                        room.size(),
                        leftOver,
                        asked.actions(),
                        asked.leftOut());
                var isAll = leftOver == 0 && !answer.cutOff();
                rules.note(home, running.rule(), run, nextTime(running), 0, isAll ? running.now() : null);
                return asked;
            }
            return Proposed.NOTHING;
        });
        actions.wake(home, proposed == null ? Proposed.NOTHING : proposed);
    }

    /** Those of which no alert of the rule tells. */
    private List<FoundEvent> news(Running running, List<FoundEvent> events) {
        var keys = events.stream().map(FoundEvent::key).collect(Collectors.toSet());
        var old = known.among(running.home(), running.rule().id(), keys);
        var met = new HashSet<>(old);
        return events.stream().filter(event -> met.add(event.key())).toList();
    }

    private List<Made> make(Running running, List<List<FoundEvent>> groups) {
        var content = running.rule().content();
        var making = new AlertMaking(content.told(), content.impacted(), Detected.BY_RULE, running.now());
        var made = new ArrayList<Made>();
        for (var events : groups) {
            var alert =
                    making.of(UUID.randomUUID(), String.valueOf(running.rule().id()), events);
            made.add(new Made(alert, events));
            known.add(running.home(), running.rule().id(), alert.id(), events, running.now());
        }
        incidents.take(running.home(), made.stream().map(Made::alert).toList());
        return made;
    }

    private void stopped(Running running, Stopped stopped) {
        switch (stopped.reason()) {
            case TOO_LONG -> failed(running, Problem.TOO_LONG, null);
            case TOO_MUCH_MEMORY -> failed(running, Problem.TOO_MUCH_MEMORY, null);
            case TOO_LARGE -> failed(running, Problem.TOO_LARGE, null);
            case FAILED -> putOff(running, Problem.FAILED, nextTime(running));
            case SHARE_USED_UP -> putOff(running, Problem.SHARE_USED_UP, stopped.until());
            case TOO_MANY -> putOff(running, Problem.TOO_MANY, null);
            case AWAY -> putOff(running, Problem.AWAY, null);
            case DAMAGED -> putOff(running, Problem.DAMAGED, null);
            case CANCELLED, INTERRUPTED -> putOff(running, Problem.INTERRUPTED, null);
        }
    }

    /** @param until null where nobody knows: the longer it lasts, the longer it waits */
    private void putOff(Running running, Problem problem, @Nullable Instant until) {
        var home = running.home();
        var rule = running.rule();
        var last = rule.lastRun();
        var again = last != null && last.state() == State.PUT_OFF && last.problem() == problem;
        var since = again && last != null ? last.startedAt() : running.now();
        var lasts = Duration.between(since, running.now());
        var wait = lasts.compareTo(SOON) < 0 ? SOON : lasts.compareTo(LATER) > 0 ? LATER : lasts;
        var run = new DetectionRun(
                again && last != null ? last.id() : running.id(),
                since,
                clock.instant(),
                running.from(),
                State.PUT_OFF,
                problem,
                null,
                0,
                false,
                0,
                0,
                0,
                0);
        home.transactions().executeWithoutResult(_ -> {
            if (rules.hold(home, rule)) {
                var next = until == null ? running.now().plus(wait) : until;
                rules.note(home, rule, run, next, rule.failures(), null);
            }
        });
    }

    private void failed(Running running, Problem problem, @Nullable String detail) {
        var home = running.home();
        var rule = running.rule();
        var failed = new DetectionRun(
                running.id(),
                running.now(),
                clock.instant(),
                running.from(),
                State.FAILED,
                problem,
                detail == null ? null : detail.substring(0, Math.min(detail.length(), LONGEST_DETAIL)),
                0,
                false,
                0,
                0,
                0,
                0);
        var gaveUp = home.transactions().execute(_ -> {
            if (!rules.hold(home, rule)) {
                return false;
            }
            rules.note(home, rule, failed, nextTime(running), rule.failures() + 1, null);
            if (rule.failures() + 1 < DetectionRule.MOST_FAILURES) {
                return false;
            }
            rules.giveUp(home, rule.id());
            return true;
        });
        if (Boolean.TRUE.equals(gaveUp)) {
            audit.record(Act.bySystem(home.tenant(), "detection-rule.gave-up")
                    .on("detection-rule", rule.content().name())
                    .from("on")
                    .to("off")
                    .because(problem.name()));
        }
    }

    private static Instant nextTime(Running running) {
        return running.now().plus(running.rule().content().frequency().interval());
    }
}
