package securitycenter.hunts;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import securitycenter.provisioning.HomeRounds;

/** What happens to queries without a person. */
@Configuration(proxyBeanMethods = false)
class HuntJobs {

    @Bean
    Task<Void> forgettingOldHunts(HomeRounds rounds, Hunts hunts) {
        return Tasks.recurring("hunting-retention", FixedDelay.of(Duration.ofHours(1)))
                .execute((_, context) -> rounds.go(
                        "Forgetting old queries",
                        () -> !context.getSchedulerState().isShuttingDown(),
                        hunts::forget));
    }
}
