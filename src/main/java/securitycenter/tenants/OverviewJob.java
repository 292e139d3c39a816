package securitycenter.tenants;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Adds to the list whoever is missing in it: after an update all who were here before. */
@Configuration(proxyBeanMethods = false)
class OverviewJob {

    @Bean
    Task<Void> tenantsMissingInTheList(Overview overview) {
        return Tasks.recurring("tenants-missing", FixedDelay.of(Duration.ofDays(1)))
                .execute((_, _) -> overview.addMissing());
    }
}
