package securitycenter.graph;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * Where a tenant lives, as its OpenID configuration tells everyone. Used by many, documented by nobody.
 *
 * @param scope for example {@code EU}, {@code NA}, {@code WW}, {@code USGov}
 * @param subScope {@code GCC}, {@code DODCON} (GCC High) or {@code DOD}; absent outside governments
 */
public record TenantRegion(
        @JsonProperty("tenant_region_scope") @Nullable String scope,
        @JsonProperty("tenant_region_sub_scope") @Nullable String subScope) {}
