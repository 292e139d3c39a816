package securitycenter.fakemicrosoft;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Entra ID at its own addresses. */
final class Entra {

    static final String SESSION = "PretendEntraSession";

    private static final Set<String> ANY_TENANT = Set.of("organizations", "common");

    private final URI address;
    private final Directory directory;
    private final TokenSigner signer;
    private final AuthorizeEndpoint authorize;
    private final TokenEndpoint token;
    private final AdminConsentEndpoint adminConsent;

    Entra(URI address, Directory directory, Issued<Grant> accessTokens) {
        this.address = address;
        this.directory = directory;
        signer = new TokenSigner(address);
        var codes = new Issued<SignIn>();
        authorize = new AuthorizeEndpoint(directory, codes);
        var idTokens = new IdTokens(address, signer);
        token = new TokenEndpoint(address, codes, accessTokens, idTokens, new AccessTokens(address, idTokens));
        adminConsent = new AdminConsentEndpoint(directory);
    }

    void rotateKeys() {
        signer.rotate();
    }

    Optional<Tenant> tenantOf(Request request) {
        return request.segments().stream().findFirst().flatMap(directory::find);
    }

    Reply answer(Request request) {
        var segments = request.segments();
        if (segments.size() < 2) {
            return Pages.start(directory);
        }
        var name = segments.getFirst();
        var tenant = directory.find(name);
        if (tenant.isEmpty() && !ANY_TENANT.contains(name)) {
            var error = EntraError.unknownTenant(name);
            return request.path().endsWith("/authorize") ? Pages.error(error) : error.asJson();
        }
        var authority = new Authority(name, tenant);
        return switch (String.join("/", segments.subList(1, segments.size()))) {
            case "v2.0/.well-known/openid-configuration" -> configuration(authority);
            case "discovery/v2.0/keys" -> Reply.json(200, signer.published());
            case "oauth2/v2.0/authorize" -> authorize.answer(authority, request);
            case "oauth2/v2.0/token", "oauth2/token" -> token.answer(authority, request);
            case "oauth2/v2.0/logout" -> logout(request);
            case "v2.0/adminconsent", "adminconsent" -> adminConsent.answer(authority, request);
            default -> Pages.error(new EntraError(404, "not_found", 900561, "There is no such endpoint."));
        };
    }

    private Reply configuration(Authority authority) {
        var base = address + "/" + authority.name();
        var issuer = authority.tenant().map(tenant -> tenant.id().toString()).orElse("{tenantid}");
        var json = new LinkedHashMap<String, Object>();
        json.put("token_endpoint", base + "/oauth2/v2.0/token");
        json.put(
                "token_endpoint_auth_methods_supported",
                List.of("client_secret_post", "private_key_jwt", "client_secret_basic"));
        json.put("jwks_uri", base + "/discovery/v2.0/keys");
        json.put("response_modes_supported", List.of("query"));
        json.put("subject_types_supported", List.of("pairwise"));
        json.put("id_token_signing_alg_values_supported", List.of("RS256"));
        json.put("response_types_supported", List.of("code"));
        json.put("scopes_supported", List.of("openid", "profile", "email", "offline_access"));
        json.put("issuer", address + "/" + issuer + "/v2.0");
        json.put("request_uri_parameter_supported", false);
        json.put("userinfo_endpoint", "https://graph.microsoft.com/oidc/userinfo");
        json.put("authorization_endpoint", base + "/oauth2/v2.0/authorize");
        json.put("http_logout_supported", true);
        json.put("frontchannel_logout_supported", true);
        json.put("end_session_endpoint", base + "/oauth2/v2.0/logout");
        json.put("tenant_region_scope", authority.tenant().map(Tenant::region).orElse(null));
        authority
                .tenant()
                .flatMap(Tenant::regionSubScope)
                .ifPresent(scope -> json.put("tenant_region_sub_scope", scope));
        json.put("cloud_instance_name", "microsoftonline.com");
        json.put("cloud_graph_host_name", "graph.windows.net");
        json.put("msgraph_host", "graph.microsoft.com");
        json.put("rbac_url", "https://pas.windows.net");
        return Reply.json(200, json);
    }

    private Reply logout(Request request) {
        var target = request.parameter("post_logout_redirect_uri").filter(RedirectUris::isLoopback);
        var reply = target.map(uri -> Reply.redirect(request.parameter("state")
                        .map(state -> RedirectUris.with(uri, Map.of("state", state)))
                        .orElse(uri)))
                .orElseGet(Pages::signedOut);
        return reply.with("Set-Cookie", SESSION + "=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax");
    }
}
