package securitycenter.provisioning;

import securitycenter.homes.TenantHome;

/**
 * A step that leaves nothing to take away: it asks something, or begins what ends by itself when the product is off. What
 * it writes goes with the place it lies in.
 */
public interface TracelessStep extends ProvisioningStep {

    @Override
    default boolean isBuilt(TenantHome home) {
        return false;
    }

    @Override
    default void deprovision(TenantHome home) {}

    @Override
    default boolean isGone(TenantHome home) {
        return true;
    }
}
