package securitycenter.streaming;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Looks at the storage accounts again and again, and clears away what has served. */
@Configuration(proxyBeanMethods = false)
class StreamJobs {

    @Bean
    Task<Void> readStorage(StreamSettings settings, StreamingTenants tenants, StorageReader reader) {
        return Tasks.recurring("streaming-storage", FixedDelay.of(settings.storagePoll()))
                .execute((_, _) -> tenants.each("The storage is not read", reader::read));
    }

    @Bean
    Task<Void> clearStreams(StreamingTenants tenants, DeadLetters deadLetters, StreamedAlerts alerts) {
        return Tasks.recurring("streaming-clear", FixedDelay.of(Duration.ofHours(1)))
                .execute((_, _) -> tenants.each("What has served is not cleared away", home -> {
                    deadLetters.deleteOutdated(home);
                    alerts.deleteOutdated(home);
                }));
    }
}
