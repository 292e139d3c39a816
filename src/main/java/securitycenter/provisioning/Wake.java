package securitycenter.provisioning;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerClient.ScheduleOptions;
import com.github.kagkarlsson.scheduler.exceptions.ExecutionException;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceCurrentlyExecutingException;
import com.github.kagkarlsson.scheduler.task.SchedulableInstance;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has a tenant’s job run at once: what it is woken for is written down already, and stands whether it wakes or not. */
public final class Wake {

    private static final Logger log = LoggerFactory.getLogger(Wake.class);
    private static final int TRIES = 3;

    private Wake() {}

    /** A job that runs at this moment looks once more by itself. */
    public static void atOnce(Scheduler scheduler, SchedulableInstance<Void> job) {
        for (int i = 0; i < TRIES; i++) {
            try {
                scheduler.schedule(job, ScheduleOptions.WHEN_EXISTS_RESCHEDULE);
                scheduler.triggerCheckForDueExecutions();
                return;
            } catch (TaskInstanceCurrentlyExecutingException itsNextRound) {
                log.debug("{} is running", job.getTaskInstance(), itsNextRound);
                return;
            } catch (ExecutionException anotherWasQuicker) {
                log.debug("{} was changed at the same moment", job.getTaskInstance(), anotherWasQuicker);
            }
        }
    }
}
