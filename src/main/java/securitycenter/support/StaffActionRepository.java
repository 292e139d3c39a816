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

    Optional<StaffAction> findByTenantIdAndWaitingTenantIsNotNull(UUID tenantId);

    /** Ordered by all columns of its index, as H2 needs it to follow one; so are the next. */
    List<StaffAction> findByTenantIdOrderByTenantIdDescIdDesc(UUID tenantId, Limit limit);

    @Query("select a from StaffAction a where a.tenantId = ?1 and a.reference = ?2"
            + " order by a.tenantId desc, a.reference desc, a.id desc")
    List<StaffAction> findOfRequest(UUID tenantId, String reference, Limit limit);

    @AcrossTenants
    @Query("select a.id from StaffAction a where a.state in (WAITING_FOR_COLLEAGUE, WAITING_FOR_CUSTOMER)"
            + " and a.askedAt < ?1 order by a.askedAt")
    List<Long> findOverdue(Instant askedBefore, Limit limit);
}
