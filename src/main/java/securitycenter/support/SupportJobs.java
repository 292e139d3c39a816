package securitycenter.support;

import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import securitycenter.support.Bulks.Turn;

/** What goes on without a person: administrators are told of what staff do, and what waited too long expires. */
@Configuration(proxyBeanMethods = false)
class SupportJobs {

    static final TaskDescriptor<Void> MAIL = TaskDescriptor.of("support-mail");
    static final TaskDescriptor<Void> BULK = TaskDescriptor.of("support-bulk");
    private static final Logger log = LoggerFactory.getLogger(SupportJobs.class);
    private static final int AT_ONCE = 100;
    private static final Duration UNTIL_MICROSOFT_ANSWERS = Duration.ofMinutes(5);

    @Bean
    Task<Void> mailToAdministrators(Telling telling, Clock clock) {
        return Tasks.custom(MAIL)
                .execute((execution, _) -> isTold(telling, execution.getId().split("-", 2))
                        ? new CompletionHandler.OnCompleteRemove<>()
                        : again(clock.instant().plus(UNTIL_MICROSOFT_ANSWERS)));
    }

    /** @param told the action's number, and the state in which it was */
    private static boolean isTold(Telling telling, String[] told) {
        return telling.tell(Long.parseLong(told[0]), ActionState.valueOf(told[1]));
    }

    @Bean
    Task<Void> expiryOfStaffActions(StaffActions actions) {
        return Tasks.recurring("support-expiry", FixedDelay.of(Duration.ofMinutes(1)))
                .execute((_, _) -> actions.overdue(AT_ONCE).forEach(actions::expire));
    }

    /** One turn at a time, so that a bulk that lasts for hours holds no thread, and a killed one goes on. */
    @Bean
    Task<Void> bulkActs(Bulks bulks) {
        return Tasks.custom(BULK).execute((execution, _) -> {
            var id = Long.parseLong(execution.getId());
            return switch (bulks.turn(id)) {
                case Turn.Over _ -> new CompletionHandler.OnCompleteRemove<>();
                case Turn.Wait(var until) -> again(until);
                case Turn.Begin(var items) -> {
                    items.forEach(item -> begin(bulks, id, item));
                    yield again(Instant.EPOCH);
                }
            };
        });
    }

    private static CompletionHandler<Void> again(Instant at) {
        return (complete, operations) -> operations.reschedule(complete, at);
    }

    /** Two of the staff at the same tenant at once: the other was faster, and the item is tried in the next turn. */
    private static void begin(Bulks bulks, long bulk, long item) {
        try {
            bulks.begin(bulk, item);
        } catch (DataIntegrityViolationException | ConcurrencyFailureException overtaken) {
            log.info("Somebody else acted on a tenant of bulk {} at the same moment; it is tried again", bulk);
        }
    }
}
