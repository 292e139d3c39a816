package securitycenter.provisioning;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;
import securitycenter.identity.AcrossTenants;

interface RunRepository extends Repository<Run, Long> {

    Run save(Run run);

    /** For the job, which knows a run by its number only. */
    @AcrossTenants
    Optional<Run> findById(long id);

    Optional<Run> findFirstByTenantIdOrderByIdDesc(UUID tenantId);

    Optional<Run> findByActiveTenant(UUID tenantId);

    Optional<Run> findByIdAndTenantId(long id, UUID tenantId);

    /** Only its id: this is asked for on every page. */
    @Query("select new securitycenter.provisioning.ActiveRun(r.id, r.kind, r.startedByName, r.startedAt) from Run r"
            + " where r.activeTenant = ?1")
    Optional<ActiveRun> findActive(UUID tenantId);

    @AcrossTenants
    @Query("select r.id from Run r where r.activeTenant is not null and r.state = RUNNING")
    List<Long> findUnderWay();

    /** The newest that ended well. */
    @AcrossTenants
    @Query("select new securitycenter.provisioning.Took(r.startedAt, r.finishedAt) from Run r"
            + " where r.kind = ?1 and r.state = DONE order by r.id desc")
    List<Took> findLatest(Run.Kind kind, Limit limit);

    @AcrossTenants
    @Query(
            value = "select last_heartbeat from scheduled_tasks where task_name = '" + ProvisioningJob.NAME
                    + "' and task_instance = ?1",
            nativeQuery = true)
    Optional<Instant> lastHeartbeat(String runId);
}
