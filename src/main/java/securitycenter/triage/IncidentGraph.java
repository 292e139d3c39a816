package securitycenter.triage;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import securitycenter.alerts.EvidenceKind;
import securitycenter.alerts.Verdict;
import securitycenter.casefiles.IncidentFile.AlertLine;
import securitycenter.casefiles.IncidentFile.Relation;
import securitycenter.incidents.Reason;
import tools.jackson.databind.json.JsonMapper;

/**
 * Alerts, what they name and why they are together, as a drawing and as a table.
 *
 * @param alertsLeftOut how many alerts are not in it
 * @param thingsLeftOut how many things, which these alerts name, are not in it
 */
record IncidentGraph(List<Edge> edges, List<Tie> ties, int nodes, int alertsLeftOut, int thingsLeftOut) {

    private static final JsonMapper JSON = new JsonMapper();
    static final int MOST_NODES = 100;
    static final int MOST_ALERTS = 40;

    /** @param bad suspicious or malicious: a solid line */
    record Edge(AlertLine alert, UUID thing, EvidenceKind kind, String name, Verdict verdict, boolean bad) {}

    /** Why the one alert was put where the other was. */
    record Tie(AlertLine alert, AlertLine other, Reason reason) {}

    public boolean isEmpty() {
        return edges.isEmpty() && ties.isEmpty();
    }

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
                ties(relations),
                relations.size() + kept.size(),
                Math.max(0, alertsOfTheIncident - relations.size()),
                things.size() - kept.size());
    }

    private static List<Tie> ties(List<Relation> relations) {
        var alerts = relations.stream().map(Relation::alert).collect(Collectors.toMap(AlertLine::id, alert -> alert));
        return alerts.values().stream()
                .sorted(Comparator.comparing(AlertLine::id))
                .flatMap(alert -> alert.links().stream()
                        .filter(reason -> reason.other() != null && alerts.containsKey(reason.other()))
                        .map(reason -> new Tie(alert, requireNonNull(alerts.get(reason.other())), reason)))
                .toList();
    }

    /** For the script that draws it. */
    public String json() {
        var nodes = new LinkedHashMap<String, Map<String, Object>>();
        var lines = new ArrayList<Map<String, Object>>();
        for (var edge : edges) {
            var alert = node(edge.alert(), nodes);
            nodes.putIfAbsent(
                    edge.thing().toString(),
                    Map.of(
                            "id", edge.thing().toString(),
                            "label", edge.name(),
                            "kind", edge.kind().name(),
                            "href", "/entities/" + edge.thing()));
            lines.add(Map.of("source", alert, "target", edge.thing().toString(), "bad", edge.bad()));
        }
        for (var tie : ties) {
            var line = Map.<String, Object>of(
                    "source", node(tie.alert(), nodes), "target", node(tie.other(), nodes), "tie", true);
            if (!lines.contains(line)) {
                lines.add(line);
            }
        }
        return JSON.writeValueAsString(Map.of("nodes", nodes.values(), "edges", lines));
    }

    /** Its id. */
    private static String node(AlertLine alert, Map<String, Map<String, Object>> nodes) {
        var id = "a" + alert.id();
        nodes.putIfAbsent(id, Map.of("id", id, "label", alert.title(), "kind", "ALERT"));
        return id;
    }
}
