package securitycenter.eligibility;

import java.util.Optional;
import java.util.UUID;
import org.springframework.data.repository.Repository;

interface StoredFindingRepository extends Repository<StoredFinding, UUID> {

    Optional<StoredFinding> findByTenantId(UUID tenantId);

    void save(StoredFinding finding);
}
