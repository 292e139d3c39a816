package securitycenter.fakemicrosoft;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** @param parameters those of the query and of a posted form together */
record Request(String method, String path, Map<String, String> parameters, Headers headers, String body) {

    private static final JsonMapper JSON = new JsonMapper();

    static Request of(HttpExchange exchange) throws IOException {
        var uri = exchange.getRequestURI();
        var parameters = decode(uri);
        var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        var type = exchange.getRequestHeaders().getFirst("Content-Type");
        if (type != null && type.startsWith("application/x-www-form-urlencoded")) {
            decodeInto(parameters, body);
        }
        return new Request(exchange.getRequestMethod(), uri.getPath(), parameters, exchange.getRequestHeaders(), body);
    }

    static Map<String, String> decode(URI uri) {
        var parameters = new LinkedHashMap<String, String>();
        decodeInto(parameters, uri.getRawQuery());
        return parameters;
    }

    private static void decodeInto(Map<String, String> parameters, String encoded) {
        if (encoded == null || encoded.isBlank()) {
            return;
        }
        for (var pair : encoded.split("&")) {
            var parts = pair.split("=", 2);
            parameters.put(decode(parts[0]), parts.length == 2 ? decode(parts[1]) : "");
        }
    }

    private static String decode(String encoded) {
        return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
    }

    static String encode(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(entry -> URLEncoder.encode(entry.getKey(), StandardCharsets.UTF_8) + "="
                        + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    Optional<String> parameter(String name) {
        return Optional.ofNullable(parameters.get(name)).filter(value -> !value.isEmpty());
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(headers.getFirst(name));
    }

    /** The object that was sent; empty for anything else. */
    Optional<Map<String, Object>> json() {
        try {
            return Optional.ofNullable(JSON.readValue(body, new TypeReference<Map<String, Object>>() {}));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    List<String> segments() {
        return Arrays.stream(path.split("/"))
                .filter(segment -> !segment.isEmpty())
                .toList();
    }

    List<String> scopes() {
        return List.of(parameter("scope").orElse("").trim().split("\\s+"));
    }

    /** The cookie of this name, which is the pretend Entra's own. */
    Optional<String> cookie(String name) {
        return header("Cookie").stream()
                .flatMap(cookies -> Arrays.stream(cookies.split(";\\s*")))
                .filter(cookie -> cookie.startsWith(name + "="))
                .map(cookie -> cookie.substring(name.length() + 1))
                .findFirst();
    }

    /** The address of this request once more, with one parameter more or changed. */
    String addressWith(String name, String value) {
        var changed = new LinkedHashMap<>(parameters);
        changed.put(name, value);
        return path + "?" + encode(changed);
    }

    String addressWithout(String name) {
        var changed = new LinkedHashMap<>(parameters);
        changed.remove(name);
        return path + "?" + encode(changed);
    }
}
