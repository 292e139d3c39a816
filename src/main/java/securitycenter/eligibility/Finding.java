package securitycenter.eligibility;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a check of a tenant found.
 *
 * @param tenant absent when Microsoft has never described it
 */
public record Finding(Eligibility eligibility, @Nullable TenantProfile tenant, Instant checkedAt) {}
