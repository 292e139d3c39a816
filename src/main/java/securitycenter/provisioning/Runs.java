package securitycenter.provisioning;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import securitycenter.audit.Act;
import securitycenter.audit.AuditLog;
import securitycenter.homes.Contents;
import securitycenter.homes.DataCenter;
import securitycenter.homes.DataCenters;
import securitycenter.homes.TenantHome;
import securitycenter.identity.TenantChanged;
import securitycenter.provisioning.DataCenterProposal.Proposed;
import securitycenter.provisioning.RunStep.Work;

/** The progress of a run, one short transaction for each change. */
@Component
class Runs {

    /**
     * What an execution is to do with which step.
     *
     * @param undo the run has turned back
     * @param homes to build in, or to take away from
     * @param route of a move; null when the home that is to be left is gone, and the move turns back
     */
    record Turn(
            int position,
            String step,
            Work work,
            boolean undo,
            List<TenantHome> homes,
            @Nullable Route route) {}

    private final RunRepository runs;
    private final HomeRepository homes;
    private final ResidenceRepository residences;
    private final DataCenters dataCenters;
    private final Steps steps;
    private final ProvisioningSettings settings;
    private final AuditLog audit;
    private final ApplicationEventPublisher changes;
    private final Clock clock;

    Runs(
            RunRepository runs,
            HomeRepository homes,
            ResidenceRepository residences,
            DataCenters dataCenters,
            Steps steps,
            ProvisioningSettings settings,
            AuditLog audit,
            ApplicationEventPublisher changes,
            Clock clock) {
        this.runs = runs;
        this.homes = homes;
        this.residences = residences;
        this.dataCenters = dataCenters;
        this.steps = steps;
        this.settings = settings;
        this.audit = audit;
        this.changes = changes;
        this.clock = clock;
    }

    /** Runs that should be under way; those whose execution exists are not disturbed by scheduling them again. */
    @Transactional(readOnly = true)
    List<Long> forgotten() {
        return runs.findUnderWay(clock.instant());
    }

    @Transactional
    int claim(long id) {
        return locked(id).claim(steps.version());
    }

    /** The next step, marked as under way; empty when the run is over, failed, or another execution has it. */
    @Transactional
    Optional<Turn> next(long id, int execution) {
        var run = locked(id);
        if (!run.isClaimedBy(execution)) {
            return Optional.empty();
        }
        var next = run.next(clock.instant());
        if (next.isPresent()) {
            var position = next.getAsInt();
            var obstacle = obstacleTo(run, run.step(position).work());
            if (obstacle == null) {
                return Optional.of(turn(run, position));
            }
            fail(run, position, run.turnedBack(), obstacle, reference());
            return Optional.empty();
        }
        if (run.state() == Run.State.RUNNING && !run.isPlanned(clock.instant())) {
            end(run);
        }
        return Optional.empty();
    }

    private Turn turn(Run run, int position) {
        var step = run.step(position);
        return new Turn(position, step.name(), step.work(), run.turnedBack(), homesFor(run, step.work()), routeOf(run));
    }

    /** Key of the sentence that says why the step cannot even begin; null when it can. */
    private @Nullable String obstacleTo(Run run, Work work) {
        var home = placeOf(run);
        var takesWhatIsThere = run.kind() == RunKind.REMOVE || run.kind() == RunKind.CLEAR || run.turnedBack();
        if (home.isEmpty() && !takesWhatIsThere) {
            return "step.problem.no-home";
        }
        var onOffer = dataCenters.onOffer();
        var needed = Stream.concat(
                placesFor(run, work).stream(), run.kind() == RunKind.MOVE ? home.stream() : Stream.empty());
        return needed.allMatch(onOffer::contains) ? null : "step.problem.not-offered";
    }

    private List<DataCenter> placesFor(Run run, Work work) {
        return switch (run.kind()) {
            case BUILD, REPAIR -> placeOf(run).map(List::of).orElseGet(() -> everyPlaceOf(run));
            case REMOVE -> everyPlaceOf(run);
            case CLEAN ->
                work == Work.TAKE_AWAY
                        ? everyPlaceOf(run)
                        : List.of(placeOf(run).orElseThrow());
            case MOVE, CLEAR -> List.of(targetOf(run));
        };
    }

    private List<TenantHome> homesFor(Run run, Work work) {
        return placesFor(run, work).stream()
                .map(place -> dataCenters.homeOf(run.tenant(), place))
                .toList();
    }

    private @Nullable Route routeOf(Run run) {
        return run.kind() != RunKind.MOVE
                ? null
                : placeOf(run)
                        .map(from -> new Route(
                                dataCenters.homeOf(run.tenant(), from),
                                dataCenters.homeOf(run.tenant(), targetOf(run))))
                        .orElse(null);
    }

    /** Those that moves have left behind, too. */
    private List<DataCenter> everyPlaceOf(Run run) {
        return residences.findWithDataOf(run.tenant().value()).stream()
                .map(Residence::dataCenter)
                .distinct()
                .toList();
    }

    /**
     * Looked at once more before a step changes anything: an execution may have been away for long, and another may have
     * taken up its run and ended it.
     *
     * @throws IllegalStateException when the step would destroy the home that the tenant lives in
     */
    @Transactional
    boolean has(long id, int execution) {
        var run = locked(id);
        if (!run.isClaimedBy(execution)) {
            return false;
        }
        if ((run.kind() == RunKind.MOVE || run.kind() == RunKind.CLEAR)
                && placeOf(run).filter(targetOf(run)::equals).isPresent()) {
            throw new IllegalStateException("Run " + id + " would destroy the home that the tenant lives in");
        }
        return true;
    }

    @Transactional
    void finished(long id, int execution, Turn turn) {
        var run = locked(id);
        if (run.isClaimedBy(execution)) {
            run.finished(turn.position(), turn.undo(), clock.instant());
        }
    }

    @Transactional
    void failed(long id, int execution, Turn turn, String problem, String reference) {
        var run = locked(id);
        if (run.isClaimedBy(execution)) {
            fail(run, turn.position(), turn.undo(), problem, reference);
        }
    }

    private void fail(Run run, int position, boolean undoing, String problem, String reference) {
        run.failed(position, undoing, problem, reference, clock.instant());
        audit.record(Act.bySystem(run.tenant(), "run.step-failed")
                .on("run", String.valueOf(run.id()))
                .to(run.step(position).name())
                .because(problem)
                .reference(reference));
        changes.publishEvent(new TenantChanged(run.tenant()));
    }

    /** By which a person finds a failure in the log. */
    static String reference() {
        return UUID.randomUUID().toString().substring(0, 8);
    }

    @Transactional
    void compared(long id, int execution, Map<String, Contents> census) {
        var run = locked(id);
        if (run.isClaimedBy(execution)) {
            run.compared(
                    census.size(),
                    census.values().stream().mapToLong(Contents::rows).sum());
        }
    }

    /** The one moment of a move in which the tenant changes homes: all of it happens, or nothing. */
    @Transactional
    void switchHomes(long id, int execution, Turn turn) {
        var tenant = turn.homes().getFirst().tenant();
        var home = homes.lock(tenant.value()).orElseThrow();
        var run = locked(id);
        if (!run.isClaimedBy(execution) || run.turnedBack()) {
            return;
        }
        var now = clock.instant();
        var from = home.dataCenter();
        var to = new Proposed(targetOf(run), run.moveReason());
        residences.findWithDataOf(tenant.value()).stream()
                .filter(residence -> residence.dataCenter() == from)
                .forEach(residence -> residence.moveOut(now, now.plus(settings.keepFormerHome())));
        residences.save(new Residence(tenant, to, now));
        home.switchTo(to, run.setUp());
        run.finished(turn.position(), false, now);
        audit.record(Act.bySystem(tenant, "home.moved")
                .on("run", String.valueOf(id))
                .from(from)
                .to(to.place())
                .because(run.cause().reason())
                .reference(run.cause().reference()));
        changes.publishEvent(new TenantChanged(tenant));
    }

    private void end(Run run) {
        // None where somebody has deleted it by hand.
        homes.findByTenantId(run.tenant().value()).ifPresent(home -> atTheEndOf(run, home));
        switch (run.kind()) {
            case REMOVE -> deleted(run, everyPlaceOf(run));
            case CLEAR -> deleted(run, List.of(targetOf(run)));
            case BUILD, REPAIR, CLEAN, MOVE -> {}
        }
        run.end(clock.instant());
        audit.record(Act.bySystem(run.tenant(), "run.finished")
                .on("run", String.valueOf(run.id()))
                .to(run.state()));
        changes.publishEvent(new TenantChanged(run.tenant()));
    }

    private void atTheEndOf(Run run, Home home) {
        switch (run.kind()) {
            case BUILD, REPAIR -> {
                if (!run.turnedBack()) {
                    home.markSetUp(run.setUp());
                } else if (run.freshHome()) {
                    markGone(run, List.of(home.dataCenter()));
                    homes.delete(home);
                } else {
                    home.waitOn();
                }
            }
            case REMOVE -> homes.delete(home);
            case CLEAN -> {
                deleted(run, everyPlaceOf(run));
                residences.save(
                        new Residence(run.tenant(), new Proposed(home.dataCenter(), home.reason()), clock.instant()));
                home.markSetUp(run.setUp());
            }
            case CLEAR, MOVE -> {}
        }
    }

    /** The proof: each home that is gone has an entry of its own. */
    private void deleted(Run run, List<DataCenter> gone) {
        markGone(run, gone);
        for (var place : gone) {
            audit.record(Act.bySystem(run.tenant(), "data.deleted")
                    .on("home", DataCenters.schemaOf(run.tenant()))
                    .from(place)
                    .to("none"));
        }
    }

    private void markGone(Run run, List<DataCenter> places) {
        var now = clock.instant();
        residences.findWithDataOf(run.tenant().value()).stream()
                .filter(residence -> places.contains(residence.dataCenter()))
                .forEach(residence -> residence.gone(now));
    }

    /** Where the tenant lives. */
    private Optional<DataCenter> placeOf(Run run) {
        return homes.findByTenantId(run.tenant().value()).map(Home::dataCenter);
    }

    private static DataCenter targetOf(Run run) {
        return requireNonNull(run.target());
    }

    /** The home first, as {@link HomeRepository#lock} says. */
    private Run locked(long id) {
        runs.findTenantOf(id).ifPresent(homes::lock);
        return runs.lock(id).orElseThrow(() -> new IllegalStateException("There is no run " + id));
    }
}
