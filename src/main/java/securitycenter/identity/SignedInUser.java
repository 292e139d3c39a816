package securitycenter.identity;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import java.security.Principal;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.oauth2.client.authentication.OAuth2AuthenticationToken;
import org.springframework.security.oauth2.core.ClaimAccessor;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;

/**
 * The person behind the current session. Controllers take it as a parameter.
 *
 * @param id the person's object id in the tenant
 * @param userName what the person signs in with, for example {@code ada@contoso.example}
 * @param guest a guest of the tenant, who may look but not turn the product on or off
 * @param staff support staff of the operator
 * @param country two letters of the tenant's country, when the token names it
 * @param enteredAt when they last proved who they are; null where the token does not say
 * @param address where the request came from
 */
public record SignedInUser(
        UUID id,
        TenantId tenant,
        String name,
        String userName,
        Set<Role> roles,
        boolean guest,
        boolean staff,
        @Nullable String country,
        @Nullable Instant enteredAt,
        String address) {

    static final String GUEST = "ROLE_GUEST";
    static final String STAFF = "ROLE_STAFF";

    public static SignedInUser of(@Nullable Principal session, String address) {
        var authentication = (OAuth2AuthenticationToken) requireNonNull(session);
        var claims = (OidcUser) requireNonNull(authentication.getPrincipal());
        var granted = authentication.getAuthorities().stream()
                .map(GrantedAuthority::getAuthority)
                .collect(Collectors.toSet());
        var userName = requireNonNullElse(claims.getPreferredUsername(), claims.getName());
        return new SignedInUser(
                UUID.fromString(requireNonNull(claims.getClaimAsString("oid"))),
                tenantOf(claims),
                requireNonNullElse(claims.getFullName(), userName),
                userName,
                rolesAmong(granted),
                granted.contains(GUEST),
                granted.contains(STAFF),
                claims.getClaimAsString("tenant_ctry"),
                claims.getAuthenticatedAt(),
                address);
    }

    static boolean isStaff(Authentication session) {
        return session.getAuthorities().stream().anyMatch(granted -> STAFF.equals(granted.getAuthority()));
    }

    static TenantId tenantOf(ClaimAccessor claims) {
        return new TenantId(UUID.fromString(requireNonNull(claims.getClaimAsString("tid"))));
    }

    private static Set<Role> rolesAmong(Set<String> granted) {
        return Arrays.stream(Role.values())
                .filter(role -> granted.contains("ROLE_" + role))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Role.class)));
    }

    /** What stands for the tenant's name while it is not known: a guest's domain belongs to another company. */
    public String tenantUnnamed() {
        return guest ? tenant.toString() : userName.substring(userName.lastIndexOf('@') + 1);
    }

    /** May see the tenant's security data. */
    public boolean views() {
        return !roles.isEmpty();
    }

    /** May turn the product on and off, as far as the session knows; before a change it is read live. */
    public boolean administers() {
        return !guest && roles.stream().anyMatch(Role::administers);
    }

    /** May work on incidents. */
    public boolean worksOnIncidents() {
        return roles.stream().anyMatch(Role::worksOnIncidents);
    }
}
