package securitycenter.tenants;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the list right where something went past it: after an update of ours all who were here before are missing. */
@Configuration(proxyBeanMethods = false)
class OverviewJob {

    static final String NAME = "list-of-tenants";

    @Bean
    Task<Void> listOfTenants(Overview overview) {
        return Tasks.recurring(NAME, FixedDelay.of(Duration.ofDays(1))).execute((_, _) -> overview.refreshAll());
    }
}
