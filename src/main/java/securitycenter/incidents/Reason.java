package securitycenter.incidents;

import org.jspecify.annotations.Nullable;
import securitycenter.correlation.EntityKind;
import securitycenter.correlation.LinkRule;

/**
 * A link as it is stored with the alert.
 *
 * @param name what both alerts name
 * @param seconds how long after the other the alert was; negative when before
 * @param within how many seconds they may be apart; null for any time
 * @param other the number of the other alert; null where that is not known
 */
public record Reason(
        LinkRule rule,
        EntityKind kind,
        String name,
        long seconds,
        @Nullable Long within,
        @Nullable Long other) {

    public boolean isAfter() {
        return seconds > 0;
    }

    /** In seconds. */
    public long apart() {
        return Math.abs(seconds);
    }
}
