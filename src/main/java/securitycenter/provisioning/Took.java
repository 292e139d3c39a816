package securitycenter.provisioning;

import java.time.Duration;
import java.time.Instant;

/** When a run that ended well began and ended. */
record Took(Instant from, Instant to) {

    /** Whole seconds, one at least. */
    long seconds() {
        return Math.max(1, Duration.between(from, to).toSeconds());
    }
}
