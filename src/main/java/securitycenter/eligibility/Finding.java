package securitycenter.eligibility;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import securitycenter.identity.SignedInUser;

/**
 * What a check of a tenant found.
 *
 * @param tenant absent when Microsoft has never described it
 */
public record Finding(Eligibility eligibility, @Nullable TenantProfile tenant, Instant checkedAt) {

    /** The tenant's name, or what stands for it until Microsoft has told it. */
    public String tenantName(SignedInUser user) {
        return tenant == null ? user.tenantUnnamed() : tenant.name();
    }
}
