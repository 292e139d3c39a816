package securitycenter.mail;

import jakarta.mail.SendFailedException;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.mail.MailAuthenticationException;
import org.springframework.mail.MailException;
import org.springframework.mail.MailPreparationException;
import org.springframework.mail.MailSendException;

/** What came of handing a mail to the mail server. */
public sealed interface Handover {

    /** The server answers for it from now on. */
    record Taken() implements Handover {}

    /**
     * Nobody lives at the address, or no mail can be made of it: trying again is of no use.
     *
     * @param why kinds of failures and codes only: the server's own words may name the person
     */
    record Refused(String why) implements Handover {}

    /**
     * It may be taken another time.
     *
     * @param why as in {@link Refused}
     */
    record Failed(String why) implements Handover {}

    /**
     * No mail can be handed over at the moment, neither this one nor another.
     *
     * @param why as in {@link Refused}
     */
    record Away(String why) implements Handover {}

    static Handover of(MailException failure) {
        var why = why(failure);
        if (isFinal(failure)) {
            return new Refused(why);
        }
        return isAway(failure) ? new Away(why) : new Failed(why);
    }

    /** Spring names a cause where no connection came about, and none where the server did not take a mail. */
    private static boolean isAway(MailException failure) {
        return failure instanceof MailAuthenticationException
                || (failure instanceof MailSendException && failure.getCause() != null);
    }

    private static boolean isFinal(MailException failure) {
        return failure instanceof MailPreparationException
                || causes(failure)
                        .anyMatch(cause -> cause instanceof SendFailedException refused
                                && refused.getInvalidAddresses() != null
                                && refused.getInvalidAddresses().length > 0);
    }

    private static String why(MailException failure) {
        return causes(failure)
                .map(cause -> cause.getClass().getSimpleName() + codeIn(cause))
                .distinct()
                .collect(Collectors.joining(", "));
    }

    private static String codeIn(Throwable cause) {
        var words = String.valueOf(cause.getMessage());
        return words.matches("(?s)[2-5]\\d\\d\\b.*") ? " " + words.substring(0, 3) : "";
    }

    private static Stream<Throwable> causes(Throwable failure) {
        var sent = failure instanceof MailSendException several
                ? Arrays.stream(several.getMessageExceptions())
                : Stream.<Throwable>empty();
        var inner = failure instanceof SendFailedException chained && chained.getNextException() != null
                ? chained.getNextException()
                : failure.getCause();
        return Stream.concat(
                Stream.concat(Stream.of(failure), sent.flatMap(Handover::causes)),
                inner == null ? Stream.empty() : causes(inner));
    }
}
