package securitycenter.response;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A person’s answer to an action that waited.
 *
 * @param by null where nobody had to be asked
 */
public record Decision(
        Kind kind,
        @Nullable Decider by,
        Instant at,
        @Nullable String comment) {

    public enum Kind {
        APPROVED,
        REJECTED
    }
}
