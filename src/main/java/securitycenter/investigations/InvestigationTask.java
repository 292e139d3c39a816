package securitycenter.investigations;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.Priority;
import com.github.kagkarlsson.scheduler.task.SchedulableInstance;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import java.time.Clock;
import org.springframework.modulith.NamedInterface;
import securitycenter.identity.TenantId;
import securitycenter.provisioning.Wake;

/** The task that investigates, of which the scheduler’s table holds one row for each tenant. */
@NamedInterface("tables")
public final class InvestigationTask {

    public static final TaskDescriptor<Void> INVESTIGATIONS = TaskDescriptor.of("investigations");

    private InvestigationTask() {}

    public static SchedulableInstance<Void> of(TenantId tenant, Clock clock) {
        return INVESTIGATIONS.instance(tenant.toString()).priority(Priority.LOW).scheduledTo(clock.instant());
    }

    /** After what a person did. */
    public static void wake(Scheduler scheduler, TenantId tenant, Clock clock) {
        Wake.atOnce(scheduler, of(tenant, clock));
    }
}
