package securitycenter.hunts;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One run of a query.
 *
 * @param text hidden texts are masked
 * @param from of the period for which it was asked
 * @param reason where it was stopped
 * @param progress of a hundred, while it is running
 * @param rows where it was answered
 * @param letGo newer answers took the place of its answer before its time had come
 */
public record Hunt(
        UUID id,
        String text,
        Asker asker,
        Instant from,
        Instant until,
        Instant startedAt,
        @Nullable Instant endedAt,
        State state,
        Outcome.@Nullable Reason reason,
        int progress,
        @Nullable Integer rows,
        boolean cutOff,
        Duration took,
        Duration processor,
        boolean letGo) {

    public enum State {
        RUNNING,
        ANSWERED,
        REJECTED,
        STOPPED
    }
}
