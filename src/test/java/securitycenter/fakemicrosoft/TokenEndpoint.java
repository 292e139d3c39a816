package securitycenter.fakemicrosoft;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Gives tokens for a code, for a refresh token and to the application itself. */
final class TokenEndpoint {

    private record Client(String id, String secret) {}

    private final URI address;
    private final Issued<SignIn> codes;
    private final Issued<SignIn> refreshTokens = new Issued<>();
    private final Issued<Grant> accessTokens;
    private final IdTokens idTokens;
    private final AccessTokens ofCustomers;

    TokenEndpoint(
            URI address,
            Issued<SignIn> codes,
            Issued<Grant> accessTokens,
            IdTokens idTokens,
            AccessTokens ofCustomers) {
        this.address = address;
        this.codes = codes;
        this.accessTokens = accessTokens;
        this.idTokens = idTokens;
        this.ofCustomers = ofCustomers;
    }

    Reply answer(Authority authority, Request request) {
        var client = client(request);
        var problem = problemOf(client);
        if (problem.isPresent()) {
            return problem.get().asJson();
        }
        return switch (request.parameter("grant_type").orElse("")) {
            case "authorization_code" -> forCode(authority, client, request);
            case "refresh_token" -> forRefreshToken(authority, client, request);
            case "client_credentials" -> forApplication(authority, client, request);
            case "" -> EntraError.missing("grant_type").asJson();
            default ->
                new EntraError(400, "unsupported_grant_type", 70003, "The app requested an unsupported grant type.")
                        .asJson();
        };
    }

    private static Client client(Request request) {
        var basic = request.header("Authorization").filter(header -> header.startsWith("Basic "));
        if (basic.isEmpty()) {
            return new Client(
                    request.parameter("client_id").orElse(""),
                    request.parameter("client_secret").orElse(""));
        }
        var decoded = new String(Base64.getDecoder().decode(basic.get().substring(6)), StandardCharsets.UTF_8);
        var parts = decoded.split(":", 2);
        return new Client(formDecoded(parts[0]), parts.length == 2 ? formDecoded(parts[1]) : "");
    }

    /** The header carries both in form encoding: RFC 6749, section 2.3.1. */
    private static String formDecoded(String encoded) {
        return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
    }

    private static Optional<EntraError> problemOf(Client client) {
        if (client.id().isEmpty()) {
            return Optional.of(EntraError.missing("client_id"));
        }
        return switch (client.secret()) {
            case "" ->
                Optional.of(
                        EntraError.invalidClient(
                                7000218,
                                "The request body must contain the following parameter: 'client_assertion' or 'client_secret'."));
            case "wrong" ->
                Optional.of(EntraError.invalidClient(
                        7000215,
                        "Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '%s'."
                                .formatted(client.id())));
            case "expired" ->
                Optional.of(EntraError.invalidClient(
                        7000222,
                        "The provided client secret keys for app '%s' are expired. Create new keys for your app."
                                .formatted(client.id())));
            default -> Optional.empty();
        };
    }

    private Reply forCode(Authority authority, Client client, Request request) {
        var code = request.parameter("code").orElse("");
        var signIn = codes.find(code);
        if (signIn.isEmpty()) {
            return EntraError.invalidGrant(9002313, "Invalid request. Request is malformed or invalid.")
                    .asJson();
        }
        var problem = problemOf(signIn.get(), authority, client, request);
        if (problem.isPresent()) {
            return problem.get().asJson();
        }
        if (!codes.use(code)) {
            return EntraError.invalidGrant(
                            54005,
                            "OAuth2 Authorization code was already redeemed, please retry with a new valid code or use an existing refresh token.")
                    .asJson();
        }
        return tokens(signIn.get());
    }

    private static Optional<EntraError> problemOf(SignIn signIn, Authority authority, Client client, Request request) {
        if (Instant.now().isAfter(signIn.expires())) {
            return Optional.of(EntraError.invalidGrant(
                    70008, "The provided authorization code or refresh token has expired due to inactivity."));
        }
        if (!authority.admits(signIn.person())) {
            return Optional.of(EntraError.invalidGrant(
                    700005, "Provided Authorization Code is intended to use against other tenant, thus rejected."));
        }
        if (!signIn.clientId().equals(client.id())) {
            return Optional.of(
                    EntraError.invalidGrant(70000, "Provided grant is invalid or malformed for this client."));
        }
        if (!signIn.redirectUri().equals(request.parameter("redirect_uri").orElse(""))) {
            return Optional.of(EntraError.invalidGrant(
                    500112,
                    "The reply address does not match the reply address provided when requesting Authorization code."));
        }
        return signIn.codeChallenge().flatMap(challenge -> problemOf(challenge, request.parameter("code_verifier")));
    }

    private static Optional<EntraError> problemOf(String challenge, Optional<String> verifier) {
        if (verifier.isEmpty()) {
            return Optional.of(EntraError.invalidGrant(
                    50148,
                    "The code_verifier does not match the code_challenge supplied in the authorization request."));
        }
        return challenge.equals(s256(verifier.get()))
                ? Optional.empty()
                : Optional.of(EntraError.invalidGrant(
                        501481,
                        "The Code_Verifier does not match the code_challenge supplied in the authorization request."));
    }

    private static String s256(String verifier) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private Reply forRefreshToken(Authority authority, Client client, Request request) {
        var signIn = refreshTokens.find(request.parameter("refresh_token").orElse(""));
        if (signIn.isEmpty()
                || !signIn.get().clientId().equals(client.id())
                || !authority.admits(signIn.get().person())) {
            return EntraError.invalidGrant(9002313, "Invalid request. Request is malformed or invalid.")
                    .asJson();
        }
        if (signIn.get().person().account().hasRevoked(signIn.get().when())) {
            return EntraError.invalidGrant(
                            50173,
                            "The provided grant has expired due to it being revoked, a fresh auth token is needed. The user might have changed or reset their password.")
                    .asJson();
        }
        var refusal = signIn.get().person().refusal();
        return refusal.map(why -> EntraError.invalidGrant(why.code, why.message).asJson())
                .orElseGet(() -> tokens(signIn.get()));
    }

    private Reply tokens(SignIn signIn) {
        var grant = new Grant(
                signIn.person().tenant(),
                Optional.of(signIn.person()),
                signIn.clientId(),
                Resource.GRAPH,
                signIn.permissions(),
                Instant.now().plus(signIn.person().tenant().tokenLifetime()));
        var json = bearer(grant);
        json.put("scope", "openid profile email " + String.join(" ", signIn.permissions()));
        signIn.resource()
                .ifPresent(resource ->
                        json.put("access_token", ofCustomers.issue(signIn, resource, signIn.scopesOf(resource))));
        if (signIn.asksFor("offline_access")) {
            json.put("refresh_token", refreshTokens.issue(signIn));
        }
        if (signIn.asksFor("openid")) {
            json.put("id_token", idTokens.issue(signIn));
        }
        return Reply.json(200, json);
    }

    private Reply forApplication(Authority authority, Client client, Request request) {
        if (authority.tenant().isEmpty()) {
            return new EntraError(
                            400,
                            "invalid_request",
                            50059,
                            "No tenant-identifying information found in either the request or implied by any provided credentials.")
                    .asJson();
        }
        var scope = request.parameter("resource")
                .map(resource -> resource + "/.default")
                .orElseGet(() -> request.parameter("scope").orElse(""));
        if (!scope.endsWith("/.default")) {
            return new EntraError(
                            400,
                            "invalid_scope",
                            1002012,
                            "The provided value for scope is not valid. Client credential flows must have a scope value with /.default suffixed to the resource identifier (application ID URI).")
                    .asJson();
        }
        var tenant = authority.tenant().get();
        return tenant.problemOf(client.id()).map(EntraError::asJson).orElseGet(() -> {
            var resource = scope.substring(0, scope.length() - "/.default".length());
            if (resource.startsWith("api://")) {
                return Reply.json(
                        200, bearer(tenant.tokenLifetime(), ofCustomers.issue(tenant, client.id(), resource)));
            }
            return named(resource)
                    .map(known -> Reply.json(200, bearer(ofApplication(tenant, client, known))))
                    .orElseGet(() -> unknownResource(tenant, resource).asJson());
        });
    }

    /** Whoever takes this server for Microsoft asks for Graph by the address at which Graph is here. */
    private Optional<Resource> named(String resource) {
        return resource.equals(address.toString()) ? Optional.of(Resource.GRAPH) : Resource.named(resource);
    }

    private static Grant ofApplication(Tenant tenant, Client client, Resource resource) {
        return new Grant(
                tenant,
                Optional.empty(),
                client.id(),
                resource,
                tenant.applicationPermissions(resource),
                Instant.now().plus(tenant.tokenLifetime()));
    }

    private static EntraError unknownResource(Tenant tenant, String resource) {
        return new EntraError(
                400,
                "invalid_resource",
                500011,
                "The resource principal named %s was not found in the tenant named %s."
                        .formatted(resource, tenant.name()));
    }

    private Map<String, Object> bearer(Grant grant) {
        return bearer(grant.tenant().tokenLifetime(), accessTokens.issue(grant));
    }

    private static Map<String, Object> bearer(Duration lifetime, String accessToken) {
        var seconds = lifetime.toSeconds();
        var json = new LinkedHashMap<String, Object>();
        json.put("token_type", "Bearer");
        json.put("expires_in", seconds);
        json.put("ext_expires_in", seconds);
        json.put("access_token", accessToken);
        return json;
    }
}
