package securitycenter.provisioning;

import java.util.Optional;
import java.util.UUID;
import org.springframework.data.repository.Repository;

interface PromisedLocationRepository extends Repository<PromisedLocation, UUID> {

    Optional<PromisedLocation> findByTenantId(UUID tenantId);

    void save(PromisedLocation promised);

    void delete(PromisedLocation promised);
}
