package securitycenter.events;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import java.time.LocalTime;
import java.time.ZoneOffset;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import securitycenter.provisioning.HomeRounds;

/** What happens to events at night. */
@Configuration(proxyBeanMethods = false)
class EventJobs {

    private static final LocalTime NIGHT = LocalTime.of(2, 40);

    @Bean
    Task<Void> forgettingOldEvents(HomeRounds rounds, OldEvents oldEvents) {
        return Tasks.recurring("events-retention", Schedules.daily(ZoneOffset.UTC, NIGHT))
                .execute((_, context) -> rounds.go(
                        "Forgetting old events",
                        () -> !context.getSchedulerState().isShuttingDown(),
                        oldEvents::forget));
    }
}
