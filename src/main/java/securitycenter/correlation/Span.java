package securitycenter.correlation;

import java.time.Duration;
import java.time.Instant;

/** A time, both ends included. */
public record Span(Instant from, Instant until) {

    static Span around(Presence presence, Duration reach) {
        return new Span(presence.first().minus(reach), presence.last().plus(reach));
    }

    Span and(Span other) {
        return new Span(
                from.isBefore(other.from) ? from : other.from, until.isAfter(other.until) ? until : other.until);
    }

    boolean covers(Span other) {
        return !other.from.isBefore(from) && !other.until.isAfter(until);
    }
}
