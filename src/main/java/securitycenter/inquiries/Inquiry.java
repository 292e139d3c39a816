package securitycenter.inquiries;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.groupingBy;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import securitycenter.alerts.Alert;
import securitycenter.alerts.InvestigationState;
import securitycenter.alerts.Verdict;
import securitycenter.casefiles.AlertFiles;
import securitycenter.casefiles.IncidentFile.AlertFile;
import securitycenter.homes.TenantHome;
import securitycenter.investigations.Asset.Standing;
import securitycenter.investigations.Assets.Named;
import securitycenter.investigations.Exhibits.Judgment;
import securitycenter.investigations.Found;
import securitycenter.investigations.FoundBy;
import securitycenter.investigations.Investigation;
import securitycenter.investigations.Joined;
import securitycenter.investigations.LogEntry.Outcome;
import securitycenter.investigations.Stage;
import securitycenter.response.Remediation;

/**
 * Takes one step of an investigation: finds out what it needs to, and then writes all of it in one transaction. Cut off before
 * that, nothing has happened; whoever comes next takes the step again.
 */
@Component
class Inquiry {

    private static final int ALERTS_AT_ONCE = 50;

    private static final Duration AGAIN = Duration.ofMinutes(5);
    private static final int MOST_FAILURES = 5;

    private final AlertFiles alerts;
    private final Searching searching;
    private final Judging judging;
    private final Acting acting;
    private final Remediation remediation;
    private final Clock clock;

    Inquiry(
            AlertFiles alerts,
            Searching searching,
            Judging judging,
            Acting acting,
            Remediation remediation,
            Clock clock) {
        this.alerts = alerts;
        this.searching = searching;
        this.judging = judging;
        this.acting = acting;
        this.remediation = remediation;
        this.clock = clock;
    }

    void step(TenantHome home, Investigation investigation) {
        var step = Step.of(home, investigation, clock);
        switch (investigation.stage()) {
            case TAKE -> take(step);
            case EXPAND, WIDEN -> searching.go(step);
            case JUDGE -> judge(step);
            case ACT -> act(step);
            case WATCH -> Watching.go(step);
        }
    }

    /** What went wrong is ours; after some times it is given up. */
    void failed(TenantHome home, Investigation investigation) {
        var step = Step.of(home, investigation, clock);
        step.end(next -> {
            var again = investigation.failures() + 1;
            if (again < MOST_FAILURES) {
                return next.at(step.now().plus(AGAIN.multipliedBy(again))).failed();
            }
            step.note("failed", Outcome.FAILED);
            return next.state(InvestigationState.FAILED).ended().failed();
        });
    }

    private record Taken(AlertFile file, Alert alert, List<Found> found, List<Named> assets) {}

    private void take(Step step) {
        var waiting = new Joined(step.home()).toTake(step.of().number(), ALERTS_AT_ONCE);
        var taken = waiting.stream()
                .map(alert -> read(step.home(), alert))
                .flatMap(Optional::stream)
                .toList();
        step.end(next -> {
            for (var each : taken) {
                var places = step.assets().put(each.assets(), FoundBy.ALERT, Standing.IN, step.began());
                step.exhibits().put(each.found(), FoundBy.ALERT, places, step.began());
                step.note(
                        "alert-taken",
                        Outcome.DONE,
                        each.file().line().title(),
                        each.found().size());
                next.during(each.alert().firstActivity(), each.alert().lastActivity());
            }
            new Joined(step.home()).taken(hashes(waiting, taken));
            return waiting.size() < ALERTS_AT_ONCE ? next.to(Stage.EXPAND, 0) : next.to(Stage.TAKE, 0);
        });
    }

    private static Map<Long, String> hashes(List<Long> waiting, List<Taken> taken) {
        var hashes = new HashMap<Long, String>();
        waiting.forEach(alert -> hashes.put(alert, ""));
        taken.forEach(each -> hashes.put(each.file().line().id(), Taking.hash(each.alert())));
        return hashes;
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

    private void judge(Step step) {
        var entities = step.exhibits().entities();
        var complete = !step.of().incomplete();
        var judgments = judging.of(step.home(), entities, step.exhibits().links(), complete);
        var changed = new HashMap<Long, Judgment>();
        var verdicts = new HashMap<Long, Verdict>();
        for (var entity : entities) {
            var judgment = requireNonNull(judgments.get(entity.id()));
            if (judgment.verdict() != entity.verdict() || judgment.why() != entity.judged()) {
                changed.put(entity.id(), judgment);
                verdicts.put(entity.id(), judgment.verdict());
            }
        }
        var counts = judgments.values().stream().collect(groupingBy(Judgment::verdict, Collectors.counting()));
        step.end(next -> {
            step.exhibits().judge(changed);
            step.sightings().pendingActions().forEach((entity, pending) -> {
                var verdict = verdicts.get(entity);
                if (verdict != null) {
                    pending.forEach(action -> remediation.judgeAnew(step.home(), action, verdict));
                }
            });
            step.note(
                    "judged",
                    Outcome.DONE,
                    counts.getOrDefault(Verdict.MALICIOUS, 0L),
                    counts.getOrDefault(Verdict.SUSPICIOUS, 0L),
                    judgments.size());
            return step.of().part() == 0 ? next.to(Stage.WIDEN, 0) : next.to(Stage.ACT, 0);
        });
    }

    private void act(Step step) {
        var done = step.end(next -> {
            var acted = acting.act(step);
            if (acted.asked() + acted.run() > 0) {
                step.note("proposed", Outcome.DONE, acted.asked(), acted.run());
            }
            if (acted.impossible() > 0) {
                step.note("impossible", Outcome.FAILED, acted.impossible());
            }
            return acted.more() ? next.to(Stage.ACT, step.of().part() + 1) : next.to(Stage.WATCH, 0);
        });
        if (done) {
            remediation.wake(step.home());
        }
    }
}
