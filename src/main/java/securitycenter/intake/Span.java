package securitycenter.intake;

import java.time.Duration;

/**
 * A length of time as people say it, in one unit.
 *
 * @param unit for message keys: {@code services.span.hours}
 */
public record Span(String unit, long amount) {

    public static Span of(Duration time) {
        if (time.toSeconds() < 120) {
            return new Span("seconds", time.toSeconds());
        }
        if (time.toMinutes() < 120) {
            return new Span("minutes", time.toMinutes());
        }
        return time.toHours() < 72 ? new Span("hours", time.toHours()) : new Span("days", time.toDays());
    }
}
