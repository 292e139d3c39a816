package securitycenter.mail;

import java.io.Serializable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One mail to one person, as it waits in the scheduler's table.
 *
 * @param html the same as a page; null where there is none
 * @param since when it was written
 * @param attempts to hand it to the mail server, all in vain
 */
record Outgoing(
        String to, String subject, String text, @Nullable String html, Instant since, int attempts)
        implements Serializable {

    Outgoing afterAVainAttempt() {
        return new Outgoing(to, subject, text, html, since, attempts + 1);
    }

    /** With what it says it would be a secret in a log. */
    @Override
    public String toString() {
        return "Outgoing[" + since + ", " + attempts + "]";
    }
}
