package securitycenter.actioncenter;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list of actions.
 *
 * @param previous the key before which the page before this one ends; null on the first
 * @param next the key after which the next page begins; null on the last
 * @param found how many there are altogether
 * @param more there are more than were counted
 */
record ListPage(
        List<ActionLine> rows,
        @Nullable ListKey previous,
        @Nullable ListKey next,
        long found,
        boolean more) {}
