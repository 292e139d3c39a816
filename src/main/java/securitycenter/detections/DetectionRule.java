package securitycenter.detections;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import securitycenter.kql.Secrets;

/**
 * A query that runs by itself and makes alerts of what it finds.
 *
 * @param gaveUp it was turned off because it failed again and again
 * @param looksFarBack the next run looks back further than the others
 * @param nextRun null while it is off
 * @param lastRun null until it has run
 * @param failures one after the other, by now
 */
record DetectionRule(
        long id,
        Content content,
        boolean on,
        boolean gaveUp,
        String changedBy,
        Instant changedAt,
        int version,
        boolean looksFarBack,
        @Nullable Instant nextRun,
        int failures,
        @Nullable DetectionRun lastRun) {

    /** After so many failures one after the other it is turned off. */
    static final int MOST_FAILURES = 5;

    /**
     * What a person decides of it.
     *
     * @param deviceGroups whose devices it is about; all when empty
     */
    record Content(
            String name,
            String text,
            Frequency frequency,
            AlertWords alert,
            Impacted impacted,
            List<String> deviceGroups) {

        /** For logs. */
        Content masked() {
            return new Content(name, Secrets.masked(text), frequency, alert, impacted, deviceGroups);
        }
    }

    Duration lookBack() {
        return looksFarBack ? Frequency.FAR_BACK : content.frequency().lookBack();
    }

    /** What its runs are known by. */
    String asker() {
        return "rule:" + id;
    }
}
