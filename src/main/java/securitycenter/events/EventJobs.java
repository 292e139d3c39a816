package securitycenter.events;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import java.time.LocalTime;
import java.time.ZoneOffset;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import securitycenter.homes.DataCenters;
import securitycenter.identity.TenantId;
import securitycenter.provisioning.Homes;
import securitycenter.provisioning.RunProgress;

/** What happens to events at night. */
@Configuration(proxyBeanMethods = false)
class EventJobs {

    private static final Logger log = LoggerFactory.getLogger(EventJobs.class);

    private static final int AT_ONCE = 100;
    private static final LocalTime NIGHT = LocalTime.of(2, 40);

    @Bean
    Task<Void> forgettingOldEvents(Homes homes, RunProgress progress, DataCenters dataCenters, OldEvents oldEvents) {
        return Tasks.recurring("events-retention", Schedules.daily(ZoneOffset.UTC, NIGHT))
                .execute((_, context) -> {
                    var open = homes.openAfter(null, AT_ONCE);
                    while (!open.isEmpty() && !context.getSchedulerState().isShuttingDown()) {
                        open.forEach(tenant -> forget(tenant, homes, progress, dataCenters, oldEvents));
                        open = homes.openAfter(open.getLast(), AT_ONCE);
                    }
                });
    }

    /** A home that moves, is built or does not answer has its turn the next night. */
    private static void forget(
            TenantId tenant, Homes homes, RunProgress progress, DataCenters dataCenters, OldEvents oldEvents) {
        var place = homes.placeOf(tenant);
        if (place.isPresent()
                && place.get().open()
                && progress.underWay(tenant).isEmpty()
                && dataCenters.answers(place.get().dataCenter())) {
            try {
                oldEvents.forget(homes.homeIn(tenant, place.get()));
            } catch (RuntimeException away) {
                log.warn("Old events of {} stay for another day", tenant, away);
            }
        }
    }
}
