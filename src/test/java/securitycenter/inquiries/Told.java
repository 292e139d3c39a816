package securitycenter.inquiries;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import securitycenter.alerts.Alert;
import securitycenter.alerts.AlertReader;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** An alert, piece by piece, as Graph writes it. */
final class Told {

    private static final JsonMapper JSON = new JsonMapper();

    private final ObjectNode body = JSON.createObjectNode();

    private Told(String id, String source, Instant when) {
        body.put("id", id)
                .put("title", "Alert " + id)
                .put("severity", "high")
                .put("status", "new")
                .put("category", "Execution")
                .put("serviceSource", source)
                .put("investigationState", "unsupportedAlertType")
                .put("firstActivityDateTime", when.toString())
                .put("lastActivityDateTime", when.toString())
                .put("createdDateTime", when.toString())
                .put("lastUpdateDateTime", when.toString());
        body.withArray("evidence");
    }

    static Told byEndpoint(String id, Instant when) {
        return new Told(id, "microsoftDefenderForEndpoint", when);
    }

    static Told byOffice(String id, Instant when) {
        return new Told(id, "microsoftDefenderForOffice365", when);
    }

    static Told byIdentity(String id, Instant when) {
        return new Told(id, "microsoftDefenderForIdentity", when);
    }

    Told investigated(String state) {
        body.put("investigationState", state);
        return this;
    }

    Told with(String field, String value) {
        body.put(field, value);
        return this;
    }

    /** 40 hexadecimal digits that follow from the name. */
    static String deviceId(String name) {
        return sha1(name);
    }

    static String sha1(String name) {
        return hash("SHA-1", name);
    }

    static String sha256(String name) {
        return hash("SHA-256", name);
    }

    private static String hash(String algorithm, String name) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(name.getBytes()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    Told device(String name, @Nullable String group) {
        evidence("device", "unknown")
                .put("mdeDeviceId", deviceId(name))
                .put("deviceDnsName", name + ".contoso.example")
                .put("rbacGroupName", group);
        return this;
    }

    Told file(String name, String folder, String device, String verdict) {
        details(evidence("file", verdict).put("mdeDeviceId", deviceId(device)).putObject("fileDetails"), name, folder);
        return this;
    }

    private static void details(ObjectNode details, String name, String folder) {
        details.put("fileName", name)
                .put("filePath", folder)
                .put("sha1", sha1(name))
                .put("sha256", sha256(name));
    }

    Told process(String name, String folder, String device, long id, Instant started, String verdict) {
        var process = evidence("process", verdict)
                .put("mdeDeviceId", deviceId(device))
                .put("processId", id)
                .put("processCreationDateTime", started.toString())
                .put("processCommandLine", name + " /c \"it's\" \\ run");
        details(process.putObject("imageFile"), name, folder);
        return this;
    }

    Told url(String url, String verdict) {
        evidence("url", verdict).put("url", url);
        return this;
    }

    Told ip(String address, String verdict) {
        evidence("ip", verdict).put("ipAddress", address);
        return this;
    }

    Told mailbox(String address) {
        evidence("mailbox", "unknown").put("primaryAddress", address);
        return this;
    }

    Told message(String id, String sender, String recipient, String subject, String verdict) {
        evidence("analyzedMessage", verdict)
                .put("networkMessageId", id)
                .put("recipientEmailAddress", recipient)
                .put("subject", subject)
                .putObject("p2Sender")
                .put("emailAddress", sender);
        return this;
    }

    private ObjectNode evidence(String type, String verdict) {
        return body.withArray("evidence")
                .addObject()
                .put("@odata.type", "#microsoft.graph.security." + type + "Evidence")
                .put("verdict", verdict)
                .put("remediationStatus", "none");
    }

    String json() {
        return body.toString();
    }

    Alert alert(Instant now) {
        return AlertReader.read(body, now).orElseThrow();
    }
}
