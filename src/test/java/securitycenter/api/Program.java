package securitycenter.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import securitycenter.fakemicrosoft.FakeMicrosoft;
import securitycenter.fakemicrosoft.Person;
import securitycenter.fakemicrosoft.Tenant;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A script of a customer: it gets a token from Entra and calls us with it. */
final class Program {

    static final String OUR_API = "api://test";

    private static final JsonMapper JSON = new JsonMapper();
    private static final String REDIRECT = "http://localhost:8080/login/oauth2/code/entra";

    record Answer(HttpResponse<String> response) {

        int status() {
            return response.statusCode();
        }

        JsonNode json() {
            return JSON.readTree(response.body());
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        String error() {
            return json().at("/error/code").asString() + ": "
                    + json().at("/error/message").asString();
        }
    }

    private final HttpClient http = HttpClient.newHttpClient();
    private final FakeMicrosoft microsoft;
    private final String address;
    private final String token;

    private Program(FakeMicrosoft microsoft, int port, String token) {
        this.microsoft = microsoft;
        this.address = "http://localhost:" + port;
        this.token = token;
    }

    static Program stranger(FakeMicrosoft microsoft, int port) {
        return new Program(microsoft, port, "");
    }

    /** Another application each time, so that none meets the quota of another. */
    static Program of(FakeMicrosoft microsoft, int port, Tenant tenant, String... appRoles) {
        var client = UUID.randomUUID().toString();
        tenant.letsApplication(client, appRoles);
        return stranger(microsoft, port).with(applicationToken(microsoft, tenant, client, OUR_API));
    }

    static Program forPerson(FakeMicrosoft microsoft, int port, Person person, String... scopes) {
        return stranger(microsoft, port)
                .with(tokens(microsoft, person, scopes).get("access_token").asString());
    }

    Program with(String otherToken) {
        return new Program(microsoft, Integer.parseInt(address.substring(address.lastIndexOf(':') + 1)), otherToken);
    }

    static String applicationToken(FakeMicrosoft microsoft, Tenant tenant, String client, String resource) {
        var form = new LinkedHashMap<String, String>();
        form.put("grant_type", "client_credentials");
        form.put("client_id", client);
        form.put("client_secret", "secret");
        form.put("scope", resource + "/.default");
        return post(microsoft.address() + "/" + tenant.id() + "/oauth2/v2.0/token", form)
                .json()
                .get("access_token")
                .asString();
    }

    /** By the older endpoint, which says resource instead of scope. */
    static String tokenOfFirstEndpoint(FakeMicrosoft microsoft, Tenant tenant, String client) {
        var form = new LinkedHashMap<String, String>();
        form.put("grant_type", "client_credentials");
        form.put("client_id", client);
        form.put("client_secret", "secret");
        form.put("resource", OUR_API);
        return post(microsoft.address() + "/" + tenant.id() + "/oauth2/token", form)
                .json()
                .get("access_token")
                .asString();
    }

    /** All that the sign-in of a person gives: access token and ID token. */
    static JsonNode tokens(FakeMicrosoft microsoft, Person person, String... scopes) {
        var client = scopes.length == 0 ? "test" : UUID.randomUUID().toString();
        var asking = new LinkedHashMap<String, String>();
        asking.put("client_id", client);
        asking.put("response_type", "code");
        asking.put("redirect_uri", REDIRECT);
        asking.put("nonce", "nonce");
        asking.put("login_hint", person.userPrincipalName());
        asking.put(
                "scope",
                "openid profile"
                        + java.util.Arrays.stream(scopes)
                                .map(scope -> " " + OUR_API + "/" + scope)
                                .collect(Collectors.joining()));
        var redirect = send(HttpRequest.newBuilder(
                URI.create(microsoft.address() + "/organizations/oauth2/v2.0/authorize?" + encoded(asking))));
        var form = new LinkedHashMap<String, String>();
        form.put("grant_type", "authorization_code");
        form.put("client_id", client);
        form.put("client_secret", "secret");
        form.put("redirect_uri", REDIRECT);
        form.put("code", redirect.header("Location").replaceFirst(".*[?&]code=([^&]+).*", "$1"));
        return post(microsoft.address() + "/organizations/oauth2/v2.0/token", form)
                .json();
    }

    String token() {
        return token;
    }

    Answer get(String path, String... headers) {
        return call(HttpRequest.newBuilder(at(path)), headers);
    }

    Answer patch(String path, String body) {
        return call(HttpRequest.newBuilder(at(path))
                .method("PATCH", BodyPublishers.ofString(body))
                .header("Content-Type", "application/json"));
    }

    Answer post(String path, String body) {
        return call(HttpRequest.newBuilder(at(path))
                .POST(BodyPublishers.ofString(body))
                .header("Content-Type", "application/json"));
    }

    /** Query values as most libraries write them. */
    static String encoded(Map<String, String> values) {
        return values.entrySet().stream()
                .map(value -> value.getKey() + "=" + URLEncoder.encode(value.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private URI at(String path) {
        return URI.create(path.startsWith("http") ? path : address + path);
    }

    private Answer call(HttpRequest.Builder request, String... headers) {
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return new Answer(http.send(request.build(), BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Answer post(String address, Map<String, String> form) {
        return send(HttpRequest.newBuilder(URI.create(address))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(encoded(form))));
    }

    private static Answer send(HttpRequest.Builder request) {
        try (var http = HttpClient.newHttpClient()) {
            return new Answer(http.send(request.build(), BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
