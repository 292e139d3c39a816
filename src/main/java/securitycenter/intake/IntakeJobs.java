package securitycenter.intake;

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
 * Reads again and again for each tenant whose product is on. The scheduler's table holds one row for each, so of several
 * processes one reads it at a time, and another takes over from one that was killed.
 */
@Configuration(proxyBeanMethods = false)
class IntakeJobs {

    private static final TaskDescriptor<Void> INTAKE = TaskDescriptor.of("intake");

    static TaskInstance.Builder<Void> instanceOf(TenantId tenant) {
        return INTAKE.instance(tenant.toString()).priority(Priority.LOW);
    }

    @Bean
    Task<Void> intakes(Intake intake, IntakeSettings settings) {
        return Tasks.custom(INTAKE)
                .onFailure(new OnFailureRetryLater<>(settings.interval()))
                .execute((execution, context) -> {
                    var tenant = new TenantId(UUID.fromString(execution.getId()));
                    return intake.round(
                                    tenant, () -> context.getSchedulerState().isShuttingDown())
                            .<CompletionHandler<Void>>map(next -> (done, task) -> task.reschedule(done, next))
                            .orElseGet(OnCompleteRemove::new);
                });
    }

    /** A tenant that is on must never be left without, as when turning it on overtakes the end of the last reading. */
    @Bean
    Task<Void> forgottenIntakes(Homes homes, Clock clock) {
        return Tasks.recurring("intake-forgotten", FixedDelay.of(Duration.ofMinutes(5)))
                .execute((_, context) -> homes.eachOpen(tenant -> context.getSchedulerClient()
                        .scheduleIfNotExists(instanceOf(tenant).scheduledTo(clock.instant()))));
    }
}
