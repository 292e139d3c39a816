package securitycenter.eligibility;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.repository.Repository;
import securitycenter.identity.AcrossTenants;

interface StoredFindingRepository extends Repository<StoredFinding, UUID> {

    Optional<StoredFinding> findByTenantId(UUID tenantId);

    @AcrossTenants
    List<StoredFinding> findByTenantIdIn(Collection<UUID> tenantIds);

    void save(StoredFinding finding);
}
