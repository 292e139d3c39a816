package securitycenter;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerClient.ScheduleOptions;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import securitycenter.identity.TenantId;

/** The program’s own rounds for a tenant whose test has a clock of its own: as if another process were busy with them for days. */
public final class KeptAway {

    private KeptAway() {}

    public static void from(TenantId tenant, Scheduler scheduler, JdbcClient database, String... tasks) {
        var days = Instant.now().plus(Duration.ofDays(2));
        for (var task : List.of(tasks)) {
            scheduler.schedule(
                    TaskDescriptor.of(task).instance(tenant.toString()).scheduledTo(days),
                    ScheduleOptions.WHEN_EXISTS_RESCHEDULE);
            database.sql("""
                            update scheduled_tasks set picked = true, picked_by = 'another', last_heartbeat = ?
                            where task_name = ? and task_instance = ?""")
                    .params(Timestamp.from(days), task, tenant.toString())
                    .update();
        }
    }
}
