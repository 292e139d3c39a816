package securitycenter.investigations;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import securitycenter.response.Decider;

/**
 * A step of an investigation.
 *
 * @param what the key of a message
 * @param filledWith what the message is filled with
 * @param who null where nobody had to do anything
 */
public record LogEntry(
        long id,
        Stage stage,
        String what,
        List<String> filledWith,
        Outcome outcome,
        Instant began,
        Instant ended,
        @Nullable Decider who) {

    /** Whether there was an answer. */
    public enum Outcome {
        DONE,
        WAITS,
        FAILED
    }

    public Duration took() {
        return Duration.between(began, ended);
    }
}
