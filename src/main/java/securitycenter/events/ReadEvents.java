package securitycenter.events;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of reading. Its processor time is what DuckDB measured of all threads; where it was given up, the longest
 * that it can have been.
 */
public sealed interface ReadEvents {

    Duration took();

    Duration processor();

    /**
     * @param rows with a value for each column: Boolean, Long (also of both kinds of time: ticks), Double, BigDecimal, or
     *     String (also of a guid, and the JSON of a dynamic value); null for nothing
     * @param cutOff there are more
     */
    record Found(List<List<@Nullable Object>> rows, boolean cutOff, Duration took, Duration processor)
            implements ReadEvents {}

    record GivenUp(Cause cause, Duration took, Duration processor) implements ReadEvents {}
}
