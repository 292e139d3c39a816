package securitycenter.triage;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
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
        return relations.stream()
                .flatMap(relation -> relation.alert().links().stream()
                        .flatMap(reason -> otherOf(relation.alert(), reason, relations)
                                .map(other -> new Tie(relation.alert(), other, reason))
                                .stream()))
                .toList();
    }

    /**
     * A reason says what both name and how far apart they were: it was found with the group, whose alerts are not told
     * apart. The other was there before, with a lower number, unless the source told more of this one later.
     */
    private static Optional<AlertLine> otherOf(AlertLine alert, Reason reason, List<Relation> relations) {
        return relations.stream()
                .filter(each -> each.alert().id() != alert.id() && fits(alert, each, reason))
                .map(Relation::alert)
                .min(Comparator.<AlertLine, Boolean>comparing(other -> other.id() > alert.id())
                        .thenComparing(other -> Math.abs(apart(alert, other) - reason.seconds()))
                        .thenComparing(AlertLine::id, Comparator.reverseOrder()));
    }

    /** Who received a mail is not among what its alert names. */
    private static boolean fits(AlertLine alert, Relation other, Reason reason) {
        return reason.name().equals(other.alert().investigationId())
                || other.names().stream().anyMatch(thing -> thing.name().equalsIgnoreCase(reason.name()))
                || reason.followsInTime() && apart(alert, other.alert()) == reason.seconds();
    }

    /** Seconds; none when they overlap. */
    private static long apart(AlertLine one, AlertLine other) {
        var after = Duration.between(one.lastAt(), other.firstAt());
        var before = Duration.between(other.lastAt(), one.firstAt());
        return Math.max(0, (after.compareTo(before) > 0 ? after : before).toSeconds());
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
