package securitycenter.provisioning;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.UUID;
import securitycenter.homes.DataCenter;
import securitycenter.identity.TenantId;

/** Where support has promised a tenant without a home that its data will live, whatever the rules would propose. */
@Entity
class PromisedLocation {

    @Id
    private UUID tenantId;

    @Enumerated(EnumType.STRING)
    private DataCenter dataCenter;

    private Instant promisedAt;

    @SuppressWarnings("NullAway.Init")
    protected PromisedLocation() {}

    PromisedLocation(TenantId tenant, DataCenter dataCenter, Instant now) {
        this.tenantId = tenant.value();
        this.dataCenter = dataCenter;
        this.promisedAt = now;
    }

    DataCenter dataCenter() {
        return dataCenter;
    }
}
