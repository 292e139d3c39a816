package securitycenter.provisioning;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;
import securitycenter.identity.AcrossTenants;

interface ResidenceRepository extends Repository<Residence, Long> {

    void save(Residence residence);

    /** The newest first. Ordered by all columns of its index, as H2 needs it to follow one. */
    List<Residence> findByTenantIdOrderByTenantIdDescIdDesc(UUID tenantId, Limit limit);

    /** Where there is still something of the tenant. */
    @Query("select r from Residence r where r.tenantId = ?1 and r.goneAt is null order by r.id desc")
    List<Residence> findWithDataOf(UUID tenantId);

    /** Tenants whose former homes have waited long enough, without those that a run is at work on. */
    @AcrossTenants
    @Query("select r.tenantId from Residence r where r.keptUntil < ?1"
            + " and not exists (select u.id from Run u where u.activeTenant = r.tenantId) order by r.keptUntil")
    List<UUID> findOverdue(Instant now, Limit limit);
}
