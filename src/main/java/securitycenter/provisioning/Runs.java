package securitycenter.provisioning;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import securitycenter.audit.Act;
import securitycenter.audit.AuditLog;

/** The progress of a run, one short transaction for each change. */
@Component
class Runs {

    /**
     * What an execution is to do with which step.
     *
     * @param takeAway the step is to remove what it builds
     * @param undo it does so because the run has turned back
     */
    record Turn(String step, boolean takeAway, boolean undo, TenantHome home) {}

    private final RunRepository runs;
    private final HomeRepository homes;
    private final DataCenters dataCenters;
    private final AuditLog audit;
    private final Clock clock;

    Runs(RunRepository runs, HomeRepository homes, DataCenters dataCenters, AuditLog audit, Clock clock) {
        this.runs = runs;
        this.homes = homes;
        this.dataCenters = dataCenters;
        this.audit = audit;
        this.clock = clock;
    }

    /** Runs that should be under way; those whose execution exists are not disturbed by scheduling them again. */
    @Transactional(readOnly = true)
    List<Long> forgotten() {
        return runs.findUnderWay();
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
        if (next.isEmpty() && run.state() == Run.State.RUNNING) {
            end(run);
        }
        var undo = run.turnedBack();
        return next.map(step -> new Turn(step.name(), undo || run.kind() == Run.Kind.REMOVE, undo, homeOf(run)));
    }

    @Transactional
    void finished(long id, int execution, Turn turn) {
        var run = run(id);
        if (run.isClaimedBy(execution)) {
            run.finished(turn.step(), turn.undo(), clock.instant());
        }
    }

    @Transactional
    void failed(long id, int execution, Turn turn, String problem, String reference) {
        var run = run(id);
        if (run.isClaimedBy(execution)) {
            run.failed(turn.step(), turn.undo(), problem, reference, clock.instant());
            audit.record(Act.bySystem(run.tenant(), "run.step-failed")
                    .on("run", String.valueOf(id))
                    .to(turn.step())
                    .because(problem)
                    .reference(reference));
        }
    }

    private void end(Run run) {
        var home = homes.findByTenantId(run.tenant().value()).orElseThrow();
        if (run.kind() == Run.Kind.REMOVE) {
            var gone = homeOf(run);
            homes.delete(home);
            audit.record(Act.bySystem(run.tenant(), "data.deleted")
                    .on("run", String.valueOf(run.id()))
                    .from("schema " + gone.schema() + ", folder tenants/" + gone.tenant() + " in " + gone.dataCenter())
                    .to("none"));
        } else if (run.turnedBack() && run.freshHome()) {
            homes.delete(home);
        }
        run.end(clock.instant());
        audit.record(Act.bySystem(run.tenant(), "run.finished")
                .on("run", String.valueOf(run.id()))
                .to(run.state()));
    }

    private TenantHome homeOf(Run run) {
        var home = homes.findByTenantId(run.tenant().value()).orElseThrow();
        return dataCenters.homeOf(run.tenant(), home.dataCenter());
    }

    private Run run(long id) {
        return runs.findById(id).orElseThrow(() -> new IllegalStateException("There is no run " + id));
    }
}
