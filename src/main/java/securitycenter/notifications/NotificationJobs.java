package securitycenter.notifications;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.CompletionHandler.OnCompleteRemove;
import com.github.kagkarlsson.scheduler.task.FailureHandler.OnFailureRetryLater;
import com.github.kagkarlsson.scheduler.task.Priority;
import com.github.kagkarlsson.scheduler.task.SchedulableInstance;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.dao.DataAccessException;
import securitycenter.homes.TenantHome;
import securitycenter.identity.TenantId;
import securitycenter.optin.OptIns;
import securitycenter.optin.ProductState;
import securitycenter.provisioning.Homes;
import securitycenter.provisioning.Wake;

/**
 * Looks for news again and again for each tenant in which somebody wants to hear of them. The scheduler's table holds one
 * row for each, so of several processes one looks at a time, and another takes over from one that was killed.
 */
@Configuration(proxyBeanMethods = false)
class NotificationJobs {

    private static final Logger log = LoggerFactory.getLogger(NotificationJobs.class);

    private static final TaskDescriptor<Void> NOTIFICATIONS = TaskDescriptor.of("notifications");

    /** After a rule was made, or when something is due at once. */
    static void wake(Scheduler scheduler, TenantId tenant, Clock clock) {
        Wake.atOnce(scheduler, instanceOf(tenant, clock));
    }

    private static SchedulableInstance<Void> instanceOf(TenantId tenant, Clock clock) {
        return NOTIFICATIONS.instance(tenant.toString()).priority(Priority.LOW).scheduledTo(clock.instant());
    }

    @Bean
    Task<Void> notificationRounds(NotificationRound round, NotificationSettings settings) {
        return Tasks.custom(NOTIFICATIONS)
                .onFailure(new OnFailureRetryLater<>(settings.interval()))
                .execute((execution, _) -> round.of(new TenantId(UUID.fromString(execution.getId())))
                        .<CompletionHandler<Void>>map(next -> (done, task) -> task.reschedule(done, next))
                        .orElseGet(OnCompleteRemove::new));
    }

    /** A rule must never be left without, as when it was made while the last round was ending. */
    @Bean
    Task<Void> forgottenNotifications(Homes homes, Clock clock) {
        return Tasks.recurring("notifications-forgotten", FixedDelay.of(Duration.ofMinutes(5)))
                .execute((_, context) -> homes.eachOpen(
                        tenant -> context.getSchedulerClient().scheduleIfNotExists(instanceOf(tenant, clock))));
    }

    @Bean
    Task<Void> oldNotifications(Homes homes, OptIns optIns, MailLog mails, Deliveries deliveries) {
        return Tasks.recurring("notifications-retention", FixedDelay.of(Duration.ofHours(6)))
                .execute((_, _) -> homes.eachOpen(tenant -> {
                    if (optIns.stateOf(tenant) instanceof ProductState.On(var home, var moving) && moving == null) {
                        forget(home, mails, deliveries);
                    }
                }));
    }

    private static void forget(TenantHome home, MailLog mails, Deliveries deliveries) {
        try {
            mails.forget(home);
            deliveries.forget(home);
        } catch (DataAccessException away) {
            log.warn("What was sent for {} is kept for some more hours", home.tenant(), away);
        }
    }
}
