package securitycenter.graph;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What came back over the wire. */
record Answer(int status, HttpHeaders headers, byte[] body) {

    /** What Graph leaves out or sets to null is no reason to refuse the rest. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    /** How the security part of Graph names what is missing: {@code API required roles: SecurityAlert.Read.All, …}. */
    private static final Pattern REQUIRED = Pattern.compile("required (?:roles|scopes): ([A-Za-z.]{1,100})");

    boolean fine() {
        return status == 200;
    }

    /** The same question may be answered a little later. */
    boolean busy() {
        return status == 429 || status == 503 || status == 504;
    }

    /** Microsoft's wish in seconds; some of its services have none. */
    Optional<Duration> retryAfter() {
        var wish = headers.getFirst(HttpHeaders.RETRY_AFTER);
        return wish != null && wish.matches("\\d{1,6}")
                ? Optional.of(Duration.ofSeconds(Long.parseLong(wish)))
                : Optional.empty();
    }

    GraphSilent.Why why() {
        if (status == 429) {
            return GraphSilent.Why.THROTTLED;
        }
        return status >= 500 || status == 401 || status == 403
                ? GraphSilent.Why.UNAVAILABLE
                : GraphSilent.Why.UNREADABLE;
    }

    <T> T as(Class<T> type) {
        return as(JSON.constructType(type));
    }

    <T> Page<T> asPageOf(Class<T> type) {
        return as(JSON.getTypeFactory().constructParametricType(Page.class, type));
    }

    private <T> T as(JavaType type) {
        T read;
        try {
            read = JSON.readValue(body, type);
        } catch (JacksonException broken) {
            // Without the cause, whose message quotes the answer: it may hold a token.
            throw new GraphSilent(GraphSilent.Why.UNREADABLE, "Not what Microsoft documents, at " + where(broken));
        }
        if (read == null) {
            throw new GraphSilent(GraphSilent.Why.UNREADABLE, "Nothing where Microsoft documents something");
        }
        return read;
    }

    private static String where(JacksonException broken) {
        var location = broken.getLocation();
        return location == null ? "an unknown place" : "byte " + location.getByteOffset();
    }

    /** The code of Graph's error, or nothing where the answer bears none. */
    String errorCode() {
        return error().map(Failure.Error::code).orElse("");
    }

    /** What Microsoft says of an error, or nothing where the answer bears none. */
    String errorMessage() {
        return error().map(Failure.Error::message).orElse("");
    }

    /** Whatever JSON it is. */
    JsonNode tree() {
        return as(JsonNode.class);
    }

    /** The permission that Graph says is missing, where it names one. */
    Optional<String> missingPermission() {
        return error().map(Failure.Error::message)
                .map(REQUIRED::matcher)
                .filter(Matcher::find)
                .map(found -> found.group(1));
    }

    private Optional<Failure.Error> error() {
        try {
            return Optional.ofNullable(as(Failure.class).error());
        } catch (GraphSilent noError) {
            return Optional.empty();
        }
    }

    private record Failure(@Nullable Error error) {

        record Error(@Nullable String code, @Nullable String message) {}
    }
}
