package securitycenter.api;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
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
import securitycenter.feed.FeedAlert;
import securitycenter.feed.IncidentFeed;
import securitycenter.homes.TenantHome;
import securitycenter.incidents.IncidentComments;
import securitycenter.incidents.Incidents;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code security/alerts_v2}, as Microsoft Graph offers it. */
@RestController
class GraphAlerts {

    private static final String CONTEXT = "/v1.0/$metadata#security/alerts_v2";

    private final IncidentFeed feed;
    private final Incidents incidents;
    private final IncidentComments comments;
    private final JsonBody bodies;
    private final Pages pages;
    private final GraphShape shape;
    private final OwnAddress address;

    GraphAlerts(
            IncidentFeed feed,
            Incidents incidents,
            IncidentComments comments,
            JsonBody bodies,
            Pages pages,
            GraphShape shape,
            OwnAddress address) {
        this.feed = feed;
        this.incidents = incidents;
        this.comments = comments;
        this.bodies = bodies;
        this.pages = pages;
        this.shape = shape;
        this.address = address;
    }

    @CallersWith(Permission.READ_SECURITY_ALERTS)
    @Within(Quota.GRAPH)
    @GetMapping("/v1.0/security/alerts_v2")
    void list(ApiCaller caller, TenantHome home, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        var call = ListCall.of(request, Listing.GRAPH_ALERTS);
        var properties = ListCall.selected(call.options().get("$select"), GraphShape.OF_ALERTS);
        var withRecords = GraphShape.needsRecord(properties);
        pages.write(
                caller,
                call,
                CONTEXT,
                new Source<>(
                        after -> feed.alerts(home, ReadIncidents.query(call, after)),
                        () -> feed.countAlerts(home, call.where()),
                        alert -> alert.place(call.order().by()),
                        Placing.IN_FEED,
                        (alerts, json) -> (withRecords ? feed.withRecords(home, alerts) : alerts.stream())
                                .forEachOrdered(alert -> json.writeTree(written(alert, caller, properties, request)))),
                response);
    }

    @CallersWith(Permission.READ_SECURITY_ALERTS)
    @Within(Quota.GRAPH)
    @GetMapping("/v1.0/security/alerts_v2/{id}")
    ResponseEntity<ObjectNode> one(
            ApiCaller caller,
            TenantHome home,
            @PathVariable String id,
            @RequestParam(name = "$select", required = false) @Nullable String select,
            HttpServletRequest request) {
        return Odata.ok(entity(find(home, id), caller, ListCall.selected(select, GraphShape.OF_ALERTS), request));
    }

    @CallersWith(Permission.CHANGE_SECURITY_ALERTS)
    @Within(Quota.GRAPH)
    @PatchMapping("/v1.0/security/alerts_v2/{id}")
    ResponseEntity<ObjectNode> change(
            ApiCaller caller, TenantHome home, @PathVariable String id, HttpServletRequest request) {
        var change = AlertChangeBody.read(bodies.of(request));
        Outcomes.check(
                incidents.changeAlert(home, caller.analyst(), find(home, id).number(), change));
        return Odata.ok(entity(find(home, id), caller, Set.of(), request));
    }

    @CallersWith(Permission.CHANGE_SECURITY_ALERTS)
    @Within(Quota.GRAPH)
    @PostMapping("/v1.0/security/alerts_v2/{id}/comments")
    ResponseEntity<ObjectNode> comment(
            ApiCaller caller, TenantHome home, @PathVariable String id, HttpServletRequest request) {
        var alert = find(home, id);
        ChangeBody.comments(bodies.oneOrMore(request))
                .forEach(comment ->
                        comments.add(home, caller.analyst(), alert.incident(), alert.number(), comment.strip()));
        return Odata.ok(shape.commentsOf(find(home, id), caller));
    }

    private FeedAlert find(TenantHome home, String id) {
        return feed.alert(home, id)
                .orElseThrow(() -> new Refusal(Kind.NOT_FOUND, "The requested alert was not found."));
    }

    private ObjectNode entity(FeedAlert alert, ApiCaller caller, Set<String> properties, HttpServletRequest request) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("@odata.context", address.of(CONTEXT + "/$entity"))
                .setAll(written(alert, caller, properties, request));
    }

    private ObjectNode written(FeedAlert alert, ApiCaller caller, Set<String> properties, HttpServletRequest request) {
        var json = GraphShape.only(properties, shape.alert(alert, caller));
        if (!GatedWords.areWantedBy(request)) {
            GatedWords.hide(json);
        }
        return json;
    }
}
