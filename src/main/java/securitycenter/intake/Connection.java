package securitycenter.intake;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A supported service that data is taken from.
 *
 * @param lastData when its newest record was changed; null until there is one
 * @param lastArrived when that record came
 */
record Connection(
        Instant since, @Nullable Instant lastData, @Nullable Instant lastArrived) {

    /** How long the newest record was on its way; null when nobody can tell, as of what is older than the connection. */
    @Nullable
    Duration lag() {
        if (lastData == null || lastArrived == null || lastData.isBefore(since)) {
            return null;
        }
        return lastArrived.isAfter(lastData) ? Duration.between(lastData, lastArrived) : Duration.ZERO;
    }
}
