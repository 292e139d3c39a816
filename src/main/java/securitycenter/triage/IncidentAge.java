package securitycenter.triage;

import java.time.Duration;

/**
 * How long something has lasted, roughly.
 *
 * @param unit seconds, minutes, hours or days: the last part of the message's key
 */
record IncidentAge(String unit, long count) {

    static IncidentAge of(Duration lasted) {
        if (lasted.compareTo(Duration.ofMinutes(1)) < 0) {
            return new IncidentAge("seconds", Math.max(0, lasted.toSeconds()));
        }
        if (lasted.compareTo(Duration.ofHours(1)) < 0) {
            return new IncidentAge("minutes", lasted.toMinutes());
        }
        return lasted.compareTo(Duration.ofDays(2)) < 0
                ? new IncidentAge("hours", lasted.toHours())
                : new IncidentAge("days", lasted.toDays());
    }

    static IncidentAge ofSeconds(long seconds) {
        return of(Duration.ofSeconds(seconds));
    }
}
