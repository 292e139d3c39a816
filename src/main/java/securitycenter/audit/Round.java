package securitycenter.audit;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import securitycenter.identity.TenantId;

/**
 * A verification of all chains, one after the other.
 *
 * @param tenant of the person who started it, in whose log that stands
 * @param chains how many there were when it was started
 * @param checked how many of them it has come past
 * @param entries those of the checked chains
 * @param broken how many of the checked chains
 * @param last the tenant whose chain was checked last; they are taken in the order of their ids
 */
record Round(
        long id,
        TenantId tenant,
        String startedBy,
        Instant startedAt,
        @Nullable Instant finishedAt,
        long chains,
        long checked,
        long entries,
        long broken,
        @Nullable TenantId last) {

    /**
     * The chain of a tenant that is not as it was written.
     *
     * @param number of the first of its entries that is not; absent when the chain cannot be read
     */
    record Break(TenantId tenant, @Nullable Long number) {}

    public boolean isUnderWay() {
        return finishedAt == null;
    }

    /** New chains appear while the others are checked. */
    public long chainsInAll() {
        return isUnderWay() ? Math.max(chains, checked) : checked;
    }

    public long seconds() {
        return took().toSeconds();
    }

    public long minutes() {
        return took().toMinutes();
    }

    private Duration took() {
        return finishedAt == null ? Duration.ZERO : Duration.between(startedAt, finishedAt);
    }
}
