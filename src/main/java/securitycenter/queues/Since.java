package securitycenter.queues;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What became of incidents at that moment or later.
 *
 * @param created they were made
 * @param changed anything about them changed
 * @param given they were given to whoever has them
 */
public record Since(
        @Nullable Instant created,
        @Nullable Instant changed,
        @Nullable Instant given) {

    /** Whenever that was. */
    public static final Since EVER = new Since(null, null, null);

    public static Since created(Instant moment) {
        return new Since(moment, null, null);
    }

    public static Since changed(Instant moment) {
        return new Since(null, moment, null);
    }

    public static Since given(Instant moment) {
        return new Since(null, null, moment);
    }
}
