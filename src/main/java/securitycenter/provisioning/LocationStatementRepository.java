package securitycenter.provisioning;

import java.util.UUID;
import org.springframework.data.repository.CrudRepository;

interface LocationStatementRepository extends CrudRepository<LocationStatement, UUID> {}
