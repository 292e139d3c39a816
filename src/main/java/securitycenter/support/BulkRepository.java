package securitycenter.support;

import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;
import securitycenter.identity.AcrossTenants;

interface BulkRepository extends Repository<Bulk, Long> {

    Bulk save(Bulk bulk);

    @AcrossTenants
    Optional<Bulk> findById(long id);

    /** Whoever changes it or begins something of it has it alone, so that nothing begins behind a Stop. */
    @AcrossTenants
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select b from Bulk b where b.id = ?1")
    Optional<Bulk> lock(long id);

    @AcrossTenants
    Optional<Bulk> findByFormId(UUID formId);

    @AcrossTenants
    @Query("select b from Bulk b where b.state = RUNNING order by b.state desc, b.id desc")
    List<Bulk> findRunning(Limit limit);

    @AcrossTenants
    List<Bulk> findByOrderByIdDesc(Limit limit);
}
