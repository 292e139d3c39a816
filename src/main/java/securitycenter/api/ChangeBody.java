package securitycenter.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import securitycenter.alerts.Classification;
import securitycenter.alerts.Determination;
import securitycenter.alerts.GraphWord;
import securitycenter.alerts.IncidentStatus;
import securitycenter.alerts.Severity;
import securitycenter.api.Refusal.Kind;
import securitycenter.incidents.IncidentChange;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads from a body what somebody wants to be different about an incident, and refuses what it does not understand. */
class ChangeBody {

    private static final int LONGEST_NAME = 1_000;
    private static final int LONGEST_PERSON = 200;
    private static final int LONGEST_TAG = 100;
    private static final int MOST_TAGS = 50;
    private static final int LONGEST_COMMENT = 30_000;
    private static final int LONGEST_REASON = 4_000;

    private static final Set<IncidentStatus> CHOSEN_BY_CALLERS =
            Set.of(IncidentStatus.ACTIVE, IncidentStatus.IN_PROGRESS, IncidentStatus.RESOLVED);

    private @Nullable IncidentStatus status;
    private @Nullable String assignedTo;
    private @Nullable Classification classification;
    private @Nullable Determination determination;
    private @Nullable List<String> tags;
    private @Nullable String comment;
    private @Nullable String displayName;
    private @Nullable Severity severity;
    private @Nullable String resolvingComment;
    private @Nullable String summary;

    static IncidentChange read(ObjectNode body, Face face) {
        var change = new ChangeBody();
        fields(body).forEach(field -> change.take(face, field.getKey(), field.getValue()));
        return new IncidentChange(
                change.status,
                change.assignedTo,
                change.classification,
                change.determination,
                change.tags,
                change.comment,
                change.displayName,
                change.severity,
                change.resolvingComment,
                change.summary);
    }

    /** Comments that are sent by themselves. */
    static List<String> comments(List<ObjectNode> bodies) {
        return bodies.stream().map(ChangeBody::comment).toList();
    }

    private static String comment(ObjectNode body) {
        var comments = fields(body)
                .map(field -> {
                    if (!field.getKey().equalsIgnoreCase("comment")) {
                        throw unknown(field.getKey());
                    }
                    return text(field.getKey(), field.getValue(), LONGEST_COMMENT);
                })
                .toList();
        return filled("comment", comments.isEmpty() ? "" : comments.getFirst());
    }

    /** Without what OData's clients say about fields. */
    static Stream<Map.Entry<String, JsonNode>> fields(ObjectNode body) {
        return body.propertyStream().filter(field -> !field.getKey().contains("@odata."));
    }

    /** Names are compared without their case, as clients differ in it. */
    private void take(Face face, String name, JsonNode value) {
        var known = switch (face) {
            case DEFENDER -> takeAsDefender(name, value);
            case GRAPH -> takeAsGraph(name, value);
        };
        if (!known && !takeAsBoth(name, value)) {
            throw unknown(name);
        }
    }

    private boolean takeAsDefender(String name, JsonNode value) {
        switch (name.toLowerCase(Locale.ROOT)) {
            case "tags" -> tags = tags(name, value);
            case "comment" -> comment = text(name, value, LONGEST_COMMENT);
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean takeAsGraph(String name, JsonNode value) {
        switch (name.toLowerCase(Locale.ROOT)) {
            case "customtags" -> tags = tags(name, value);
            case "displayname" -> displayName = filled(name, text(name, value, LONGEST_NAME));
            case "severity" -> severity = word(name, value, word -> GraphWord.find(Severity.class, word));
            case "resolvingcomment" -> resolvingComment = text(name, value, LONGEST_REASON);
            case "summary" -> summary = text(name, value, LONGEST_REASON);
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean takeAsBoth(String name, JsonNode value) {
        switch (name.toLowerCase(Locale.ROOT)) {
            case "status" -> status = status(name, value);
            case "assignedto" -> assignedTo = person(name, value);
            case "classification" -> classification = classification(name, value);
            case "determination" -> determination = determination(name, value);
            default -> {
                return false;
            }
        }
        return true;
    }

    private static IncidentStatus status(String name, JsonNode value) {
        var status = word(name, value, word -> GraphWord.find(IncidentStatus.class, word));
        if (!CHOSEN_BY_CALLERS.contains(status)) {
            throw wrong("'" + status.pascal() + "' is no status that a caller may set.");
        }
        return status;
    }

    static String person(String name, JsonNode value) {
        return text(name, value, LONGEST_PERSON).strip();
    }

    static Classification classification(String name, JsonNode value) {
        return value.isNull()
                ? Classification.UNKNOWN
                : word(name, value, word -> GraphWord.find(Classification.class, word));
    }

    static Determination determination(String name, JsonNode value) {
        return value.isNull() ? Determination.UNKNOWN : word(name, value, Determination::find);
    }

    static <E> E word(String name, JsonNode value, Function<String, Optional<E>> find) {
        var word = value.isString() ? value.asString() : "";
        return find.apply(word).orElseThrow(() -> wrong("That is no value of '" + name + "'."));
    }

    /** Null is the empty text. */
    static String text(String name, JsonNode value, int longest) {
        if (value.isNull()) {
            return "";
        }
        if (!value.isString()) {
            throw wrong("'" + name + "' must be a text.");
        }
        var text = value.asString();
        if (text.length() > longest) {
            throw wrong("'" + name + "' is longer than " + longest + " characters.");
        }
        if (!isStorable(text)) {
            throw wrong("'" + name + "' holds a character that no text can hold.");
        }
        return text;
    }

    /** No database takes the character zero, nor halves of characters. */
    private static boolean isStorable(String text) {
        return text.codePoints().noneMatch(point -> point == 0 || Character.getType(point) == Character.SURROGATE);
    }

    static String filled(String name, String text) {
        if (text.isBlank()) {
            throw wrong("'" + name + "' is empty.");
        }
        return text.strip();
    }

    private static List<String> tags(String name, JsonNode value) {
        if (!value.isArray() && !value.isNull() || value.size() > MOST_TAGS) {
            throw wrong("'" + name + "' must be a list of at most " + MOST_TAGS + " texts.");
        }
        var tags = new ArrayList<String>();
        for (var each : value) {
            tags.add(filled(name, text(name, each, LONGEST_TAG)));
        }
        return tags;
    }

    static Refusal unknown(String name) {
        return wrong("'" + name + "' is no property that can be changed.");
    }

    static Refusal wrong(String why) {
        return new Refusal(Kind.BAD_INPUT, why);
    }
}
