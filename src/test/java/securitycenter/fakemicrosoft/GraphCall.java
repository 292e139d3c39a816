package securitycenter.fakemicrosoft;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;

/** One request to Graph, with the id under which Microsoft's support would find it again. */
record GraphCall(Request request, String requestId, String clientRequestId) implements ApiCall {

    static GraphCall of(Request request) {
        var requestId = UUID.randomUUID().toString();
        return new GraphCall(
                request, requestId, request.header("client-request-id").orElse(requestId));
    }

    @Override
    public Reply error(int status, String code, String message) {
        return Reply.json(status, Map.of("error", body(code, message)));
    }

    private Map<String, Object> body(String code, String message) {
        var inner = new LinkedHashMap<String, Object>();
        inner.put(
                "date", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString().replace("Z", ""));
        inner.put("request-id", requestId);
        inner.put("client-request-id", clientRequestId);
        var body = new LinkedHashMap<String, Object>();
        body.put("code", code);
        body.put("message", message);
        body.put("innerError", inner);
        return body;
    }

    Reply badRequest(String message) {
        return error(400, "Request_BadRequest", message);
    }

    Reply unsupported(String message) {
        return error(400, "Request_UnsupportedQuery", message);
    }

    @Override
    public Reply denied() {
        return error(403, "Authorization_RequestDenied", "Insufficient privileges to complete the operation.");
    }

    /** The security part of Graph says which permission is missing. */
    Reply forbidden(String required, Grant grant) {
        var has = String.join(", ", new TreeSet<>(grant.permissions()));
        return error(
                403,
                "Forbidden",
                grant.person().isPresent()
                        ? "Missing user permissions. API required scopes: %s, user scopes: %s.".formatted(required, has)
                        : "Missing application roles. API required roles: %s, application roles: %s."
                                .formatted(required, has));
    }

    @Override
    public Reply unauthorized(String message) {
        return error(401, "InvalidAuthenticationToken", message)
                .with(
                        "WWW-Authenticate",
                        "Bearer realm=\"\", authorization_uri=\"https://login.microsoftonline.com/common/oauth2/authorize\"");
    }

    @Override
    public Reply tooManyRequests() {
        var inner = Map.of(
                "code", "429",
                "date", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString().replace("Z", ""),
                "message", "Please retry after",
                "request-id", requestId,
                "status", "429");
        return Reply.json(
                429,
                Map.of(
                        "error",
                        Map.of(
                                "code",
                                "TooManyRequests",
                                "innerError",
                                inner,
                                "message",
                                "Please retry again later.")));
    }
}
