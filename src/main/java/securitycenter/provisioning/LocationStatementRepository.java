package securitycenter.provisioning;

import java.util.Optional;
import java.util.UUID;
import org.springframework.data.repository.Repository;

interface LocationStatementRepository extends Repository<LocationStatement, UUID> {

    Optional<LocationStatement> findByTenantId(UUID tenantId);

    void save(LocationStatement statement);
}
