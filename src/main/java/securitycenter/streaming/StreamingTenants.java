package securitycenter.streaming;

import java.util.Optional;
import org.springframework.stereotype.Component;
import securitycenter.identity.TenantId;
import securitycenter.optin.OptIns;
import securitycenter.optin.ProductState;

/** The tenants into whose homes something can be taken. */
@Component
class StreamingTenants {

    private final OptIns optIns;

    StreamingTenants(OptIns optIns) {
        this.optIns = optIns;
    }

    /** Empty while the product is not on. */
    Optional<ProductState.On> find(TenantId tenant) {
        return optIns.stateOf(tenant) instanceof ProductState.On on ? Optional.of(on) : Optional.empty();
    }
}
