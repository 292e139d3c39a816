package securitycenter.notifications;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A mail to one person, sent or still to be sent.
 *
 * @param incident null for a test
 * @param alerts that it lists
 * @param dueAt when it is tried next
 * @param attempts so far
 * @param problem of the last attempt, as kinds of failures and codes
 */
record SentMail(
        long id,
        UUID messageId,
        long rule,
        String ruleName,
        @Nullable Long incident,
        String recipient,
        List<Long> alerts,
        SendState state,
        Instant createdAt,
        Instant dueAt,
        int attempts,
        @Nullable Instant triedAt,
        @Nullable String problem) {

    public boolean isTest() {
        return incident == null;
    }

    /** Its turn never came. */
    public boolean isGivenUpUntried() {
        return state == SendState.GIVEN_UP && problem == null;
    }
}
