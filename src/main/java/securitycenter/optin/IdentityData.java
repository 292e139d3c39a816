package securitycenter.optin;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.util.UUID;
import securitycenter.identity.TenantId;

/**
 * Whether the tenant switched on the integration of Defender for Identity with Cloud App Security. Without it no
 * identity data is taken in. Source: the product page of Microsoft 365 Defender, November 2020.
 */
@Entity
class IdentityData {

    @Id
    private UUID tenantId;

    private boolean integrated;

    @SuppressWarnings("NullAway.Init")
    protected IdentityData() {}

    IdentityData(TenantId tenant, boolean integrated) {
        this.tenantId = tenant.value();
        this.integrated = integrated;
    }

    boolean integrated() {
        return integrated;
    }
}
