package securitycenter.correlation;

import java.time.Duration;
import java.util.Comparator;

/**
 * Why an alert belongs to a group.
 *
 * @param name what people call it
 * @param between how long after the one the other was; zero when they overlap
 */
public record Link(LinkRule rule, EntityKind kind, String name, Duration between, Group group) {

    /** The best reason first. */
    static final Comparator<Link> BY_STRENGTH = Comparator.comparing(Link::rule)
            .thenComparing(Link::between)
            .thenComparing(Link::kind)
            .thenComparing(Link::name);
}
