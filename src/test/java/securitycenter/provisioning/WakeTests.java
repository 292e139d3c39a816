package securitycenter.provisioning;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.timeout;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerClient.ScheduleOptions;
import com.github.kagkarlsson.scheduler.SchedulerState.SettableSchedulerState;
import com.github.kagkarlsson.scheduler.exceptions.ExecutionException;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceCurrentlyExecutingException;
import com.github.kagkarlsson.scheduler.task.SchedulableInstance;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.stubbing.OngoingStubbing;

/** With a scheduler of which two want the same row at the same moment, which cannot be had at will. */
class WakeTests {

    private final Scheduler scheduler = mock();
    private final SchedulableInstance<Void> job =
            TaskDescriptor.of("any").instance("tenant").scheduledTo(Instant.EPOCH);

    @BeforeEach
    void aSchedulerThatGoesOn() {
        when(scheduler.getSchedulerState()).thenReturn(new SettableSchedulerState());
    }

    private OngoingStubbing<Boolean> whenWoken() {
        return when(scheduler.schedule(any(SchedulableInstance.class), any(ScheduleOptions.class)));
    }

    @Test
    void whatAnotherChangedAtTheSameMomentIsWokenAgain() {
        whenWoken()
                .thenThrow(new ExecutionException("updated 0", "any", "tenant", 1))
                .thenReturn(true);
        Wake.atOnce(scheduler, job);
        verify(scheduler, timeout(2_000)).triggerCheckForDueExecutions();
    }

    @Test
    void whatRunsIsWokenOnceItHasRunAndNobodyWaitsForThat() {
        var running = new TaskInstanceCurrentlyExecutingException("any", "tenant");
        whenWoken().thenThrow(running, running, running).thenReturn(true);
        Wake.atOnce(scheduler, job);
        verify(scheduler, never()).triggerCheckForDueExecutions();
        verify(scheduler, timeout(2_000)).triggerCheckForDueExecutions();
    }

    @Test
    void atTheEndOfTheProgramNobodyIsWoken() throws InterruptedException {
        var ending = new SettableSchedulerState();
        ending.setIsShuttingDown();
        when(scheduler.getSchedulerState()).thenReturn(ending);
        whenWoken().thenThrow(new TaskInstanceCurrentlyExecutingException("any", "tenant"));
        Wake.atOnce(scheduler, job);
        Thread.sleep(200);
        verify(scheduler, times(1)).schedule(any(SchedulableInstance.class), any(ScheduleOptions.class));
    }
}
