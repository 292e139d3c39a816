package securitycenter.mail;

import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.CompletionHandler.OnCompleteRemove;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Hands mails to the mail server, each until it is taken, refused for good, or a day old. A mail that was taken just
 * before a crash comes a second time, with the same Message-ID.
 */
@Configuration(proxyBeanMethods = false)
class MailJob {

    static final TaskDescriptor<Outgoing> MAIL = TaskDescriptor.of("mail", Outgoing.class);

    private static final Logger log = LoggerFactory.getLogger(MailJob.class);
    private static final Duration FIRST_PAUSE = Duration.ofMinutes(1);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(2);
    private static final Duration PATIENCE = Duration.ofDays(1);

    @Bean
    Task<Outgoing> mails(MailServer server, Clock clock) {
        return Tasks.custom(MAIL).onDeadExecutionRevive().execute((waiting, _) -> handOver(waiting, server, clock));
    }

    private static CompletionHandler<Outgoing> handOver(
            TaskInstance<Outgoing> waiting, MailServer server, Clock clock) {
        return switch (server.handOver(waiting.getId(), waiting.getData())) {
            case Handover.Taken _ -> new OnCompleteRemove<>();
            case Handover.Refused(var why) -> givenUp(waiting, why);
            case Handover.Failed(var why) -> failed(waiting, why, clock);
            case Handover.Away(var why) -> failed(waiting, why, clock);
        };
    }

    private static CompletionHandler<Outgoing> failed(TaskInstance<Outgoing> waiting, String why, Clock clock) {
        var mail = waiting.getData();
        var next = clock.instant().plus(pauseAfter(mail.attempts()));
        if (next.isAfter(mail.since().plus(PATIENCE))) {
            return givenUp(waiting, why);
        }
        log.warn("Mail {} waits until {}: {}", waiting.getId(), next, why);
        return (complete, operations) -> operations.reschedule(complete, next, mail.afterAVainAttempt());
    }

    private static CompletionHandler<Outgoing> givenUp(TaskInstance<Outgoing> waiting, String why) {
        log.error("Mail {} is given up: {}", waiting.getId(), why);
        return new OnCompleteRemove<>();
    }

    static Duration pauseAfter(int attempts) {
        var doubled = FIRST_PAUSE.multipliedBy(1L << Math.min(attempts, 10));
        return doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
    }
}
