package securitycenter.inquiries;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import securitycenter.investigations.Entity;
import securitycenter.investigations.EntityKind;
import securitycenter.investigations.Exhibits.Link;
import securitycenter.investigations.Found;
import securitycenter.investigations.FoundBy;
import securitycenter.investigations.Investigation;
import securitycenter.investigations.Linked;
import securitycenter.investigations.Sighting;
import securitycenter.investigations.Sightings.Decided;
import securitycenter.levels.AutomationLevel;
import securitycenter.levels.AutomationLevels;
import securitycenter.levels.AutomationRule;
import securitycenter.response.ActionReach;
import securitycenter.response.ActionSource;
import securitycenter.response.Origin;
import securitycenter.response.Origin.Why;
import securitycenter.response.Proposal;
import securitycenter.response.Remediation;

/** Proposes what is to be done, and has done what needs nobody’s approval. */
@Component
class Acting {

    /** In one transaction. */
    static final int AT_ONCE = 200;

    private final Remediation remediation;

    Acting(Remediation remediation) {
        this.remediation = remediation;
    }

    /**
     * What came of some sightings.
     *
     * @param more whether there may be others
     */
    record Acted(int asked, int run, int impossible, boolean more) {}

    private record Spot(long entity, @Nullable Long asset) {

        static Spot of(Sighting sighting) {
            var asset = sighting.asset();
            return new Spot(sighting.entity(), asset == null ? null : asset.id());
        }
    }

    /** Within the caller’s transaction. */
    Acted act(Step step) {
        var undecided = step.sightings().undecided(AT_ONCE);
        if (undecided.isEmpty()) {
            return new Acted(0, 0, 0, false);
        }
        var entities = step.exhibits().entities();
        var byId = entities.stream().collect(toMap(Entity::id, entity -> entity));
        var stopped = stoppedWithFile(entities, step.exhibits().links());
        var levels = AutomationLevels.of(step.home());
        var decided = decidedBefore(step, undecided);
        var wanted = new LinkedHashMap<Spot, Proposal>();
        var impossible = 0;
        for (var sighting : undecided) {
            var entity = byId.get(sighting.entity());
            if (entity == null || decided.containsKey(Spot.of(sighting)) || !isWanted(entity, sighting, stopped)) {
                continue;
            }
            var possible = PossibleAction.of(entity, sighting);
            if (possible.isEmpty()) {
                impossible++;
            } else {
                propose(step.of(), entity, sighting, possible.get(), levels)
                        .ifPresent(proposal -> wanted.merge(Spot.of(sighting), proposal, Acting::moreCareful));
            }
        }
        var asked = carry(step, undecided, wanted, decided);
        return new Acted(asked, wanted.size() - asked, impossible, undecided.size() == AT_ONCE);
    }

    /** Processes that run a file that is itself bad or suspect, and that can be taken away. */
    static Set<Long> stoppedWithFile(List<Entity> entities, List<Link> links) {
        var files = entities.stream()
                .filter(each -> each.kind() == EntityKind.FILE
                        && each.isThreat()
                        && each.details().containsKey(Found.SHA1))
                .map(Entity::id)
                .collect(toSet());
        return links.stream()
                .filter(link -> link.how() == Linked.IS && files.contains(link.other()))
                .map(Link::entity)
                .collect(toSet());
    }

    static boolean isWanted(Entity entity, Sighting sighting, Set<Long> stopped) {
        return PossibleAction.isWanted(entity, sighting, stopped.contains(entity.id()));
    }

    /** The same thing twice on a device is one thing to whoever takes it away. */
    private static Map<Spot, Decided> decidedBefore(Step step, List<Sighting> undecided) {
        var decided = new HashMap<Spot, Decided>();
        for (var sighting : step.sightings()
                .of(undecided.stream().map(Sighting::entity).distinct().toList())) {
            var action = sighting.action();
            var state = sighting.actionState();
            if (action != null && state != null) {
                decided.put(Spot.of(sighting), new Decided(action, state));
            }
        }
        return decided;
    }

    /** @return how many of them wait for a person */
    private int carry(Step step, List<Sighting> undecided, Map<Spot, Proposal> wanted, Map<Spot, Decided> decided) {
        var spots = new ArrayList<>(wanted.keySet());
        var actions = remediation.propose(step.home(), List.copyOf(wanted.values()), null);
        for (var at = 0; at < spots.size(); at++) {
            decided.put(
                    spots.get(at),
                    new Decided(actions.get(at).id(), actions.get(at).state()));
        }
        var written = new HashMap<Long, @Nullable Decided>();
        undecided.forEach(sighting -> written.put(sighting.id(), decided.get(Spot.of(sighting))));
        step.sightings().decide(written);
        return (int)
                actions.stream().filter(action -> action.state().isPending()).count();
    }

    /** Where it lies twice, once where nothing may be done unasked. */
    private static Proposal moreCareful(Proposal one, Proposal other) {
        return one.asks() ? one : other;
    }

    private static Optional<Proposal> propose(
            Investigation investigation,
            Entity entity,
            Sighting sighting,
            PossibleAction possible,
            AutomationLevels levels) {
        var outcome = AutomationRule.of(
                entity.verdict(), possible.type(), level(sighting, levels), possible.path(), levels.folders());
        if (outcome == AutomationRule.Outcome.NOTHING) {
            return Optional.empty();
        }
        var mail = possible.type().reach() == ActionReach.MAIL;
        var origin = new Origin(
                entity.foundBy() == FoundBy.ALERT && !isElsewhere(sighting) ? Why.JUDGED : Why.FOUND_ELSEWHERE,
                null,
                investigation.number(),
                investigation.begun().id(),
                investigation.begun().incident());
        return Optional.of(new Proposal(
                possible.type(),
                possible.target(),
                mail ? ActionSource.AUTOMATED_EMAIL_ACTION : ActionSource.AUTOMATED_DEVICE_ACTION,
                origin,
                entity.verdict(),
                outcome == AutomationRule.Outcome.ASK));
    }

    private static boolean isElsewhere(Sighting sighting) {
        var asset = sighting.asset();
        return asset != null && asset.foundBy() == FoundBy.WIDENING;
    }

    /** Where the level hangs on the group and nobody has told that, a person is asked. */
    private static AutomationLevel level(Sighting sighting, AutomationLevels levels) {
        var asset = sighting.asset();
        return asset != null && asset.groups().isEmpty() && levels.dependOnGroups()
                ? AutomationLevel.SEMI_ALL_FOLDERS
                : levels.level(asset == null ? List.of() : asset.groups());
    }
}
