package securitycenter.streaming;

import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.CompletionHandler.OnCompleteRemove;
import com.github.kagkarlsson.scheduler.task.FailureHandler.OnFailureRetryLater;
import com.github.kagkarlsson.scheduler.task.Priority;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import securitycenter.identity.TenantId;
import securitycenter.provisioning.Homes;

/**
 * Looks at the storage of each tenant again and again, each by a row of its own in the scheduler's table: a slow one keeps
 * no other waiting, and those that hang leave threads for all else ({@link StorageRound}).
 */
@Configuration(proxyBeanMethods = false)
class StreamJobs {

    private static final TaskDescriptor<Void> STREAM = TaskDescriptor.of("stream");

    static TaskInstance.Builder<Void> instanceOf(TenantId tenant) {
        return STREAM.instance(tenant.toString()).priority(Priority.LOW);
    }

    @Bean
    Task<Void> streams(StorageRound round, StreamSettings settings) {
        return Tasks.custom(STREAM)
                .onFailure(new OnFailureRetryLater<>(settings.storagePoll()))
                .execute((execution, _) -> round.of(new TenantId(UUID.fromString(execution.getId())))
                        .<CompletionHandler<Void>>map(next -> (done, task) -> task.reschedule(done, next))
                        .orElseGet(OnCompleteRemove::new));
    }

    /** A tenant that is on must never be left without, as when turning it on overtakes the end of the last reading. */
    @Bean
    Task<Void> forgottenStreams(Homes homes, StreamSettings settings, Clock clock) {
        return Tasks.recurring("stream-forgotten", FixedDelay.of(Duration.ofMinutes(5)))
                .execute((_, context) -> homes.eachOpen(tenant -> context.getSchedulerClient()
                        .scheduleIfNotExists(
                                instanceOf(tenant).scheduledTo(clock.instant().plus(settings.storagePoll())))));
    }
}
