package securitycenter.notifications;

import java.time.Duration;

/** How long to wait after attempts in vain: a minute at first, twice as long each time, two hours at most. */
final class Pause {

    private static final Duration FIRST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofHours(2);

    private Pause() {}

    /** @param vain attempts before the one that just failed */
    static Duration after(int vain) {
        var doubled = FIRST.multipliedBy(1L << Math.min(vain, 10));
        return doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
    }
}
