package securitycenter.eligibility;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import securitycenter.identity.TenantId;

/** Something known of each tenant for a short while, for at most 10,000 tenants. */
class Remembered<V> {

    private static final int MOST = 10_000;

    private record Since<V>(V value, Instant time) {}

    private final Duration lifetime;
    private final Clock clock;
    private final Map<TenantId, Since<V>> kept = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<TenantId, Since<V>> eldest) {
            return size() > MOST;
        }
    });

    Remembered(Duration lifetime, Clock clock) {
        this.lifetime = lifetime;
        this.clock = clock;
    }

    Optional<V> of(TenantId tenant) {
        return Optional.ofNullable(kept.get(tenant))
                .filter(one -> clock.instant().isBefore(one.time().plus(lifetime)))
                .map(Since::value);
    }

    /** What is known already; otherwise this is from now on, and it is empty. */
    Optional<V> putIfAbsent(TenantId tenant, V value) {
        synchronized (kept) {
            var known = of(tenant);
            if (known.isEmpty()) {
                put(tenant, value);
            }
            return known;
        }
    }

    void put(TenantId tenant, V value) {
        kept.put(tenant, new Since<>(value, clock.instant()));
    }
}
