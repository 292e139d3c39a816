package securitycenter.detections;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import securitycenter.kql.Secrets;
import securitycenter.remedies.Remedy;

/**
 * A query that runs by itself and makes alerts of what it finds.
 *
 * @param gaveUp it was turned off because it failed again and again
 * @param coveredUntil until when all that there was has been told of; null for one that is new or was changed
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
        @Nullable Instant coveredUntil,
        @Nullable Instant nextRun,
        int failures,
        @Nullable DetectionRun lastRun) {

    /** After so many failures one after the other it is turned off. */
    static final int MOST_FAILURES = 5;

    /**
     * What a person decides of it.
     *
     * @param actions what it asks for of all that it finds
     * @param deviceGroups whose devices it is about; all when empty
     */
    record Content(
            String name,
            String text,
            Frequency frequency,
            AlertWords alert,
            Impacted impacted,
            List<Remedy> actions,
            List<String> deviceGroups) {

        /** What its alerts say, which are called like the rule where nobody gave them a title. */
        public AlertWords told() {
            return alert.title().isEmpty() ? alert.titled(name) : alert;
        }

        /** For logs, and for whoever did not write it. */
        public Content masked() {
            return new Content(name, Secrets.masked(text), frequency, alert, impacted, actions, deviceGroups);
        }
    }

    /** How far a run looks back: what came late is met again, and no gap is left where runs failed to happen. */
    Instant lookBack(Instant now) {
        var farthest = now.minus(Frequency.FAR_BACK);
        if (coveredUntil == null) {
            return farthest;
        }
        var often = content.frequency();
        var usual = now.minus(often.lookBack());
        var sinceLast = coveredUntil.minus(often.lookBack().minus(often.interval()));
        var from = sinceLast.isBefore(usual) ? sinceLast : usual;
        return from.isBefore(farthest) ? farthest : from;
    }

    /** What its runs are known by. */
    String asker() {
        return "rule:" + id;
    }
}
