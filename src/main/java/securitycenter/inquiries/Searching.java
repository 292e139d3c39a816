package securitycenter.inquiries;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import securitycenter.alerts.EvidenceKind;
import securitycenter.alerts.InvestigationState;
import securitycenter.hunts.Asker;
import securitycenter.hunts.Asker.Channel;
import securitycenter.hunts.Hunts;
import securitycenter.hunts.Outcome.Answer;
import securitycenter.hunts.Outcome.Rejected;
import securitycenter.hunts.Outcome.Stopped;
import securitycenter.hunts.Question;
import securitycenter.investigations.Asset.Standing;
import securitycenter.investigations.Assets.Named;
import securitycenter.investigations.Entity;
import securitycenter.investigations.Field;
import securitycenter.investigations.Found;
import securitycenter.investigations.FoundBy;
import securitycenter.investigations.LogEntry.Outcome;
import securitycenter.investigations.Next;
import securitycenter.investigations.Stage;
import securitycenter.investigations.Widening;
import securitycenter.response.ActionSettings;

/** Asks the tenant’s events one question of an investigation, and keeps what they answer. */
@Component
class Searching {

    private static final Logger log = LoggerFactory.getLogger(Searching.class);

    /** A mail lies for a while before somebody opens it. */
    private static final Duration MAIL_BEFORE = Duration.ofDays(7);

    private static final Duration MAIL_AFTER = Duration.ofDays(2);

    /** Devices that it looks around on because the same was there; what is more gets its actions and no look. */
    private static final int MOST_ELSEWHERE = 50;

    private static final Duration AGAIN = Duration.ofMinutes(5);

    private final Hunts hunts;
    private final ActionSettings actions;
    private final InvestigationSettings settings;

    Searching(Hunts hunts, ActionSettings actions, InvestigationSettings settings) {
        this.hunts = hunts;
        this.actions = actions;
        this.settings = settings;
    }

    void go(Step step) {
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
        step.end(next -> goOn(step, next, -1));
    }

    private Seeds seeds(Step step, List<Entity> entities) {
        var mail = step.of().field() == Field.MAIL;
        var from = step.of().firstAt().minus(mail ? MAIL_BEFORE : Seeds.BEFORE);
        var until = step.of().lastAt().plus(mail ? MAIL_AFTER : Seeds.AFTER);
        return Seeds.of(step.assets().all(), step.assets().toLookAround(MOST_ELSEWHERE), entities, from, until);
    }

    private void ask(Step step, Lookup lookup, Seeds seeds, String text, int nextPart) {
        var number = step.of().number();
        var asker = new Asker(Channel.INVESTIGATION, String.valueOf(number), "Investigation " + number);
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

    private Next goOn(Step step, Next next, int nextPart) {
        if (nextPart >= 0) {
            return next.to(step.of().stage(), nextPart);
        }
        if (step.of().stage() == Stage.EXPAND) {
            return next.to(Stage.JUDGE, 0);
        }
        var isMore = step.assets().toLookAround(MOST_ELSEWHERE + 1).size() > MOST_ELSEWHERE;
        step.assets().lookedAround();
        // What was found elsewhere is judged, too, and then it is over.
        return (isMore ? next.incomplete() : next).to(Stage.JUDGE, 1);
    }

    private void stopped(Step step, Lookup lookup, Stopped stopped, int nextPart) {
        switch (stopped.reason()) {
            case SHARE_USED_UP, TOO_MANY, AWAY, CANCELLED, INTERRUPTED -> later(step, stopped);
            case TOO_LONG, TOO_MUCH_MEMORY, TOO_LARGE, DAMAGED, FAILED ->
                unanswered(step, lookup, "no-answer", nextPart);
        }
    }

    private void later(Step step, Stopped stopped) {
        var soonest = step.now().plus(AGAIN);
        var until = stopped.until();
        step.end(next -> {
            if (step.of().state() != InvestigationState.PENDING_RESOURCE) {
                step.note(
                        "waits-for-share",
                        Outcome.WAITS,
                        stopped.reason().name().toLowerCase(Locale.ROOT).replace('_', '-'));
            }
            return next.state(InvestigationState.PENDING_RESOURCE)
                    .at(until == null || !until.isAfter(step.now()) ? soonest : until);
        });
    }

    private void unanswered(Step step, Lookup lookup, String why, int nextPart) {
        step.end(next -> {
            step.note(why, Outcome.FAILED, lookup.word());
            return goOn(step, next.incomplete(), nextPart);
        });
    }

    private void answered(Step step, Lookup lookup, Seeds seeds, Answer answer, int nextPart) {
        var told = lookup.read(seeds, Row.of(answer));
        step.end(next -> {
            var now = step.began();
            if (lookup == Lookup.GROUPS) {
                step.assets().group(groups(told.places()));
                return goOn(step, answer.cutOff() ? next.incomplete() : next, nextPart);
            }
            if (lookup == Lookup.SAME_FILE) {
                comeTo(step, next, told);
            }
            var by = step.of().stage() == Stage.WIDEN ? FoundBy.WIDENING : FoundBy.EVENTS;
            var places = step.assets().put(told.places(), by, Standing.IN, now);
            var added = step.exhibits().put(told.found(), by, places, now);
            step.note(
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
    private void comeTo(Step step, Next next, Findings told) {
        var before = step.assets().all().stream()
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
        step.assets().put(among(devices, outcome.in()), FoundBy.WIDENING, Standing.IN, step.began());
        step.assets().put(among(devices, outcome.waiting()), FoundBy.WIDENING, Standing.WAITS, step.began());
        var waiting = step.assets().all().stream()
                .filter(asset -> asset.standing() == Standing.WAITS)
                .count();
        if (waiting > 0 && step.of().widening() != Widening.WAITS) {
            next.widening(Widening.WAITS, step.now().plus(actions.decideWithin()));
            step.note("widening-waits", Outcome.WAITS, waiting);
        }
    }

    private static List<Named> among(List<Named> devices, Set<String> keys) {
        return devices.stream()
                .filter(device -> keys.contains(device.place().key()))
                .toList();
    }
}
