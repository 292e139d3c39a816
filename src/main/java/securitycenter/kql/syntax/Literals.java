package securitycenter.kql.syntax;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Times and spans of time as they are written. Both count in ticks of 100 ns. */
public final class Literals {

    public static final long SECOND = 10_000_000L;
    public static final long DAY = 86_400 * SECOND;

    private static final long YEAR_ONE = LocalDateTime.of(1, 1, 1, 0, 0).toEpochSecond(ZoneOffset.UTC);

    private static final Pattern SPAN =
            Pattern.compile("(-)?(?:(\\d+)\\.)?(\\d{1,2}):(\\d{1,2})(?::(\\d{1,2})(?:\\.(\\d{1,7})\\d*)?)?");
    private static final Pattern AMOUNT = Pattern.compile("(-?\\d+(?:\\.\\d+)?)\\s*([a-z]+)");
    private static final Pattern DAYS = Pattern.compile("-?\\d+");

    private static final String CLOCK = "(?:[T ]\\s*(\\d{1,2}):(\\d{2})(?::(\\d{2})(?:[.,](\\d{1,9})\\d*)?)?\\s*"
            + "(AM|PM|am|pm)?\\s*(Z|z|UTC|GMT|[+-]\\d{2}:?\\d{2})?)?";
    private static final Pattern ISO = Pattern.compile("(\\d{4})[-/.](\\d{1,2})(?:[-/.](\\d{1,2}))?" + CLOCK);
    private static final Pattern COMPACT = Pattern.compile("(\\d{4})(\\d{2})(\\d{2})" + CLOCK);
    private static final Pattern AMERICAN = Pattern.compile("(\\d{1,2})/(\\d{1,2})/(\\d{4})" + CLOCK);
    private static final Pattern YEAR = Pattern.compile("\\d{4}");

    private Literals() {}

    /** {@code 1.02:03:04.5}, {@code 1.5h}, or a number of days. */
    public static OptionalLong timespan(String text) {
        var span = SPAN.matcher(text);
        if (span.matches()) {
            return clock(span);
        }
        var amount = AMOUNT.matcher(text);
        if (amount.matches()) {
            return amount(new BigDecimal(amount.group(1)), amount.group(2));
        }
        return DAYS.matcher(text).matches() ? amount(new BigDecimal(text), "d") : OptionalLong.empty();
    }

    private static OptionalLong clock(MatchResult span) {
        var seconds = number(span, 3, 0) * 3_600 + number(span, 4, 0) * 60 + number(span, 5, 0);
        if (number(span, 3, 0) > 23 || number(span, 4, 0) > 59 || number(span, 5, 0) > 59) {
            return OptionalLong.empty();
        }
        try {
            var ticks = Math.addExact(
                    Math.multiplyExact(number(span, 2, 0), DAY), seconds * SECOND + fraction(span.group(6), 7));
            return OptionalLong.of(span.group(1) == null ? ticks : -ticks);
        } catch (ArithmeticException tooLong) {
            return OptionalLong.empty();
        }
    }

    private static OptionalLong amount(BigDecimal number, String unit) {
        var ticks = ticksOf(unit);
        try {
            return ticks.isEmpty()
                    ? OptionalLong.empty()
                    : OptionalLong.of(number.multiply(ticks.get())
                            .setScale(0, RoundingMode.DOWN)
                            .longValueExact());
        } catch (ArithmeticException tooLong) {
            return OptionalLong.empty();
        }
    }

    private static Optional<BigDecimal> ticksOf(String unit) {
        return switch (unit) {
            case "d", "day", "days" -> Optional.of(BigDecimal.valueOf(DAY));
            case "h", "hr", "hrs", "hour", "hours" -> Optional.of(BigDecimal.valueOf(3_600 * SECOND));
            case "m", "min", "minute", "minutes" -> Optional.of(BigDecimal.valueOf(60 * SECOND));
            case "s", "sec", "second", "seconds" -> Optional.of(BigDecimal.valueOf(SECOND));
            case "ms", "milli", "millis", "millisecond", "milliseconds" -> Optional.of(BigDecimal.valueOf(10_000));
            case "micro", "micros", "microsecond", "microseconds" -> Optional.of(BigDecimal.TEN);
            case "nano", "nanos", "nanosecond", "nanoseconds" -> Optional.of(new BigDecimal("0.01"));
            case "tick", "ticks" -> Optional.of(BigDecimal.ONE);
            default -> Optional.empty();
        };
    }

    /** ISO 8601, and as Americans write; without a zone it is UTC. Ticks since the year 1. */
    public static OptionalLong datetime(String text) {
        var written = text.strip();
        var iso = ISO.matcher(written);
        if (iso.matches()) {
            return moment(iso, number(iso, 1, 1), number(iso, 2, 1), number(iso, 3, 1));
        }
        var compact = COMPACT.matcher(written);
        if (compact.matches()) {
            return moment(compact, number(compact, 1, 1), number(compact, 2, 1), number(compact, 3, 1));
        }
        var american = AMERICAN.matcher(written);
        if (american.matches()) {
            return moment(american, number(american, 3, 1), number(american, 1, 1), number(american, 2, 1));
        }
        return YEAR.matcher(written).matches()
                ? ticks(LocalDateTime.of(Integer.parseInt(written), 1, 1, 0, 0), ZoneOffset.UTC, 0)
                : OptionalLong.empty();
    }

    private static OptionalLong moment(MatchResult written, long year, long month, long day) {
        try {
            var second = LocalDateTime.of(
                    (int) year, (int) month, (int) day, hour(written), (int) number(written, 5, 0), (int)
                            number(written, 6, 0));
            return ticks(second, zone(written.group(9)), fraction(written.group(7), 7));
        } catch (DateTimeException none) {
            return OptionalLong.empty();
        }
    }

    private static int hour(MatchResult written) {
        var hour = (int) number(written, 4, 0);
        if (written.group(8) == null) {
            return hour;
        }
        if (hour < 1 || hour > 12) {
            throw new DateTimeException("No hour of a half day");
        }
        return hour % 12 + (written.group(8).equalsIgnoreCase("pm") ? 12 : 0);
    }

    private static ZoneOffset zone(@Nullable String written) {
        return written == null || Character.isLetter(written.charAt(0)) ? ZoneOffset.UTC : ZoneOffset.of(written);
    }

    private static OptionalLong ticks(LocalDateTime second, ZoneOffset zone, long fraction) {
        var ticks = (second.toEpochSecond(zone) - YEAR_ONE) * SECOND + fraction;
        return ticks < 0 ? OptionalLong.empty() : OptionalLong.of(ticks);
    }

    private static long number(MatchResult found, int group, long missing) {
        return group > found.groupCount() || found.group(group) == null ? missing : Long.parseLong(found.group(group));
    }

    /** Of a second, in so many digits. */
    private static long fraction(@Nullable String digits, int wanted) {
        return digits == null ? 0 : Long.parseLong((digits + "0".repeat(wanted)).substring(0, wanted));
    }
}
