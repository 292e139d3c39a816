package securitycenter.help;

import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;
import securitycenter.identity.AcrossTenants;

interface HelpRequestRepository extends Repository<HelpRequest, Long> {

    HelpRequest save(HelpRequest request);

    Optional<HelpRequest> findByIdAndTenantId(long id, UUID tenantId);

    /** Whatever happens to one request happens one after the other. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select r from HelpRequest r where r.id = ?1 and r.tenantId = ?2")
    Optional<HelpRequest> lock(long id, UUID tenantId);

    /** For staff, who know a request by its number only. */
    @AcrossTenants
    Optional<HelpRequest> findById(long id);

    @AcrossTenants
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select r from HelpRequest r where r.id = ?1")
    Optional<HelpRequest> lock(long id);

    long countByTenantIdAndStateNot(UUID tenantId, HelpRequest.State state);

    /** Ordered by all columns of its index, as H2 needs it to follow one; so are the next. */
    @Query("select r from HelpRequest r where r.tenantId = ?1 and r.id < ?2 order by r.tenantId desc, r.id desc")
    List<HelpRequest> findBefore(UUID tenantId, long id, Limit limit);

    @Query("select r from HelpRequest r where r.tenantId = ?1 and r.personId = ?2 and r.id < ?3"
            + " order by r.tenantId desc, r.personId desc, r.id desc")
    List<HelpRequest> findBefore(UUID tenantId, UUID personId, long id, Limit limit);

    /** When the person's newest requests were made, the newest first. */
    @Query("select r.createdAt from HelpRequest r where r.tenantId = ?1 and r.personId = ?2"
            + " order by r.tenantId desc, r.personId desc, r.id desc")
    List<Instant> findNewest(UUID tenantId, UUID personId, Limit limit);
}
