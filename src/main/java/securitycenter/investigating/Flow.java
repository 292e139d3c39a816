package securitycenter.investigating;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import securitycenter.alerts.EvidenceKind;
import tools.jackson.databind.json.JsonMapper;

/**
 * What an investigation went through, as a drawing and as a table: from the alert to the result.
 *
 * @param lines from one node to another
 */
record Flow(List<Node> nodes, List<Line> lines) {

    private static final JsonMapper JSON = new JsonMapper();

    /** In the order in which they are drawn, from left to right. */
    enum Part {
        ALERT,
        ASSET,
        ENTITIES,
        EVIDENCE,
        WAITED,
        RESULT;

        String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * @param name as people read it
     * @param note what came of it, as people read it; null where there is nothing to say
     * @param kind of evidence; null for what is none
     * @param href where more of it is told
     * @param said in Microsoft’s or the thing’s own words, which are not the page’s
     */
    record Node(
            String id,
            Part part,
            String name,
            @Nullable String note,
            @Nullable EvidenceKind kind,
            String href,
            boolean said) {}

    /** @param bad to something malicious or suspicious */
    record Line(String source, String target, boolean bad) {}

    /** For the script that draws it. */
    public String json() {
        return JSON.writeValueAsString(Map.of(
                "nodes",
                nodes.stream()
                        .map(node -> Map.of(
                                "id", node.id(),
                                "label", node.name(),
                                "kind",
                                        node.kind() == null
                                                ? node.part().name()
                                                : node.kind().name(),
                                "href", node.href(),
                                "column", node.part().ordinal()))
                        .toList(),
                "edges",
                lines.stream()
                        .map(line -> Map.of("source", line.source(), "target", line.target(), "bad", line.bad()))
                        .toList()));
    }
}
