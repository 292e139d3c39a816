package securitycenter.streaming;

import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import securitycenter.homes.TenantHome;
import securitycenter.identity.LogText;
import securitycenter.identity.TenantId;
import securitycenter.optin.OptIns;
import securitycenter.optin.ProductState;
import securitycenter.provisioning.Provisioning;

/** The tenants into whose homes something can be taken. */
@Component
class StreamingTenants {

    private static final Logger log = LoggerFactory.getLogger(StreamingTenants.class);

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

    /** What fails for one tenant is tried again another time, and the others get on. */
    void each(String otherwise, Consumer<TenantHome> work) {
        var open = provisioning.openAfter(null, AT_ONCE);
        while (!open.isEmpty()) {
            for (var tenant : open) {
                find(tenant).filter(on -> !isFrozen(on)).ifPresent(on -> attempt(otherwise, on.home(), work));
            }
            open = provisioning.openAfter(open.getLast(), AT_ONCE);
        }
    }

    private static void attempt(String otherwise, TenantHome home, Consumer<TenantHome> work) {
        try {
            work.accept(home);
        } catch (RuntimeException failure) {
            log.warn("{} for {}: {}", otherwise, home.tenant(), LogText.of(failure));
        }
    }

    private static boolean isFrozen(ProductState.On on) {
        return on.moving() != null && on.moving().frozenSince() != null;
    }
}
