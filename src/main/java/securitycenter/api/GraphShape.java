package securitycenter.api;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriUtils;
import securitycenter.alerts.Classification;
import securitycenter.alerts.Determination;
import securitycenter.feed.FeedAlert;
import securitycenter.feed.FeedComment;
import securitycenter.feed.FeedIncident;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Incidents and alerts in the shape of Graph's {@code security/incidents} and {@code security/alerts_v2}. */
@Component
class GraphShape {

    private static final String COMMENTS = "/v1.0/$metadata#Collection(microsoft.graph.security.alertComment)";

    static final List<String> OF_INCIDENTS = List.of(
            "id",
            "tenantId",
            "status",
            "incidentWebUrl",
            "redirectIncidentId",
            "displayName",
            "description",
            "summary",
            "severity",
            "classification",
            "determination",
            "assignedTo",
            "createdDateTime",
            "lastUpdateDateTime",
            "lastModifiedBy",
            "resolvingComment",
            "priorityScore",
            "customTags",
            "systemTags",
            "comments");

    static final List<String> OF_ALERTS = List.of(
            "id",
            "providerAlertId",
            "incidentId",
            "status",
            "severity",
            "classification",
            "determination",
            "serviceSource",
            "detectionSource",
            "productName",
            "detectorId",
            "tenantId",
            "title",
            "description",
            "recommendedActions",
            "category",
            "categories",
            "assignedTo",
            "alertWebUrl",
            "incidentWebUrl",
            "actorDisplayName",
            "threatDisplayName",
            "threatFamilyName",
            "mitreTechniques",
            "createdDateTime",
            "lastUpdateDateTime",
            "resolvedDateTime",
            "firstActivityDateTime",
            "lastActivityDateTime",
            "investigationState",
            "alertPolicyId",
            "systemTags",
            "comments",
            "additionalData",
            "customDetails",
            "evidence");

    private static final List<String> LISTS_OF_ALERTS =
            List.of("categories", "mitreTechniques", "systemTags", "comments", "evidence");

    private static final Map<String, String> REQUIRED_OF_EVIDENCE =
            Map.of("verdict", "unknown", "remediationStatus", "none");

    private static final List<String> LISTS_OF_EVIDENCE = List.of("roles", "detailedRoles", "tags");

    private static final String DETAILS_OF_EVIDENCE = "remediationStatusDetails";

    /** What is known of an alert beside the record that the service told, which may be long. */
    private static final Set<String> BESIDE_THE_RECORD = Set.of(
            "id",
            "incidentId",
            "status",
            "severity",
            "classification",
            "determination",
            "serviceSource",
            "tenantId",
            "title",
            "assignedTo",
            "alertWebUrl",
            "incidentWebUrl",
            "createdDateTime",
            "lastUpdateDateTime",
            "firstActivityDateTime",
            "lastActivityDateTime");

    private final OwnAddress address;
    private final JsonMapper json;

    GraphShape(OwnAddress address, JsonMapper json) {
        this.address = address;
        this.json = json;
    }

    ObjectNode incident(FeedIncident incident, ApiCaller caller) {
        var current = incident.current();
        var shape = JsonNodeFactory.instance
                .objectNode()
                .put("id", Long.toString(incident.id()))
                .put("tenantId", caller.tenant().toString())
                .put("status", current.status().word())
                .put("incidentWebUrl", incidentUrl(incident.id(), caller))
                .put("redirectIncidentId", current.redirectTo() == null ? null : Long.toString(current.redirectTo()))
                .put("displayName", current.name())
                .put("description", current.microsofts().description())
                .put("summary", current.summary())
                .put("severity", current.severity().word())
                .put("classification", current.classification().word())
                .put("determination", current.determination().word())
                .put("assignedTo", current.assignedTo())
                .put("createdDateTime", current.createdAt().toString())
                .put("lastUpdateDateTime", current.changedAt().toString())
                .put("lastModifiedBy", current.microsofts().modifiedBy())
                .put("resolvingComment", current.resolvingComment())
                .put("priorityScore", current.microsofts().priority());
        incident.tags().forEach(shape.putArray("customTags")::add);
        incident.systemTags().forEach(shape.putArray("systemTags")::add);
        comments(shape.putArray("comments"), incident.comments());
        return shape;
    }

    /** @param wanted all when empty */
    static boolean needsRecord(Set<String> wanted) {
        return wanted.isEmpty() || !BESIDE_THE_RECORD.containsAll(wanted);
    }

    /** What the service told, except for what is different here; of a record that was not read, what we know beside it. */
    ObjectNode alert(FeedAlert alert, ApiCaller caller) {
        var shape = JsonNodeFactory.instance.objectNode();
        OF_ALERTS.forEach(shape::putNull);
        LISTS_OF_ALERTS.forEach(shape::putArray);
        shape.put("title", alert.title())
                .put("createdDateTime", alert.createdAt().toString())
                .put("firstActivityDateTime", alert.firstActivity().toString())
                .put("lastActivityDateTime", alert.lastActivity().toString());
        json.readTree(alert.body()).properties().stream()
                .filter(field -> !field.getKey().startsWith("@odata.context"))
                .forEach(field -> shape.set(field.getKey(), field.getValue()));
        shape.put("id", alert.id())
                .put("incidentId", Long.toString(alert.incident()))
                .put("status", alert.status().word())
                .put("severity", alert.severity().word())
                .put("classification", judged(alert.classification()))
                .put("determination", judged(alert.determination()))
                .put("serviceSource", alert.source().word())
                .put("tenantId", caller.tenant().toString())
                .put("assignedTo", alert.assignedTo())
                .put(
                        "alertWebUrl",
                        address.of("/alerts/" + UriUtils.encodePathSegment(alert.id(), "UTF-8") + "?tid="
                                + caller.tenant()))
                .put("incidentWebUrl", incidentUrl(alert.incident(), caller))
                .put("lastUpdateDateTime", alert.changedAt().toString());
        if (alert.resolvedAt() == null || !shape.path("resolvedDateTime").isString()) {
            shape.put(
                    "resolvedDateTime",
                    alert.resolvedAt() == null ? null : alert.resolvedAt().toString());
        }
        comments(withComments(shape), alert.comments());
        shape.path("evidence").valueStream().forEach(each -> complete(each, alert.createdAt()));
        return shape;
    }

    /** Not every source tells all that evidence must have. */
    private static void complete(JsonNode evidence, Instant createdAt) {
        if (evidence instanceof ObjectNode object) {
            REQUIRED_OF_EVIDENCE.forEach((key, usual) -> {
                if (!object.hasNonNull(key)) {
                    object.put(key, usual);
                }
            });
            if (!object.hasNonNull("createdDateTime")) {
                object.put("createdDateTime", createdAt.toString());
            }
            LISTS_OF_EVIDENCE.stream().filter(key -> !object.hasNonNull(key)).forEach(object::putArray);
            if (!object.has(DETAILS_OF_EVIDENCE)) {
                object.putNull(DETAILS_OF_EVIDENCE);
            }
        }
    }

    private static ArrayNode withComments(ObjectNode shape) {
        return shape.path("comments") instanceof ArrayNode comments ? comments : shape.putArray("comments");
    }

    private String incidentUrl(long id, ApiCaller caller) {
        return address.of("/incidents/" + id + "?tid=" + caller.tenant());
    }

    private static @Nullable String judged(Classification classification) {
        return classification == Classification.UNKNOWN ? null : classification.word();
    }

    private static @Nullable String judged(Determination determination) {
        return determination == Determination.UNKNOWN ? null : determination.word();
    }

    /** All comments of an incident. */
    ObjectNode comments(List<FeedComment> comments) {
        var shape = JsonNodeFactory.instance.objectNode().put("@odata.context", address.of(COMMENTS));
        comments(shape.putArray("value"), comments);
        return shape;
    }

    /** Those of the service and those that were written here. */
    ObjectNode commentsOf(FeedAlert alert, ApiCaller caller) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("@odata.context", address.of(COMMENTS))
                .set("value", alert(alert, caller).path("comments"));
    }

    private static void comments(ArrayNode list, List<FeedComment> comments) {
        for (var comment : comments) {
            list.addObject()
                    .put("comment", comment.text())
                    .put("createdByDisplayName", comment.author())
                    .put("createdDateTime", comment.at().toString());
        }
    }

    /** @param wanted all when empty */
    static ObjectNode only(Set<String> wanted, ObjectNode shape) {
        return wanted.isEmpty() ? shape : shape.retain(wanted);
    }
}
