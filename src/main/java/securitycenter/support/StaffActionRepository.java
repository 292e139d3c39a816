package securitycenter.support;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;
import securitycenter.identity.AcrossTenants;

interface StaffActionRepository extends Repository<StaffAction, Long> {

    StaffAction save(StaffAction action);

    /** For staff, who look after all tenants. */
    @AcrossTenants
    Optional<StaffAction> findById(long id);

    Optional<StaffAction> findByIdAndTenantId(long id, UUID tenantId);

    /** The tenant stands twice in it, so that it is found by the one index that holds waiting actions only. */
    Optional<StaffAction> findByTenantIdAndWaitingTenant(UUID tenantId, UUID waitingTenant);

    /** Ordered by all columns of its index, as H2 needs it to follow one; so are the next. */
    List<StaffAction> findByTenantIdOrderByTenantIdDescIdDesc(UUID tenantId, Limit limit);

    @Query("select a from StaffAction a where a.tenantId = ?1 and a.reference = ?2"
            + " order by a.tenantId desc, a.reference desc, a.id desc")
    List<StaffAction> findOfRequest(UUID tenantId, String reference, Limit limit);

    @AcrossTenants
    List<StaffAction> findByBulkIdAndWaitingTenantIsNotNull(long bulkId);

    @AcrossTenants
    @Query("select a.id from StaffAction a where a.state in (WAITING_FOR_COLLEAGUE, WAITING_FOR_CUSTOMER)"
            + " and a.waitsSince < ?1 order by a.waitsSince")
    List<Long> findOverdue(Instant waitingSince, Limit limit);
}
