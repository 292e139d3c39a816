package securitycenter.api;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import securitycenter.api.Pages.Source;
import securitycenter.api.Quota.Within;
import securitycenter.api.Refusal.Kind;
import securitycenter.feed.FeedIncident;
import securitycenter.feed.IncidentFeed;
import securitycenter.homes.TenantHome;
import securitycenter.incidents.IncidentChange;
import securitycenter.incidents.Incidents;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code security/incidents}, as Microsoft Graph offers it. */
@RestController
class GraphIncidents {

    private static final String CONTEXT = "/v1.0/$metadata#security/incidents";

    private final IncidentFeed feed;
    private final Incidents incidents;
    private final JsonBody bodies;
    private final Pages pages;
    private final GraphShape shape;
    private final OwnAddress address;

    GraphIncidents(
            IncidentFeed feed,
            Incidents incidents,
            JsonBody bodies,
            Pages pages,
            GraphShape shape,
            OwnAddress address) {
        this.feed = feed;
        this.incidents = incidents;
        this.bodies = bodies;
        this.pages = pages;
        this.shape = shape;
        this.address = address;
    }

    @CallersWith(Permission.READ_SECURITY_INCIDENTS)
    @Within(Quota.GRAPH)
    @GetMapping("/v1.0/security/incidents")
    ResponseEntity<ObjectNode> list(ApiCaller caller, TenantHome home, HttpServletRequest request) {
        var call = ListCall.of(request, Listing.GRAPH_INCIDENTS);
        var reading = Reading.of(call.options().get("$select"), call.options().get("$expand"), request);
        return Odata.ok(pages.page(
                caller,
                call,
                CONTEXT + reading.inContext(),
                new Source<>(
                        query -> feed.incidents(home, query),
                        () -> feed.count(home, call.where()),
                        incident -> incident.place(call.order().by()),
                        incidents -> written(incidents, caller, home, reading))));
    }

    @CallersWith(Permission.READ_SECURITY_INCIDENTS)
    @Within(Quota.GRAPH)
    @GetMapping("/v1.0/security/incidents/{id}")
    ResponseEntity<ObjectNode> one(
            ApiCaller caller,
            TenantHome home,
            @PathVariable String id,
            @RequestParam(name = "$select", required = false) @Nullable String select,
            @RequestParam(name = "$expand", required = false) @Nullable String expand,
            HttpServletRequest request) {
        return Odata.ok(entity(find(home, id), caller, home, Reading.of(select, expand, request)));
    }

    @CallersWith(Permission.CHANGE_SECURITY_INCIDENTS)
    @Within(Quota.GRAPH)
    @PatchMapping("/v1.0/security/incidents/{id}")
    ResponseEntity<ObjectNode> change(
            ApiCaller caller, TenantHome home, @PathVariable String id, HttpServletRequest request) {
        var incident = find(home, id);
        var change = ChangeBody.read(bodies.of(request), Face.GRAPH);
        Outcomes.check(incidents.change(home, caller.analyst(), incident.id(), change));
        return Odata.ok(entity(find(home, id), caller, home, Reading.of(null, null, request)));
    }

    @CallersWith(Permission.CHANGE_SECURITY_INCIDENTS)
    @Within(Quota.GRAPH)
    @PostMapping("/v1.0/security/incidents/{id}/comments")
    ResponseEntity<ObjectNode> comment(
            ApiCaller caller, TenantHome home, @PathVariable String id, HttpServletRequest request) {
        var incident = find(home, id);
        for (var text : ChangeBody.comments(bodies.oneOrMore(request))) {
            var comment = new IncidentChange(null, null, null, null, null, text, null, null, null);
            Outcomes.check(incidents.change(home, caller.analyst(), incident.id(), comment));
        }
        return Odata.ok(shape.comments(find(home, id).comments()));
    }

    /**
     * How much of each is wanted.
     *
     * @param properties all when empty
     */
    private record Reading(Set<String> properties, boolean alerts, boolean gatedWords) {

        static Reading of(@Nullable String select, @Nullable String expand, HttpServletRequest request) {
            if (expand != null && !expand.strip().equals("alerts")) {
                throw ListCall.wrong("$expand knows alerts only.");
            }
            return new Reading(
                    ListCall.selected(select, GraphShape.OF_INCIDENTS),
                    expand != null,
                    GatedWords.areWantedBy(request));
        }

        String inContext() {
            return alerts ? "(alerts())" : "";
        }
    }

    private FeedIncident find(TenantHome home, String id) {
        return IncidentNumber.of(id)
                .flatMap(number -> feed.incident(home, number))
                .orElseThrow(() -> new Refusal(Kind.NOT_FOUND, "The requested incident was not found."));
    }

    private ObjectNode entity(FeedIncident incident, ApiCaller caller, TenantHome home, Reading reading) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("@odata.context", address.of(CONTEXT + reading.inContext() + "/$entity"))
                .setAll(written(List.of(incident), caller, home, reading).getFirst());
    }

    private List<ObjectNode> written(List<FeedIncident> incidents, ApiCaller caller, TenantHome home, Reading reading) {
        var alerts = reading.alerts()
                ? feed.alertsOf(home, incidents.stream().map(FeedIncident::id).toList())
                : null;
        return incidents.stream()
                .map(incident -> {
                    var json = GraphShape.only(reading.properties(), shape.incident(incident, caller));
                    if (alerts != null) {
                        var list = json.putArray("alerts");
                        alerts.getOrDefault(incident.id(), List.of())
                                .forEach(alert -> list.add(shape.alert(alert, caller)));
                    }
                    if (!reading.gatedWords()) {
                        GatedWords.hide(json);
                    }
                    return json;
                })
                .toList();
    }
}
