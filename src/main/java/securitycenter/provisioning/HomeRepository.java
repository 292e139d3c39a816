package securitycenter.provisioning;

import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.Collection;
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

    /** Not the home itself, which whoever locks it later in the transaction must not have read before. */
    @Query("select new securitycenter.provisioning.Place(h.dataCenter, h.reason, h.reservedAt, h.state = OPEN,"
            + " h.state = CLOSED, h.openedAt, h.keptUntil, h.frozenSince, h.setUp) from Home h where h.tenantId = ?1")
    Optional<Place> findPlace(UUID tenantId);

    void save(Home home);

    void delete(Home home);

    /**
     * Whoever changes a home or its run locks the home first, then the run, and writes to the audit log last: so they
     * follow one another and never wait in a circle.
     */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select h from Home h where h.tenantId = ?1")
    Optional<Home> lock(UUID tenantId);

    /** Without those that a run is at work on, or failed on: they would keep all others waiting. */
    @AcrossTenants
    @Query("select h.tenantId from Home h where h.keptUntil < ?1"
            + " and not exists (select r.id from Run r where r.activeTenant = h.tenantId) order by h.keptUntil")
    List<UUID> findOverdue(Instant now, Limit limit);

    /** By which versions' steps open homes were built, other than this one's. */
    @AcrossTenants
    @Query("select distinct h.setUp from Home h where h.state = OPEN and h.setUp <> ?1")
    List<String> findOtherSetUps(String setUp);

    /**
     * Built by these versions' steps or unknown ones, without those that a run is at work on, or failed on. Nor those
     * that we have begun a run for since: a process that is not updated yet may have ended it, which helps nobody.
     */
    @AcrossTenants
    @Query("select h.tenantId from Home h where h.state = OPEN and (h.setUp is null or h.setUp in ?1)"
            + " and not exists (select r.id from Run r where r.activeTenant = h.tenantId)"
            + " and not exists (select r.id from Run r where r.tenantId = h.tenantId and r.kind = REPAIR"
            + " and r.startedByName is null and r.startedAt > ?2) order by h.tenantId")
    List<UUID> findBuiltBy(Collection<String> setUps, Instant since, Limit limit);

    @AcrossTenants
    @Query("select h.tenantId from Home h where h.state = OPEN order by h.tenantId")
    List<UUID> findOpen(Limit limit);

    @AcrossTenants
    @Query("select h.tenantId from Home h where h.state = OPEN and h.tenantId > ?1 order by h.tenantId")
    List<UUID> findOpenAfter(UUID last, Limit limit);
}
