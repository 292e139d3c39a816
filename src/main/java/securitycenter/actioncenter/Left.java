package securitycenter.actioncenter;

import java.time.Duration;

/**
 * How long something still has, as roughly as a sentence needs it.
 *
 * @param unit minutes, hours or days: the last part of the message's key
 */
record Left(String unit, long count) {

    static Left of(Duration left) {
        if (left.compareTo(Duration.ofHours(1)) < 0) {
            return new Left("minutes", Math.max(0, left.toMinutes()));
        }
        return left.compareTo(Duration.ofDays(2)) < 0
                ? new Left("hours", left.toHours())
                : new Left("days", left.toDays());
    }
}
