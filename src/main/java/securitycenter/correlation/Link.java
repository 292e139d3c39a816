package securitycenter.correlation;

import java.time.Duration;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * Why an alert belongs to a group.
 *
 * @param name what people call it
 * @param after how long after the other the alert was; negative when before, zero when they overlap
 * @param within how far apart they may be; null for any time
 * @param other the number of the alert of the group that is the nearest
 */
public record Link(
        LinkRule rule,
        EntityKind kind,
        String name,
        Duration after,
        @Nullable Duration within,
        long other,
        Group group) {

    /** The best reason first. */
    static final Comparator<Link> BY_STRENGTH = Comparator.comparing(Link::rule)
            .thenComparing(link -> link.after().abs())
            .thenComparing(Link::kind)
            .thenComparing(Link::name);
}
