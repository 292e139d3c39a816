package securitycenter.provisioning;

import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;
import securitycenter.identity.AcrossTenants;

interface RunRepository extends Repository<Run, Long> {

    Run save(Run run);

    /** See {@link HomeRepository#lock}. */
    @AcrossTenants
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select r from Run r where r.id = ?1")
    Optional<Run> lock(long id);

    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select r from Run r where r.activeTenant = ?1")
    Optional<Run> lockActive(UUID tenantId);

    /** For the job. */
    @AcrossTenants
    @Query("select r.tenantId from Run r where r.id = ?1")
    Optional<UUID> findTenantOf(long id);

    /** Ordered by all columns of its index, as H2 needs it to follow one. */
    @Query("select r.id from Run r where r.tenantId = ?1 order by r.tenantId desc, r.id desc")
    List<Long> findLatestIds(UUID tenantId, Limit limit);

    @Query("select new securitycenter.provisioning.Failure(r.id, s.name) from Run r join r.steps s"
            + " where r.activeTenant = ?1 and r.state = FAILED and s.state = FAILED")
    List<Failure> findFailures(UUID tenantId);

    Optional<Run> findByIdAndTenantId(long id, UUID tenantId);

    /** Without its steps: this is asked for on every page. */
    @Query("select new securitycenter.provisioning.UnderWay(r.id, r.kind, r.target, r.beginsAt, r.state = FAILED,"
            + " r.turnedBack, r.startedByName, r.byStaff, r.startedAt) from Run r where r.activeTenant = ?1")
    Optional<UnderWay> findActive(UUID tenantId);

    @AcrossTenants
    @Query("select new securitycenter.provisioning.RunStanding(r.id, r.state, s.problem) from Run r"
            + " left join r.steps s on r.state = FAILED and s.state = FAILED where r.id in ?1")
    List<RunStanding> findStandings(Collection<Long> ids);

    /** Ordered by all columns of its index, as H2 needs it to follow one. */
    List<Run> findByTenantIdAndIdLessThanOrderByTenantIdDescIdDesc(UUID tenantId, long before, Limit limit);

    @AcrossTenants
    @Query("select r.id from Run r where r.activeTenant is not null and r.state = RUNNING"
            + " and (r.beginsAt is null or r.beginsAt <= ?1)")
    List<Long> findUnderWay(Instant now);

    /** Whose runs have failed that nobody began, and are to be tried again now. */
    @AcrossTenants
    @Query("select r.tenantId from Run r where r.state = FAILED and r.retryAt <= ?1 order by r.retryAt")
    List<UUID> findToRetry(Instant now, Limit limit);

    @AcrossTenants
    @Query("select count(r) from Run r where r.kind = REPAIR and r.state = RUNNING and r.activeTenant is not null"
            + " and r.startedByName is null")
    int countOwnRepairs();

    /** The newest that ended well. */
    @AcrossTenants
    @Query("select new securitycenter.provisioning.Took(coalesce(r.beginsAt, r.startedAt), r.finishedAt) from Run r"
            + " where r.kind = ?1 and r.state = DONE order by r.kind desc, r.state desc, r.id desc")
    List<Took> findLatest(RunKind kind, Limit limit);

    @AcrossTenants
    @Query(
            value = "select last_heartbeat from scheduled_tasks where task_name = '" + ProvisioningJob.NAME
                    + "' and task_instance = ?1",
            nativeQuery = true)
    Optional<Instant> lastHeartbeat(String runId);
}
