package securitycenter.intake;

import org.springframework.stereotype.Component;
import securitycenter.identity.TenantId;
import securitycenter.optin.OptIns;

/** What is taken in of each tenant, by its licenses and by its own decision. */
@Component
public class Admissions {

    private final Licenses licenses;
    private final OptIns optIns;

    Admissions(Licenses licenses, OptIns optIns) {
        this.licenses = licenses;
        this.optIns = optIns;
    }

    public Admission of(TenantId tenant) {
        return new Admission(licenses.of(tenant), optIns.takesIdentityData(tenant));
    }
}
