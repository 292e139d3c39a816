package securitycenter.provisioning;

import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;
import securitycenter.identity.AcrossTenants;

interface HomeRepository extends Repository<Home, UUID> {

    Optional<Home> findByTenantId(UUID tenantId);

    void save(Home home);

    void delete(Home home);

    /** Opening and closing at the same time must follow one another. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select h from Home h where h.tenantId = ?1")
    Optional<Home> lock(UUID tenantId);

    /** Without those that a run is at work on, or failed on: they would keep all others waiting. */
    @AcrossTenants
    @Query("select h.tenantId from Home h where h.keptUntil < ?1"
            + " and not exists (select r.id from Run r where r.activeTenant = h.tenantId) order by h.keptUntil")
    List<UUID> findOverdue(Instant now, Limit limit);

    /** Built by other steps than those of this version, without those that a run is at work on, or failed on. */
    @AcrossTenants
    @Query("select h.tenantId from Home h where h.state = OPEN and (h.setUp is null or h.setUp <> ?1)"
            + " and not exists (select r.id from Run r where r.activeTenant = h.tenantId) order by h.tenantId")
    List<UUID> findOutdated(String setUp, Limit limit);

    @AcrossTenants
    @Query("select h.tenantId from Home h where h.state = OPEN order by h.tenantId")
    List<UUID> findOpen(Limit limit);

    @AcrossTenants
    @Query("select h.tenantId from Home h where h.state = OPEN and h.tenantId > ?1 order by h.tenantId")
    List<UUID> findOpenAfter(UUID last, Limit limit);
}
