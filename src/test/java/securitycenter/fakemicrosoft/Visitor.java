package securitycenter.fakemicrosoft;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A browser and an application in one, for the tests of the pretend Microsoft. */
final class Visitor {

    static final String CLIENT = "8d4e6a2b-0000-4000-8000-000000000001";
    static final String REDIRECT = "http://localhost:8080/login/oauth2/code/entra";

    private static final JsonMapper JSON = new JsonMapper();

    record Answer(int status, Map<String, String> parameters, HttpResponse<String> response) {

        JsonNode json() {
            return JSON.readTree(response.body());
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }
    }

    private final URI address;
    private final HttpClient http = HttpClient.newHttpClient();

    Visitor(FakeMicrosoft microsoft) {
        address = microsoft.address();
    }

    Map<String, String> asking(Person person) {
        var parameters = new LinkedHashMap<String, String>();
        parameters.put("client_id", CLIENT);
        parameters.put("response_type", "code");
        parameters.put("redirect_uri", REDIRECT);
        parameters.put("scope", "openid profile offline_access https://graph.microsoft.com/Organization.Read.All");
        parameters.put("state", "state & more");
        parameters.put("nonce", "nonce");
        parameters.put("login_hint", person.userPrincipalName());
        return parameters;
    }

    Answer authorize(String authority, Map<String, String> parameters) {
        return get("/" + authority + "/oauth2/v2.0/authorize?" + Request.encode(parameters));
    }

    String code(Person person) {
        return authorize("organizations", asking(person)).parameters().get("code");
    }

    Map<String, String> redeeming(String code) {
        var form = new LinkedHashMap<String, String>();
        form.put("grant_type", "authorization_code");
        form.put("client_id", CLIENT);
        form.put("client_secret", "secret");
        form.put("redirect_uri", REDIRECT);
        form.put("code", code);
        return form;
    }

    Answer token(String authority, Map<String, String> form) {
        return post("/" + authority + "/oauth2/v2.0/token", form);
    }

    JsonNode signIn(Person person) {
        return token("organizations", redeeming(code(person))).json();
    }

    Map<String, String> asApplication(String secret) {
        return Map.of(
                "grant_type",
                "client_credentials",
                "client_id",
                CLIENT,
                "client_secret",
                secret,
                "scope",
                "https://graph.microsoft.com/.default");
    }

    String applicationToken(Tenant tenant) {
        return token(tenant.id().toString(), asApplication("secret"))
                .json()
                .get("access_token")
                .asString();
    }

    /** For another API than Graph. */
    Answer applicationToken(Tenant tenant, String resource) {
        var form = new LinkedHashMap<>(asApplication("secret"));
        form.put("scope", resource + "/.default");
        return token(tenant.id().toString(), form);
    }

    JsonNode claims(JsonNode tokens) {
        var payload = tokens.get("id_token").asString().split("\\.")[1];
        return JSON.readTree(Base64.getUrlDecoder().decode(payload));
    }

    Answer graph(String token, String path, String... headers) {
        var request = HttpRequest.newBuilder(address.resolve(path)).header("Authorization", "Bearer " + token);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request);
    }

    /** @param json the body; empty for none */
    Answer call(String token, String method, String path, String json) {
        return send(HttpRequest.newBuilder(address.resolve(path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(json)));
    }

    Answer get(String path, String... headers) {
        var request = HttpRequest.newBuilder(address.resolve(path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request);
    }

    Answer post(String path, Map<String, String> form, String... headers) {
        var request = HttpRequest.newBuilder(address.resolve(path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request.header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(Request.encode(form), StandardCharsets.UTF_8)));
    }

    private Answer send(HttpRequest.Builder request) {
        try {
            var response = http.send(request.build(), BodyHandlers.ofString());
            var location = response.headers().firstValue("Location").orElse("");
            return new Answer(response.statusCode(), Request.decode(URI.create(location)), response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
