package securitycenter.graph;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import securitycenter.identity.TenantId;

/** Spreads the requests about each tenant: some at once, and then one at a time. Times are in nanoseconds since whenever. */
public class Pace {

    private final long atOnce;
    private final long apart;

    /** When the next request would be due if none were made at once; in the past for a tenant at rest. */
    private final Map<TenantId, Long> due = new ConcurrentHashMap<>();

    /**
     * In any span of time there are {@code atOnce} requests at most, and one more for each {@code apart} that it lasts.
     *
     * @param apart zero where they need not be spread
     */
    public Pace(int atOnce, Duration apart) {
        this.atOnce = atOnce;
        this.apart = apart.toNanos();
    }

    /**
     * Counts a request.
     *
     * @return how long to wait before it
     */
    public Duration next(TenantId tenant, long now) {
        return wait(due.merge(tenant, now + apart, (before, _) -> Math.max(before, now) + apart), now);
    }

    /** How long a request would have to wait that was made now. Counts none. */
    public Duration wait(TenantId tenant, long now) {
        return wait(Math.max(due.getOrDefault(tenant, now), now) + apart, now);
    }

    private Duration wait(long next, long now) {
        return Duration.ofNanos(Math.max(0, next - atOnce * apart - now));
    }

    /** None is made for that long, and then one at a time. */
    public void rest(TenantId tenant, long now, Duration pause) {
        due.merge(tenant, now + pause.toNanos() + (atOnce - 1) * apart, Math::max);
    }
}
