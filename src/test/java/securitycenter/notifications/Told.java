package securitycenter.notifications;

import java.time.Clock;
import java.util.function.Consumer;
import securitycenter.alerts.Alert;
import securitycenter.alerts.AlertReader;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** An alert of this moment in Graph's shape. Those that name the same device belong together. */
final class Told {

    private static final JsonMapper JSON = new JsonMapper();

    private Told() {}

    static Alert alert(String id, String severity, String device) {
        return alert(id, severity, device, _ -> {});
    }

    static Alert alert(String id, String severity, String device, Consumer<ObjectNode> details) {
        var now = Clock.systemUTC().instant();
        var body = JSON.createObjectNode();
        body.put("id", id);
        body.put("title", "Alert " + id);
        body.put("severity", severity);
        body.put("status", "new");
        body.put("serviceSource", "microsoftDefenderForEndpoint");
        body.put("category", "Execution");
        for (var time : new String[] {"created", "lastUpdate", "firstActivity", "lastActivity"}) {
            body.put(time + "DateTime", now.toString());
        }
        var evidence = body.putArray("evidence").addObject();
        evidence.put("@odata.type", "#microsoft.graph.security.deviceEvidence");
        evidence.put("mdeDeviceId", device);
        evidence.put("deviceDnsName", device + ".contoso.example");
        evidence.put("rbacGroupName", "Group of " + device);
        details.accept(body);
        return AlertReader.read(body, now).orElseThrow();
    }
}
