package securitycenter.hunting;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Of when the events are, for the tables of which a query names no time.
 *
 * @param from in the person's zone; with a chosen span only
 * @param until as {@code from}
 */
record TimeRange(
        Span span, @Nullable LocalDateTime from, @Nullable LocalDateTime until) {

    enum Span {
        DAY(1),
        WEEK(7),
        MONTH(30),
        CHOSEN(0);

        private final int days;

        Span(int days) {
            this.days = days;
        }

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Both ends in it. */
    record Ends(Instant from, Instant until) {}

    static final TimeRange USUAL = new TimeRange(Span.WEEK, null, null);

    /** Times that are filled in count only with the span that says so. */
    static TimeRange of(@Nullable String span, @Nullable String from, @Nullable String until) {
        var asked = Arrays.stream(Span.values())
                .filter(one -> one.word().equals(span))
                .findFirst()
                .orElse(USUAL.span);
        if (asked != Span.CHOSEN) {
            return new TimeRange(asked, null, null);
        }
        var first = moment(from);
        var last = moment(until);
        return first == null && last == null ? USUAL : new TimeRange(asked, first, last);
    }

    /** The one with these ends, to the minute; a span where it is as long as one, which then ends with the asking. */
    static TimeRange like(Instant from, Instant until, ZoneId zone) {
        var length = Duration.between(from, until);
        return Arrays.stream(Span.values())
                .filter(one -> Duration.ofDays(one.days).equals(length) && one != Span.CHOSEN)
                .findFirst()
                .map(one -> new TimeRange(one, null, null))
                .orElseGet(() -> new TimeRange(
                        Span.CHOSEN,
                        LocalDateTime.ofInstant(from, zone).truncatedTo(ChronoUnit.MINUTES),
                        LocalDateTime.ofInstant(until.plusSeconds(59), zone).truncatedTo(ChronoUnit.MINUTES)));
    }

    /** @param farthest further back there is nothing */
    Ends at(Instant now, ZoneId zone, Duration farthest) {
        var begin = now.minus(farthest);
        if (span != Span.CHOSEN) {
            return new Ends(latest(now.minus(Duration.ofDays(span.days)), begin), now);
        }
        var until = this.until == null ? now : this.until.atZone(zone).toInstant();
        var from = this.from == null ? begin : this.from.atZone(zone).toInstant();
        return until.isBefore(from) ? new Ends(until, from) : new Ends(from, until);
    }

    private static Instant latest(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static @Nullable LocalDateTime moment(@Nullable String asked) {
        try {
            var moment = asked == null || asked.isBlank() ? null : LocalDateTime.parse(asked);
            return moment != null && moment.getYear() >= 1970 && moment.getYear() <= 9000 ? moment : null;
        } catch (DateTimeException noMoment) {
            return null;
        }
    }
}
