package securitycenter.events;

import java.time.Instant;

/** Moments as events hold them: 100 ns each, since the year 1. */
public final class Ticks {

    private static final long PER_SECOND = 10_000_000;
    private static final long OF_1970 = 621_355_968_000_000_000L;

    private Ticks() {}

    public static long of(Instant moment) {
        var seconds = Math.multiplyExact(moment.getEpochSecond(), PER_SECOND);
        return Math.addExact(Math.addExact(seconds, OF_1970), moment.getNano() / 100);
    }

    public static Instant instant(long ticks) {
        var since = ticks - OF_1970;
        return Instant.ofEpochSecond(Math.floorDiv(since, PER_SECOND), Math.floorMod(since, PER_SECOND) * 100);
    }
}
