package securitycenter.streaming;

import java.util.Optional;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;
import securitycenter.identity.TenantId;
import securitycenter.optin.OptIns;
import securitycenter.optin.ProductState;
import securitycenter.provisioning.Provisioning;

/** The tenants into whose homes something can be taken. */
@Component
class StreamingTenants {

    private static final int AT_ONCE = 100;

    private final Provisioning provisioning;
    private final OptIns optIns;

    StreamingTenants(Provisioning provisioning, OptIns optIns) {
        this.provisioning = provisioning;
        this.optIns = optIns;
    }

    /** Empty while the product is not on. */
    Optional<ProductState.On> find(TenantId tenant) {
        return optIns.stateOf(tenant) instanceof ProductState.On on ? Optional.of(on) : Optional.empty();
    }

    /** Those whose homes are open, whatever else is the matter with them. */
    void eachOpen(Consumer<TenantId> work) {
        for (var open = provisioning.openAfter(null, AT_ONCE);
                !open.isEmpty();
                open = provisioning.openAfter(open.getLast(), AT_ONCE)) {
            open.forEach(work);
        }
    }
}
