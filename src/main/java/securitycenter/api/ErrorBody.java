package securitycenter.api;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import securitycenter.api.Refusal.Kind;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes an error in the shape that the caller's API has for it. */
@Component
class ErrorBody {

    private static final int SECONDS_WHEN_NOBODY_KNOWS = 30;

    private final JsonMapper json;
    private final Clock clock;

    ErrorBody(JsonMapper json, Clock clock) {
        this.json = json;
        this.clock = clock;
    }

    void write(HttpServletRequest request, HttpServletResponse response, Refusal refusal) throws IOException {
        if (response.isCommitted()) {
            throw new IllegalStateException("Call " + Tracking.idOf(request) + " broke off: its answer had begun");
        }
        response.resetBuffer();
        response.setStatus(refusal.kind.status.value());
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        if (refusal.retryAfter != null) {
            response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(refusal.retryAfter.toSeconds()));
        } else if (refusal.kind == Kind.UNAVAILABLE) {
            response.setIntHeader(HttpHeaders.RETRY_AFTER, SECONDS_WHEN_NOBODY_KNOWS);
        }
        response.getOutputStream().write(json.writeValueAsBytes(body(request, refusal)));
    }

    private ObjectNode body(HttpServletRequest request, Refusal refusal) {
        var body = JsonNodeFactory.instance.objectNode();
        var error = body.putObject("error");
        switch (Face.of(request)) {
            case DEFENDER ->
                error.put("code", refusal.kind.defender)
                        .put("message", refusal.text)
                        .put("target", "|" + Tracking.idOf(request) + ".");
            case GRAPH -> {
                error.put("code", refusal.kind.graph).put("message", refusal.text);
                var inner = error.putObject("innerError");
                if (refusal.kind == Kind.TOO_MANY) {
                    error.put("message", "Please retry again later.");
                    inner.put("code", "429").put("status", "429").put("message", refusal.text);
                }
                inner.put("date", now())
                        .put("request-id", Tracking.idOf(request))
                        .put("client-request-id", Tracking.clientIdOf(request));
            }
        }
        return body;
    }

    private String now() {
        return LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC)
                .truncatedTo(ChronoUnit.SECONDS)
                .toString();
    }
}
