package securitycenter.detections;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import securitycenter.alerts.Alert;
import securitycenter.alerts.AlertReader;
import securitycenter.alerts.AlertShape;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Makes alerts of events, as Microsoft Graph would write them. */
final class AlertMaking {

    /** As Microsoft’s of custom detections begin. */
    private static final String PREFIX = "ea";

    private static final int MOST_EVENTS = 50;
    private static final int MOST_EVIDENCE = 100;

    private static final JsonMapper JSON = new JsonMapper();

    /** What noticed something, in Graph’s words. */
    enum Detected {
        BY_RULE("customDetection"),
        BY_PERSON("manual");

        private final String word;

        Detected(String word) {
            this.word = word;
        }
    }

    private final AlertWords words;
    private final Impacted impacted;
    private final Detected detected;
    private final Instant now;

    AlertMaking(AlertWords words, Impacted impacted, Detected detected, Instant now) {
        this.words = words;
        this.impacted = impacted;
        this.detected = detected;
        this.now = now;
    }

    /**
     * @param key the same for the same alert
     * @param maker the rule or run that it comes from
     * @param events at least one
     */
    Alert of(UUID key, String maker, List<FoundEvent> events) {
        var alert = AlertShape.of(PREFIX + key, info(), evidence(events));
        var first = events.stream().map(FoundEvent::at).min(Instant::compareTo).orElse(now);
        var last = events.stream().map(FoundEvent::at).max(Instant::compareTo).orElse(now);
        alert.put("firstActivityDateTime", first.toString());
        alert.put("lastActivityDateTime", last.toString());
        alert.put("lastUpdateDateTime", now.toString());
        alert.put("detectionSource", detected.word);
        alert.put("detectorId", maker);
        alert.put("description", words.description());
        alert.put("recommendedActions", words.recommended());
        return AlertReader.read(alert, now).orElseThrow();
    }

    private ObjectNode info() {
        var info = JSON.createObjectNode();
        info.put("Timestamp", now.toString());
        info.put("Title", words.title());
        info.put("Severity", words.severity().name());
        info.put("Category", words.category());
        info.put("ServiceSource", "Microsoft 365 Defender");
        words.techniques().forEach(info.putArray("AttackTechniques")::add);
        return info;
    }

    /** Each piece once, with the time when it was seen first. */
    private List<JsonNode> evidence(List<FoundEvent> events) {
        var seen = new LinkedHashMap<ObjectNode, Instant>();
        events.stream()
                .limit(MOST_EVENTS)
                .forEach(
                        event -> RowEvidence.of(event, impacted).forEach(piece -> seen.putIfAbsent(piece, event.at())));
        return seen.entrySet().stream()
                .limit(MOST_EVIDENCE)
                .<JsonNode>map(piece -> piece.getKey()
                        .deepCopy()
                        .put("Timestamp", piece.getValue().toString()))
                .toList();
    }
}
