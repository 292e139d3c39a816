package securitycenter.fakemicrosoft;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** Words that Graph added later: only those who say that they can live with unknown words get to see them. */
final class GatedMembers {

    private static final Map<String, Set<String>> GATED = Map.of(
            "serviceSource",
            Set.of(
                    "microsoftDefenderForCloud",
                    "microsoftSentinel",
                    "microsoftInsiderRiskManagement",
                    "microsoftThreatIntelligence",
                    "microsoftSecurityForAI"),
            "detectionSource",
            Set.of(
                    "microsoftDefenderForCloud",
                    "microsoftDefenderForIoT",
                    "microsoftDefenderForServers",
                    "nrtAlerts",
                    "scheduledAlerts",
                    "builtInMl",
                    "microsoftInsiderRiskManagement",
                    "microsoftThreatIntelligence",
                    "microsoftSentinel"),
            "remediationStatus",
            Set.of("active", "pendingApproval", "declined", "unremediated", "running", "partiallyRemediated"),
            "status",
            Set.of("awaitingAction"));

    private GatedMembers() {}

    static boolean areWanted(Request request) {
        return request.header("Prefer")
                .filter(prefer -> prefer.contains("include-unknown-enum-members"))
                .isPresent();
    }

    /** The same JSON with all of them hidden. */
    static Object hidden(Object json) {
        return hidden("", json);
    }

    private static Object hidden(String name, Object json) {
        return switch (json) {
            case Map<?, ?> object -> {
                var changed = GraphJson.object();
                object.forEach((key, value) -> changed.put((String) key, hidden((String) key, value)));
                yield changed;
            }
            case List<?> list -> list.stream().map(each -> hidden(name, each)).toList();
            case String text when GATED.getOrDefault(name, Set.of()).contains(text) -> "unknownFutureValue";
            case null, default -> json;
        };
    }
}
