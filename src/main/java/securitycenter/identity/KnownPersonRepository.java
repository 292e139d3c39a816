package securitycenter.identity;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface KnownPersonRepository extends Repository<KnownPerson, KnownPerson.Key> {

    Optional<KnownPerson> findByTenantIdAndPersonId(UUID tenantId, UUID personId);

    KnownPerson save(KnownPerson person);

    long countByTenantIdAndViewsTrue(UUID tenantId);

    Optional<KnownPerson> findFirstByTenantIdOrderByLastSignInDesc(UUID tenantId);

    Optional<KnownPerson> findFirstByTenantIdAndGuestFalseOrderByLastSignInDesc(UUID tenantId);

    /** Roles together, and how many people hold just these. */
    @Query("select new securitycenter.identity.RolesHeld(p.roles, count(p)) from KnownPerson p"
            + " where p.tenantId = ?1 group by p.roles")
    List<RolesHeld> countByRoles(UUID tenantId);

    @AcrossTenants
    @Query("select distinct p.tenantId from KnownPerson p where p.tenantId > ?1 order by p.tenantId")
    List<UUID> findTenantsAfter(UUID last, Limit limit);
}
