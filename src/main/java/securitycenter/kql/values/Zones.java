package securitycenter.kql.values;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Moments on the clocks of the world. */
final class Zones {

    private static final long EPOCH = 621_355_968_000_000_000L;
    private static final long SECOND = 10_000_000L;

    private Zones() {}

    static Stream<JavaFunction> all() {
        var takes = List.of(Kind.MOMENT, Kind.TEXT);
        return Stream.of(
                JavaFunction.of("datetime_utc_to_local", Kind.MOMENT, takes, a -> local(a.whole(0), a.text(1))),
                JavaFunction.of("datetime_local_to_utc", Kind.MOMENT, takes, a -> utc(a.whole(0), a.text(1))),
                JavaFunction.of(
                        "datetime_list_timezones",
                        Kind.DYNAMIC,
                        List.of(),
                        _ -> List.copyOf(new TreeSet<>(ZoneId.getAvailableZoneIds()))));
    }

    private static @Nullable ZoneId zone(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static LocalDateTime clock(long ticks) {
        var seconds = Math.floorDiv(ticks - EPOCH, SECOND);
        return LocalDateTime.ofEpochSecond(seconds, (int) Math.floorMod(ticks, SECOND) * 100, ZoneOffset.UTC);
    }

    private static @Nullable Object local(@Nullable Long ticks, String name) {
        var zone = zone(name);
        return ticks == null || zone == null
                ? null
                : ticks
                        + zone.getRules()
                                        .getOffset(clock(ticks).toInstant(ZoneOffset.UTC))
                                        .getTotalSeconds()
                                * SECOND;
    }

    /** An hour that the clock leaves out is the hour that follows. */
    private static @Nullable Object utc(@Nullable Long ticks, String name) {
        var zone = zone(name);
        if (ticks == null || zone == null) {
            return null;
        }
        var clock = clock(ticks);
        var gap = zone.getRules().getTransition(clock);
        var offset = gap != null && gap.isGap()
                ? gap.getOffsetAfter()
                : zone.getRules().getOffset(clock);
        return ticks - offset.getTotalSeconds() * SECOND;
    }
}
