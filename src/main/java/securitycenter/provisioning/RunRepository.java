package securitycenter.provisioning;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.CrudRepository;

interface RunRepository extends CrudRepository<Run, Long> {

    Optional<Run> findByActiveTenant(UUID tenantId);

    Optional<Run> findByIdAndTenantId(long id, UUID tenantId);

    /** Only its id: this is asked for on every page. */
    @Query("select new securitycenter.provisioning.ActiveRun(r.id, r.kind, r.startedByName, r.startedAt) from Run r"
            + " where r.activeTenant = ?1")
    Optional<ActiveRun> findActive(UUID tenantId);

    @Query("select r.id from Run r where r.activeTenant is not null and r.state = RUNNING")
    List<Long> findUnderWay();

    /** The newest that ended well. */
    @Query("select new securitycenter.provisioning.Took(r.startedAt, r.finishedAt) from Run r"
            + " where r.kind = ?1 and r.state = DONE order by r.id desc")
    List<Took> findLatest(Run.Kind kind, Limit limit);

    @Query(
            value = "select last_heartbeat from scheduled_tasks where task_name = '" + ProvisioningJob.NAME
                    + "' and task_instance = ?1",
            nativeQuery = true)
    Optional<Instant> lastHeartbeat(String runId);
}
