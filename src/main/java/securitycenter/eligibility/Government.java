package securitycenter.eligibility;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import securitycenter.graph.SubscribedSku;
import securitycenter.graph.SubscribedSku.CapabilityStatus;
import securitycenter.graph.TenantRegion;

/**
 * Tells tenants of the US government from others, as far as that can be told. An agency that bought commercial
 * licenses looks like any other tenant.
 */
class Government {

    /** GCC lives in the worldwide cloud; GCC High and DoD have clouds of their own and so cannot sign in here. */
    private static final Set<String> SUB_SCOPES = Set.of("GCC", "DODCON", "DOD");

    private static final Set<String> SCOPES = Set.of("USGOV", "USG");

    private Government() {}

    static boolean owns(TenantRegion region, List<SubscribedSku> skus) {
        return isAmong(SUB_SCOPES, region.subScope())
                || isAmong(SCOPES, region.scope())
                || skus.stream()
                        .filter(sku -> sku.capabilityStatus() != CapabilityStatus.DELETED)
                        .flatMap(sku -> sku.servicePlans().stream())
                        .map(plan -> plan.servicePlanName().toUpperCase(Locale.ROOT))
                        .anyMatch(name -> name.endsWith("_GOV") || name.endsWith("_DOD"));
    }

    private static boolean isAmong(Set<String> known, @Nullable String scope) {
        return scope != null && known.contains(scope.toUpperCase(Locale.ROOT));
    }
}
