package securitycenter.response;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One step of an action.
 *
 * @param who null where nobody was asked
 * @param from null for the first one
 */
public record Turn(
        UUID action,
        int version,
        Instant at,
        @Nullable Decider who,
        @Nullable ActionState from,
        ActionState to,
        @Nullable String comment) {}
