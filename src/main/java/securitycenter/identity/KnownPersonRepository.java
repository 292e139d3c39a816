package securitycenter.identity;

import java.util.UUID;
import org.springframework.data.repository.CrudRepository;

interface KnownPersonRepository extends CrudRepository<KnownPerson, KnownPerson.Key> {

    long countByTenantIdAndViewsTrue(UUID tenantId);
}
