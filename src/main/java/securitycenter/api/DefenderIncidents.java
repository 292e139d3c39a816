package securitycenter.api;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import securitycenter.api.Quota.Within;
import securitycenter.feed.FeedIncident;
import securitycenter.homes.TenantHome;
import securitycenter.incidents.Incidents;
import tools.jackson.databind.node.JsonNodeFactory;

/** {@code /api/incidents}, as Microsoft 365 Defender has offered it from the start. */
@RestController
class DefenderIncidents {

    private static final String CONTEXT = "/api/$metadata#Incidents";

    private final ReadIncidents reading;
    private final Incidents incidents;
    private final JsonBody bodies;
    private final Pages pages;
    private final DefenderShape shape;
    private final OwnAddress address;
    private final Odata odata;

    DefenderIncidents(
            ReadIncidents reading,
            Incidents incidents,
            JsonBody bodies,
            Pages pages,
            DefenderShape shape,
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

    @CallersWith(Permission.READ_INCIDENTS)
    @Within(Quota.LIST_INCIDENTS)
    @GetMapping("/api/incidents")
    void list(ApiCaller caller, TenantHome home, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        var call = ListCall.of(request, Listing.INCIDENTS);
        var list = reading.list(
                home,
                call,
                (incidents, json) -> reading.withAlerts(
                        home,
                        incidents,
                        (incident, alerts) ->
                                Odata.incident(json, shape.incident(incident, caller), alerts.map(shape::alert))));
        pages.write(caller, call, CONTEXT, list, response);
    }

    @CallersWith(Permission.READ_INCIDENTS)
    @Within(Quota.GET_INCIDENT)
    @GetMapping("/api/incidents/{id}")
    void one(ApiCaller caller, TenantHome home, @PathVariable String id, HttpServletResponse response)
            throws IOException {
        answer(find(home, id), caller, home, response);
    }

    @CallersWith(Permission.CHANGE_INCIDENTS)
    @Within(Quota.CHANGE_INCIDENT)
    @PatchMapping("/api/incidents/{id}")
    void change(
            ApiCaller caller,
            TenantHome home,
            @PathVariable String id,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        var incident = find(home, id);
        var change = ChangeBody.read(bodies.of(request), Face.DEFENDER);
        Outcomes.check(incidents.change(home, caller.analyst(), incident.id(), change));
        answer(find(home, id), caller, home, response);
    }

    private FeedIncident find(TenantHome home, String id) {
        return reading.one(home, id, "Incident " + id + " was not found");
    }

    private void answer(FeedIncident found, ApiCaller caller, TenantHome home, HttpServletResponse response)
            throws IOException {
        var context = JsonNodeFactory.instance.objectNode().put("@odata.context", address.of(CONTEXT + "/$entity"));
        odata.write(
                response,
                json -> reading.withAlerts(
                        home,
                        List.of(found),
                        (incident, alerts) -> Odata.incident(
                                json, context.setAll(shape.incident(incident, caller)), alerts.map(shape::alert))));
    }
}
