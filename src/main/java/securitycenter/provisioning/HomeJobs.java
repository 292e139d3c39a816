package securitycenter.provisioning;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What happens to homes without a person, each time in a run of its own. */
@Configuration(proxyBeanMethods = false)
class HomeJobs {

    private static final int AT_ONCE = 100;

    /** So few that what a person begins need not wait for long. */
    private static final int UNDER_WAY = 20;

    private static final Duration LOOK_AGAIN = Duration.ofMillis(200);

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
                .execute((_, context) -> bringAllAlong(
                        upkeep, UNDER_WAY, () -> context.getSchedulerState().isShuttingDown()));
    }

    /** Until there is none left. */
    static void bringAllAlong(Upkeep upkeep, int underWay, BooleanSupplier stopped) {
        while (!stopped.getAsBoolean()) {
            var room = underWay - upkeep.underWay();
            if (room > 0) {
                var outdated = upkeep.outdatedHomes(room);
                if (outdated.isEmpty()) {
                    return;
                }
                outdated.forEach(upkeep::bringAlong);
            }
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        }
    }

    /** What failed without a person may have been a data center that was away. */
    @Bean
    Task<Void> retriesOfOwnRuns(Upkeep upkeep) {
        return Tasks.recurring("provisioning-retries", FixedDelay.of(Duration.ofMinutes(1)))
                .execute((_, _) -> upkeep.runsToRetry(AT_ONCE).forEach(upkeep::retry));
    }
}
