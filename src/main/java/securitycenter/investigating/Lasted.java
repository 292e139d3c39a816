package securitycenter.investigating;

import java.time.Duration;

/**
 * How long something took, as exactly as a sentence needs it.
 *
 * @param unit milliseconds, seconds, minutes, hours or days: the last part of the message's key
 */
record Lasted(String unit, long count) {

    static Lasted of(Duration time) {
        if (time.compareTo(Duration.ofSeconds(2)) < 0) {
            return new Lasted("milliseconds", Math.max(0, time.toMillis()));
        }
        if (time.compareTo(Duration.ofMinutes(2)) < 0) {
            return new Lasted("seconds", time.toSeconds());
        }
        if (time.compareTo(Duration.ofHours(2)) < 0) {
            return new Lasted("minutes", time.toMinutes());
        }
        return time.compareTo(Duration.ofDays(2)) < 0
                ? new Lasted("hours", time.toHours())
                : new Lasted("days", time.toDays());
    }
}
