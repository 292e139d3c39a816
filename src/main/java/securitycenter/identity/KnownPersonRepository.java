package securitycenter.identity;

import java.util.Optional;
import java.util.UUID;
import org.springframework.data.repository.Repository;

interface KnownPersonRepository extends Repository<KnownPerson, KnownPerson.Key> {

    Optional<KnownPerson> findByTenantIdAndPersonId(UUID tenantId, UUID personId);

    KnownPerson save(KnownPerson person);

    long countByTenantIdAndViewsTrue(UUID tenantId);
}
