package securitycenter.investigations;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import securitycenter.alerts.Alert;
import securitycenter.alerts.EvidenceKind;
import securitycenter.alerts.InvestigationState;
import securitycenter.alerts.Verdict;
import securitycenter.casefiles.AlertFiles;
import securitycenter.casefiles.IncidentFile.AlertFile;
import securitycenter.homes.TenantHome;
import securitycenter.hunts.Asker;
import securitycenter.hunts.Asker.Channel;
import securitycenter.hunts.Hunts;
import securitycenter.hunts.Outcome.Answer;
import securitycenter.hunts.Outcome.Rejected;
import securitycenter.hunts.Outcome.Stopped;
import securitycenter.hunts.Question;
import securitycenter.investigations.Asset.Standing;
import securitycenter.investigations.LogEntry.Outcome;
import securitycenter.investigations.Taking.Named;
import securitycenter.response.ActionSettings;
import securitycenter.response.Remediation;

/**
 * Takes one step of an investigation: finds out what it needs to, and then writes all of it in one transaction. Cut off before
 * that, nothing has happened; whoever comes next takes the step again.
 */
@Component
class Inquiry {

    private static final Logger log = LoggerFactory.getLogger(Inquiry.class);

    private static final int ALERTS_AT_ONCE = 50;

    /** What is near the time of alerts on a device. */
    private static final Duration BEFORE = Duration.ofMinutes(30);

    private static final Duration AFTER = Duration.ofHours(2);

    /** A mail lies for a while before somebody opens it. */
    private static final Duration MAIL_BEFORE = Duration.ofDays(7);

    private static final Duration MAIL_AFTER = Duration.ofDays(2);

    private static final Duration AGAIN = Duration.ofMinutes(5);
    private static final int MOST_FAILURES = 5;

    private final AlertFiles alerts;
    private final Hunts hunts;
    private final Judging judging;
    private final Acting acting;
    private final Remediation remediation;
    private final ActionSettings actions;
    private final InvestigationSettings settings;
    private final Clock clock;

    Inquiry(
            AlertFiles alerts,
            Hunts hunts,
            Judging judging,
            Acting acting,
            Remediation remediation,
            ActionSettings actions,
            InvestigationSettings settings,
            Clock clock) {
        this.alerts = alerts;
        this.hunts = hunts;
        this.judging = judging;
        this.acting = acting;
        this.remediation = remediation;
        this.actions = actions;
        this.settings = settings;
        this.clock = clock;
    }

    /** One step that is under way. */
    private record Step(TenantHome home, Investigation of, Records records, Exhibits exhibits, Instant began) {}

    /** What a step writes, and what is next. */
    private interface Ending {
        Investigation.Next write(Investigation.Next next);
    }

    void step(TenantHome home, Investigation investigation) {
        var step = new Step(home, investigation, new Records(home), new Exhibits(home, investigation.number()), now());
        switch (investigation.stage()) {
            case TAKE -> take(step);
            case EXPAND -> lookUp(step, Stage.JUDGE);
            case JUDGE -> judge(step);
            case WIDEN -> lookUp(step, Stage.JUDGE);
            case ACT -> act(step);
            case WATCH -> watch(step);
        }
    }

    /** What went wrong is ours; after some times it is given up. */
    void failed(TenantHome home, Investigation investigation) {
        var step = new Step(home, investigation, new Records(home), new Exhibits(home, investigation.number()), now());
        end(step, next -> {
            var again = investigation.failures() + 1;
            if (again < MOST_FAILURES) {
                return next.at(now().plus(AGAIN.multipliedBy(again))).failed();
            }
            note(step, "failed", Outcome.FAILED);
            return next.state(InvestigationState.FAILED).ended().failed();
        });
    }

    /** @return false when somebody else has changed it meanwhile, and nothing was written */
    private boolean end(Step step, Ending ending) {
        return Boolean.TRUE.equals(step.home().transactions().execute(_ -> {
            var held = step.records().hold(step.of().number());
            if (held.isEmpty() || held.get().version() != step.of().version() || !isToBeDone(held.get())) {
                return false;
            }
            step.records().change(ending.write(held.get().next(now())).build());
            return true;
        }));
    }

    private static boolean isToBeDone(Investigation held) {
        return held.cancelledBy() == null;
    }

    private void note(Step step, String what, Outcome outcome, Object... filledWith) {
        step.records().log(step.of().number(), step.of().stage(), what, outcome, step.began(), now(), null, filledWith);
    }

    private record Taken(AlertFile file, Alert alert, List<Found> found, List<Named> assets) {}

    private void take(Step step) {
        var waiting = step.records().alertsToTake(step.of().number(), ALERTS_AT_ONCE);
        var taken = waiting.stream()
                .map(alert -> read(step.home(), alert))
                .flatMap(Optional::stream)
                .toList();
        end(step, next -> {
            for (var each : taken) {
                var places = step.exhibits().putAssets(each.assets(), FoundBy.ALERT, Standing.IN, step.began());
                step.exhibits().put(each.found(), FoundBy.ALERT, places, step.began());
                note(
                        step,
                        "alert-taken",
                        Outcome.DONE,
                        each.file().line().title(),
                        each.found().size());
                next.during(each.alert().firstActivity(), each.alert().lastActivity());
            }
            step.records().taken(waiting);
            return waiting.size() < ALERTS_AT_ONCE ? next.to(Stage.EXPAND, 0) : next.to(Stage.TAKE, 0);
        });
    }

    private Optional<Taken> read(TenantHome home, long number) {
        return alerts.line(home, number)
                .flatMap(line -> alerts.find(home, line.incident(), number))
                .flatMap(file -> Optional.ofNullable(file.told())
                        .map(told -> new Taken(file, told, Taking.entities(told), assets(told))));
    }

    /** Where things are counts too, also when nobody named it as a device or mailbox. */
    private static List<Named> assets(Alert alert) {
        var named = new ArrayList<>(Taking.assets(alert));
        Taking.entities(alert).forEach(found -> {
            var place = found.place();
            if (place != null) {
                named.add(new Named(place, List.of()));
            }
        });
        return named;
    }

    private void lookUp(Step step, Stage afterwards) {
        var lookups = Lookup.of(step.of().stage(), step.of().field());
        var entities = step.exhibits().entities();
        var seeds = seeds(step, entities);
        for (var part = step.of().part(); part < lookups.size(); part++) {
            var text = lookups.get(part).text(seeds);
            if (text.isPresent()) {
                ask(step, lookups.get(part), seeds, text.get(), part + 1 == lookups.size() ? -1 : part + 1);
                return;
            }
        }
        end(step, next -> next.to(afterwards, partAfter(step)));
    }

    /** What was found elsewhere is judged, too, and then it is over. */
    private static int partAfter(Step step) {
        return step.of().stage() == Stage.WIDEN ? 1 : 0;
    }

    private Seeds seeds(Step step, List<Entity> entities) {
        var mail = step.of().field() == Field.MAIL;
        var from = step.of().firstAt().minus(mail ? MAIL_BEFORE : BEFORE);
        var until = step.of().lastAt().plus(mail ? MAIL_AFTER : AFTER);
        return Seeds.of(step.exhibits().assets(), entities, from, until);
    }

    private void ask(Step step, Lookup lookup, Seeds seeds, String text, int nextPart) {
        var number = step.of().number();
        var asker = new Asker(Channel.RULE, "investigation-" + number, "Investigation " + number);
        var question = new Question(text, step.began().minus(settings.lookBack()), step.began());
        switch (hunts.ask(step.home(), asker, question)) {
            case Answer answer -> answered(step, lookup, seeds, answer, nextPart);
            case Rejected(var problems) -> {
                log.error("The query {} of an investigation is wrong: {}", lookup, problems);
                unanswered(step, lookup, "not-understood", nextPart);
            }
            case Stopped stopped -> stopped(step, lookup, stopped, nextPart);
        }
    }

    private Investigation.Next goOn(Step step, Investigation.Next next, int nextPart) {
        return nextPart < 0
                ? next.to(Stage.JUDGE, partAfter(step))
                : next.to(step.of().stage(), nextPart);
    }

    private void stopped(Step step, Lookup lookup, Stopped stopped, int nextPart) {
        switch (stopped.reason()) {
            case SHARE_USED_UP, TOO_MANY, AWAY, CANCELLED, INTERRUPTED -> later(step, stopped);
            case TOO_LONG, TOO_MUCH_MEMORY, TOO_LARGE, DAMAGED, FAILED ->
                unanswered(step, lookup, "no-answer", nextPart);
        }
    }

    private void later(Step step, Stopped stopped) {
        var soonest = now().plus(AGAIN);
        var until = stopped.until();
        end(step, next -> {
            if (step.of().state() != InvestigationState.PENDING_RESOURCE) {
                note(
                        step,
                        "waits-for-share",
                        Outcome.WAITS,
                        stopped.reason().name().toLowerCase(Locale.ROOT).replace('_', '-'));
            }
            return next.state(InvestigationState.PENDING_RESOURCE)
                    .at(until == null || !until.isAfter(now()) ? soonest : until);
        });
    }

    private void unanswered(Step step, Lookup lookup, String why, int nextPart) {
        end(step, next -> {
            note(step, why, Outcome.FAILED, lookup.word());
            return goOn(step, next.incomplete(), nextPart);
        });
    }

    private void answered(Step step, Lookup lookup, Seeds seeds, Answer answer, int nextPart) {
        var told = lookup.read(seeds, Row.of(answer));
        end(step, next -> {
            var now = step.began();
            if (lookup == Lookup.GROUPS) {
                step.exhibits().group(groups(told.places()));
                return goOn(step, next, nextPart);
            }
            if (lookup == Lookup.SAME_FILE) {
                comeTo(step, next, told);
            }
            var by = step.of().stage() == Stage.WIDEN ? FoundBy.WIDENING : FoundBy.EVENTS;
            var places = step.exhibits().putAssets(told.places(), by, Standing.IN, now);
            var added = step.exhibits().put(told.found(), by, places, now);
            note(
                    step,
                    lookup.word(),
                    Outcome.DONE,
                    answer.cutOff() ? answer.rows().size() + "+" : answer.rows().size(),
                    added);
            return goOn(step, answer.cutOff() ? next.incomplete() : next, nextPart);
        });
    }

    private static Map<String, List<String>> groups(List<Named> devices) {
        var groups = new HashMap<String, List<String>>();
        devices.forEach(device -> groups.put(device.place().key(), device.groups()));
        return groups;
    }

    /** To devices where the same file is; to many only if a person lets it. */
    private void comeTo(Step step, Investigation.Next next, Lookup.Told told) {
        var before = step.exhibits().assets().stream()
                .filter(asset -> asset.place().kind() == EvidenceKind.DEVICE && asset.standing() == Standing.IN)
                .map(asset -> asset.place().key())
                .collect(toSet());
        var byFile = told.found().stream()
                .filter(found -> found.place() != null)
                .collect(groupingBy(
                        Found::key,
                        mapping(found -> requireNonNull(found.place()).key(), toSet())));
        var outcome = WideningRule.of(before, byFile, settings.manyDevices());
        var devices = told.places();
        step.exhibits().putAssets(among(devices, outcome.in()), FoundBy.WIDENING, Standing.IN, step.began());
        step.exhibits().putAssets(among(devices, outcome.waiting()), FoundBy.WIDENING, Standing.WAITS, step.began());
        var waiting = step.exhibits().assets().stream()
                .filter(asset -> asset.standing() == Standing.WAITS)
                .count();
        if (waiting > 0 && step.of().widening() != Widening.WAITS) {
            next.widening(Widening.WAITS, now().plus(actions.decideWithin()));
            note(step, "widening-waits", Outcome.WAITS, waiting);
        }
    }

    private static List<Named> among(List<Named> devices, Set<String> keys) {
        return devices.stream()
                .filter(device -> keys.contains(device.place().key()))
                .toList();
    }

    private void judge(Step step) {
        var entities = step.exhibits().entities();
        var complete = !step.of().incomplete();
        var judgments = judging.of(step.home(), entities, step.exhibits().links(), complete);
        var changed = new HashMap<Long, JudgeRule.Judgment>();
        var verdicts = new HashMap<Long, Verdict>();
        for (var entity : entities) {
            var judgment = requireNonNull(judgments.get(entity.id()));
            if (judgment.verdict() != entity.verdict() || judgment.why() != entity.judged()) {
                changed.put(entity.id(), judgment);
                verdicts.put(entity.id(), judgment.verdict());
            }
        }
        var counts =
                judgments.values().stream().collect(groupingBy(JudgeRule.Judgment::verdict, Collectors.counting()));
        end(step, next -> {
            step.exhibits().judge(changed);
            step.exhibits().pendingActions().forEach((entity, pending) -> {
                var verdict = verdicts.get(entity);
                if (verdict != null) {
                    pending.forEach(action -> remediation.judgeAnew(step.home(), action, verdict));
                }
            });
            note(
                    step,
                    "judged",
                    Outcome.DONE,
                    counts.getOrDefault(Verdict.MALICIOUS, 0L),
                    counts.getOrDefault(Verdict.SUSPICIOUS, 0L),
                    judgments.size());
            return step.of().part() == 0 ? next.to(Stage.WIDEN, 0) : next.to(Stage.ACT, 0);
        });
    }

    private void act(Step step) {
        var done = end(step, next -> {
            var acted = acting.act(step.home(), step.of(), step.exhibits());
            if (acted.asked() + acted.run() > 0) {
                note(step, "proposed", Outcome.DONE, acted.asked(), acted.run());
            }
            if (acted.impossible() > 0) {
                note(step, "impossible", Outcome.FAILED, acted.impossible());
            }
            return acted.more() ? next.to(Stage.ACT, step.of().part() + 1) : next.to(Stage.WATCH, 0);
        });
        if (done) {
            remediation.wake(step.home());
        }
    }

    /** Looks how its actions stand, and whether it is over. */
    private void watch(Step step) {
        var until = step.of().wideningUntil();
        if (step.of().widening() == Widening.WAITS && until != null && !until.isAfter(now())) {
            end(step, next -> {
                step.exhibits().decideWaiting(Standing.LEFT_OUT);
                note(step, "widening-expired", Outcome.DONE);
                return next.widening(Widening.EXPIRED, null).to(Stage.ACT, 0);
            });
            return;
        }
        end(step, next -> {
            var exhibits = step.exhibits();
            var entities = exhibits.entities();
            exhibits.remediate(entities);
            var state = EndRule.of(standing(step, entities));
            next.state(state);
            if (!EndRule.isEnd(state)) {
                return next.open().at(step.of().widening() == Widening.WAITS ? until : null);
            }
            if (step.of().isOpen()) {
                note(step, "ended", Outcome.DONE, state.word());
            }
            return next.ended();
        });
    }

    private EndRule.Standing standing(Step step, List<Entity> entities) {
        var exhibits = step.exhibits();
        var byId = new HashMap<Long, Entity>();
        entities.forEach(entity -> byId.put(entity.id(), entity));
        var stopped = Exhibits.stoppedWithFile(entities, exhibits.links());
        var left = new HashSet<Long>();
        for (var sighting : exhibits.untouched()) {
            var entity = byId.get(sighting.entity());
            if (entity != null && Acting.isWanted(entity, sighting, stopped)) {
                left.add(entity.id());
            }
        }
        return new EndRule.Standing(
                exhibits.actionStates(),
                exhibits.hasExpiredMail(),
                entities.stream().anyMatch(Entity::isThreat),
                left.size(),
                step.of().widening() == Widening.WAITS,
                step.of().incomplete());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
