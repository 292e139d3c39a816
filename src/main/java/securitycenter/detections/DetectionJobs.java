package securitycenter.detections;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.CompletionHandler.OnCompleteRemove;
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
import java.util.concurrent.Semaphore;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import securitycenter.identity.TenantId;
import securitycenter.optin.OptIns;
import securitycenter.optin.ProductState;
import securitycenter.provisioning.Homes;
import securitycenter.provisioning.Wake;

/**
 * Runs rules when their time has come. The scheduler’s table holds one row for each tenant that has some, so of several
 * processes one runs them, and another takes over from one that was killed.
 */
@Configuration(proxyBeanMethods = false)
class DetectionJobs {

    private static final TaskDescriptor<Void> DETECTIONS = TaskDescriptor.of("detections");

    /** Queries may take minutes, and the scheduler’s threads are for all. */
    private static final int TENANTS_AT_ONCE = 2;

    private static final Duration BUSY = Duration.ofSeconds(10);
    private static final Duration SOON = Duration.ofMinutes(5);

    /** After a rule was made or changed. */
    static void wake(Scheduler scheduler, TenantId tenant, Clock clock) {
        Wake.atOnce(scheduler, instanceOf(tenant, clock));
    }

    private static SchedulableInstance<Void> instanceOf(TenantId tenant, Clock clock) {
        return DETECTIONS.instance(tenant.toString()).priority(Priority.LOW).scheduledTo(clock.instant());
    }

    @Bean
    Task<Void> detectionRounds(DetectionRound round, OptIns optIns, Clock clock) {
        var places = new Semaphore(TENANTS_AT_ONCE);
        return Tasks.custom(DETECTIONS)
                .onFailure(new OnFailureRetryLater<>(SOON))
                .execute((execution, _) -> next(
                                new TenantId(UUID.fromString(execution.getId())), round, optIns, places, clock)
                        .<CompletionHandler<Void>>map(next -> (done, task) -> task.reschedule(done, next))
                        .orElseGet(OnCompleteRemove::new));
    }

    private static Optional<Instant> next(
            TenantId tenant, DetectionRound round, OptIns optIns, Semaphore places, Clock clock) {
        if (!(optIns.stateOf(tenant) instanceof ProductState.On(var home, var moving))) {
            return Optional.empty();
        }
        if (moving != null) {
            return Optional.of(clock.instant().plus(SOON));
        }
        var next = round.next(home);
        if (next.isEmpty() || next.get().isAfter(clock.instant())) {
            return next.map(time -> earlier(time, clock.instant().plus(SOON)));
        }
        if (!places.tryAcquire()) {
            return Optional.of(clock.instant().plus(BUSY));
        }
        try {
            round.run(home);
            return round.next(home).map(time -> earlier(time, clock.instant().plus(SOON)));
        } finally {
            places.release();
        }
    }

    /** A rule that is made while a round ends is not seen by it. */
    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    /** A rule must never be left without, as when it was made while the last round was ending. */
    @Bean
    Task<Void> forgottenDetections(Homes homes, Clock clock) {
        return Tasks.recurring("detections-forgotten", FixedDelay.of(Duration.ofMinutes(15)))
                .execute((_, context) -> homes.eachOpen(
                        tenant -> context.getSchedulerClient().scheduleIfNotExists(instanceOf(tenant, clock))));
    }
}
