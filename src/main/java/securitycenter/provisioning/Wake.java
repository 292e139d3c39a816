package securitycenter.provisioning;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerClient.ScheduleOptions;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceException;
import com.github.kagkarlsson.scheduler.task.SchedulableInstance;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has a tenant’s job run at once: what it is woken for is written down already, and stands whether it wakes or not. */
public final class Wake {

    private static final Logger log = LoggerFactory.getLogger(Wake.class);

    private static final Duration PAUSE = Duration.ofMillis(20);

    /** For so long; a job that runs longer looks once more by itself. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private Wake() {}

    /** Of a job that runs at this moment, another run follows it. Whoever wakes it does not wait. */
    public static void atOnce(Scheduler scheduler, SchedulableInstance<Void> job) {
        if (!isWoken(scheduler, job)) {
            Thread.ofVirtual().name("wake").start(() -> again(scheduler, job));
        }
    }

    private static void again(Scheduler scheduler, SchedulableInstance<Void> job) {
        var end = System.nanoTime() + PATIENCE.toNanos();
        var pause = PAUSE;
        do {
            LockSupport.parkNanos(pause.toNanos());
            pause = pause.multipliedBy(2);
            if (scheduler.getSchedulerState().isShuttingDown() || isWoken(scheduler, job)) {
                return;
            }
        } while (System.nanoTime() - end < 0);
        log.debug("{} goes on running", job.getTaskInstance());
    }

    /** @return false while it runs, or somebody else changes it at the same moment */
    private static boolean isWoken(Scheduler scheduler, SchedulableInstance<Void> job) {
        try {
            scheduler.schedule(job, ScheduleOptions.WHEN_EXISTS_RESCHEDULE);
            scheduler.triggerCheckForDueExecutions();
            return true;
        } catch (TaskInstanceException notNow) {
            log.trace("{} is not woken yet", job.getTaskInstance(), notNow);
            return false;
        }
    }
}
