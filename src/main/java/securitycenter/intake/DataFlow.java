package securitycenter.intake;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import securitycenter.eligibility.SupportedService;

/**
 * What comes of one supported service whose data is taken in.
 *
 * @param lastData when its newest record was changed; null until there is one
 * @param silence since then, or since the service was connected
 */
public record DataFlow(SupportedService service, @Nullable Instant lastData, Duration silence) {

    private static final Duration LATE = Duration.ofHours(24);

    /** For example 26 hours. */
    public Span span() {
        return Span.of(silence);
    }

    /** So long that somebody should look whether it is the service that is quiet. */
    public boolean late() {
        return silence.compareTo(LATE) >= 0;
    }
}
