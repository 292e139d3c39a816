package securitycenter.api;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Fields of what a service told, any of which may be missing, null or empty. */
final class Told {

    private Told() {}

    static @Nullable String text(JsonNode node, String field) {
        var value = node.path(field);
        return value.isValueNode() && !value.isNull() && !value.asString().isEmpty() ? value.asString() : null;
    }

    static String textOr(JsonNode node, String field, Instant otherwise) {
        var text = text(node, field);
        return text == null ? otherwise.toString() : text;
    }

    /** A word of Graph's in the case of the older API. */
    static @Nullable String pascal(JsonNode node, String field) {
        var word = text(node, field);
        return word == null ? null : capitalized(word);
    }

    static String capitalized(String word) {
        return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }

    static @Nullable Long number(JsonNode node, String field) {
        var value = node.path(field);
        return value.isIntegralNumber() ? value.asLong() : null;
    }

    static List<String> texts(JsonNode node, String field) {
        return node.path(field)
                .valueStream()
                .filter(JsonNode::isString)
                .map(JsonNode::asString)
                .toList();
    }
}
