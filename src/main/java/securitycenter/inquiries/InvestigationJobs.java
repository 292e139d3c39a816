package securitycenter.inquiries;

import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.CompletionHandler.OnCompleteRemove;
import com.github.kagkarlsson.scheduler.task.ExecutionContext;
import com.github.kagkarlsson.scheduler.task.FailureHandler.OnFailureRetryLater;
import com.github.kagkarlsson.scheduler.task.Task;
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
import securitycenter.investigations.InvestigationTask;
import securitycenter.optin.OptIns;
import securitycenter.optin.ProductState;
import securitycenter.provisioning.HomeRounds;
import securitycenter.provisioning.Homes;

/**
 * Investigates, again and again, for each tenant. The scheduler’s table holds one row for each, so of several processes one does
 * it, and another takes over from one that was killed.
 */
@Configuration(proxyBeanMethods = false)
class InvestigationJobs {

    /** Queries may take minutes, and the scheduler’s threads are for all. */
    private static final int TENANTS_AT_ONCE = 2;

    private static final Duration BUSY = Duration.ofSeconds(10);
    private static final Duration MOVING = Duration.ofMinutes(5);

    @Bean
    Task<Void> investigationRounds(
            InvestigationRound round, OptIns optIns, InvestigationSettings settings, Clock clock) {
        var places = new Semaphore(TENANTS_AT_ONCE);
        return Tasks.custom(InvestigationTask.INVESTIGATIONS)
                .onFailure(new OnFailureRetryLater<>(settings.interval()))
                .execute((execution, context) -> next(
                                new TenantId(UUID.fromString(execution.getId())), round, optIns, context, places, clock)
                        .<CompletionHandler<Void>>map(next -> (done, task) -> task.reschedule(done, next))
                        .orElseGet(OnCompleteRemove::new));
    }

    private static Optional<Instant> next(
            TenantId tenant,
            InvestigationRound round,
            OptIns optIns,
            ExecutionContext context,
            Semaphore places,
            Clock clock) {
        if (!(optIns.stateOf(tenant) instanceof ProductState.On(var home, var moving))) {
            return Optional.empty();
        }
        if (moving != null) {
            return Optional.of(clock.instant().plus(MOVING));
        }
        if (!places.tryAcquire()) {
            return Optional.of(clock.instant().plus(BUSY));
        }
        try {
            // Whoever turns the product off has the next step stopped, not only the next round.
            round.run(
                    home,
                    () -> !context.getSchedulerState().isShuttingDown()
                            && optIns.stateOf(tenant) instanceof ProductState.On on
                            && on.moving() == null);
            return Optional.of(round.next(home));
        } finally {
            places.release();
        }
    }

    /** No tenant must be left without, as when its product was turned on just now. */
    @Bean
    Task<Void> forgottenInvestigations(Homes homes, Clock clock) {
        return Tasks.recurring("investigations-forgotten", FixedDelay.of(Duration.ofMinutes(2)))
                .execute((_, context) -> homes.eachOpen(tenant ->
                        context.getSchedulerClient().scheduleIfNotExists(InvestigationTask.of(tenant, clock))));
    }

    @Bean
    Task<Void> forgettingOldInvestigations(HomeRounds rounds, InvestigationRound round) {
        return Tasks.recurring("investigations-retention", FixedDelay.of(Duration.ofHours(1)))
                .execute((_, context) -> rounds.go(
                        "Forgetting old investigations",
                        () -> !context.getSchedulerState().isShuttingDown(),
                        round::forget));
    }
}
