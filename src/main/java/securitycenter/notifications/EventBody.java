package securitycenter.notifications;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import securitycenter.alerts.Classification;
import securitycenter.alerts.Determination;
import securitycenter.feed.CurrentIncident;
import securitycenter.homes.TenantHome;
import securitycenter.mail.Mail;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What a webhook reads: which event, and the incident in the shape of Graph's {@code security/incidents}. */
@Component
class EventBody {

    private final Mail addresses;

    EventBody(Mail addresses) {
        this.addresses = addresses;
    }

    String of(TenantHome home, WebhookEvent event, UUID deliveryId, CurrentIncident incident) {
        var body = begun(home, event, deliveryId);
        body.putObject("incident")
                .put("id", Long.toString(incident.id()))
                .put("tenantId", home.tenant().toString())
                .put("displayName", incident.name())
                .put("severity", incident.severity().word())
                .put("status", incident.status().word())
                .put("classification", judged(incident.classification()))
                .put("determination", judged(incident.determination()))
                .put("assignedTo", incident.assignedTo())
                .put("createdDateTime", incident.createdAt().toString())
                .put("lastUpdateDateTime", incident.changedAt().toString())
                .put("redirectIncidentId", incident.redirectTo() == null ? null : Long.toString(incident.redirectTo()))
                .put("incidentWebUrl", addresses.linkTo("/incidents/" + incident.id() + "?tid=" + home.tenant()));
        return body.toString();
    }

    String test(TenantHome home, UUID deliveryId) {
        return begun(home, WebhookEvent.TEST, deliveryId).toString();
    }

    private static ObjectNode begun(TenantHome home, WebhookEvent event, UUID deliveryId) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("event", event.word())
                .put("deliveryId", deliveryId.toString())
                .put("tenantId", home.tenant().toString());
    }

    private static @Nullable String judged(Classification classification) {
        return classification == Classification.UNKNOWN ? null : classification.word();
    }

    private static @Nullable String judged(Determination determination) {
        return determination == Determination.UNKNOWN ? null : determination.word();
    }
}
