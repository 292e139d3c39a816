package securitycenter.api;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads from a body which incidents are to become one, or which alerts are to go elsewhere, and why. */
class RegroupBody {

    private static final int MOST = 50;
    private static final int LONGEST_ID = 200;

    /** Together with the reasons by name no longer than what a person may give on a page. */
    private static final int LONGEST_COMMENT = 1_500;

    /** Graph's names for what speaks for belonging together. */
    private static final Set<String> REASONS = Set.of(
            "repeatedAlertOccurrence",
            "sameGeography",
            "similarArtifacts",
            "sameTargetedAsset",
            "sameNetworkSegment",
            "eventSequence",
            "timeFrame",
            "sameThreatSource",
            "similarTTPsOrBehavior",
            "sameActor",
            "sameCampaign",
            "sharedIndicators",
            "sameAsset",
            "networkProximity",
            "eventCasualSequence",
            "temporalProximity",
            "lateralMovementPath");

    /** @param incidents each once, in the order in which they were sent */
    record Merge(List<String> incidents, String reason) {}

    /**
     * @param alerts each once, in the order in which they were sent
     * @param incident that they go to; null for a new one
     */
    record Move(List<String> alerts, @Nullable String incident, String reason) {}

    private List<String> ids = List.of();
    private @Nullable String incident;
    private String comment = "";
    private List<String> reasons = List.of();

    static Merge merge(ObjectNode body) {
        var read = new RegroupBody();
        ChangeBody.fields(body).forEach(field -> {
            var value = field.getValue();
            switch (field.getKey().toLowerCase(Locale.ROOT)) {
                case "incidentids" -> read.ids = ids(field.getKey(), value);
                case "incidentcomment" -> read.comment = ChangeBody.text(field.getKey(), value, LONGEST_COMMENT);
                case "mergereasons" -> read.reasons = reasons(field.getKey(), value);
                default -> throw ChangeBody.wrong("'" + field.getKey() + "' is no parameter of a merge.");
            }
        });
        return new Merge(read.filled("incidentIds"), read.reason());
    }

    static Move move(ObjectNode body) {
        var read = new RegroupBody();
        ChangeBody.fields(body).forEach(field -> {
            var value = field.getValue();
            switch (field.getKey().toLowerCase(Locale.ROOT)) {
                case "alertids" -> read.ids = ids(field.getKey(), value);
                case "incidentid" -> read.incident = value.isNull() ? null : id(field.getKey(), value);
                case "alertcomment" -> read.comment = ChangeBody.text(field.getKey(), value, LONGEST_COMMENT);
                case "newcorrelationreasons" -> read.reasons = reasons(field.getKey(), value);
                default -> throw ChangeBody.wrong("'" + field.getKey() + "' is no parameter of a move.");
            }
        });
        return new Move(read.filled("alertIds"), read.incident, read.reason());
    }

    private List<String> filled(String name) {
        if (ids.isEmpty()) {
            throw ChangeBody.wrong("'" + name + "' is empty.");
        }
        return ids;
    }

    /** What the activity log says. */
    private String reason() {
        return Stream.of(comment.strip(), String.join(", ", reasons))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(" – "));
    }

    private static List<String> ids(String name, JsonNode value) {
        if (!value.isArray() || value.size() > MOST) {
            throw ChangeBody.wrong("'" + name + "' must be a list of at most " + MOST + " ids.");
        }
        var ids = new ArrayList<String>();
        value.forEach(each -> ids.add(id(name, each)));
        return ids.stream().distinct().toList();
    }

    /** Either API's: the older one has numbers. */
    private static String id(String name, JsonNode value) {
        return ChangeBody.filled(
                name, value.isIntegralNumber() ? value.asString() : ChangeBody.text(name, value, LONGEST_ID));
    }

    private static List<String> reasons(String name, JsonNode value) {
        var reasons = Arrays.stream(
                        ChangeBody.text(name, value, LONGEST_COMMENT).split(","))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .distinct()
                .toList();
        if (!REASONS.containsAll(reasons)) {
            throw ChangeBody.wrong("'" + name + "' names a reason that there is not.");
        }
        return reasons;
    }
}
