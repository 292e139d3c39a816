package securitycenter.queues;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of a queue.
 *
 * @param rows as they are shown
 * @param previous before this the page begins; null on the first
 * @param next after this the next page begins; null on the last
 * @param found how many the filter lets through, as far as they were counted
 * @param more there are more than were counted
 * @param lookedThrough that many rows were looked at without finding a full page, and there are more to look at; zero
 *     when nothing was left out
 */
public record QueuePage<R>(
        List<R> rows,
        @Nullable QueueKey previous,
        @Nullable QueueKey next,
        long found,
        boolean more,
        int lookedThrough) {}
