package securitycenter.optin;

import java.util.UUID;
import org.springframework.data.repository.CrudRepository;

interface IdentityDataRepository extends CrudRepository<IdentityData, UUID> {}
