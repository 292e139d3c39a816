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
import org.springframework.stereotype.Component;
import securitycenter.alerts.Alert;
import securitycenter.audit.Act;
import securitycenter.audit.AuditLog;
import securitycenter.detections.AlertMaking.Detected;
import securitycenter.detections.DetectionRun.Problem;
import securitycenter.detections.DetectionRun.State;
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

    /** Of one run; the rest has its turn with the next. Source: facts of hunting, section 6. */
    static final int MOST_ALERTS = 100;

    private static final Duration SOON = Duration.ofMinutes(5);
    private static final int LONGEST_DETAIL = 1_000;

    /** Longer than any run looks back. */
    private static final Duration EVENTS_KNOWN_FOR = Frequency.FAR_BACK.plusDays(2);

    private static final Duration RUNS_KNOWN_FOR = Duration.ofDays(30);
    private static final Duration ALERTS_KNOWN_FOR = Duration.ofDays(180);

    private final DetectionRules rules;
    private final KnownEvents known;
    private final DevicesOfGroups devices;
    private final Hunts hunts;
    private final Incidents incidents;
    private final AuditLog audit;
    private final Clock clock;

    DetectionRound(
            DetectionRules rules,
            KnownEvents known,
            DevicesOfGroups devices,
            Hunts hunts,
            Incidents incidents,
            AuditLog audit,
            Clock clock) {
        this.rules = rules;
        this.known = known;
        this.devices = devices;
        this.hunts = hunts;
        this.incidents = incidents;
        this.audit = audit;
        this.clock = clock;
    }

    /** @return when the next rule has its turn; empty when none is on */
    Optional<Instant> of(TenantHome home) {
        var now = clock.instant();
        known.forget(home, now.minus(EVENTS_KNOWN_FOR), now.minus(RUNS_KNOWN_FOR), now.minus(ALERTS_KNOWN_FOR));
        rules.due(home, now).forEach(rule -> run(home, rule));
        return rules.nextDue(home);
    }

    /** One run that is under way. */
    private record Running(TenantHome home, DetectionRule rule, UUID id, Instant from, Instant now) {}

    void run(TenantHome home, DetectionRule rule) {
        var now = clock.instant();
        var running = new Running(home, rule, UUID.randomUUID(), now.minus(rule.lookBack()), now);
        var asker = new Asker(Channel.RULE, rule.asker(), rule.content().name());
        var outcome = hunts.ask(home, asker, new Question(rule.content().text(), running.from(), now));
        switch (outcome) {
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
        if (content.deviceGroups().isEmpty()) {
            make(running, answer, events);
            return;
        }
        switch (devices.of(running.home(), asker, content.deviceGroups(), running.now())) {
            case DevicesOfGroups.Devices ours ->
                make(running, answer, events.stream().filter(ours::own).toList());
            case DevicesOfGroups.Unknown(var stopped) -> stopped(running, stopped);
        }
    }

    private void make(Running running, Answer answer, List<FoundEvent> events) {
        var home = running.home();
        home.transactions().executeWithoutResult(_ -> {
            if (rules.hold(home, running.rule())) {
                var news = news(running, events);
                var alerts = FoundEvent.byNames(news);
                var room = alerts.subList(0, Math.min(alerts.size(), MOST_ALERTS));
                make(running, room);
                end(
                        running,
                        new DetectionRun(
                                running.id(),
                                running.now(),
                                clock.instant(),
                                running.from(),
                                State.DONE,
                                null,
                                null,
                                answer.rows().size(),
                                room.size(),
                                alerts.size() - room.size()));
            }
        });
    }

    /** Those of which no alert of the rule tells. */
    private List<FoundEvent> news(Running running, List<FoundEvent> events) {
        var keys = events.stream().map(FoundEvent::key).collect(Collectors.toSet());
        var old = known.among(running.home(), running.rule().id(), keys);
        var met = new HashSet<>(old);
        return events.stream().filter(event -> met.add(event.key())).toList();
    }

    private void make(Running running, List<List<FoundEvent>> groups) {
        var content = running.rule().content();
        var making = new AlertMaking(content.alert(), content.impacted(), Detected.BY_RULE, running.now());
        var alerts = new ArrayList<Alert>();
        for (var events : groups) {
            var alert =
                    making.of(UUID.randomUUID(), String.valueOf(running.rule().id()), events);
            alerts.add(alert);
            known.add(running.home(), running.rule().id(), alert.id(), events, running.now());
        }
        incidents.take(running.home(), alerts);
    }

    private void stopped(Running running, Stopped stopped) {
        switch (stopped.reason()) {
            case TOO_LONG -> failed(running, Problem.TOO_LONG, null);
            case TOO_MUCH_MEMORY -> failed(running, Problem.TOO_MUCH_MEMORY, null);
            case TOO_LARGE -> failed(running, Problem.TOO_LARGE, null);
            case FAILED -> failed(running, Problem.FAILED, null);
            case SHARE_USED_UP -> putOff(running, Problem.SHARE_USED_UP, stopped.until());
            case TOO_MANY -> putOff(running, Problem.TOO_MANY, null);
            case AWAY -> putOff(running, Problem.AWAY, null);
            case DAMAGED -> putOff(running, Problem.DAMAGED, null);
            case CANCELLED, INTERRUPTED -> putOff(running, Problem.INTERRUPTED, null);
        }
    }

    private void putOff(Running running, Problem problem, @Nullable Instant until) {
        var home = running.home();
        var next = until == null ? running.now().plus(SOON) : until;
        home.transactions().executeWithoutResult(_ -> {
            if (rules.hold(home, running.rule())) {
                var run = unsuccessful(running, State.PUT_OFF, problem, null);
                rules.note(home, running.rule(), run, next, running.rule().failures());
            }
        });
    }

    private void failed(Running running, Problem problem, @Nullable String detail) {
        var home = running.home();
        var rule = running.rule();
        var gaveUp = home.transactions().execute(_ -> {
            if (!rules.hold(home, rule)) {
                return false;
            }
            end(running, unsuccessful(running, State.FAILED, problem, detail));
            return rule.failures() + 1 >= DetectionRule.MOST_FAILURES
                    && rules.turn(home, rule.id(), false, true, null, running.now());
        });
        if (Boolean.TRUE.equals(gaveUp)) {
            audit.record(Act.bySystem(home.tenant(), "detection-rule.gave-up")
                    .on("detection-rule", rule.content().name())
                    .from("on")
                    .to("off")
                    .because(problem.name()));
        }
    }

    private void end(Running running, DetectionRun run) {
        var rule = running.rule();
        rules.note(
                running.home(),
                rule,
                run,
                running.now().plus(rule.content().frequency().interval()),
                run.state() == State.DONE ? 0 : rule.failures() + 1);
    }

    private DetectionRun unsuccessful(Running running, State state, Problem problem, @Nullable String detail) {
        var cut = detail == null ? null : detail.substring(0, Math.min(detail.length(), LONGEST_DETAIL));
        return new DetectionRun(
                running.id(), running.now(), clock.instant(), running.from(), state, problem, cut, 0, 0, 0);
    }
}
