package securitycenter.triage;

import java.time.Duration;

/**
 * How long ago something was, as roughly as a sentence needs it.
 *
 * @param unit minutes, hours or days: the last part of the message's key
 */
public record Ago(String unit, long count) {

    static Ago of(Duration ago) {
        if (ago.compareTo(Duration.ofHours(1)) < 0) {
            return new Ago("minutes", Math.max(0, ago.toMinutes()));
        }
        return ago.compareTo(Duration.ofDays(2)) < 0 ? new Ago("hours", ago.toHours()) : new Ago("days", ago.toDays());
    }
}
