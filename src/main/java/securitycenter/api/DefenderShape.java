package securitycenter.api;

import static java.util.Objects.requireNonNullElse;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import securitycenter.alerts.Classification;
import securitycenter.alerts.Determination;
import securitycenter.alerts.IncidentStatus;
import securitycenter.alerts.Severity;
import securitycenter.feed.FeedAlert;
import securitycenter.feed.FeedComment;
import securitycenter.feed.FeedIncident;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Incidents with their alerts in the shape of {@code /api/incidents}. */
@Component
class DefenderShape {

    private static final Map<String, String> DETECTION_SOURCES = Map.of(
            "microsoftDefenderForOffice365", "OfficeATP",
            "microsoftDefenderForEndpoint", "WindowsDefenderAtp",
            "antivirus", "WindowsDefenderAv",
            "microsoftDefenderForIdentity", "AzureATP",
            "cloudAppSecurity", "MCAS",
            "microsoft365Defender", "MTP");

    private final OwnAddress address;
    private final DefenderEntities entities;
    private final JsonMapper json;

    DefenderShape(OwnAddress address, DefenderEntities entities, JsonMapper json) {
        this.address = address;
        this.entities = entities;
        this.json = json;
    }

    /** Without its alerts. */
    ObjectNode incident(FeedIncident incident, ApiCaller caller) {
        var current = incident.current();
        var shape = JsonNodeFactory.instance
                .objectNode()
                .put("incidentId", incident.id())
                .put("incidentUri", address.of("/incidents/" + incident.id() + "?tid=" + caller.tenant()))
                .put("redirectIncidentId", current.redirectTo())
                .put("incidentName", current.name())
                .put("createdTime", current.createdAt().toString())
                .put("lastUpdateTime", current.changedAt().toString())
                .put("assignedTo", current.assignedTo())
                .put("classification", current.classification().pascal())
                .put("determination", determination(current.determination()))
                .put("status", status(current.status()))
                .put("severity", severity(current.severity()));
        incident.tags().forEach(shape.putArray("tags")::add);
        comments(shape.putArray("comments"), incident.comments());
        return shape;
    }

    private static void comments(ArrayNode list, List<FeedComment> comments) {
        for (var comment : comments) {
            list.addObject()
                    .put("comment", comment.text())
                    .put("createdBy", comment.author())
                    .put("createdTime", comment.at().toString());
        }
    }

    ObjectNode alert(FeedAlert alert) {
        var told = json.readTree(alert.body());
        var shape = JsonNodeFactory.instance
                .objectNode()
                .put("alertId", alert.id())
                .put("providerAlertId", Told.text(told, "providerAlertId"))
                .put("incidentId", alert.incident())
                .put("serviceSource", alert.source().legacy())
                .put("creationTime", Told.textOr(told, "createdDateTime", alert.createdAt()))
                .put("lastUpdatedTime", alert.changedAt().toString())
                .put(
                        "resolvedTime",
                        alert.resolvedAt() == null ? null : alert.resolvedAt().toString())
                .put("firstActivity", Told.textOr(told, "firstActivityDateTime", alert.firstActivity()))
                .put("lastActivity", Told.textOr(told, "lastActivityDateTime", alert.lastActivity()))
                .put("title", requireNonNullElse(Told.text(told, "title"), alert.title()))
                .put("description", Told.text(told, "description"))
                .put("category", Told.text(told, "category"))
                .put("status", alert.status().pascal())
                .put("severity", severity(alert.severity()))
                .put("investigationId", number(alert.investigationId()))
                .put("investigationState", Told.pascal(told, "investigationState"));
        var judged = alert.classification() != Classification.UNKNOWN;
        shape.put("classification", judged ? alert.classification().pascal() : null)
                .put("determination", judged ? determination(alert.determination()) : null)
                .put("detectionSource", detectionSource(told))
                .put("detectorId", Told.text(told, "detectorId"))
                .put("assignedTo", alert.assignedTo())
                .put("actorName", Told.text(told, "actorDisplayName"))
                .put("threatFamilyName", Told.text(told, "threatFamilyName"));
        Told.texts(told, "mitreTechniques").forEach(shape.putArray("mitreTechniques")::add);
        evidence(shape, told.path("evidence"));
        return shape;
    }

    private void evidence(ObjectNode shape, JsonNode evidence) {
        var devices = shape.putArray("devices");
        var others = shape.putArray("entities");
        for (var each : evidence) {
            if (DefenderEntities.isDevice(each)) {
                devices.add(entities.device(each));
            } else {
                others.add(entities.entity(each));
            }
        }
    }

    /** All that are written as this word. */
    static List<IncidentStatus> statusesOf(String word) {
        return Stream.of(IncidentStatus.values())
                .filter(status -> status(status).equalsIgnoreCase(word))
                .toList();
    }

    private static String status(IncidentStatus status) {
        // The older API has no word for waiting.
        return status == IncidentStatus.AWAITING_ACTION ? IncidentStatus.ACTIVE.pascal() : status.pascal();
    }

    private static String severity(Severity severity) {
        return severity == Severity.UNKNOWN ? "UnSpecified" : severity.pascal();
    }

    private static String determination(Determination determination) {
        return determination == Determination.UNKNOWN ? "NotAvailable" : determination.pascal();
    }

    private static @Nullable String detectionSource(JsonNode told) {
        var word = Told.text(told, "detectionSource");
        return word == null ? null : DETECTION_SOURCES.getOrDefault(word, Told.capitalized(word));
    }

    private static @Nullable Long number(@Nullable String text) {
        return text != null && text.matches("\\d{1,18}") ? Long.valueOf(text) : null;
    }
}
