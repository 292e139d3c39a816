package securitycenter.help;

import java.time.Duration;

/**
 * How long something has waited, as roughly as a list needs it.
 *
 * @param unit minutes, hours or days: the last part of the message's key
 */
record Age(String unit, long count) {

    static Age of(Duration waited) {
        if (waited.compareTo(Duration.ofHours(1)) < 0) {
            return new Age("minutes", Math.max(0, waited.toMinutes()));
        }
        return waited.compareTo(Duration.ofDays(2)) < 0
                ? new Age("hours", waited.toHours())
                : new Age("days", waited.toDays());
    }
}
