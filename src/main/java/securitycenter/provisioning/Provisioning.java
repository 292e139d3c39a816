package securitycenter.provisioning;

import com.github.kagkarlsson.scheduler.Scheduler;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import securitycenter.audit.Act;
import securitycenter.audit.AuditLog;
import securitycenter.identity.SignedInUser;
import securitycenter.identity.TenantId;
import securitycenter.provisioning.DataCenterProposal.Known;
import securitycenter.provisioning.DataCenterProposal.Proposed;

/** Builds, closes and removes tenants' homes. What takes time happens in a run of its own. */
@Component
public class Provisioning {

    private final HomeRepository homes;
    private final RunRepository runs;
    private final LocationStatementRepository statements;
    private final DataCenters dataCenters;
    private final List<ProvisioningStep> steps;
    private final ObjectProvider<Scheduler> scheduler;
    private final AuditLog audit;
    private final Clock clock;

    Provisioning(
            HomeRepository homes,
            RunRepository runs,
            LocationStatementRepository statements,
            DataCenters dataCenters,
            ObjectProvider<ProvisioningStep> steps,
            ObjectProvider<Scheduler> scheduler,
            AuditLog audit,
            Clock clock) {
        this.homes = homes;
        this.runs = runs;
        this.statements = statements;
        this.dataCenters = dataCenters;
        this.steps = steps.stream()
                .sorted(Comparator.comparingInt(ProvisioningStep::order))
                .toList();
        this.scheduler = scheduler;
        this.audit = audit;
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

    /** The tenant's home, built, being built or closed. */
    @Transactional(readOnly = true)
    public Optional<Place> placeOf(TenantId tenant) {
        return homes.findByTenantId(tenant.value()).map(Place::of);
    }

    @Transactional(readOnly = true)
    public Optional<UnderWay> underWay(TenantId tenant) {
        return runs.findActive(tenant.value())
                .map(run ->
                        new UnderWay(run.id(), run.kind() == Run.Kind.REMOVE, run.startedByName(), run.startedAt()));
    }

    /** The newest run of a tenant that has a home. */
    @Transactional(readOnly = true)
    public long latestRun(TenantId tenant) {
        return runs.findFirstByTenantIdOrderByIdDesc(tenant.value())
                .orElseThrow()
                .id();
    }

    /** The home itself, for those who have made sure that the product is on. */
    public TenantHome homeIn(TenantId tenant, Place place) {
        return dataCenters.homeOf(tenant, place.dataCenter());
    }

    /** What a run would create, and what it would find; changes nothing. */
    public List<PlannedStep> dryRun(TenantId tenant, DataCenter dataCenter) {
        var home = dataCenters.homeOf(tenant, dataCenter);
        return steps.stream()
                .map(step -> new PlannedStep(step.name(), step.isBuilt(home)))
                .toList();
    }

    /**
     * Starts to build the tenant's home, or to open again the one that waits. A tenant that has a home keeps its data
     * center, whatever is proposed.
     *
     * @param startedBy null when nobody pressed a button
     * @return the run; the one that is under way already, when there is one
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public long build(TenantId tenant, Proposed place, @Nullable String startedBy) {
        var active = runs.findByActiveTenant(tenant.value());
        if (active.isPresent()) {
            return active.get().id();
        }
        var existing = homes.findByTenantId(tenant.value());
        existing.ifPresentOrElse(Home::rebuild, () -> reserve(tenant, place));
        return start(new Run(tenant, Run.Kind.BUILD, existing.isEmpty(), stepNames(), startedBy, clock.instant()));
    }

    private void reserve(TenantId tenant, Proposed place) {
        homes.save(new Home(tenant, place, clock.instant()));
        audit.record(Act.bySystem(tenant, "location.reserved")
                .to(place.place())
                .because(place.reason().name()));
    }

    /** Closes the home at once for everybody; its data waits until then. A run that builds it turns back. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void close(TenantId tenant, Instant keptUntil) {
        homes.lock(tenant.value()).ifPresent(home -> home.close(keptUntil));
        runs.findByActiveTenant(tenant.value()).filter(Run::canBeCancelled).ifPresent(this::turnBack);
    }

    private void turnBack(Run run) {
        run.cancel();
        audit.record(Act.bySystem(run.tenant(), "run.cancelled").on("run", String.valueOf(run.id())));
        execute(run.id());
    }

    /** Starts to delete all that there is of a closed home. */
    @Transactional(propagation = Propagation.MANDATORY)
    public long remove(TenantId tenant, @Nullable String startedBy) {
        var active = runs.findByActiveTenant(tenant.value());
        if (active.isPresent()) {
            return active.get().id();
        }
        return start(new Run(tenant, Run.Kind.REMOVE, false, stepNames().reversed(), startedBy, clock.instant()));
    }

    /** Tenants whose closed homes have waited long enough, those that waited longest first. */
    @Transactional(readOnly = true)
    public List<TenantId> overdue(int atMost) {
        return homes.findOverdue(clock.instant(), Limit.of(atMost)).stream()
                .map(TenantId::new)
                .toList();
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

    /** Takes up a failed run at the step that failed. */
    @Transactional
    void retry(SignedInUser user, Run run) {
        runs.findByIdAndTenantId(run.id(), user.tenant().value()).orElseThrow().retry();
        audit.record(Act.of(user, "run.retried").on("run", String.valueOf(run.id())));
        execute(run.id());
    }

    /** Writes all that the tenant owns. */
    public void export(TenantHome home, Export export) throws IOException {
        for (var step : steps) {
            step.export(home, export);
        }
    }

    private long start(Run run) {
        var id = runs.save(run).id();
        audit.record(Act.bySystem(run.tenant(), "run.started")
                .on("run", String.valueOf(id))
                .to(run.kind()));
        execute(id);
        return id;
    }

    /** Hands the run to the scheduler in this transaction, and wakes the scheduler when it has ended well. */
    private void execute(long run) {
        var jobs = scheduler.getObject();
        jobs.scheduleIfNotExists(
                ProvisioningJob.RUN.instance(String.valueOf(run)).scheduledTo(clock.instant()));
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                jobs.triggerCheckForDueExecutions();
            }
        });
    }

    private List<String> stepNames() {
        return steps.stream().map(ProvisioningStep::name).toList();
    }
}
