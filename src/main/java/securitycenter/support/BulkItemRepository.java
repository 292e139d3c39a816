package securitycenter.support;

import java.util.List;
import java.util.Optional;
import org.springframework.data.repository.Repository;
import securitycenter.identity.AcrossTenants;

interface BulkItemRepository extends Repository<BulkItem, Long> {

    void save(BulkItem item);

    @AcrossTenants
    Optional<BulkItem> findById(long id);

    @AcrossTenants
    List<BulkItem> findByBulkIdOrderById(long bulkId);
}
