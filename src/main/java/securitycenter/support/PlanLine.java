package securitycenter.support;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import securitycenter.homes.DataCenter;

/**
 * One line of a dry run.
 *
 * @param text key of the words, which may name the place and the day
 */
public record PlanLine(
        Change change,
        String text,
        @Nullable DataCenter place,
        @Nullable Instant until) {

    public enum Change {
        CREATE,
        CHANGE,
        REMOVE,
        LEAVE
    }

    PlanLine(Change change, String text) {
        this(change, text, null, null);
    }

    PlanLine(Change change, String text, DataCenter place) {
        this(change, text, place, null);
    }
}
