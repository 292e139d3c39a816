package securitycenter.queues;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a queue for somebody who reads it to its end, and so needs no count.
 *
 * @param next after this the next part begins; null on the last
 */
public record QueuePart<R>(List<R> rows, @Nullable QueueKey next) {}
