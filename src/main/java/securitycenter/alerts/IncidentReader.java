package securitycenter.alerts;

import static java.util.Objects.requireNonNullElse;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads incidents in the shape of Graph's {@code security/incidents}. */
public final class IncidentReader {

    private static final int LONGEST_NAME = 1_000;
    private static final int LONGEST_COMMENT = 4_000;

    /** What Microsoft takes. */
    private static final int LONGEST_TEXT = 30_000;

    private static final String NOBODY = "Microsoft";
    private static final int LONGEST_PERSON = 200;

    private IncidentReader() {}

    /**
     * @param arrival when it came
     * @return empty for what is no incident, because it has no id
     */
    public static Optional<SourceIncident> read(JsonNode json, Instant arrival) {
        var id = Json.text(json, "id", 100);
        if (id == null) {
            return Optional.empty();
        }
        var created = AlertReader.believable(Json.time(json, "createdDateTime"), arrival, arrival);
        return Optional.of(new SourceIncident(
                id,
                requireNonNullElse(Json.text(json, "displayName", LONGEST_NAME), id),
                GraphWord.find(IncidentStatus.class, Json.text(json, "status")).orElse(IncidentStatus.ACTIVE),
                GraphWord.find(Severity.class, Json.text(json, "severity")).orElse(Severity.UNKNOWN),
                Json.text(json, "redirectIncidentId", 100),
                Json.text(json, "assignedTo", 200),
                GraphWord.find(Classification.class, Json.text(json, "classification"))
                        .orElse(Classification.UNKNOWN),
                Determination.find(Json.text(json, "determination")).orElse(Determination.UNKNOWN),
                Json.texts(json, json.has("customTags") ? "customTags" : "tags"),
                Json.texts(json, "systemTags"),
                Json.text(json, "resolvingComment", LONGEST_COMMENT),
                Json.text(json, "description", LONGEST_TEXT),
                Json.text(json, "summary", LONGEST_TEXT),
                Json.text(json, "lastModifiedBy", LONGEST_PERSON),
                priority(json),
                comments(json, arrival, created),
                created,
                AlertReader.believable(Json.time(json, "lastUpdateDateTime"), arrival, created),
                alerts(json, arrival)));
    }

    private static @Nullable Integer priority(JsonNode json) {
        var number = Json.number(json, "priorityScore");
        return number == null || number != number.intValue() ? null : number.intValue();
    }

    /** Documents call their fields otherwise than the metadata. */
    private static List<SourceComment> comments(JsonNode json, Instant arrival, Instant created) {
        var comments = new ArrayList<SourceComment>();
        for (var comment : json.path("comments")) {
            var text = Json.text(comment, "comment", LONGEST_TEXT);
            if (text != null) {
                var at = first(Json.time(comment, "createdDateTime"), Json.time(comment, "createdTime"));
                var author = first(
                        Json.text(comment, "createdByDisplayName", LONGEST_PERSON),
                        Json.text(comment, "createdBy", LONGEST_PERSON));
                comments.add(new SourceComment(
                        AlertReader.believable(at, arrival, created), requireNonNullElse(author, NOBODY), text));
            }
        }
        return comments;
    }

    private static <T> @Nullable T first(@Nullable T one, @Nullable T other) {
        return one == null ? other : one;
    }

    private static @Nullable List<Alert> alerts(JsonNode json, Instant arrival) {
        if (!json.path("alerts").isArray()) {
            return null;
        }
        var alerts = new ArrayList<Alert>();
        for (var alert : json.path("alerts")) {
            AlertReader.read(alert, arrival).ifPresent(alerts::add);
        }
        return alerts;
    }
}
