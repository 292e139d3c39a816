package securitycenter.incidents;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import securitycenter.provisioning.HomeRounds;

/** What happens to incidents without a person. */
@Configuration(proxyBeanMethods = false)
class IncidentJobs {

    @Bean
    Task<Void> forgettingOldIncidents(HomeRounds rounds, Retention retention) {
        return Tasks.recurring("incidents-retention", FixedDelay.of(Duration.ofHours(1)))
                .execute((_, context) -> rounds.go(
                        "Forgetting old incidents",
                        () -> !context.getSchedulerState().isShuttingDown(),
                        retention::forget));
    }
}
