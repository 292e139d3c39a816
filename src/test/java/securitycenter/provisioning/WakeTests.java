package securitycenter.provisioning;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerClient.ScheduleOptions;
import com.github.kagkarlsson.scheduler.exceptions.ExecutionException;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceCurrentlyExecutingException;
import com.github.kagkarlsson.scheduler.task.SchedulableInstance;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** With a scheduler of which two want the same row at the same moment, which cannot be had at will. */
class WakeTests {

    private final Scheduler scheduler = mock();
    private final SchedulableInstance<Void> job =
            TaskDescriptor.of("any").instance("tenant").scheduledTo(Instant.EPOCH);

    @Test
    void whatAnotherChangedAtTheSameMomentIsWokenAgain() {
        when(scheduler.schedule(any(SchedulableInstance.class), any(ScheduleOptions.class)))
                .thenThrow(new ExecutionException("updated 0", "any", "tenant", 1))
                .thenReturn(true);
        Wake.atOnce(scheduler, job);
        verify(scheduler).triggerCheckForDueExecutions();
    }

    @Test
    void whoeverWakesWhatIsChangedAgainAndAgainIsNotInTheWay() {
        doThrow(new ExecutionException("updated 0", "any", "tenant", 1))
                .when(scheduler)
                .schedule(any(SchedulableInstance.class), any(ScheduleOptions.class));
        assertThatCode(() -> Wake.atOnce(scheduler, job)).doesNotThrowAnyException();
    }

    @Test
    void whatRunsIsLeftAlone() {
        doThrow(new TaskInstanceCurrentlyExecutingException("any", "tenant"))
                .when(scheduler)
                .schedule(any(SchedulableInstance.class), any(ScheduleOptions.class));
        Wake.atOnce(scheduler, job);
        verify(scheduler, times(1)).schedule(any(SchedulableInstance.class), any(ScheduleOptions.class));
        verify(scheduler, never()).triggerCheckForDueExecutions();
    }
}
