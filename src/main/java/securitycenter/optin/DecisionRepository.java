package securitycenter.optin;

import java.util.Optional;
import java.util.UUID;
import org.springframework.data.repository.CrudRepository;

interface DecisionRepository extends CrudRepository<Decision, Long> {

    Optional<Decision> findFirstByTenantIdOrderByIdDesc(UUID tenantId);

    boolean existsByTenantIdAndKind(UUID tenantId, Decision.Kind kind);
}
