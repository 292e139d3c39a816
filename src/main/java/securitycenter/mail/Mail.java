package securitycenter.mail;

import com.github.kagkarlsson.scheduler.Scheduler;
import java.time.Clock;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** The door through which mail leaves. Nobody waits for the mail server here. */
@Component
public class Mail {

    private static final int LONGEST_ADDRESS = 320;

    /** Plain addresses only; the # that Entra puts into the names of guests is left out on purpose. */
    private static final Pattern ADDRESS = Pattern.compile(
            "[a-z0-9!$%&'*+/=?^_`{|}~-]+(\\.[a-z0-9!$%&'*+/=?^_`{|}~-]+)*@([a-z0-9]([a-z0-9-]*[a-z0-9])?\\.)+[a-z]{2,63}",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern CONTROL_CHARACTERS = Pattern.compile("[\\p{Cc}\\u2028\\u2029]+");

    /**
     * A mail in words.
     *
     * @param html the same as a page, for programs that show one
     */
    public record Written(String subject, String text, String html) {}

    private final MailServer server;
    private final MailSettings settings;
    private final ObjectProvider<Scheduler> scheduler;
    private final Clock clock;

    Mail(MailServer server, MailSettings settings, ObjectProvider<Scheduler> scheduler, Clock clock) {
        this.server = server;
        this.settings = settings;
        this.scheduler = scheduler;
        this.clock = clock;
    }

    public boolean isConfigured() {
        return server.isConfigured();
    }

    public static boolean isAddress(String text) {
        return text.length() <= LONGEST_ADDRESS && ADDRESS.matcher(text).matches();
    }

    /** For the text of a mail: the whole address of a page, or its path where this site's own address is not known. */
    public String linkTo(String path) {
        var site = settings.addressOfThisSite();
        return site == null ? path : site.toString().replaceFirst("/+$", "") + path;
    }

    /**
     * Joins the caller's transaction: the mails go out when it ends well, and never when it is rolled back. Does nothing
     * without a mail server.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void send(Letter letter) {
        if (!isConfigured()) {
            return;
        }
        var jobs = scheduler.getObject();
        for (var address : letter.to()) {
            var mail = outgoing(address, letter.subject(), letter.text(), null);
            jobs.scheduleIfNotExists(MailJob.MAIL
                    .instance(UUID.randomUUID().toString())
                    .data(mail)
                    .scheduledTo(clock.instant()));
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                jobs.triggerCheckForDueExecutions();
            }
        });
    }

    /**
     * For rooms that keep a record of what they send: hands one mail over at once and says what came of it. Waits for the
     * mail server, so no page may call it, and no transaction be open.
     *
     * @param id by which the receiving side knows a mail that comes a second time
     */
    public Handover handOver(UUID id, String to, Written written) {
        return server.handOver(id.toString(), outgoing(to, written.subject(), written.text(), written.html()));
    }

    private Outgoing outgoing(String to, String subject, String text, @Nullable String html) {
        if (!isAddress(to)) {
            throw new IllegalArgumentException("A letter has something else than a mail address on it");
        }
        var line = CONTROL_CHARACTERS.matcher(subject).replaceAll(" ");
        return new Outgoing(to, line, text, html, clock.instant(), 0);
    }
}
