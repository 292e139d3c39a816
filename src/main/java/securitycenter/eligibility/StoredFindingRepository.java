package securitycenter.eligibility;

import java.util.UUID;
import org.springframework.data.repository.CrudRepository;

interface StoredFindingRepository extends CrudRepository<StoredFinding, UUID> {}
