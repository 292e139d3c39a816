package securitycenter.correlation;

import java.time.Duration;
import java.time.Instant;

/** From when to when something is near enough to link. */
public record Reach(Instant from, Instant until) {

    static Reach around(Presence presence, Duration reach) {
        return new Reach(presence.first().minus(reach), presence.last().plus(reach));
    }

    Reach and(Reach other) {
        return new Reach(
                from.isBefore(other.from) ? from : other.from, until.isAfter(other.until) ? until : other.until);
    }

    boolean covers(Reach other) {
        return !other.from.isBefore(from) && !other.until.isAfter(until);
    }
}
