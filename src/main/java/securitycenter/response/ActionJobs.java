package securitycenter.response;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.CompletionHandler.OnCompleteRemove;
import com.github.kagkarlsson.scheduler.task.ExecutionContext;
import com.github.kagkarlsson.scheduler.task.FailureHandler.OnFailureRetryLater;
import com.github.kagkarlsson.scheduler.task.Priority;
import com.github.kagkarlsson.scheduler.task.SchedulableInstance;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import securitycenter.identity.TenantId;
import securitycenter.optin.OptIns;
import securitycenter.optin.ProductState;
import securitycenter.provisioning.Homes;
import securitycenter.provisioning.Wake;

/**
 * Carries out actions when their time has come. The scheduler’s table holds one row for each tenant that has some, so of several
 * processes one carries them out, and another takes over from one that was killed.
 */
@Configuration(proxyBeanMethods = false)
class ActionJobs {

    private static final TaskDescriptor<Void> ACTIONS = TaskDescriptor.of("actions");

    private static final Duration FAILED = Duration.ofSeconds(30);
    private static final Duration MOVING = Duration.ofMinutes(1);

    /** What is decided while a round is busy may not be seen by it, and wakes nobody. */
    private static final Duration SOON = Duration.ofSeconds(10);

    private static final Duration SELDOM = Duration.ofMinutes(5);

    /** After a decision. */
    static void wake(Scheduler scheduler, TenantId tenant, Clock clock) {
        Wake.atOnce(scheduler, instanceOf(tenant, clock));
    }

    private static SchedulableInstance<Void> instanceOf(TenantId tenant, Clock clock) {
        return ACTIONS.instance(tenant.toString()).priority(Priority.MEDIUM).scheduledTo(clock.instant());
    }

    @Bean
    Task<Void> actionRounds(ActionRound round, OptIns optIns, Clock clock) {
        return Tasks.custom(ACTIONS)
                .onFailure(new OnFailureRetryLater<>(FAILED))
                .execute((execution, context) -> next(
                                new TenantId(UUID.fromString(execution.getId())), round, optIns, context, clock)
                        .<CompletionHandler<Void>>map(next -> (done, task) -> task.reschedule(done, next))
                        .orElseGet(OnCompleteRemove::new));
    }

    private static Optional<Instant> next(
            TenantId tenant, ActionRound round, OptIns optIns, ExecutionContext context, Clock clock) {
        if (!(optIns.stateOf(tenant) instanceof ProductState.On(var home, var moving))) {
            return Optional.empty();
        }
        if (moving != null) {
            return Optional.of(clock.instant().plus(MOVING));
        }
        // Whoever turns the product off has the next call stopped, not only the next round.
        var done = round.run(
                home,
                () -> !context.getSchedulerState().isShuttingDown()
                        && optIns.stateOf(tenant) instanceof ProductState.On on
                        && on.moving() == null);
        var again = clock.instant().plus(done ? SOON : SELDOM);
        var due = round.next(home);
        return due.isEmpty() && done ? Optional.of(again) : due.map(time -> time.isBefore(again) ? time : again);
    }

    /** No action is forgotten, as when it was decided on while the last round was ending. */
    @Bean
    Task<Void> forgottenActions(Homes homes, Clock clock) {
        return Tasks.recurring("actions-forgotten", FixedDelay.of(SELDOM))
                .execute((_, context) -> homes.eachOpen(
                        tenant -> context.getSchedulerClient().scheduleIfNotExists(instanceOf(tenant, clock))));
    }
}
