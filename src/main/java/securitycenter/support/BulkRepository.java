package securitycenter.support;

import java.util.Optional;
import org.springframework.data.repository.Repository;
import securitycenter.identity.AcrossTenants;

interface BulkRepository extends Repository<Bulk, Long> {

    Bulk save(Bulk bulk);

    @AcrossTenants
    Optional<Bulk> findById(long id);
}
