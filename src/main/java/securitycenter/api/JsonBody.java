package securitycenter.api;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.util.InvalidMimeTypeException;
import org.springframework.util.MimeTypeUtils;
import securitycenter.api.Refusal.Kind;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Reads the JSON that a program sent, when it is not too large. */
@Component
class JsonBody {

    private static final int LARGEST = 1024 * 1024;
    private static final int MOST = 20;

    private final JsonMapper json;

    JsonBody(JsonMapper json) {
        this.json = json;
    }

    ObjectNode of(HttpServletRequest request) {
        if (read(request) instanceof ObjectNode object) {
            return object;
        }
        throw new Refusal(Kind.BAD_BODY, "The body is no JSON object.");
    }

    /** One object, or a list of some: for a collection Graph's documentation sends the one, its own client the other. */
    List<ObjectNode> oneOrMore(HttpServletRequest request) {
        var sent = read(request);
        var objects = sent.isArray() ? sent.valueStream().toList() : List.of(sent);
        if (objects.isEmpty() || objects.size() > MOST || !objects.stream().allMatch(JsonNode::isObject)) {
            throw new Refusal(Kind.BAD_BODY, "The body is neither a JSON object nor a list of at most " + MOST + ".");
        }
        return objects.stream().map(ObjectNode.class::cast).toList();
    }

    private JsonNode read(HttpServletRequest request) {
        if (!isJson(request.getContentType())) {
            throw new Refusal(Kind.NO_JSON, "The body must be application/json.");
        }
        try {
            var bytes = request.getInputStream().readNBytes(LARGEST + 1);
            if (bytes.length > LARGEST) {
                throw new Refusal(Kind.TOO_LARGE, "The body is larger than a megabyte.");
            }
            return json.readTree(bytes);
        } catch (IOException | JacksonException unreadable) {
            throw new Refusal(Kind.BAD_BODY, "The body cannot be read as JSON.");
        }
    }

    private static boolean isJson(@Nullable String contentType) {
        try {
            return contentType != null
                    && MimeTypeUtils.parseMimeType(contentType).isCompatibleWith(MediaType.APPLICATION_JSON);
        } catch (InvalidMimeTypeException none) {
            return false;
        }
    }
}
