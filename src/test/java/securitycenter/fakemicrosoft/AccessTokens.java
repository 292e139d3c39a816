package securitycenter.fakemicrosoft;

import com.nimbusds.jwt.JWTClaimsSet;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.UUID;

/**
 * Writes access tokens for the APIs of customers, which can be read, unlike those for Graph. Which version they have is
 * a property of the API's registration; here each tenant may have another.
 */
final class AccessTokens {

    private final URI address;
    private final IdTokens signer;

    AccessTokens(URI address, IdTokens signer) {
        this.address = address;
        this.signer = signer;
    }

    /** To an application itself: subject and object are its service principal. */
    String issue(Tenant tenant, String clientId, String resource) {
        var principal = tenant.idOf("service principal " + clientId).toString();
        var claims = claims(tenant, clientId, resource).subject(principal).claim("oid", principal);
        var roles = tenant.appRolesOf(clientId);
        if (!roles.isEmpty()) {
            claims.claim("roles", roles);
        }
        return signer.sign(claims, tenant.takeForgery());
    }

    /** To an application that works for a person. */
    String issue(SignIn signIn, String resource, List<String> scopes) {
        var person = signIn.person();
        var claims = claims(person.tenant(), signIn.clientId(), resource)
                .subject(UUID.nameUUIDFromBytes((person.id() + resource).getBytes(StandardCharsets.UTF_8))
                        .toString())
                .claim("oid", person.id().toString())
                .claim("name", person.name())
                .claim("scp", String.join(" ", scopes))
                .claim(person.tenant().tokenVersion() == 1 ? "upn" : "preferred_username", person.userPrincipalName());
        person.wids().ifPresent(wids -> claims.claim("wids", wids));
        if (!person.appRoles().isEmpty()) {
            claims.claim("roles", person.appRoles());
        }
        return signer.sign(claims, person.tenant().takeForgery());
    }

    private JWTClaimsSet.Builder claims(Tenant tenant, String clientId, String resource) {
        var now = Instant.now();
        var first = tenant.tokenVersion() == 1;
        return new JWTClaimsSet.Builder()
                .issuer(address + "/" + tenant.id() + (first ? "/" : "/v2.0"))
                .audience(first ? resource : resource.replaceFirst("^api://", ""))
                .issueTime(Date.from(now))
                .notBeforeTime(Date.from(now))
                .expirationTime(Date.from(now.plus(tenant.tokenLifetime())))
                .claim("tid", tenant.id().toString())
                .claim("ver", first ? "1.0" : "2.0")
                .claim(first ? "appid" : "azp", clientId)
                .claim(first ? "appidacr" : "azpacr", "1");
    }
}
