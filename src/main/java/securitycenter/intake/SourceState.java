package securitycenter.intake;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import securitycenter.eligibility.SupportedService;
import securitycenter.graph.Window;

/**
 * How far a source has been read.
 *
 * @param position when the newest record was changed, of all that are known to have been read; never after that reading began
 * @param services whose records have been taken in up to there
 * @param lastRecord when the newest record was changed that was taken in
 * @param failures in a row
 * @param permission what is missing, where that is the trouble
 * @param notBefore when it is read again after a failure
 * @param leftOutAt when a reading last began that left a record out because it is too large
 */
record SourceState(
        Source source,
        @Nullable Instant position,
        Set<SupportedService> services,
        @Nullable Instant lastAttempt,
        @Nullable Instant lastSuccess,
        @Nullable Instant lastRecord,
        int failures,
        @Nullable Trouble trouble,
        @Nullable String permission,
        @Nullable Instant notBefore,
        @Nullable Instant leftOutAt) {

    private static final Duration FIRST_REACH = Duration.ofDays(30);

    /** Microsoft keeps records for so long. */
    private static final Duration LONGEST_REACH = Duration.ofDays(180);

    /** Records that were changed at about the same time do not appear in the list in the order of their changes. */
    private static final Duration OVERLAP = Duration.ofMinutes(5);

    /** What has piled up for longer is read in pieces, so that a failure costs the last piece only. */
    private static final Duration PIECE = Duration.ofDays(5);

    /** Then it is tried again, and what appeared late in the list is found. */
    private static final Duration PASSED_FOR = Duration.ofHours(1);

    static SourceState neverRead(Source source) {
        return new SourceState(source, null, Set.of(), null, null, null, 0, null, null, null, null);
    }

    /** A time that no failure leads to was written by a clock that was ahead. */
    boolean rests(Instant now) {
        return notBefore != null && notBefore.isAfter(now) && !notBefore.isAfter(now.plus(Backoff.LONGEST_WISH));
    }

    /** What is to be read now, the earliest first. The last window has no end: our clock is not Microsoft's. */
    List<Window> windows(Instant now) {
        var windows = new ArrayList<Window>();
        var from = from(now);
        if (lastSuccess == null || lastSuccess.isBefore(now.minus(PIECE))) {
            for (var end = from.plus(PIECE); end.isBefore(now); end = end.plus(PIECE)) {
                windows.add(new Window(from, end));
                from = end;
            }
        }
        windows.add(new Window(from, null));
        return windows;
    }

    /**
     * What was too large does not move the cursor, so a quiet tenant's would be fetched each minute. For an hour it is
     * passed, as all else was taken that was there when it was left out.
     */
    private Instant from(Instant now) {
        var from = behindCursor(now);
        if (leftOutAt == null || !isPassed(leftOutAt, now)) {
            return from;
        }
        var behindReading = leftOutAt.minus(OVERLAP);
        return from.isAfter(behindReading) ? from : behindReading;
    }

    /** Only when a reading has come to its end since: what follows in the list may not have been taken otherwise. */
    private boolean isPassed(Instant leftOutAt, Instant now) {
        return !leftOutAt.isAfter(now)
                && leftOutAt.isAfter(now.minus(PASSED_FOR))
                && lastSuccess != null
                && !lastSuccess.isBefore(leftOutAt);
    }

    /** A record from the future must not make us skip what comes until then. */
    private Instant behindCursor(Instant now) {
        if (position == null) {
            return now.minus(FIRST_REACH);
        }
        var earliest = now.minus(LONGEST_REACH);
        var from = (position.isAfter(now) ? now : position).minus(OVERLAP);
        return from.isBefore(earliest) ? earliest : from;
    }

    /** What a service found before it was admitted lies behind the cursor, so then all is read from the beginning. */
    SourceState admitting(Set<SupportedService> admitted) {
        var known = services.containsAll(admitted);
        return new SourceState(
                source,
                known ? position : null,
                admitted,
                lastAttempt,
                known ? lastSuccess : null,
                lastRecord,
                failures,
                trouble,
                permission,
                notBefore,
                leftOutAt);
    }

    /**
     * @param newest of the records, which may say that it is from the future
     * @param begun when they began to be read
     */
    SourceState reached(Instant newest, @Nullable Instant newestAdmitted, Instant begun) {
        return new SourceState(
                source,
                later(position, newest.isAfter(begun) ? begun : newest),
                services,
                lastAttempt,
                lastSuccess,
                later(lastRecord, newestAdmitted),
                failures,
                trouble,
                permission,
                notBefore,
                leftOutAt);
    }

    private static @Nullable Instant later(@Nullable Instant one, @Nullable Instant other) {
        return one == null || (other != null && other.isAfter(one)) ? other : one;
    }

    SourceState succeeded(Instant now) {
        return new SourceState(source, position, services, now, now, lastRecord, 0, null, null, null, leftOutAt);
    }

    /** @param begun when they began to be read */
    SourceState leftOut(int records, Instant begun) {
        return new SourceState(
                source,
                position,
                services,
                lastAttempt,
                lastSuccess,
                lastRecord,
                failures,
                trouble,
                permission,
                notBefore,
                records == 0 ? leftOutAt : begun);
    }

    SourceState failed(Instant now, Trouble why, @Nullable String missing, Duration pause) {
        return new SourceState(
                source,
                position,
                services,
                now,
                lastSuccess,
                lastRecord,
                failures + 1,
                why,
                missing,
                now.plus(pause),
                leftOutAt);
    }
}
