package securitycenter.fakemicrosoft;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** @param body text as it is, or an object that becomes JSON */
record Reply(int status, Map<String, String> headers, Object body) {

    /** No answer at all: the connection breaks. */
    static final Reply NONE = new Reply(0, Map.of(), "");

    private static final JsonMapper JSON = new JsonMapper();

    static Reply json(int status, Object body) {
        return new Reply(status, Map.of("Content-Type", "application/json; charset=utf-8"), body);
    }

    static Reply empty(int status) {
        return new Reply(status, Map.of(), "");
    }

    static Reply page(int status, String html) {
        return new Reply(
                status,
                Map.of(
                        "Content-Type",
                        "text/html; charset=utf-8",
                        "Content-Security-Policy",
                        "default-src 'none'; style-src 'self'; img-src data:; form-action 'self'; base-uri 'none'"),
                html);
    }

    static Reply redirect(String location) {
        return new Reply(302, Map.of("Location", location), "");
    }

    Reply with(String header, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Reply(status, more, body);
    }

    Reply withBody(Object changed) {
        return new Reply(status, headers, changed);
    }

    String text() {
        return body instanceof String text ? text : JSON.writeValueAsString(body);
    }

    void sendTo(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (this == NONE) {
                return;
            }
            headers.forEach(exchange.getResponseHeaders()::set);
            exchange.getResponseHeaders().putIfAbsent("Cache-Control", List.of("no-store"));
            var bytes = text().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            if (bytes.length > 0) {
                exchange.getResponseBody().write(bytes);
            }
        }
    }
}
