package securitycenter.provisioning;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import securitycenter.identity.TenantId;

/** Finds the homes that something is due for, and starts it. */
@Component
class Upkeep {

    private static final Duration BEFORE_REPEATING = Duration.ofMinutes(10);

    private final HomeRepository homes;
    private final RunRepository runs;
    private final ResidenceRepository residences;
    private final Provisioning provisioning;
    private final Steps steps;
    private final Clock clock;

    Upkeep(
            HomeRepository homes,
            RunRepository runs,
            ResidenceRepository residences,
            Provisioning provisioning,
            Steps steps,
            Clock clock) {
        this.homes = homes;
        this.runs = runs;
        this.residences = residences;
        this.provisioning = provisioning;
        this.steps = steps;
        this.clock = clock;
    }

    /** Tenants whose former homes have waited long enough, those that waited longest first. */
    @Transactional(readOnly = true)
    List<TenantId> formerHomesToDelete(int atMost) {
        return residences.findOverdue(clock.instant(), Limit.of(atMost)).stream()
                .map(TenantId::new)
                .distinct()
                .toList();
    }

    @Transactional
    void deleteFormerHome(TenantId tenant) {
        residences.findWithDataOf(tenant.value()).stream()
                .filter(residence -> residence.isOverdue(clock.instant()))
                .findFirst()
                .ifPresent(residence -> provisioning.clear(tenant, residence.dataCenter(), Cause.NOBODY));
    }

    /** Tenants whose open homes were built by another version's steps. */
    @Transactional(readOnly = true)
    List<TenantId> outdatedHomes(int atMost) {
        // A process that has not been updated yet leaves newer homes alone.
        var own = SetUp.of(steps.version());
        var earlier = homes.findOtherSetUps(steps.version()).stream()
                .filter(other -> SetUp.of(other).compareTo(own) < 0)
                .toList();
        return homes.findBuiltBy(earlier, clock.instant().minus(BEFORE_REPEATING), Limit.of(atMost)).stream()
                .map(TenantId::new)
                .toList();
    }

    @Transactional
    void bringAlong(TenantId tenant) {
        provisioning.repair(tenant, Cause.NOBODY);
    }

    /** How many homes are being brought along now. */
    @Transactional(readOnly = true)
    int underWay() {
        return runs.countOwnRepairs();
    }

    /** Tenants whose run failed that no person began, so that none will look after it; it has waited for a while. */
    @Transactional(readOnly = true)
    List<TenantId> runsToRetry(int atMost) {
        return runs.findToRetry(clock.instant(), Limit.of(atMost)).stream()
                .map(TenantId::new)
                .toList();
    }

    @Transactional
    void retry(TenantId tenant) {
        runs.findActive(tenant.value())
                .filter(run -> run.failed() && run.startedBy() == null)
                .ifPresent(run -> provisioning.retryByItself(tenant, run.run()));
    }
}
