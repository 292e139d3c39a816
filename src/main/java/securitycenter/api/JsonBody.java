package securitycenter.api;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.util.MimeTypeUtils;
import securitycenter.api.Refusal.Kind;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Reads what a program sent: one JSON object, not too large. */
@Component
class JsonBody {

    private static final int LARGEST = 1024 * 1024;

    private final JsonMapper json;

    JsonBody(JsonMapper json) {
        this.json = json;
    }

    ObjectNode of(HttpServletRequest request) {
        if (request.getContentType() == null
                || !MimeTypeUtils.parseMimeType(request.getContentType())
                        .isCompatibleWith(MediaType.APPLICATION_JSON)) {
            throw new Refusal(Kind.NO_JSON, "The body must be application/json.");
        }
        try {
            var bytes = request.getInputStream().readNBytes(LARGEST + 1);
            if (bytes.length > LARGEST) {
                throw new Refusal(Kind.TOO_LARGE, "The body is larger than a megabyte.");
            }
            if (json.readTree(bytes) instanceof ObjectNode object) {
                return object;
            }
            throw new Refusal(Kind.BAD_BODY, "The body is no JSON object.");
        } catch (IOException | JacksonException unreadable) {
            throw new Refusal(Kind.BAD_BODY, "The body cannot be read as JSON.");
        }
    }
}
