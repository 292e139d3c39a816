package securitycenter.tenants;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import securitycenter.homes.DataCenter;
import securitycenter.identity.TenantId;

/**
 * One tenant in the list.
 *
 * @param domain null where Microsoft has not told it
 * @param state a word of {@link securitycenter.optin.ProductState}
 * @param license eligible, not-eligible, consent-missing or unknown
 * @param setUp version of the steps that built the home
 * @param outdated by other steps than those of this installation
 * @param failedStep of a run that waits for somebody
 */
record TenantRow(
        TenantId tenant,
        String name,
        @Nullable String domain,
        String state,
        String license,
        @Nullable DataCenter dataCenter,
        @Nullable String setUp,
        boolean outdated,
        @Nullable Instant lastSignIn,
        long openRequests,
        @Nullable String failedStep,
        @Nullable Long failedRun) {

    /** Enough of the id to tell tenants apart on a page. */
    public String shortId() {
        return tenant.toString().substring(0, 8);
    }
}
