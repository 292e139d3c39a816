package securitycenter.optin;

import java.util.Optional;
import java.util.UUID;
import org.springframework.data.repository.Repository;

interface DecisionRepository extends Repository<Decision, Long> {

    Optional<Decision> findFirstByTenantIdOrderByIdDesc(UUID tenantId);

    void save(Decision decision);

    boolean existsByTenantIdAndKind(UUID tenantId, Decision.Kind kind);
}
