package securitycenter.hunting;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import securitycenter.events.Ticks;
import securitycenter.kql.KqlLiteral;
import securitycenter.kql.schema.KqlType;

/** Values of an answer as people read them and as queries write them. */
final class Cells {

    private static final String WHOLE = "d MMM uuuu HH:mm:ss";
    private static final long TICKS_PER_SECOND = 10_000_000;

    private static final DateTimeFormatter UTC = DateTimeFormatter.ISO_INSTANT;

    private Cells() {}

    /** In UTC, and as other programs expect it. */
    static String plain(KqlType type, @Nullable Object value) {
        return switch (value) {
            case null -> "";
            case Long ticks when type == KqlType.DATETIME -> UTC.format(Ticks.instant(ticks));
            case Long ticks when type == KqlType.TIMESPAN -> timespan(ticks);
            case Double number -> real(number);
            default -> value.toString();
        };
    }

    /** A moment in the person's zone; everything else is the same to everybody. */
    static String read(KqlType type, @Nullable Object value, ZoneId zone, Locale language) {
        return type == KqlType.DATETIME && value instanceof Long ticks
                ? DateTimeFormatter.ofPattern(ticks % TICKS_PER_SECOND == 0 ? WHOLE : WHOLE + ".SSS", language)
                        .withZone(zone)
                        .format(Ticks.instant(ticks))
                : plain(type, value);
    }

    /** As in a query that compares with it. */
    static String literal(KqlType type, Object value) {
        return switch (type) {
            case STRING, DYNAMIC -> text(value.toString());
            case DATETIME -> "datetime(" + plain(type, value) + ")";
            case TIMESPAN -> "time(" + plain(type, value) + ")";
            case GUID -> "guid(" + value + ")";
            case DECIMAL -> "decimal(" + value + ")";
            case REAL -> "real(" + plain(type, value) + ")";
            case BOOL, INT, LONG -> value.toString();
        };
    }

    static String text(String value) {
        return KqlLiteral.text(value);
    }

    /** Days only where there are some: 1.02:03:04.5000000. */
    private static String timespan(long ticks) {
        var length = Math.abs(ticks);
        var seconds = length / TICKS_PER_SECOND;
        var days = seconds / 86_400;
        var fraction = length % TICKS_PER_SECOND;
        return (ticks < 0 ? "-" : "")
                + (days > 0 ? days + "." : "")
                + "%02d:%02d:%02d".formatted(seconds / 3_600 % 24, seconds / 60 % 60, seconds % 60)
                + (fraction > 0 ? ".%07d".formatted(fraction) : "");
    }

    private static String real(double number) {
        return number == Math.rint(number) && Math.abs(number) < 1e15
                ? String.valueOf((long) number)
                : String.valueOf(number);
    }

    static String utc(Instant moment) {
        return DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss")
                .withZone(ZoneOffset.UTC)
                .format(moment);
    }
}
