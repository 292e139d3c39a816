package securitycenter.triage;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import securitycenter.alerts.EvidenceKind;
import securitycenter.alerts.Verdict;
import securitycenter.casefiles.IncidentFile.AlertLine;
import securitycenter.casefiles.IncidentFile.Relation;
import tools.jackson.databind.json.JsonMapper;

/**
 * Alerts and what they name, as a drawing and as a table.
 *
 * @param alertsLeftOut how many alerts are not in it
 * @param thingsLeftOut how many things, which these alerts name, are not in it
 */
record IncidentGraph(List<Edge> edges, int nodes, int alertsLeftOut, int thingsLeftOut) {

    private static final JsonMapper JSON = new JsonMapper();
    static final int MOST_NODES = 100;
    static final int MOST_ALERTS = 40;

    /** @param bad suspicious or malicious: a solid line */
    record Edge(AlertLine alert, UUID thing, EvidenceKind kind, String name, Verdict verdict, boolean bad) {}

    static IncidentGraph of(List<Relation> relations, int alertsOfTheIncident) {
        var edges = new ArrayList<Edge>();
        var things = new LinkedHashMap<UUID, Integer>();
        relations.forEach(relation -> relation.names().forEach(thing -> things.merge(thing.id(), 1, Integer::sum)));
        var kept = things.entrySet().stream()
                .sorted(Map.Entry.<UUID, Integer>comparingByValue().reversed())
                .limit(Math.max(0, MOST_NODES - relations.size()))
                .map(Map.Entry::getKey)
                .toList();
        for (var relation : relations) {
            relation.names().stream()
                    .filter(thing -> kept.contains(thing.id()))
                    .forEach(thing -> edges.add(new Edge(
                            relation.alert(),
                            thing.id(),
                            thing.kind(),
                            thing.name(),
                            thing.verdict(),
                            thing.verdict().compareTo(Verdict.SUSPICIOUS) >= 0)));
        }
        return new IncidentGraph(
                edges,
                relations.size() + kept.size(),
                Math.max(0, alertsOfTheIncident - relations.size()),
                things.size() - kept.size());
    }

    /** For the script that draws it. */
    public String json() {
        var nodes = new LinkedHashMap<String, Map<String, Object>>();
        var lines = new ArrayList<Map<String, Object>>();
        for (var edge : edges) {
            var alert = "a" + edge.alert().id();
            nodes.putIfAbsent(alert, Map.of("id", alert, "label", edge.alert().title(), "kind", "ALERT"));
            nodes.putIfAbsent(
                    edge.thing().toString(),
                    Map.of(
                            "id", edge.thing().toString(),
                            "label", edge.name(),
                            "kind", edge.kind().name(),
                            "href", "/entities/" + edge.thing()));
            lines.add(Map.of("source", alert, "target", edge.thing().toString(), "bad", edge.bad()));
        }
        return JSON.writeValueAsString(Map.of("nodes", nodes.values(), "edges", lines));
    }
}
