package securitycenter.support;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What goes on without a person: administrators are told of what staff do, and what waited too long expires. */
@Configuration(proxyBeanMethods = false)
class SupportJobs {

    static final TaskDescriptor<Void> MAIL = TaskDescriptor.of("support-mail");
    private static final int AT_ONCE = 100;

    @Bean
    Task<Void> mailToAdministrators(Telling telling) {
        return Tasks.oneTime(MAIL)
                .execute((execution, _) ->
                        telling.tell(Long.parseLong(execution.getId().split("-")[0])));
    }

    @Bean
    Task<Void> expiryOfStaffActions(StaffActions actions) {
        return Tasks.recurring("support-expiry", FixedDelay.of(Duration.ofMinutes(1)))
                .execute((_, _) -> actions.overdue(AT_ONCE).forEach(actions::expire));
    }
}
