package securitycenter.incidents;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import securitycenter.alerts.Alert;
import securitycenter.alerts.AlertReader;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** An alert in Graph's shape, as tests need it. */
public final class Telling {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String EVIDENCE = "#microsoft.graph.security.";

    private final ObjectNode body = JSON.createObjectNode();

    private Telling(String id, Instant at) {
        body.put("id", id);
        body.put("title", "Alert " + id);
        body.put("severity", "medium");
        body.put("status", "new");
        body.put("serviceSource", "microsoftDefenderForEndpoint");
        body.put("category", "Execution");
        body.putArray("evidence");
        at(at);
        updated(at.plus(Duration.ofMinutes(1)));
    }

    public static Telling of(String id, Instant at) {
        return new Telling(id, at);
    }

    public Telling with(String field, String value) {
        body.put(field, value);
        return this;
    }

    public Telling at(Instant at) {
        body.put("firstActivityDateTime", at.toString());
        body.put("lastActivityDateTime", at.toString());
        body.put("createdDateTime", at.plusSeconds(30).toString());
        return this;
    }

    public Telling updated(Instant at) {
        body.put("lastUpdateDateTime", at.toString());
        return this;
    }

    public Telling in(String incident) {
        return with("incidentId", incident);
    }

    Telling techniques(Stream<String> numbers) {
        var all = body.putArray("mitreTechniques");
        numbers.forEach(all::add);
        return this;
    }

    public Telling device(String id) {
        return evidence("device", item -> {
            item.put("mdeDeviceId", id);
            item.put("deviceDnsName", id + ".contoso.example");
        });
    }

    Telling device(String id, String group) {
        return evidence("device", item -> item.put("mdeDeviceId", id).put("rbacGroupName", group));
    }

    public Telling user(String userName) {
        return evidence("user", item -> item.putObject("userAccount").put("userPrincipalName", userName));
    }

    public Telling account(String id, String sid, String userName) {
        return evidence(
                "user",
                item -> item.putObject("userAccount")
                        .put("azureAdUserId", id)
                        .put("userSid", sid)
                        .put("userPrincipalName", userName));
    }

    public Telling file(String sha256) {
        return evidence(
                "file",
                item -> item.putObject("fileDetails").put("sha256", sha256).put("fileName", sha256 + ".exe"));
    }

    public Telling file(@Nullable String sha256, @Nullable String sha1) {
        return evidence(
                "file",
                item -> item.putObject("fileDetails")
                        .put("sha256", sha256)
                        .put("sha1", sha1)
                        .put("fileName", "tool.exe"));
    }

    public Telling clean(String sha256) {
        file(sha256);
        body.withArray("evidence")
                .forEach(item ->
                        ((ObjectNode) item).put("verdict", item.has("fileDetails") ? "noThreatsFound" : "suspicious"));
        return this;
    }

    public Telling url(String url) {
        return evidence("url", item -> item.put("url", url));
    }

    public Telling ip(String address) {
        return evidence("ip", item -> item.put("ipAddress", address));
    }

    public Telling mailbox(String address) {
        return evidence("mailbox", item -> item.put("primaryAddress", address));
    }

    public Telling message(String networkMessageId, String recipient) {
        return evidence("analyzedMessage", item -> {
            item.put("networkMessageId", networkMessageId);
            item.put("recipientEmailAddress", recipient);
            item.put("subject", "Invoice " + networkMessageId);
            item.putObject("p2Sender").put("emailAddress", networkMessageId + "@sender.example");
        });
    }

    public Telling evidence(String type, Consumer<ObjectNode> details) {
        var item = body.withArray("evidence").addObject();
        item.put("@odata.type", EVIDENCE + type + "Evidence");
        item.put("verdict", "suspicious");
        item.put("remediationStatus", "none");
        details.accept(item);
        return this;
    }

    /** As it is by now, arrived long after all of it happened. */
    public Alert told() {
        return told(Instant.parse("2026-11-20T00:00:00Z"));
    }

    public Alert told(Instant arrival) {
        return AlertReader.read(body.deepCopy(), arrival).orElseThrow();
    }
}
