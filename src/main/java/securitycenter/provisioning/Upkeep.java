package securitycenter.provisioning;

import java.time.Clock;
import java.util.List;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import securitycenter.identity.TenantId;

/** Finds the homes that something is due for, and starts it. */
@Component
class Upkeep {

    private final HomeRepository homes;
    private final ResidenceRepository residences;
    private final Provisioning provisioning;
    private final Steps steps;
    private final Clock clock;

    Upkeep(HomeRepository homes, ResidenceRepository residences, Provisioning provisioning, Steps steps, Clock clock) {
        this.homes = homes;
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
        return homes.findOutdated(steps.version(), Limit.of(atMost)).stream()
                .map(TenantId::new)
                .toList();
    }

    @Transactional
    void bringAlong(TenantId tenant) {
        provisioning.repair(tenant, Cause.NOBODY);
    }
}
