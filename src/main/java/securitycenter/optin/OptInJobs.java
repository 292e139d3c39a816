package securitycenter.optin;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import securitycenter.eligibility.EligibilityCheck;
import securitycenter.provisioning.Homes;

/** What happens to a tenant's product without a person: licenses are looked at again, overdue data is deleted. */
@Configuration(proxyBeanMethods = false)
class OptInJobs {

    private static final int AT_ONCE = 100;

    /** Deletes in a run of its own, so that the run's page can show what is gone. */
    @Bean
    Task<Void> deletionOfOverdueData(Homes homes, OptIns optIns) {
        return Tasks.recurring("opt-in-delete-overdue", FixedDelay.of(Duration.ofMinutes(1)))
                .execute((_, _) -> homes.overdue(AT_ONCE).forEach(optIns::deleteOverdue));
    }

    /** Licenses end without anybody visiting; nothing is switched off by it, but banners must be true. */
    @Bean
    Task<Void> lookAtLicensesAgain(Homes homes, EligibilityCheck eligibility) {
        return Tasks.recurring("opt-in-licenses", FixedDelay.of(Duration.ofHours(6)))
                .execute((_, _) -> homes.eachOpen(eligibility::recent));
    }
}
