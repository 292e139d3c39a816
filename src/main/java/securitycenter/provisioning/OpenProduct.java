package securitycenter.provisioning;

import java.time.Clock;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import securitycenter.homes.TenantHome;

/** The last step: the home is complete, so its doors open. */
@Component
class OpenProduct implements ProvisioningStep {

    private final HomeRepository homes;
    private final Clock clock;

    OpenProduct(HomeRepository homes, Clock clock) {
        this.homes = homes;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "open-product";
    }

    @Override
    public int order() {
        return 900;
    }

    @Override
    public Part part() {
        return Part.DOOR;
    }

    @Override
    public boolean isBuilt(TenantHome home) {
        return homes.findByTenantId(home.tenant().value()).filter(Home::isOpen).isPresent();
    }

    @Override
    @Transactional
    public void provision(TenantHome home) {
        homes.lock(home.tenant().value()).orElseThrow().open(clock.instant());
    }

    @Override
    @Transactional
    public void deprovision(TenantHome home) {
        homes.lock(home.tenant().value()).ifPresent(Home::shut);
    }

    @Override
    public boolean isGone(TenantHome home) {
        return !isBuilt(home);
    }
}
