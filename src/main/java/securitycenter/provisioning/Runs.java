package securitycenter.provisioning;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
import securitycenter.provisioning.DataCenterProposal.Reason;
import securitycenter.provisioning.RunStep.Work;

/** The progress of a run, one short transaction for each change. */
@Component
class Runs {

    /**
     * What an execution is to do with which step.
     *
     * @param undo the run has turned back
     * @param homes to build in, or to take away from
     * @param route of a move
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
        return run(id).claim();
    }

    /** The next step, marked as under way; empty when the run is over, failed, or another execution has it. */
    @Transactional
    Optional<Turn> next(long id, int execution) {
        var run = run(id);
        if (!run.isClaimedBy(execution)) {
            return Optional.empty();
        }
        var next = run.next(clock.instant());
        if (next.isPresent()) {
            return Optional.of(turn(run, next.getAsInt()));
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

    private List<TenantHome> homesFor(Run run, Work work) {
        return switch (run.kind()) {
            case BUILD, REPAIR -> List.of(homeOf(run));
            case REMOVE -> everyHomeOf(run);
            case CLEAN -> work == Work.TAKE_AWAY ? everyHomeOf(run) : List.of(homeOf(run));
            case MOVE, CLEAR -> List.of(dataCenters.homeOf(run.tenant(), targetOf(run)));
        };
    }

    private @Nullable Route routeOf(Run run) {
        return run.kind() == RunKind.MOVE
                ? new Route(homeOf(run), dataCenters.homeOf(run.tenant(), targetOf(run)))
                : null;
    }

    /** Those that moves have left behind, too. */
    private List<TenantHome> everyHomeOf(Run run) {
        return residences.findWithDataOf(run.tenant().value()).stream()
                .map(residence -> dataCenters.homeOf(run.tenant(), residence.dataCenter()))
                .toList();
    }

    @Transactional
    void finished(long id, int execution, Turn turn) {
        var run = run(id);
        if (run.isClaimedBy(execution)) {
            run.finished(turn.position(), turn.undo(), clock.instant());
        }
    }

    @Transactional
    void failed(long id, int execution, Turn turn, String problem, String reference) {
        var run = run(id);
        if (run.isClaimedBy(execution)) {
            run.failed(turn.position(), turn.undo(), problem, reference, clock.instant());
            audit.record(Act.bySystem(run.tenant(), "run.step-failed")
                    .on("run", String.valueOf(id))
                    .to(turn.step())
                    .because(problem)
                    .reference(reference));
            changes.publishEvent(new TenantChanged(run.tenant()));
        }
    }

    @Transactional
    void compared(long id, int execution, Map<String, Contents> census) {
        var run = run(id);
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
        // The home before the run, as whoever closes it does, so that the one waits for the other.
        var home = homes.lock(tenant.value()).orElseThrow();
        var run = run(id);
        if (!run.isClaimedBy(execution) || run.turnedBack()) {
            return;
        }
        var now = clock.instant();
        var from = home.dataCenter();
        var to = new Proposed(targetOf(run), Reason.REQUEST);
        residences.findWithDataOf(tenant.value()).stream()
                .filter(residence -> residence.dataCenter() == from)
                .forEach(residence -> residence.moveOut(now, now.plus(settings.keepFormerHome())));
        residences.save(new Residence(tenant, to, now));
        home.switchTo(to, steps.version());
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
        var home = homes.findByTenantId(run.tenant().value()).orElseThrow();
        switch (run.kind()) {
            case BUILD, REPAIR -> {
                if (!run.turnedBack()) {
                    home.isSetUp(steps.version());
                } else if (run.freshHome()) {
                    markGone(run, List.of(home.dataCenter()));
                    homes.delete(home);
                }
            }
            case REMOVE -> {
                deleted(run, everyHomeOf(run));
                homes.delete(home);
            }
            case CLEAN -> {
                deleted(run, everyHomeOf(run));
                residences.save(
                        new Residence(run.tenant(), new Proposed(home.dataCenter(), home.reason()), clock.instant()));
                home.isSetUp(steps.version());
            }
            case CLEAR -> deleted(run, List.of(dataCenters.homeOf(run.tenant(), targetOf(run))));
            case MOVE -> {}
        }
        run.end(clock.instant());
        audit.record(Act.bySystem(run.tenant(), "run.finished")
                .on("run", String.valueOf(run.id()))
                .to(run.state()));
        changes.publishEvent(new TenantChanged(run.tenant()));
    }

    /** The proof: each home that is gone has an entry of its own. */
    private void deleted(Run run, List<TenantHome> gone) {
        markGone(run, gone.stream().map(TenantHome::dataCenter).toList());
        for (var home : gone) {
            audit.record(Act.bySystem(run.tenant(), "data.deleted")
                    .on("run", String.valueOf(run.id()))
                    .from("schema " + home.schema() + ", folder tenants/" + home.tenant() + " in " + home.dataCenter())
                    .to("none"));
        }
    }

    private void markGone(Run run, List<DataCenter> places) {
        var now = clock.instant();
        residences.findWithDataOf(run.tenant().value()).stream()
                .filter(residence -> places.contains(residence.dataCenter()))
                .forEach(residence -> residence.gone(now));
    }

    private TenantHome homeOf(Run run) {
        var home = homes.findByTenantId(run.tenant().value()).orElseThrow();
        return dataCenters.homeOf(run.tenant(), home.dataCenter());
    }

    private static DataCenter targetOf(Run run) {
        return requireNonNull(run.target());
    }

    private Run run(long id) {
        return runs.findById(id).orElseThrow(() -> new IllegalStateException("There is no run " + id));
    }
}
