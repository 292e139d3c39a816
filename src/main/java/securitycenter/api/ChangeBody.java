package securitycenter.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import securitycenter.alerts.Classification;
import securitycenter.alerts.Determination;
import securitycenter.alerts.GraphWord;
import securitycenter.alerts.IncidentStatus;
import securitycenter.alerts.Severity;
import securitycenter.api.Refusal.Kind;
import securitycenter.incidents.FeedIncident;
import securitycenter.incidents.IncidentChange;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads from a body what somebody wants to be different, and refuses what no incident can become. */
class ChangeBody {

    private static final int LONGEST_NAME = 1_000;
    private static final int LONGEST_PERSON = 200;
    private static final int LONGEST_TAG = 100;
    private static final int MOST_TAGS = 50;
    private static final int LONGEST_COMMENT = 30_000;
    private static final int LONGEST_REASON = 4_000;

    private static final Set<IncidentStatus> CHOSEN_BY_CALLERS =
            Set.of(IncidentStatus.ACTIVE, IncidentStatus.IN_PROGRESS, IncidentStatus.RESOLVED);

    private final ObjectNode body;
    private @Nullable IncidentStatus status;
    private @Nullable String assignedTo;
    private @Nullable Classification classification;
    private @Nullable Determination determination;
    private @Nullable List<String> tags;
    private @Nullable String comment;
    private @Nullable String displayName;
    private @Nullable Severity severity;
    private @Nullable String resolvingComment;

    private ChangeBody(ObjectNode body) {
        this.body = body;
    }

    /** @param incident as it is now */
    static IncidentChange read(ObjectNode body, Face face, FeedIncident incident) {
        var change = new ChangeBody(body);
        change.body
                .propertyStream()
                .filter(field -> !field.getKey().contains("@odata."))
                .forEach(field -> change.take(face, field.getKey(), field.getValue()));
        change.judge(incident);
        return change.toChange();
    }

    /** Names are compared without their case, as clients differ in it. */
    private void take(Face face, String name, JsonNode value) {
        var known = switch (face) {
            case DEFENDER -> takeAsDefender(name, value);
            case GRAPH -> takeAsGraph(name, value);
        };
        if (!known && !takeAsBoth(name, value)) {
            throw wrong("'" + name + "' is no property that can be changed.");
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
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean takeAsBoth(String name, JsonNode value) {
        switch (name.toLowerCase(Locale.ROOT)) {
            case "status" -> status = status(name, value);
            case "assignedto" -> assignedTo = text(name, value, LONGEST_PERSON).strip();
            case "classification" ->
                classification = value.isNull()
                        ? Classification.UNKNOWN
                        : word(name, value, word -> GraphWord.find(Classification.class, word));
            case "determination" ->
                determination = value.isNull() ? Determination.UNKNOWN : word(name, value, Determination::find);
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

    /** A determination belongs to a classification; with another classification the one that was there ends. */
    private void judge(FeedIncident incident) {
        var judged = classification == null ? incident.classification() : classification;
        if (determination == null) {
            if (classification != null && !classification.goesWith(incident.determination())) {
                determination = Determination.UNKNOWN;
            }
        } else if (!judged.goesWith(determination)) {
            throw wrong("Determination '%s' does not go with classification '%s'."
                    .formatted(determination.pascal(), judged.pascal()));
        }
    }

    private IncidentChange toChange() {
        return new IncidentChange(
                status,
                assignedTo,
                classification,
                determination,
                tags,
                comment,
                displayName,
                severity,
                resolvingComment);
    }

    private static <E> E word(String name, JsonNode value, Function<String, Optional<E>> find) {
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
        if (text.chars().anyMatch(each -> each == 0)) {
            throw wrong("'" + name + "' holds a character that no text can hold.");
        }
        return text;
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
        return tags.stream().distinct().toList();
    }

    static Refusal wrong(String why) {
        return new Refusal(Kind.BAD_INPUT, why);
    }
}
