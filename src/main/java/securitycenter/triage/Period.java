package securitycenter.triage;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * When the last activity was.
 *
 * @param from the first day, in the person's zone; with chosen days only
 * @param to the last day
 */
record Period(Span span, @Nullable LocalDate from, @Nullable LocalDate to) {

    enum Span {
        DAY(1),
        THREE_DAYS(3),
        WEEK(7),
        MONTH(30),
        HALF_YEAR(180),
        CHOSEN(0);

        private final int days;

        Span(int days) {
            this.days = days;
        }

        public String word() {
            return Words.word(this);
        }

        Instant before(Instant now) {
            return now.minusSeconds(days * 86_400L);
        }
    }

    /**
     * Days count whatever span is named with them: whoever fills them in means them.
     *
     * @param days {@code shown} when the days were there before another span was chosen instead of them
     */
    static Period of(
            @Nullable String span, @Nullable String from, @Nullable String to, @Nullable String days, Span usual) {
        var first = day(from);
        var last = day(to);
        var read = Words.one(Span.class, span).orElse(usual);
        if (first == null && last == null) {
            return new Period(read == Span.CHOSEN ? usual : read, null, null);
        }
        return read != Span.CHOSEN && "shown".equals(days)
                ? new Period(read, null, null)
                : new Period(Span.CHOSEN, first, last);
    }

    @Nullable
    Instant begin(Instant now, ZoneId zone) {
        if (span == Span.CHOSEN) {
            return from == null ? null : from.atStartOfDay(zone).toInstant();
        }
        return span.before(now);
    }

    @Nullable
    Instant end(ZoneId zone) {
        return to == null ? null : to.plusDays(1).atStartOfDay(zone).toInstant();
    }

    private static @Nullable LocalDate day(@Nullable String asked) {
        try {
            var day = asked == null || asked.isBlank() ? null : LocalDate.parse(asked);
            return day != null && day.getYear() >= 1970 && day.getYear() <= 9000 ? day : null;
        } catch (DateTimeException noDay) {
            return null;
        }
    }
}
