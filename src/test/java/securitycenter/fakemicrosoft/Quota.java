package securitycenter.fakemicrosoft;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/** So many calls in a minute and so many in an hour. */
final class Quota {

    record Overrun(int calls, String span, Duration remaining) {}

    private final int inAMinute;
    private final int inAnHour;
    private final RateLimit minute;
    private final RateLimit hour;

    Quota(int inAMinute, int inAnHour, InstantSource clock) {
        this.inAMinute = inAMinute;
        this.inAnHour = inAnHour;
        minute = new RateLimit(inAMinute, Duration.ofMinutes(1), clock);
        hour = new RateLimit(inAnHour, Duration.ofHours(1), clock);
    }

    /** Empty for a call that may pass. */
    Optional<Overrun> take() {
        return minute.take()
                .map(wait -> new Overrun(inAMinute, "minute", wait))
                .or(() -> hour.take().map(wait -> new Overrun(inAnHour, "hour", wait)));
    }
}
