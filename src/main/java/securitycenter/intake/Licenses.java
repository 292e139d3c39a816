package securitycenter.intake;

import java.util.EnumSet;
import java.util.Set;
import org.springframework.stereotype.Component;
import securitycenter.eligibility.Eligibility.Eligible;
import securitycenter.eligibility.EligibilityCheck;
import securitycenter.eligibility.SupportedService;
import securitycenter.identity.TenantId;

/** Which services a tenant has licenses for, as far as is known. */
@Component
class Licenses {

    private final EligibilityCheck eligibility;

    Licenses(EligibilityCheck eligibility) {
        this.eligibility = eligibility;
    }

    Set<SupportedService> of(TenantId tenant) {
        var licensed = EnumSet.noneOf(SupportedService.class);
        eligibility.last(tenant).ifPresent(finding -> {
            if (finding.eligibility() instanceof Eligible(var entitlement)) {
                for (var service : SupportedService.values()) {
                    if (entitlement.covers(service)) {
                        licensed.add(service);
                    }
                }
            }
        });
        return licensed;
    }
}
