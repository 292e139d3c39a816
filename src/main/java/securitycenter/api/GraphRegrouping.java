package securitycenter.api;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Comparator;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import securitycenter.api.Quota.Within;
import securitycenter.api.Refusal.Kind;
import securitycenter.feed.FeedAlert;
import securitycenter.feed.FeedIncident;
import securitycenter.feed.IncidentFeed;
import securitycenter.homes.TenantHome;
import securitycenter.incidents.Regrouping;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code mergeIncidents} and {@code moveAlerts}, as Microsoft Graph offers them. */
@RestController
class GraphRegrouping {

    private static final String CONTEXT = "/v1.0/$metadata#microsoft.graph.security.mergeResponse";

    private final IncidentFeed feed;
    private final ReadIncidents reading;
    private final Regrouping regrouping;
    private final JsonBody bodies;
    private final OwnAddress address;

    GraphRegrouping(
            IncidentFeed feed, ReadIncidents reading, Regrouping regrouping, JsonBody bodies, OwnAddress address) {
        this.feed = feed;
        this.reading = reading;
        this.regrouping = regrouping;
        this.bodies = bodies;
        this.address = address;
    }

    @CallersWith(Permission.CHANGE_SECURITY_INCIDENTS)
    @Within(Quota.GRAPH)
    @PostMapping({
        "/v1.0/security/incidents/mergeIncidents",
        "/v1.0/security/incidents/microsoft.graph.security.mergeIncidents"
    })
    ResponseEntity<ObjectNode> merge(ApiCaller caller, TenantHome home, HttpServletRequest request) {
        var merge = RegroupBody.merge(bodies.of(request));
        var wanted =
                merge.incidents().stream().map(id -> find(home, id)).distinct().toList();
        var shown = wanted.stream().map(GraphRegrouping::shown).distinct().toList();
        if (wanted.size() > 1 && shown.size() == 1) {
            return became(shown.getFirst());
        }
        var stays = wanted.stream()
                .min(Comparator.comparing(
                                (FeedIncident incident) -> incident.current().createdAt())
                        .thenComparing(FeedIncident::id))
                .orElseThrow();
        var others = wanted.stream()
                .map(FeedIncident::id)
                .filter(id -> id != stays.id())
                .toList();
        return became(Outcomes.incident(regrouping.merge(home, caller.analyst(), stays.id(), others, merge.reason())));
    }

    @CallersWith(Permission.CHANGE_SECURITY_ALERTS)
    @Within(Quota.GRAPH)
    @PostMapping({"/v1.0/security/alerts_v2/moveAlerts", "/v1.0/security/alerts_v2/microsoft.graph.security.moveAlerts"
    })
    ResponseEntity<ObjectNode> move(ApiCaller caller, TenantHome home, HttpServletRequest request) {
        var move = RegroupBody.move(bodies.of(request));
        var found = feed.alerts(home, move.alerts());
        if (found.size() < move.alerts().size()) {
            throw new Refusal(Kind.NOT_FOUND, "One of the requested alerts was not found.");
        }
        var alerts = found.stream().map(FeedAlert::number).toList();
        var to = move.incident() == null
                ? null
                : Long.valueOf(find(home, move.incident()).id());
        return became(Outcomes.incident(regrouping.gather(home, caller.analyst(), alerts, to, move.reason())));
    }

    private FeedIncident find(TenantHome home, String id) {
        return reading.one(home, id, "Incident " + id + " was not found.");
    }

    /** A program that got no answer asks again, and finds it done. */
    private static long shown(FeedIncident incident) {
        return incident.current().redirectTo() == null
                ? incident.id()
                : incident.current().redirectTo();
    }

    private ResponseEntity<ObjectNode> became(long incident) {
        return Odata.ok(JsonNodeFactory.instance
                .objectNode()
                .put("@odata.context", address.of(CONTEXT))
                .put("targetIncidentId", Long.toString(incident)));
    }
}
