package securitycenter.api;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import securitycenter.api.Quota.Within;
import securitycenter.feed.FeedIncident;
import securitycenter.homes.TenantHome;
import securitycenter.incidents.IncidentChange;
import securitycenter.incidents.Incidents;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code security/incidents}, as Microsoft Graph offers it. */
@RestController
class GraphIncidents {

    private static final String CONTEXT = "/v1.0/$metadata#security/incidents";

    private final ReadIncidents reading;
    private final Incidents incidents;
    private final JsonBody bodies;
    private final Pages pages;
    private final GraphShape shape;
    private final OwnAddress address;
    private final Odata odata;

    GraphIncidents(
            ReadIncidents reading,
            Incidents incidents,
            JsonBody bodies,
            Pages pages,
            GraphShape shape,
            OwnAddress address,
            Odata odata) {
        this.reading = reading;
        this.incidents = incidents;
        this.bodies = bodies;
        this.pages = pages;
        this.shape = shape;
        this.address = address;
        this.odata = odata;
    }

    @CallersWith(Permission.READ_SECURITY_INCIDENTS)
    @Within(Quota.GRAPH)
    @GetMapping("/v1.0/security/incidents")
    void list(ApiCaller caller, TenantHome home, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        var call = ListCall.of(request, Listing.GRAPH_INCIDENTS);
        var wanted = Wanted.of(call.options().get("$select"), call.options().get("$expand"), request);
        var list = reading.list(
                home,
                call,
                (incidents, json) ->
                        write(json, incidents, incident -> written(incident, caller, wanted), caller, home, wanted));
        pages.write(caller, call, CONTEXT + wanted.inContext(), list, response);
    }

    @CallersWith(Permission.READ_SECURITY_INCIDENTS)
    @Within(Quota.GRAPH)
    @GetMapping("/v1.0/security/incidents/{id}")
    void one(
            ApiCaller caller,
            TenantHome home,
            @PathVariable String id,
            @RequestParam(name = "$select", required = false) @Nullable String select,
            @RequestParam(name = "$expand", required = false) @Nullable String expand,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        var wanted = Wanted.of(select, expand, request);
        var found = find(home, id);
        odata.write(
                response,
                json -> write(
                        json, List.of(found), incident -> entity(incident, caller, wanted), caller, home, wanted));
    }

    @CallersWith(Permission.CHANGE_SECURITY_INCIDENTS)
    @Within(Quota.GRAPH)
    @PatchMapping("/v1.0/security/incidents/{id}")
    ResponseEntity<ObjectNode> change(
            ApiCaller caller, TenantHome home, @PathVariable String id, HttpServletRequest request) {
        var incident = find(home, id);
        var change = ChangeBody.read(bodies.of(request), Face.GRAPH);
        Outcomes.check(incidents.change(home, caller.analyst(), incident.id(), change));
        return Odata.ok(entity(find(home, id), caller, Wanted.of(null, null, request)));
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
    private record Wanted(Set<String> properties, boolean alerts, boolean gatedWords) {

        static Wanted of(@Nullable String select, @Nullable String expand, HttpServletRequest request) {
            if (expand != null && !expand.strip().equals("alerts")) {
                throw ListCall.wrong("$expand knows alerts only.");
            }
            return new Wanted(
                    ListCall.selected(select, GraphShape.OF_INCIDENTS),
                    expand != null,
                    GatedWords.areWantedBy(request));
        }

        String inContext() {
            return alerts ? "(alerts())" : "";
        }

        ObjectNode words(ObjectNode json) {
            if (!gatedWords) {
                GatedWords.hide(json);
            }
            return json;
        }
    }

    private FeedIncident find(TenantHome home, String id) {
        return reading.one(home, id, "The requested incident was not found.");
    }

    private ObjectNode entity(FeedIncident incident, ApiCaller caller, Wanted wanted) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("@odata.context", address.of(CONTEXT + wanted.inContext() + "/$entity"))
                .setAll(written(incident, caller, wanted));
    }

    private ObjectNode written(FeedIncident incident, ApiCaller caller, Wanted wanted) {
        return wanted.words(GraphShape.only(wanted.properties(), shape.incident(incident, caller)));
    }

    /** @param beside the alerts */
    private void write(
            JsonGenerator json,
            List<FeedIncident> incidents,
            Function<FeedIncident, ObjectNode> beside,
            ApiCaller caller,
            TenantHome home,
            Wanted wanted) {
        if (wanted.alerts()) {
            reading.withAlerts(
                    home,
                    incidents,
                    (incident, alerts) -> Odata.incident(
                            json,
                            beside.apply(incident),
                            alerts.map(alert -> wanted.words(shape.alert(alert, caller)))));
        } else {
            incidents.forEach(incident -> json.writeTree(beside.apply(incident)));
        }
    }
}
