package securitycenter.api;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import securitycenter.api.Pages.Source;
import securitycenter.api.Quota.Within;
import securitycenter.api.Refusal.Kind;
import securitycenter.feed.FeedIncident;
import securitycenter.feed.IncidentFeed;
import securitycenter.homes.TenantHome;
import securitycenter.incidents.Incidents;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code /api/incidents}, as Microsoft 365 Defender has offered it from the start. */
@RestController
class DefenderIncidents {

    private static final String CONTEXT = "/api/$metadata#Incidents";

    private final IncidentFeed feed;
    private final Incidents incidents;
    private final JsonBody bodies;
    private final Pages pages;
    private final DefenderShape shape;
    private final OwnAddress address;

    DefenderIncidents(
            IncidentFeed feed,
            Incidents incidents,
            JsonBody bodies,
            Pages pages,
            DefenderShape shape,
            OwnAddress address) {
        this.feed = feed;
        this.incidents = incidents;
        this.bodies = bodies;
        this.pages = pages;
        this.shape = shape;
        this.address = address;
    }

    @CallersWith(Permission.READ_INCIDENTS)
    @Within(Quota.LIST_INCIDENTS)
    @GetMapping("/api/incidents")
    ResponseEntity<ObjectNode> list(ApiCaller caller, TenantHome home, HttpServletRequest request) {
        var call = ListCall.of(request, Listing.INCIDENTS);
        return Odata.ok(pages.page(
                caller,
                call,
                CONTEXT,
                new Source<>(
                        query -> feed.incidents(home, query),
                        () -> feed.count(home, call.where()),
                        incident -> incident.place(call.order().by()),
                        incidents -> written(incidents, caller, home))));
    }

    private List<ObjectNode> written(List<FeedIncident> incidents, ApiCaller caller, TenantHome home) {
        var alerts =
                feed.alertsOf(home, incidents.stream().map(FeedIncident::id).toList());
        return incidents.stream()
                .map(incident -> shape.incident(incident, alerts.getOrDefault(incident.id(), List.of()), caller))
                .toList();
    }

    @CallersWith(Permission.READ_INCIDENTS)
    @Within(Quota.GET_INCIDENT)
    @GetMapping("/api/incidents/{id}")
    ResponseEntity<ObjectNode> one(ApiCaller caller, TenantHome home, @PathVariable String id) {
        return Odata.ok(entity(find(home, id), caller, home));
    }

    @CallersWith(Permission.CHANGE_INCIDENTS)
    @Within(Quota.CHANGE_INCIDENT)
    @PatchMapping("/api/incidents/{id}")
    ResponseEntity<ObjectNode> change(
            ApiCaller caller, TenantHome home, @PathVariable String id, HttpServletRequest request) {
        var incident = find(home, id);
        var change = ChangeBody.read(bodies.of(request), Face.DEFENDER);
        Outcomes.check(incidents.change(home, caller.analyst(), incident.id(), change));
        return Odata.ok(entity(find(home, id), caller, home));
    }

    private FeedIncident find(TenantHome home, String id) {
        return IncidentNumber.of(id)
                .flatMap(number -> feed.incident(home, number))
                .orElseThrow(() -> new Refusal(Kind.NOT_FOUND, "Incident " + id + " was not found"));
    }

    private ObjectNode entity(FeedIncident incident, ApiCaller caller, TenantHome home) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("@odata.context", address.of(CONTEXT + "/$entity"))
                .setAll(written(List.of(incident), caller, home).getFirst());
    }
}
