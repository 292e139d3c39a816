package securitycenter.detections;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One run of a rule.
 *
 * @param from how far it looked back
 * @param detail what was wrong with the query, in the compiler’s words
 * @param rows that were found
 * @param cutOff there were more
 * @param leftOver alerts that there was no room for
 * @param actions that were asked for
 * @param actionsLeftOut things that lacked something, or that were too many
 */
record DetectionRun(
        UUID id,
        Instant startedAt,
        Instant endedAt,
        Instant from,
        State state,
        @Nullable Problem problem,
        @Nullable String detail,
        int rows,
        boolean cutOff,
        int alerts,
        int leftOver,
        int actions,
        int actionsLeftOut) {

    enum State {
        DONE,
        FAILED,

        /** Through no fault of the rule’s: it is tried again soon. */
        PUT_OFF
    }

    enum Problem {
        REJECTED,
        COLUMNS,
        TOO_LONG,
        TOO_MUCH_MEMORY,
        TOO_LARGE,
        SHARE_USED_UP,
        TOO_MANY,
        AWAY,
        DAMAGED,
        INTERRUPTED,
        FAILED
    }
}
