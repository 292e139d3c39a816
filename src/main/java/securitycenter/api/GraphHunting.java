package securitycenter.api;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import securitycenter.api.Quota.Within;
import securitycenter.api.Refusal.Kind;
import securitycenter.homes.TenantHome;
import securitycenter.hunts.Outcome.Answer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code security/runHuntingQuery}, as Microsoft Graph offers it. */
@RestController
class GraphHunting {

    private static final String CONTEXT = "/v1.0/$metadata#microsoft.graph.security.huntingQueryResults";

    private final Hunting hunting;
    private final JsonBody bodies;
    private final OwnAddress address;
    private final Odata odata;

    GraphHunting(Hunting hunting, JsonBody bodies, OwnAddress address, Odata odata) {
        this.hunting = hunting;
        this.bodies = bodies;
        this.address = address;
        this.odata = odata;
    }

    /** With the action's whole name, too, as Graph's own clients call it. */
    @CallersWith(Permission.THREAT_HUNT)
    @Within(Quota.HUNT)
    @PostMapping({"/v1.0/security/runHuntingQuery", "/v1.0/security/microsoft.graph.security.runHuntingQuery"})
    void run(ApiCaller caller, TenantHome home, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        var body = bodies.of(request);
        var query = text(body, "query");
        if (query == null || query.isBlank()) {
            throw new Refusal(Kind.BAD_BODY, "The query is missing.");
        }
        var answer = hunting.ask(caller, home, query, new TimeSpan(text(body, "timespan")), Face.GRAPH);
        odata.write(response, json -> write(json, answer));
    }

    /** Real clients write the names in either case. */
    private static @Nullable String text(ObjectNode body, String name) {
        return body.properties().stream()
                .filter(property -> property.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .filter(JsonNode::isString)
                .map(JsonNode::asString)
                .findFirst()
                .orElse(null);
    }

    private void write(JsonGenerator json, Answer answer) {
        json.writeStartObject();
        json.writeStringProperty("@odata.context", address.of(CONTEXT));
        json.writeName("schema");
        HuntingJson.writeSchema(json, answer.columns(), "name", "type");
        json.writeName("results");
        HuntingJson.writeRows(json, answer);
        json.writeEndObject();
    }
}
