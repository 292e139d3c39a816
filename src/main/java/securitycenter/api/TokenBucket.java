package securitycenter.api;

import java.time.Duration;
import java.time.Instant;

/** Holds so many tokens, and becomes full again evenly. */
class TokenBucket {

    private final int size;
    private final Duration fillsIn;
    private double tokens;
    private Instant at;

    TokenBucket(int size, Duration fillsIn, Instant now) {
        this.size = size;
        this.fillsIn = fillsIn;
        this.tokens = size;
        this.at = now;
    }

    /** How long until there is a token; zero when there is one. */
    Duration wait(Instant now) {
        fill(now);
        return tokens >= 1 ? Duration.ZERO : Duration.ofNanos((long) ((1 - tokens) * fillsIn.toNanos() / size) + 1);
    }

    void take() {
        tokens--;
    }

    boolean isFull(Instant now) {
        fill(now);
        return tokens >= size;
    }

    private void fill(Instant now) {
        if (now.isAfter(at)) {
            tokens = Math.min(size, tokens + (double) Duration.between(at, now).toNanos() * size / fillsIn.toNanos());
            at = now;
        }
    }
}
