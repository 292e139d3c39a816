package securitycenter.provisioning;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerClient.ScheduleOptions;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import securitycenter.audit.Act;
import securitycenter.audit.AuditLog;
import securitycenter.homes.DataCenter;
import securitycenter.homes.DataCenters;
import securitycenter.homes.Export;
import securitycenter.homes.TenantHome;
import securitycenter.identity.SignedInUser;
import securitycenter.identity.TenantChanged;
import securitycenter.identity.TenantId;
import securitycenter.provisioning.DataCenterProposal.Known;
import securitycenter.provisioning.DataCenterProposal.Proposed;
import securitycenter.provisioning.DataCenterProposal.Reason;

/** Builds, closes and removes tenants' homes. What takes time happens in a run of its own. */
@Component
public class Provisioning {

    /** A tenant does not move every week; more of its past is not read. */
    private static final int LONGEST_HISTORY = 50;

    private static final int PAGE = 100;

    private final HomeRepository homes;
    private final RunRepository runs;
    private final LocationStatementRepository statements;
    private final DataCenters dataCenters;
    private final ResidenceRepository residences;
    private final PromisedLocationRepository promised;
    private final Steps steps;
    private final RunProgress progress;
    private final ProvisioningSettings settings;
    private final ObjectProvider<Scheduler> scheduler;
    private final AuditLog audit;
    private final ApplicationEventPublisher changes;
    private final Clock clock;

    Provisioning(
            HomeRepository homes,
            RunRepository runs,
            LocationStatementRepository statements,
            DataCenters dataCenters,
            ResidenceRepository residences,
            PromisedLocationRepository promised,
            Steps steps,
            RunProgress progress,
            ProvisioningSettings settings,
            ObjectProvider<Scheduler> scheduler,
            AuditLog audit,
            ApplicationEventPublisher changes,
            Clock clock) {
        this.homes = homes;
        this.runs = runs;
        this.statements = statements;
        this.dataCenters = dataCenters;
        this.residences = residences;
        this.promised = promised;
        this.steps = steps;
        this.progress = progress;
        this.settings = settings;
        this.scheduler = scheduler;
        this.audit = audit;
        this.changes = changes;
        this.clock = clock;
    }

    /** The data centers that this installation has. */
    public Set<DataCenter> onOffer() {
        return dataCenters.onOffer();
    }

    /** Where the data of a tenant would live that has no home yet. */
    @Transactional(readOnly = true)
    public DataCenterProposal propose(
            TenantId tenant, boolean endpointLicensed, @Nullable String country, @Nullable String regionScope) {
        var promise = promisedLocation(tenant);
        if (promise.isPresent()) {
            return DataCenterProposal.promised(promise.get(), onOffer());
        }
        var stated = endpointLicensed ? endpointLocation(tenant) : EndpointLocation.UNSTATED;
        return DataCenterProposal.of(
                new Known(stated.dataCenter(), stated.throughAzureDefender(), country, regionScope), onOffer());
    }

    @Transactional(readOnly = true)
    public EndpointLocation endpointLocation(TenantId tenant) {
        return statements
                .findByTenantId(tenant.value())
                .map(LocationStatement::location)
                .orElse(EndpointLocation.UNSTATED);
    }

    @Transactional
    public void stateEndpointLocation(SignedInUser user, EndpointLocation location) {
        var before = endpointLocation(user.tenant());
        statements.save(new LocationStatement(user, location, clock.instant()));
        audit.record(Act.of(user, "location.stated").from(before).to(location));
    }

    /** Where the tenant's data will live because support has promised it; for tenants without a home. */
    @Transactional(readOnly = true)
    public Optional<DataCenter> promisedLocation(TenantId tenant) {
        return promised.findByTenantId(tenant.value()).map(PromisedLocation::dataCenter);
    }

    /** @param dataCenter null takes the promise back */
    @Transactional(propagation = Propagation.MANDATORY)
    public void promise(TenantId tenant, @Nullable DataCenter dataCenter) {
        if (dataCenter == null) {
            promised.findByTenantId(tenant.value()).ifPresent(promised::delete);
        } else {
            promised.save(new PromisedLocation(tenant, dataCenter, clock.instant()));
        }
    }

    /** The tenant's home, built, being built or closed. */
    @Transactional(readOnly = true)
    public Optional<Place> placeOf(TenantId tenant) {
        return homes.findPlace(tenant.value());
    }

    @Transactional(readOnly = true)
    public Optional<UnderWay> underWay(TenantId tenant) {
        return runs.findActive(tenant.value());
    }

    /** The run that has failed and waits for somebody. */
    @Transactional(readOnly = true)
    public Optional<Failure> failureOf(TenantId tenant) {
        return runs.findFailures(tenant.value()).stream().findFirst();
    }

    /** The newest run of a tenant that has a home. */
    @Transactional(readOnly = true)
    public long latestRun(TenantId tenant) {
        return runs.findLatestIds(tenant.value(), Limit.of(1)).getFirst();
    }

    /** The home itself, for those who have made sure that the product is on. */
    public TenantHome homeIn(TenantId tenant, Place place) {
        return dataCenters.homeOf(tenant, place.dataCenter());
    }

    /** Whether the data center can be reached now. Takes a few seconds at most; not for use in a transaction. */
    public boolean answers(DataCenter dataCenter) {
        return dataCenters.answers(dataCenter);
    }

    /** Where the tenant's data has been, the newest place first. */
    @Transactional(readOnly = true)
    public List<Residency> residencyOf(TenantId tenant) {
        return residences.findByTenantIdOrderByTenantIdDescIdDesc(tenant.value(), Limit.of(LONGEST_HISTORY)).stream()
                .map(Residence::residency)
                .toList();
    }

    /** Whether a move has left a home of the tenant behind there, which still exists. */
    @Transactional(readOnly = true)
    public boolean hasFormerHome(TenantId tenant, DataCenter dataCenter) {
        return residencyOf(tenant).stream().anyMatch(past -> past.isFormerHome() && past.dataCenter() == dataCenter);
    }

    /** Until when a home would be kept that a move leaves behind now. */
    public Instant formerHomeKeptUntil() {
        return clock.instant().plus(settings.keepFormerHome());
    }

    /** Which version of the steps this installation has; compare {@link Place#setUp}. */
    public String setUp() {
        return steps.version();
    }

    /** What a run would create, and what it would find; changes nothing. */
    public List<PlannedStep> dryRun(TenantId tenant, DataCenter dataCenter) {
        var home = dataCenters.homeOf(tenant, dataCenter);
        return steps.inOrder().stream()
                .map(step -> new PlannedStep(step.name(), step.part(), step.isBuilt(home)))
                .toList();
    }

    /** Whether the tenant's home could move there, as far as our own records tell. */
    @Transactional(readOnly = true)
    public MoveProspect recordedProspectOf(TenantId tenant, DataCenter dataCenter) {
        var place = placeOf(tenant).filter(Place::open);
        if (place.isEmpty()) {
            return MoveProspect.NO_OPEN_HOME;
        }
        if (!onOffer().contains(dataCenter)) {
            return MoveProspect.NOT_OFFERED;
        }
        if (place.get().dataCenter() == dataCenter) {
            return MoveProspect.THERE_ALREADY;
        }
        return hasFormerHome(tenant, dataCenter) ? MoveProspect.FORMER_HOME_THERE : MoveProspect.POSSIBLE;
    }

    /** Whether it could move there now. Looks at the data center itself; not for use in a transaction. */
    public MoveProspect prospectOf(TenantId tenant, DataCenter dataCenter) {
        var recorded = recordedProspectOf(tenant, dataCenter);
        if (recorded != MoveProspect.POSSIBLE) {
            return recorded;
        }
        return switch (dataCenters.vacancyFor(homeIn(tenant, placeOf(tenant).orElseThrow()), dataCenter)) {
            case FREE -> MoveProspect.POSSIBLE;
            case FULL -> MoveProspect.FULL;
            case UNREACHABLE -> MoveProspect.UNREACHABLE;
            case OTHER_DATABASE -> MoveProspect.OTHER_DATABASE;
            case NOT_OFFERED -> MoveProspect.NOT_OFFERED;
        };
    }

    /**
     * Until the transaction ends, nobody else starts a run for the tenant, calls one off or gets on with it. For whoever
     * looks first and decides then.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void hold(TenantId tenant) {
        homes.lock(tenant.value());
        runs.lockActive(tenant.value());
    }

    /**
     * Starts to build the tenant's home, or to open again the one that waits. A tenant that has a home keeps its data
     * center, whatever is proposed.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Start tryToBuild(TenantId tenant, Proposed place, Cause cause) {
        var home = homes.lock(tenant.value());
        return home.filter(Home::isOpen).isPresent()
                ? new Start.Overtaken()
                : unlessUnderWay(tenant, () -> {
                    home.ifPresentOrElse(Home::rebuild, () -> reserve(tenant, place));
                    var run = newRun(tenant, RunKind.BUILD, cause);
                    return home.isEmpty() ? run.inAFreshHome() : run;
                });
    }

    /** Starts to delete all that there is of a closed home. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Start tryToRemove(TenantId tenant, Cause cause) {
        return in(tenant, home -> !home.isOpen(), _ -> newRun(tenant, RunKind.REMOVE, cause));
    }

    /** Starts to take the steps once more through an open home, which stays open. */
    @Transactional(propagation = Propagation.MANDATORY)
    Start tryToRepair(TenantId tenant, Cause cause) {
        return in(tenant, Home::isOpen, _ -> newRun(tenant, RunKind.REPAIR, cause));
    }

    /** Starts to delete the home that a move has left behind in the data center. */
    @Transactional(propagation = Propagation.MANDATORY)
    Start tryToClear(TenantId tenant, DataCenter formerPlace, Cause cause) {
        return in(
                tenant,
                home -> home.dataCenter() != formerPlace && hasFormerHome(tenant, formerPlace),
                _ -> newRun(tenant, RunKind.CLEAR, cause).toward(formerPlace));
    }

    /** As {@link #tryToBuild}; like all that follow, a clash with what somebody else did meanwhile when it cannot be. */
    @Transactional(propagation = Propagation.MANDATORY)
    public long build(TenantId tenant, Proposed place, Cause cause) {
        return begun(tryToBuild(tenant, place, cause));
    }

    /** Starts to take the steps once more through an open home, which stays open. */
    @Transactional(propagation = Propagation.MANDATORY)
    public long repair(TenantId tenant, Cause cause) {
        return begun(tryToRepair(tenant, cause));
    }

    /**
     * Starts to take an open home to another data center, or plans it. Ask for the {@link #prospectOf prospect} first.
     *
     * @param beginsAt null for at once
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public long move(TenantId tenant, DataCenter target, @Nullable Instant beginsAt, Cause cause) {
        return move(tenant, target, beginsAt, cause, Reason.REQUEST);
    }

    /** @param reason why the data is there afterwards */
    @Transactional(propagation = Propagation.MANDATORY)
    public long move(TenantId tenant, DataCenter target, @Nullable Instant beginsAt, Cause cause, Reason reason) {
        return begun(in(
                tenant,
                home -> home.isOpen() && home.dataCenter() != target,
                _ -> newRun(tenant, RunKind.MOVE, cause)
                        .toward(target)
                        .because(reason)
                        .notBefore(beginsAt)));
    }

    /** Starts to delete the home that a move has left behind in the data center. */
    @Transactional(propagation = Propagation.MANDATORY)
    public long clear(TenantId tenant, DataCenter formerPlace, Cause cause) {
        return begun(tryToClear(tenant, formerPlace, cause));
    }

    /** Starts to delete all that an open home holds, and to build it anew. */
    @Transactional(propagation = Propagation.MANDATORY)
    public long startClean(TenantId tenant, Cause cause) {
        return begun(in(tenant, Home::isOpen, home -> {
            home.rebuild();
            return newRun(tenant, RunKind.CLEAN, cause);
        }));
    }

    /** Starts to delete all that there is of a closed home. */
    @Transactional(propagation = Propagation.MANDATORY)
    public long remove(TenantId tenant, Cause cause) {
        return begun(tryToRemove(tenant, cause));
    }

    private Run newRun(TenantId tenant, RunKind kind, Cause cause) {
        return new Run(tenant, kind, steps.of(kind), steps.version(), cause, clock.instant());
    }

    /** A run in a home that is there, and as it has to be. */
    private Start in(TenantId tenant, Predicate<Home> fit, Function<Home, Run> another) {
        var home = homes.lock(tenant.value()).filter(fit);
        return home.isEmpty() && runs.findActive(tenant.value()).isEmpty()
                ? new Start.Overtaken()
                : unlessUnderWay(tenant, () -> another.apply(home.orElseThrow()));
    }

    private Start unlessUnderWay(TenantId tenant, Supplier<Run> another) {
        return runs.findActive(tenant.value())
                .<Start>map(Start.Occupied::new)
                .orElseGet(() -> new Start.Begun(start(another.get())));
    }

    private static long begun(Start start) {
        return switch (start) {
            case Start.Begun(var run) -> run;
            case Start.Occupied(var by) ->
                throw new OptimisticLockingFailureException("Run " + by.run() + " is under way");
            case Start.Overtaken _ -> throw new OptimisticLockingFailureException("The home has changed meanwhile");
        };
    }

    private void reserve(TenantId tenant, Proposed place) {
        homes.save(new Home(tenant, place, clock.instant()));
        residences.save(new Residence(tenant, place, clock.instant()));
        audit.record(Act.bySystem(tenant, "location.reserved")
                .to(place.place())
                .because(place.reason().name()));
    }

    /** Closes the home at once for everybody; its data waits until then. A run that builds or moves it turns back. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void close(TenantId tenant, Instant keptUntil) {
        homes.lock(tenant.value()).ifPresent(home -> home.close(keptUntil));
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
        var home = homes.lock(tenant.value());
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
        homes.lock(tenant.value());
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

    /** Tenants whose closed homes have waited long enough, those that waited longest first. */
    @Transactional(readOnly = true)
    public List<TenantId> overdue(int atMost) {
        return homes.findOverdue(clock.instant(), Limit.of(atMost)).stream()
                .map(TenantId::new)
                .toList();
    }

    /** Tenants whose product is on, whatever else is the matter with them; however many they are, a page at a time. */
    public void eachOpen(Consumer<TenantId> work) {
        for (var open = openAfter(null, PAGE); !open.isEmpty(); open = openAfter(open.getLast(), PAGE)) {
            open.forEach(work);
        }
    }

    /**
     * A page of the tenants whose product is on, in the order of their ids.
     *
     * @param last of the page before, null for the first
     */
    @Transactional(readOnly = true)
    public List<TenantId> openAfter(@Nullable TenantId last, int atMost) {
        var page =
                last == null ? homes.findOpen(Limit.of(atMost)) : homes.findOpenAfter(last.value(), Limit.of(atMost));
        return page.stream().map(TenantId::new).toList();
    }

    /** A run of the tenant; another tenant's is not there. */
    @Transactional(readOnly = true)
    public Optional<Progress> runOf(TenantId tenant, long id) {
        return runs.findByIdAndTenantId(id, tenant.value()).map(progress::of);
    }

    /** How runs stand that may be of many tenants, by their numbers, in one read. For staff. */
    @Transactional(readOnly = true)
    public Map<Long, RunStanding> standingsOf(Collection<Long> ids) {
        return runs.findStandings(ids).stream()
                .collect(Collectors.toMap(RunStanding::run, standing -> standing, (first, _) -> first));
    }

    /** The runs of a tenant, the newest first. */
    @Transactional(readOnly = true)
    public List<Progress> latestRunsOf(TenantId tenant, int atMost) {
        return runsBefore(Long.MAX_VALUE, tenant, atMost);
    }

    /** The runs of a tenant that are older than the one with that number, the newest first. */
    @Transactional(readOnly = true)
    public List<Progress> runsBefore(long run, TenantId tenant, int atMost) {
        return runs.findByTenantIdAndIdLessThanOrderByTenantIdDescIdDesc(tenant.value(), run, Limit.of(atMost)).stream()
                .map(progress::inBrief)
                .toList();
    }

    /** Writes all that the tenant owns. */
    public void export(TenantHome home, Export export) throws IOException {
        for (var step : steps.inOrder()) {
            step.export(home, export);
        }
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
