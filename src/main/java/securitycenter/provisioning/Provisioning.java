package securitycenter.provisioning;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerClient.ScheduleOptions;
import java.time.Clock;
import java.time.Instant;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import securitycenter.audit.Act;
import securitycenter.audit.AuditLog;
import securitycenter.homes.DataCenter;
import securitycenter.identity.SignedInUser;
import securitycenter.identity.TenantChanged;
import securitycenter.identity.TenantId;
import securitycenter.provisioning.DataCenterProposal.Proposed;
import securitycenter.provisioning.DataCenterProposal.Reason;

/** Builds, closes and removes tenants' homes. What takes time happens in a run of its own. */
@Component
public class Provisioning {

    private final Homes homes;
    private final RunRepository runs;
    private final Steps steps;
    private final ObjectProvider<Scheduler> scheduler;
    private final AuditLog audit;
    private final ApplicationEventPublisher changes;
    private final Clock clock;

    Provisioning(
            Homes homes,
            RunRepository runs,
            Steps steps,
            ObjectProvider<Scheduler> scheduler,
            AuditLog audit,
            ApplicationEventPublisher changes,
            Clock clock) {
        this.homes = homes;
        this.runs = runs;
        this.steps = steps;
        this.scheduler = scheduler;
        this.audit = audit;
        this.changes = changes;
        this.clock = clock;
    }

    /**
     * Until the transaction ends, nobody else starts a run for the tenant, calls one off or gets on with it. For whoever
     * looks first and decides then.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void hold(TenantId tenant) {
        homes.lock(tenant);
        runs.lockActive(tenant.value());
    }

    /**
     * Starts to build the tenant's home, or to open again the one that waits. A tenant that has a home keeps its data
     * center, whatever is proposed.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Start build(TenantId tenant, Proposed place, Cause cause) {
        var home = homes.lock(tenant);
        return home.filter(Home::isOpen).isPresent()
                ? new Start.Overtaken()
                : unlessUnderWay(tenant, () -> {
                    home.ifPresentOrElse(Home::rebuild, () -> homes.reserve(tenant, place));
                    var run = newRun(tenant, RunKind.BUILD, cause);
                    return home.isEmpty() ? run.inAFreshHome() : run;
                });
    }

    /** Starts to delete all that there is of a closed home. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Start remove(TenantId tenant, Cause cause) {
        return in(tenant, home -> !home.isOpen(), _ -> newRun(tenant, RunKind.REMOVE, cause));
    }

    /** Starts to take the steps once more through an open home, which stays open. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Start repair(TenantId tenant, Cause cause) {
        return in(tenant, Home::isOpen, _ -> newRun(tenant, RunKind.REPAIR, cause));
    }

    /** Starts to delete the home that a move has left behind in the data center. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Start clear(TenantId tenant, DataCenter formerPlace, Cause cause) {
        return in(
                tenant,
                home -> home.dataCenter() != formerPlace && homes.hasFormerHome(tenant, formerPlace),
                _ -> newRun(tenant, RunKind.CLEAR, cause).toward(formerPlace));
    }

    /**
     * Starts to take an open home to another data center, or plans it. Ask for the {@link Homes#prospectOf prospect} first.
     *
     * @param beginsAt null for at once
     * @param reason why the data is there afterwards
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Start move(TenantId tenant, DataCenter target, @Nullable Instant beginsAt, Cause cause, Reason reason) {
        return in(
                tenant,
                home -> home.isOpen() && home.dataCenter() != target,
                _ -> newRun(tenant, RunKind.MOVE, cause)
                        .toward(target)
                        .because(reason)
                        .notBefore(beginsAt));
    }

    /** Starts to delete all that an open home holds, and to build it anew. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Start startClean(TenantId tenant, Cause cause) {
        return in(tenant, Home::isOpen, home -> {
            home.rebuild();
            return newRun(tenant, RunKind.CLEAN, cause);
        });
    }

    private Run newRun(TenantId tenant, RunKind kind, Cause cause) {
        return new Run(tenant, kind, steps.of(kind), steps.version(), cause, clock.instant());
    }

    /** A run in a home that is there, and as it has to be. */
    private Start in(TenantId tenant, Predicate<Home> fit, Function<Home, Run> another) {
        var home = homes.lock(tenant).filter(fit);
        return home.isEmpty() && runs.findActive(tenant.value()).isEmpty()
                ? new Start.Overtaken()
                : unlessUnderWay(tenant, () -> another.apply(home.orElseThrow()));
    }

    private Start unlessUnderWay(TenantId tenant, Supplier<Run> another) {
        return runs.findActive(tenant.value())
                .<Start>map(Start.Occupied::new)
                .orElseGet(() -> new Start.Begun(start(another.get())));
    }

    /** Closes the home at once for everybody; its data waits until then. A run that builds or moves it turns back. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void close(TenantId tenant, Instant keptUntil) {
        homes.lock(tenant).ifPresent(home -> home.close(keptUntil));
        runs.lockActive(tenant.value()).filter(Run::canBeCancelled).ifPresent(this::turnBack);
        changes.publishEvent(new TenantChanged(tenant));
    }

    /**
     * Calls off the run that is under way, and undoes what it did.
     *
     * @return false when there is none, or it cannot be called off any more
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean cancel(TenantId tenant) {
        var home = homes.lock(tenant);
        var run = runs.lockActive(tenant.value())
                .filter(Run::canBeCancelled)
                .filter(active ->
                        !(active.opensAgain() && home.filter(Home::isOpen).isPresent()));
        run.ifPresent(this::turnBack);
        run.filter(Run::opensAgain).flatMap(_ -> home).ifPresent(Home::waitOn);
        return run.isPresent();
    }

    private void turnBack(Run run) {
        var waits = run.isPlanned(clock.instant());
        run.cancel();
        execute(
                run,
                clock.instant(),
                waits ? ScheduleOptions.WHEN_EXISTS_RESCHEDULE : ScheduleOptions.WHEN_EXISTS_DO_NOTHING);
        audit.record(Act.bySystem(run.tenant(), "run.cancelled").on("run", String.valueOf(run.id())));
    }

    /** As {@link #retry}, by a person of the tenant. */
    @Transactional
    boolean retryBy(SignedInUser user, long id) {
        var retried = retry(user.tenant(), id);
        if (retried) {
            audit.record(Act.of(user, "run.retried").on("run", String.valueOf(id)));
        }
        return retried;
    }

    /** As {@link #retry}, when its time has come. */
    @Transactional(propagation = Propagation.MANDATORY)
    void retryByItself(TenantId tenant, long id) {
        if (retry(tenant, id)) {
            audit.record(Act.bySystem(tenant, "run.retried").on("run", String.valueOf(id)));
        }
    }

    /**
     * Takes up a failed run at the step that failed.
     *
     * @return false when the run has not failed, or is none of the tenant's
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean retry(TenantId tenant, long id) {
        homes.lock(tenant);
        var failed = runs.lockActive(tenant.value())
                .filter(run -> run.id() == id)
                .filter(run -> run.state() == Run.State.FAILED);
        failed.ifPresent(run -> {
            run.retry();
            execute(run, clock.instant(), ScheduleOptions.WHEN_EXISTS_DO_NOTHING);
            changes.publishEvent(new TenantChanged(tenant));
        });
        return failed.isPresent();
    }

    private long start(Run run) {
        var id = runs.save(run).id();
        execute(run, run.beginsAt() == null ? clock.instant() : run.beginsAt(), ScheduleOptions.WHEN_EXISTS_DO_NOTHING);
        audit.record(Act.bySystem(run.tenant(), "run.started")
                .on("run", String.valueOf(id))
                .to(run.kind()));
        changes.publishEvent(new TenantChanged(run.tenant()));
        return id;
    }

    /** Hands the run to the scheduler in this transaction, and wakes the scheduler when it has ended well. */
    private void execute(Run run, Instant at, ScheduleOptions whenExists) {
        var jobs = scheduler.getObject();
        jobs.schedule(ProvisioningJob.RUN.instance(String.valueOf(run.id())).scheduledTo(at), whenExists);
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                jobs.triggerCheckForDueExecutions();
            }
        });
    }
}
