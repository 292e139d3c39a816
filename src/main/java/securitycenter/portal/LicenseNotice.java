package securitycenter.portal;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import securitycenter.eligibility.Eligibility.ConsentMissing;
import securitycenter.eligibility.Eligibility.CouldNotCheck;
import securitycenter.eligibility.Eligibility.Eligible;
import securitycenter.eligibility.Eligibility.NotEligible;
import securitycenter.eligibility.Finding;

/**
 * What every page says while the licenses of a tenant that uses the product are ending or have ended. Nothing is
 * switched off by it and nothing deleted.
 *
 * @param kind grace, lapsed or consent
 * @param detail the obstacle, when lapsed
 * @param until when the grace period ends, where Graph says so
 */
record LicenseNotice(
        String kind, @Nullable String detail, @Nullable Instant until) {

    static @Nullable LicenseNotice of(Finding finding) {
        return switch (finding.eligibility()) {
            case Eligible(var entitlement) ->
                entitlement.inGrace() ? new LicenseNotice("grace", null, entitlement.graceEnds()) : null;
            case NotEligible(var obstacle, var _) -> new LicenseNotice("lapsed", obstacle.name(), null);
            case ConsentMissing _ -> new LicenseNotice("consent", null, null);
            case CouldNotCheck _ -> null;
        };
    }
}
