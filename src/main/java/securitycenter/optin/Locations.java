package securitycenter.optin;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import securitycenter.eligibility.Eligibility.Eligible;
import securitycenter.eligibility.Finding;
import securitycenter.eligibility.SupportedService;
import securitycenter.eligibility.TenantProfile;
import securitycenter.identity.SignedInUser;
import securitycenter.provisioning.DataCenterChoice;
import securitycenter.provisioning.DataCenterProposal;
import securitycenter.provisioning.DataCenterProposal.Proposed;
import securitycenter.provisioning.Homes;

/** Where a tenant's data lives, or will live by what is known of it. */
@Component
class Locations {

    private final Homes homes;
    private final DataCenterChoice choice;

    Locations(Homes homes, DataCenterChoice choice) {
        this.homes = homes;
        this.choice = choice;
    }

    /** The home's place when there is one: it is fixed. */
    DataCenterProposal of(SignedInUser user, Finding finding) {
        return homes.placeOf(user.tenant())
                .<DataCenterProposal>map(place -> new Proposed(place.dataCenter(), place.reason()))
                .orElseGet(() -> propose(user, finding));
    }

    /** For a tenant without a home. */
    DataCenterProposal propose(SignedInUser user, Finding finding) {
        var tenant = finding.tenant();
        return choice.propose(
                user.tenant(),
                endpointLicensed(finding),
                countryOf(user, tenant),
                tenant == null ? null : tenant.regionScope());
    }

    private static @Nullable String countryOf(SignedInUser user, @Nullable TenantProfile tenant) {
        return tenant != null && tenant.country() != null ? tenant.country() : user.country();
    }

    static boolean endpointLicensed(Finding finding) {
        return finding.eligibility() instanceof Eligible(var entitlement)
                && entitlement.covers(SupportedService.ENDPOINT);
    }
}
