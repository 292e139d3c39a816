package securitycenter.optin;

import java.time.Instant;
import securitycenter.provisioning.TenantHome;

/** How far a tenant is with the product. */
public sealed interface ProductState {

    /** No license covers a supported service, or it is not known yet. */
    record NotEligible() implements ProductState {}

    record Off() implements ProductState {}

    /** @param run whose page shows how far it is */
    record Provisioning(long run) implements ProductState {}

    record On(TenantHome home) implements ProductState {}

    /** @param keptUntil the data waits until then and is deleted afterwards */
    record OptedOut(Instant keptUntil) implements ProductState {}

    /** @param run that deletes the data */
    record Removing(long run) implements ProductState {}
}
