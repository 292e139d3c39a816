package securitycenter.graph;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of time in which records were last changed.
 *
 * @param from belongs to it
 * @param until no longer belongs to it; null for whatever comes
 */
public record Window(Instant from, @Nullable Instant until) {}
