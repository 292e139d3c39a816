package securitycenter.hunting;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import securitycenter.kql.Problem;
import securitycenter.kql.schema.Column;

/** What became of a question. */
public sealed interface Outcome {

    /**
     * @param rows with a value for each column: Boolean, Long (also of both kinds of time: ticks), Double, BigDecimal, or
     *     String (also of a guid, and the JSON of a dynamic value); null for nothing
     * @param cutOff there are more
     * @param processor time spent on it by all of its threads
     */
    record Answer(
            List<Column> columns, List<List<@Nullable Object>> rows, boolean cutOff, Duration took, Duration processor)
            implements Outcome {}

    /** The query is at fault. */
    record Rejected(List<Problem> problems) implements Outcome {}

    /** It was right, and yet has no answer. */
    record Stopped(Reason reason) implements Outcome {}

    enum Reason {
        CANCELLED,
        TOO_LONG,
        TOO_MUCH_MEMORY,
        TOO_LARGE,

        /** The tenant has used what it may use for now. */
        SHARE_USED_UP,

        /** The product was turned off, or the home is being moved. */
        AWAY,

        /** The file of the events cannot be read. */
        DAMAGED,
        FAILED
    }
}
