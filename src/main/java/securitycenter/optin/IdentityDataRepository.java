package securitycenter.optin;

import java.util.Optional;
import java.util.UUID;
import org.springframework.data.repository.Repository;

interface IdentityDataRepository extends Repository<IdentityData, UUID> {

    Optional<IdentityData> findByTenantId(UUID tenantId);

    void save(IdentityData identityData);
}
