package securitycenter.provisioning;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What happens to homes without a person, each time in a run of its own. */
@Configuration(proxyBeanMethods = false)
class HomeJobs {

    private static final int AT_ONCE = 100;

    /** Homes that moves have left behind are deleted when their time has come. */
    @Bean
    Task<Void> deletionOfFormerHomes(Upkeep upkeep) {
        return Tasks.recurring("provisioning-former-homes", FixedDelay.of(Duration.ofMinutes(1)))
                .execute((_, _) -> upkeep.formerHomesToDelete(AT_ONCE).forEach(upkeep::deleteFormerHome));
    }

    /** After an update, open homes are brought along: the pages of this version count on what its steps build. */
    @Bean
    Task<Void> bringingHomesAlong(Upkeep upkeep) {
        return Tasks.recurring("provisioning-outdated-homes", FixedDelay.of(Duration.ofMinutes(1)))
                .execute((_, _) -> upkeep.outdatedHomes(AT_ONCE).forEach(upkeep::bringAlong));
    }
}
