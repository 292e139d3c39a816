package securitycenter.incidents;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.dao.DataAccessException;
import securitycenter.identity.TenantId;
import securitycenter.provisioning.Provisioning;

/** What happens to incidents without a person. */
@Configuration(proxyBeanMethods = false)
class IncidentJobs {

    private static final Logger log = LoggerFactory.getLogger(IncidentJobs.class);

    private static final int AT_ONCE = 100;

    @Bean
    Task<Void> forgettingOldIncidents(Provisioning provisioning, Retention retention) {
        return Tasks.recurring("incidents-retention", FixedDelay.of(Duration.ofHours(1)))
                .execute((_, context) -> {
                    var open = provisioning.openAfter(null, AT_ONCE);
                    while (!open.isEmpty() && !context.getSchedulerState().isShuttingDown()) {
                        open.forEach(tenant -> forget(tenant, provisioning, retention));
                        open = provisioning.openAfter(open.getLast(), AT_ONCE);
                    }
                });
    }

    /** A home that moves, is built or does not answer has its turn an hour later. */
    private static void forget(TenantId tenant, Provisioning provisioning, Retention retention) {
        var place = provisioning.placeOf(tenant);
        if (place.isPresent()
                && place.get().open()
                && provisioning.underWay(tenant).isEmpty()
                && provisioning.answers(place.get().dataCenter())) {
            try {
                retention.forget(provisioning.homeIn(tenant, place.get()));
            } catch (DataAccessException away) {
                log.warn("Old incidents of {} stay for another hour", tenant, away);
            }
        }
    }
}
