package securitycenter.audit;

import com.github.kagkarlsson.scheduler.task.CompletionHandler.OnCompleteRemove;
import com.github.kagkarlsson.scheduler.task.FailureHandler.OnFailureRetryLater;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Carries a round out. Its row in the scheduler's table stays until the round is over, so that the next process takes up
 * what a killed one, or one that was shut down, has left.
 */
@Configuration(proxyBeanMethods = false)
class RoundJob {

    static final TaskDescriptor<Void> ROUND = TaskDescriptor.of("audit-round");

    private static final Duration BEFORE_ANOTHER_TRY = Duration.ofSeconds(10);

    @Bean
    Task<Void> roundsThroughAllChains(RoundWalk walk) {
        return Tasks.custom(ROUND)
                .onFailure(new OnFailureRetryLater<>(BEFORE_ANOTHER_TRY))
                .execute((round, context) -> {
                    var over = walk.walk(Long.parseLong(round.getId()), context.getSchedulerState()::isShuttingDown);
                    return over
                            ? new OnCompleteRemove<>()
                            : (complete, operations) -> operations.reschedule(complete, complete.getTimeDone());
                });
    }
}
