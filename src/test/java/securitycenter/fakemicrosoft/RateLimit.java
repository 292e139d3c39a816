package securitycenter.fakemicrosoft;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** So many requests in any minute. */
final class RateLimit {

    private static final Duration WINDOW = Duration.ofMinutes(1);

    private final int most;
    private final InstantSource clock;
    private final Deque<Instant> taken = new ArrayDeque<>();

    RateLimit(int most, InstantSource clock) {
        this.most = most;
        this.clock = clock;
    }

    /** How long to wait; empty for a request that may pass. */
    synchronized Optional<Duration> take() {
        var now = clock.instant();
        while (!taken.isEmpty() && !taken.getFirst().plus(WINDOW).isAfter(now)) {
            taken.removeFirst();
        }
        if (taken.size() < most) {
            taken.addLast(now);
            return Optional.empty();
        }
        return Optional.of(
                taken.isEmpty()
                        ? WINDOW
                        : Duration.between(now, taken.getFirst().plus(WINDOW)));
    }
}
