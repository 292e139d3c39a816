package securitycenter.identity;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserRequest;
import org.springframework.security.oauth2.client.userinfo.OAuth2UserService;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.stereotype.Component;

/** Turns an ID token into a person with roles, anew at each sign-in. */
@Component
class SignedInPeople implements OAuth2UserService<OidcUserRequest, OidcUser> {

    private final EntraApplication application;
    private final DirectoryRoles directory;

    SignedInPeople(EntraApplication application, DirectoryRoles directory) {
        this.application = application;
        this.directory = directory;
    }

    @Override
    public OidcUser loadUser(OidcUserRequest request) {
        var token = request.getIdToken();
        Collection<GrantedAuthority> granted = new ArrayList<>();
        for (var role : rolesOf(token, request.getAccessToken().getTokenValue())) {
            granted.add(new SimpleGrantedAuthority("ROLE_" + role));
        }
        if ("1".equals(token.getClaimAsString("acct"))) {
            granted.add(new SimpleGrantedAuthority(SignedInUser.GUEST));
        }
        if (isStaff(token)) {
            granted.add(new SimpleGrantedAuthority(SignedInUser.STAFF));
        }
        return new DefaultOidcUser(granted, token, "oid");
    }

    /** The claim lists role templates. Entra may leave it out; then the directory is asked. */
    private Set<Role> rolesOf(OidcIdToken token, String accessToken) {
        var templates = token.getClaimAsStringList("wids");
        if (templates != null) {
            return Role.ofTemplates(templates);
        }
        try {
            return directory.heldByBearerOf(accessToken, SignedInUser.tenantOf(token));
        } catch (RuntimeException silent) {
            throw new OAuth2AuthenticationException(
                    new OAuth2Error("roles_unreadable", "The directory did not tell the person's roles", null), silent);
        }
    }

    /** An app role of another tenant means nothing: any tenant can give it to its own people. */
    private boolean isStaff(OidcIdToken token) {
        var operator = application.operatorTenant();
        var appRoles = token.getClaimAsStringList("roles");
        return operator != null
                && operator.toString().equals(token.getClaimAsString("tid"))
                && (appRoles == null ? List.of() : appRoles).contains(EntraApplication.STAFF_ROLE);
    }
}
