package securitycenter.api;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAmount;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import securitycenter.api.Refusal.Kind;

/**
 * The time that a query is about, as ISO 8601 writes it: {@code P7D}, {@code start/end}, {@code P1D/end},
 * {@code start/PT6H}, {@code start}.
 */
record TimeSpan(@Nullable String text) {

    private static final Instant FIRST = Instant.parse("1601-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9000-01-01T00:00:00Z");

    record FromUntil(Instant from, Instant until) {}

    /** @param preset how far it goes back where nothing is said */
    FromUntil endingAt(Instant now, Duration preset) {
        if (text == null || text.isBlank()) {
            return new FromUntil(now.minus(preset), now);
        }
        try {
            var read = read(text.strip(), now);
            if (read.from().isAfter(FIRST)
                    && read.until().isBefore(LAST)
                    && !read.until().isBefore(read.from())) {
                return read;
            }
        } catch (DateTimeException | ArithmeticException e) {
            // As one that is none within the times that there are.
        }
        throw new Refusal(
                Kind.BAD_HUNT, "The timespan is none that ISO 8601 knows, such as P7D or 2026-01-01T00:00:00Z/P1D.");
    }

    private static FromUntil read(String text, Instant now) {
        var parts = text.split("/", 2);
        if (parts.length == 1) {
            return new FromUntil(isAmount(text) ? minus(now, text) : moment(text), now);
        }
        if (isAmount(parts[0])) {
            var until = moment(parts[1]);
            return new FromUntil(minus(until, parts[0]), until);
        }
        var from = moment(parts[0]);
        return new FromUntil(from, isAmount(parts[1]) ? plus(from, parts[1]) : moment(parts[1]));
    }

    private static boolean isAmount(String part) {
        return part.startsWith("P") || part.startsWith("p");
    }

    private static Instant minus(Instant moment, String amount) {
        return moment.atOffset(ZoneOffset.UTC).minus(amount(amount)).toInstant();
    }

    private static Instant plus(Instant moment, String amount) {
        return moment.atOffset(ZoneOffset.UTC).plus(amount(amount)).toInstant();
    }

    private static TemporalAmount amount(String text) {
        return text.toUpperCase(Locale.ROOT).contains("T")
                        || text.toUpperCase(Locale.ROOT).endsWith("D")
                ? Duration.parse(text)
                : Period.parse(text);
    }

    private static Instant moment(String text) {
        return text.length() == 10
                ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                : OffsetDateTime.parse(text).toInstant();
    }
}
