package securitycenter.eligibility;

import org.jspecify.annotations.Nullable;

/**
 * The tenant as Microsoft describes it.
 *
 * @param domain of new accounts, for example {@code contoso.example}
 * @param country two letters
 * @param regionScope for example {@code EU} or {@code NA}
 * @param regionSubScope {@code GCC}, {@code DODCON} or {@code DOD}; absent outside governments
 */
public record TenantProfile(
        String name,
        @Nullable String domain,
        @Nullable String country,
        @Nullable String regionScope,
        @Nullable String regionSubScope) {}
