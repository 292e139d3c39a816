package securitycenter.alerts;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** Reads fields of what a service wrote, which may be missing, null, empty or of another kind than documented. */
final class Json {

    private Json() {}

    /** Null for whatever means "no value", the empty string too. */
    static @Nullable String text(JsonNode node, String field) {
        var value = node.path(field);
        if (!value.isValueNode() || value.isNull()) {
            return null;
        }
        var text = storable(value.asString()).strip();
        return text.isEmpty() ? null : text;
    }

    /** At most so many characters; what is cut off stays in the raw record. */
    static @Nullable String text(JsonNode node, String field, int longest) {
        var text = text(node, field);
        if (text == null || text.length() <= longest) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(longest - 1)) ? longest - 1 : longest);
    }

    /** Without what no database takes: the character zero, and halves of characters. */
    static String storable(String text) {
        var whole = text.indexOf('\0') < 0 ? text : text.replace("\0", "");
        return hasSurrogates(whole)
                ? new String(whole.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8)
                : whole;
    }

    /** A loop, as each text of each alert is looked through. */
    private static boolean hasSurrogates(String text) {
        for (var at = 0; at < text.length(); at++) {
            if (Character.isSurrogate(text.charAt(at))) {
                return true;
            }
        }
        return false;
    }

    static @Nullable Long number(JsonNode node, String field) {
        var text = text(node, field);
        try {
            return text == null ? null : Long.valueOf(text);
        } catch (NumberFormatException notOne) {
            return null;
        }
    }

    /** As exactly as databases keep it: what is stored must not seem older than the same when it comes again. */
    static @Nullable Instant time(JsonNode node, String field) {
        var text = text(node, field);
        try {
            return text == null ? null : OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MICROS);
        } catch (DateTimeException notOne) {
            return null;
        }
    }

    /** With a text in the place of whatever lies deeper. */
    static JsonNode flat(int deepest, JsonNode node) {
        return isWithin(deepest, node) ? node : flattened(deepest, node);
    }

    private static boolean isWithin(int deepest, JsonNode node) {
        if (!node.isContainer()) {
            return true;
        }
        if (deepest == 0) {
            return false;
        }
        for (var each : node) {
            if (!isWithin(deepest - 1, each)) {
                return false;
            }
        }
        return true;
    }

    private static JsonNode flattened(int deepest, JsonNode node) {
        if (deepest == 0 && node.isContainer()) {
            return StringNode.valueOf(node.toString());
        }
        return switch (node) {
            case ObjectNode object -> {
                var copy = object.objectNode();
                object.forEachEntry((key, value) -> copy.set(key, flattened(deepest - 1, value)));
                yield copy;
            }
            case ArrayNode array -> {
                var copy = array.arrayNode();
                array.forEach(value -> copy.add(flattened(deepest - 1, value)));
                yield copy;
            }
            default -> node;
        };
    }

    static List<String> texts(JsonNode node, String field) {
        var texts = new ArrayList<String>();
        for (var value : node.path(field)) {
            var text = value.isString() ? storable(value.asString()).strip() : "";
            if (!text.isEmpty()) {
                texts.add(text);
            }
        }
        return texts;
    }
}
