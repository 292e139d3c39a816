package securitycenter.fakemicrosoft;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** An error in the words and shape of Entra. */
record EntraError(int status, String error, int code, String message) {

    static EntraError unknownTenant(String name) {
        return new EntraError(
                400,
                "invalid_tenant",
                90002,
                "Tenant '" + name
                        + "' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud. Check with your subscription administrator, this may happen if there are no active subscriptions for the tenant.");
    }

    static EntraError missing(String parameter) {
        return new EntraError(
                400,
                "invalid_request",
                900144,
                "The request body must contain the following parameter: '" + parameter + "'.");
    }

    static EntraError invalidGrant(int code, String message) {
        return new EntraError(400, "invalid_grant", code, message);
    }

    static EntraError invalidClient(int code, String message) {
        return new EntraError(401, "invalid_client", code, message);
    }

    /** The one line that Entra gives as {@code error_description}. */
    String description() {
        return "AADSTS%d: %s Trace ID: %s Correlation ID: %s Timestamp: %s"
                .formatted(code, message, UUID.randomUUID(), UUID.randomUUID(), timestamp());
    }

    private static String timestamp() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString().replace('T', ' ');
    }

    Reply asJson() {
        var body = new LinkedHashMap<String, Object>();
        body.put("error", error);
        body.put("error_description", description());
        body.put("error_codes", List.of(code));
        body.put("timestamp", timestamp());
        body.put("trace_id", UUID.randomUUID());
        body.put("correlation_id", UUID.randomUUID());
        body.put("error_uri", "https://login.microsoftonline.com/error?code=" + code);
        return Reply.json(status, body);
    }

    Map<String, String> asParameters() {
        var parameters = new LinkedHashMap<String, String>();
        parameters.put("error", error);
        parameters.put("error_description", description());
        parameters.put("error_uri", "https://login.microsoftonline.com/error?code=" + code);
        return parameters;
    }
}
