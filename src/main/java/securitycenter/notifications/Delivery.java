package securitycenter.notifications;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One event for one webhook, delivered or still to be delivered.
 *
 * @param deliveryId by which the receiving side knows it, the same at each attempt
 * @param incident null for a test
 * @param wantedAt when it was asked for last, by the event or by a person
 * @param status of the last answer; null where none came
 * @param millis how long the last attempt took
 * @param answer the beginning of the last answer
 * @param problem of the last attempt
 */
record Delivery(
        long id,
        UUID deliveryId,
        long webhook,
        WebhookEvent event,
        @Nullable Long incident,
        String body,
        SendState state,
        Instant createdAt,
        Instant wantedAt,
        Instant dueAt,
        int attempts,
        @Nullable Instant triedAt,
        @Nullable Integer status,
        @Nullable Integer millis,
        @Nullable String answer,
        @Nullable DeliveryProblem problem) {

    public boolean canBeResent() {
        return state != SendState.WAITING;
    }
}
