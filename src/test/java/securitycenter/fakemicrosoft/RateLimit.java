package securitycenter.fakemicrosoft;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** So many requests in any minute, or in any other time. */
final class RateLimit {

    private final int most;
    private final Duration window;
    private final InstantSource clock;
    private final Deque<Instant> taken = new ArrayDeque<>();

    RateLimit(int most, InstantSource clock) {
        this(most, Duration.ofMinutes(1), clock);
    }

    RateLimit(int most, Duration window, InstantSource clock) {
        this.most = most;
        this.window = window;
        this.clock = clock;
    }

    /** How long to wait; empty for a request that may pass. */
    synchronized Optional<Duration> take() {
        var now = clock.instant();
        while (!taken.isEmpty() && !taken.getFirst().plus(window).isAfter(now)) {
            taken.removeFirst();
        }
        if (taken.size() < most) {
            taken.addLast(now);
            return Optional.empty();
        }
        return Optional.of(
                taken.isEmpty()
                        ? window
                        : Duration.between(now, taken.getFirst().plus(window)));
    }
}
