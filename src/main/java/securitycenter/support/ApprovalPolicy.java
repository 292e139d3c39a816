package securitycenter.support;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.util.UUID;
import securitycenter.identity.TenantId;

/** Whether a tenant wants to be asked before support does anything to it. */
@Entity
class ApprovalPolicy {

    @Id
    private UUID tenantId;

    private boolean required;

    @SuppressWarnings("NullAway.Init")
    protected ApprovalPolicy() {}

    ApprovalPolicy(TenantId tenant, boolean required) {
        this.tenantId = tenant.value();
        this.required = required;
    }

    boolean required() {
        return required;
    }
}
