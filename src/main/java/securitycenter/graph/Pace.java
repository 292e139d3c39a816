package securitycenter.graph;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import securitycenter.identity.TenantId;

/**
 * Spreads the requests about each tenant: 20 at once and then one in 600 ms, so 120 in any minute at most. Microsoft
 * allows this application 150 for each tenant.
 */
class Pace {

    private static final long APART = Duration.ofMillis(600).toNanos();
    private static final long AT_ONCE = 20;

    /** When the next request would be due if none were made at once; in the past for a tenant at rest. */
    private final Map<TenantId, Long> due = new ConcurrentHashMap<>();

    /**
     * Counts a request.
     *
     * @param now in nanoseconds, as by {@link System#nanoTime}
     * @return how long to wait before it
     */
    Duration next(TenantId tenant, long now) {
        var next = due.merge(tenant, now + APART, (before, _) -> Math.max(before, now) + APART);
        return Duration.ofNanos(Math.max(0, next - AT_ONCE * APART - now));
    }
}
