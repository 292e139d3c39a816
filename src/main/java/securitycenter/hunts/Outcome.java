package securitycenter.hunts;

import java.time.Duration;
import java.time.Instant;
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
     * @param share what the tenant has used of what it may use, with this, where that is worth a warning; else 0
     */
    record Answer(
            List<Column> columns,
            List<List<@Nullable Object>> rows,
            boolean cutOff,
            Duration took,
            Duration processor,
            double share)
            implements Outcome {}

    /** The query is at fault. */
    record Rejected(List<Problem> problems) implements Outcome {}

    /**
     * It was right, and yet has no answer.
     *
     * @param until when it can be asked again at the earliest, where that is known
     */
    record Stopped(Reason reason, @Nullable Instant until) implements Outcome {}

    enum Reason {
        CANCELLED,
        TOO_LONG,
        TOO_MUCH_MEMORY,
        TOO_LARGE,

        /** The tenant has used what it may use for now. */
        SHARE_USED_UP,

        /** So many others run, of the same person or of the tenant. */
        TOO_MANY,

        /** The product was turned off, or the home is being moved. */
        AWAY,

        /** The file of the events cannot be read. */
        DAMAGED,

        /** The program that ran it has ended. */
        INTERRUPTED,
        FAILED
    }
}
