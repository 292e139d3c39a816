package securitycenter.inquiries;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import securitycenter.alerts.RemediationStatus;
import securitycenter.investigations.Asset.Standing;
import securitycenter.investigations.Entity;
import securitycenter.investigations.LogEntry.Outcome;
import securitycenter.investigations.Stage;
import securitycenter.investigations.Widening;

/** Looks how the actions of an investigation stand, and whether it is over. */
final class Watching {

    private Watching() {}

    static void go(Step step) {
        var until = step.of().wideningUntil();
        if (step.of().widening() == Widening.WAITS && until != null && !until.isAfter(step.now())) {
            step.end(next -> {
                step.assets().decideWaiting(Standing.LEFT_OUT);
                step.note("widening-expired", Outcome.DONE);
                return next.widening(Widening.EXPIRED, null).to(Stage.ACT, 0);
            });
            return;
        }
        if (step.of().isOpen() && !step.assets().toLookAround(1).isEmpty()) {
            step.end(
                    next -> next.to(Stage.WIDEN, Lookup.firstElsewhere(step.of().field())));
            return;
        }
        step.end(next -> {
            var entities = step.exhibits().entities();
            remediate(step, entities);
            var state = EndRule.of(standing(step, entities));
            next.state(state);
            if (!EndRule.isEnd(state)) {
                return next.open().at(step.of().widening() == Widening.WAITS ? until : null);
            }
            if (step.of().isOpen()) {
                step.note("ended", Outcome.DONE, state.word());
            }
            return next.ended();
        });
    }

    /** Writes how far each of them is dealt with. */
    private static void remediate(Step step, List<Entity> entities) {
        var states = step.sightings().statesByEntity();
        var changed = new HashMap<Long, RemediationStatus>();
        for (var entity : entities) {
            var status = RemediationRule.of(
                    entity.isThreat(), entity.toldStatus(), states.getOrDefault(entity.id(), Set.of()));
            if (status != entity.remediation()) {
                changed.put(entity.id(), status);
            }
        }
        step.exhibits().remediate(changed);
    }

    private static EndRule.Standing standing(Step step, List<Entity> entities) {
        var byId = new HashMap<Long, Entity>();
        entities.forEach(entity -> byId.put(entity.id(), entity));
        var stopped = Acting.stoppedWithFile(entities, step.exhibits().links());
        var left = new HashSet<Long>();
        for (var sighting : step.sightings().untouched()) {
            var entity = byId.get(sighting.entity());
            if (entity != null && Acting.isWanted(entity, sighting, stopped)) {
                left.add(entity.id());
            }
        }
        return new EndRule.Standing(
                step.sightings().actionStates(),
                step.sightings().hasExpiredMail(),
                entities.stream().anyMatch(Entity::isThreat),
                left.size(),
                step.of().widening() == Widening.WAITS,
                step.of().incomplete());
    }
}
