package securitycenter.hunts;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import securitycenter.homes.DataCenters;
import securitycenter.identity.TenantId;
import securitycenter.provisioning.Homes;
import securitycenter.provisioning.RunProgress;

/** What happens to queries without a person. */
@Configuration(proxyBeanMethods = false)
class HuntJobs {

    private static final Logger log = LoggerFactory.getLogger(HuntJobs.class);

    private static final int AT_ONCE = 100;

    @Bean
    Task<Void> forgettingOldHunts(Homes homes, RunProgress progress, DataCenters dataCenters, Hunts hunts) {
        return Tasks.recurring("hunting-retention", FixedDelay.of(Duration.ofHours(1)))
                .execute((_, context) -> {
                    var open = homes.openAfter(null, AT_ONCE);
                    while (!open.isEmpty() && !context.getSchedulerState().isShuttingDown()) {
                        open.forEach(tenant -> forget(tenant, homes, progress, dataCenters, hunts));
                        open = homes.openAfter(open.getLast(), AT_ONCE);
                    }
                });
    }

    /** A home that moves, is built or does not answer has its turn an hour later. */
    private static void forget(
            TenantId tenant, Homes homes, RunProgress progress, DataCenters dataCenters, Hunts hunts) {
        var place = homes.placeOf(tenant);
        if (place.isPresent()
                && place.get().open()
                && progress.underWay(tenant).isEmpty()
                && dataCenters.answers(place.get().dataCenter())) {
            try {
                hunts.forget(homes.homeIn(tenant, place.get()));
            } catch (RuntimeException away) {
                log.warn("Old queries of {} stay for another hour", tenant, away);
            }
        }
    }
}
