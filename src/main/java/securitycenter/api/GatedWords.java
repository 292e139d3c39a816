package securitycenter.api;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import securitycenter.alerts.DetectionSources;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Words that Graph learned later. Only clients that say so get to see them; the others see that there is one. */
class GatedWords {

    private static final String PREFERENCE = "include-unknown-enum-members";

    private static final String UNKNOWN = "unknownFutureValue";

    private static final Map<String, Set<String>> LATER = Map.of(
            "status",
            Set.of("awaitingAction"),
            "serviceSource",
            Set.of(
                    "microsoftDefenderForCloud",
                    "microsoftSentinel",
                    "microsoftInsiderRiskManagement",
                    "microsoftThreatIntelligence",
                    "microsoftSecurityForAI"),
            "detectionSource",
            Set.copyOf(DetectionSources.LATER),
            "remediationStatus",
            Set.of("active", "pendingApproval", "declined", "unremediated", "running", "partiallyRemediated"));

    private GatedWords() {}

    static boolean areWantedBy(HttpServletRequest request) {
        return Collections.list(request.getHeaders("Prefer")).stream()
                .anyMatch(preferences -> preferences.contains(PREFERENCE));
    }

    static void hide(JsonNode json) {
        if (json instanceof ObjectNode object) {
            object.properties().forEach(field -> {
                if (LATER.getOrDefault(field.getKey(), Set.of())
                        .contains(field.getValue().asString(""))) {
                    field.setValue(object.stringNode(UNKNOWN));
                }
            });
        }
        json.forEach(GatedWords::hide);
    }
}
