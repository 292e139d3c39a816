package securitycenter.fakemicrosoft;

import java.util.LinkedHashMap;
import java.util.Map;

/** Where an administrator consents for the whole tenant. */
final class AdminConsentEndpoint {

    private final Directory directory;

    AdminConsentEndpoint(Directory directory) {
        this.directory = directory;
    }

    Reply answer(Authority authority, Request request) {
        var redirectUri = request.parameter("redirect_uri").orElse("");
        if (!RedirectUris.isLoopback(redirectUri)) {
            return Pages.error(new EntraError(
                    400,
                    "invalid_request",
                    50011,
                    "The redirect URI '%s' specified in the request does not match the redirect URIs configured for the application."
                            .formatted(redirectUri)));
        }
        var tenant = authority.tenant().or(() -> request.parameter("account").flatMap(directory::find));
        if (tenant.isEmpty()) {
            return Pages.tenants(directory, request);
        }
        return switch (request.parameter("consent").orElse("")) {
            case "accept" -> back(request, granted(tenant.get(), request));
            case "decline" -> back(request, declined());
            default -> Pages.adminConsent(tenant.get(), request);
        };
    }

    private static Map<String, String> granted(Tenant tenant, Request request) {
        tenant.consents();
        var parameters = new LinkedHashMap<String, String>();
        parameters.put("admin_consent", "True");
        parameters.put("tenant", tenant.id().toString());
        request.parameter("scope").ifPresent(scope -> parameters.put("scope", scope));
        return parameters;
    }

    private static Map<String, String> declined() {
        var parameters = new LinkedHashMap<>(Refusal.ACCESS_DENIED.asError().asParameters());
        parameters.put("error_subcode", "cancel");
        return parameters;
    }

    private static Reply back(Request request, Map<String, String> parameters) {
        request.parameter("state").ifPresent(state -> parameters.put("state", state));
        return Reply.redirect(
                RedirectUris.with(request.parameter("redirect_uri").orElseThrow(), parameters));
    }
}
