package securitycenter.mail;

import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.CompletionHandler.OnCompleteRemove;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import jakarta.mail.SendFailedException;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.mail.MailException;
import org.springframework.mail.MailPreparationException;
import org.springframework.mail.MailSendException;

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
    private static final Pattern CODE = Pattern.compile("^[2-5]\\d\\d\\b");

    @Bean
    Task<Outgoing> mails(MailServer server, Clock clock) {
        return Tasks.custom(MAIL).onDeadExecutionRevive().execute((waiting, _) -> handOver(waiting, server, clock));
    }

    private static CompletionHandler<Outgoing> handOver(
            TaskInstance<Outgoing> waiting, MailServer server, Clock clock) {
        var mail = waiting.getData();
        try {
            server.handOver(waiting.getId(), mail);
            return new OnCompleteRemove<>();
        } catch (MailException failure) {
            var next = clock.instant().plus(pauseAfter(mail.attempts()));
            if (isFinal(failure) || next.isAfter(mail.since().plus(PATIENCE))) {
                log.error("Mail {} is given up: {}", waiting.getId(), why(failure));
                return new OnCompleteRemove<>();
            }
            log.warn("Mail {} waits until {}: {}", waiting.getId(), next, why(failure));
            return (complete, operations) -> operations.reschedule(complete, next, mail.afterAVainAttempt());
        }
    }

    static Duration pauseAfter(int attempts) {
        var doubled = FIRST_PAUSE.multipliedBy(1L << Math.min(attempts, 10));
        return doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
    }

    /** Nobody lives at the address, or no mail can be made of it. */
    private static boolean isFinal(MailException failure) {
        return failure instanceof MailPreparationException
                || causes(failure)
                        .anyMatch(cause -> cause instanceof SendFailedException refused
                                && refused.getInvalidAddresses() != null
                                && refused.getInvalidAddresses().length > 0);
    }

    /** The kinds of failures and the codes of the mail server: its words may name the person. */
    private static String why(MailException failure) {
        return causes(failure)
                .map(cause -> cause.getClass().getSimpleName() + codeIn(cause))
                .distinct()
                .collect(Collectors.joining(", "));
    }

    private static String codeIn(Throwable cause) {
        var code = CODE.matcher(String.valueOf(cause.getMessage()));
        return code.find() ? " " + code.group() : "";
    }

    private static Stream<Throwable> causes(Throwable failure) {
        var sent = failure instanceof MailSendException several
                ? Arrays.stream(several.getMessageExceptions())
                : Stream.<Throwable>empty();
        var inner = failure instanceof SendFailedException chained && chained.getNextException() != null
                ? chained.getNextException()
                : failure.getCause();
        return Stream.concat(
                Stream.concat(Stream.of(failure), sent.flatMap(MailJob::causes)),
                inner == null ? Stream.empty() : causes(inner));
    }
}
