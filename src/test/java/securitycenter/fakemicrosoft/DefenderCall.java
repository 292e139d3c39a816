package securitycenter.fakemicrosoft;

import java.util.TreeSet;
import java.util.UUID;

/** One request to the API of Defender for Endpoint, with the id under which Microsoft's support would find it again. */
record DefenderCall(Request request, String trackingId) implements ApiCall {

    static DefenderCall of(Request request) {
        return new DefenderCall(request, UUID.randomUUID().toString());
    }

    @Override
    public Reply error(int status, String code, String message) {
        return Reply.json(
                status,
                GraphJson.object()
                        .with(
                                "error",
                                GraphJson.object()
                                        .with("code", code)
                                        .with("message", message)
                                        .with("target", trackingId)));
    }

    Reply missing(String parameter) {
        return error(400, "MissingRequiredParameter", "Parameter " + parameter + " is missing");
    }

    Reply invalid(String parameter) {
        return error(400, "InvalidInput", "Invalid input " + parameter);
    }

    Reply noBody() {
        return error(400, "InvalidRequestBody", "Request body is incorrect");
    }

    Reply notFound(String thing) {
        return error(404, "ResourceNotFound", "Resource " + thing + " was not found");
    }

    @Override
    public Reply denied() {
        return error(403, "Forbidden", "Missing application roles.");
    }

    Reply forbidden(String required, Grant grant) {
        return error(
                403,
                "Forbidden",
                "Missing application roles. API required roles: %s, application roles: %s."
                        .formatted(required, String.join(",", new TreeSet<>(grant.permissions()))));
    }

    /** Defender says the same whatever is wrong with the token. */
    @Override
    public Reply unauthorized(String message) {
        return error(401, "Unauthorized", "Unauthorized (invalid or expired authorization header).");
    }

    @Override
    public Reply tooManyRequests() {
        return error(429, "TooManyRequests", "Quota of calls reached.");
    }

    Reply tooManyRequests(Quota.Overrun overrun) {
        var seconds = overrun.remaining().toSeconds() + 1;
        return error(
                        429,
                        "TooManyRequests",
                        "Quota of %d calls per %s reached. The quota resets in %d seconds."
                                .formatted(overrun.calls(), overrun.span(), seconds))
                .with("Retry-After", String.valueOf(seconds));
    }
}
