package securitycenter.fakemicrosoft;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The part of Graph below {@code /v1.0/security}: alerts and incidents. */
final class SecurityGraph {

    private final URI address;

    SecurityGraph(URI address) {
        this.address = address;
    }

    Reply answer(GraphCall call, Grant grant, String path) {
        var overrun = grant.tenant().alerts().overrun();
        if (overrun.isPresent()) {
            return call.tooManyRequests()
                    .with("Retry-After", String.valueOf(overrun.get().toSeconds() + 1));
        }
        var reply = route(call, grant, path);
        if (!GatedMembers.areWanted(call.request())) {
            return reply.withBody(GatedMembers.hidden(reply.body()));
        }
        return reply.with("Preference-Applied", "include-unknown-enum-members");
    }

    private Reply route(GraphCall call, Grant grant, String path) {
        var collection = path.split("/", 2)[0];
        var id = Optional.of(path.substring(collection.length()))
                .filter(rest -> !rest.isEmpty())
                .map(rest -> rest.substring(1));
        return switch (collection) {
            case "alerts_v2" -> alerts(call, grant, id);
            case "incidents" -> incidents(call, grant, id);
            default -> call.error(400, "BadRequest", "Resource not found for the segment '%s'.".formatted(collection));
        };
    }

    private Reply alerts(GraphCall call, Grant grant, Optional<String> id) {
        if (!grant.allowsAnyOf("SecurityAlert.Read.All", "SecurityAlert.ReadWrite.All")) {
            return call.forbidden("SecurityAlert.Read.All", grant);
        }
        var alerts = grant.tenant().alerts();
        return id.map(wanted -> entity(call, "alerts_v2", alerts.alertInGraph(wanted)))
                .orElseGet(() -> SecurityCollection.ALERTS.page(
                        call, address, alerts.alertsInGraph(), UnaryOperator.identity()));
    }

    private Reply incidents(GraphCall call, Grant grant, Optional<String> id) {
        if (!grant.allowsAnyOf("SecurityIncident.Read.All", "SecurityIncident.ReadWrite.All")) {
            return call.forbidden("SecurityIncident.Read.All", grant);
        }
        var alerts = grant.tenant().alerts();
        var rows = alerts.incidentsInGraph();
        if (id.isEmpty()) {
            return SecurityCollection.INCIDENTS.page(call, address, rows, alerts::withAlerts);
        }
        var found = rows.stream().filter(row -> row.get("id").equals(id.get())).findFirst();
        try {
            return SecurityCollection.INCIDENTS.expands(call.request())
                    ? entity(call, "incidents(alerts())", found.map(alerts::withAlerts))
                    : entity(call, "incidents", found);
        } catch (UnreadableQuery e) {
            return call.error(400, "BadRequest", e.getMessage());
        }
    }

    private Reply entity(GraphCall call, String type, Optional<Map<String, Object>> found) {
        if (found.isEmpty()) {
            return call.error(404, "ResourceNotFound", "There is no such thing in " + type + ".");
        }
        var entity =
                GraphJson.object().with("@odata.context", address + "/v1.0/$metadata#security/" + type + "/$entity");
        entity.putAll(found.get());
        return Reply.json(200, entity);
    }
}
