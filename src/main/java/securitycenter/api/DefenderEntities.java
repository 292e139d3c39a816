package securitycenter.api;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Evidence in the shapes of the older API: devices, and everything else as one flat object. */
@Component
class DefenderEntities {

    private static final String PREFIX = "#microsoft.graph.security.";

    /** Every key that is documented, in its order. */
    private static final String[] DOCUMENTED = {
        "entityType",
        "evidenceCreationTime",
        "verdict",
        "remediationStatus",
        "sha1",
        "sha256",
        "fileName",
        "filePath",
        "processId",
        "processCommandLine",
        "processCreationTime",
        "parentProcessId",
        "parentProcessCreationTime",
        "ipAddress",
        "url",
        "accountName",
        "domainName",
        "userSid",
        "aadUserId",
        "userPrincipalName",
        "mailboxDisplayName",
        "mailboxAddress",
        "clusterBy",
        "sender",
        "recipient",
        "subject",
        "deliveryAction",
        "securityGroupId",
        "securityGroupName",
        "registryHive",
        "registryKey",
        "registryValueType",
        "registryValue",
        "deviceId"
    };

    private static final Map<String, String> TYPES = Map.of(
            "analyzedMessageEvidence", "MailMessage",
            "registryKeyEvidence", "Registry",
            "registryValueEvidence", "Registry");

    private final ApiSettings.Entities settings;

    DefenderEntities(ApiSettings settings) {
        this.settings = settings.entities();
    }

    static boolean isDevice(JsonNode evidence) {
        return kind(evidence).equals("deviceEvidence");
    }

    ObjectNode device(JsonNode device) {
        var shape = JsonNodeFactory.instance
                .objectNode()
                .put("mdatpDeviceId", Told.text(device, "mdeDeviceId"))
                .put("aadDeviceId", Told.text(device, "azureAdDeviceId"))
                .put("deviceDnsName", Told.text(device, "deviceDnsName"))
                .put("osPlatform", Told.text(device, "osPlatform"))
                .put("version", Told.text(device, "version"))
                .putNull("osProcessor")
                .put("osBuild", Told.number(device, "osBuild"))
                .put("healthStatus", Told.pascal(device, "healthStatus"))
                .put("riskScore", Told.pascal(device, "riskScore"))
                .put("rbacGroupName", Told.text(device, "rbacGroupName"))
                .put("rbacGroupId", Told.number(device, "rbacGroupId"))
                .put("firstSeen", Told.text(device, "firstSeenDateTime"));
        Told.texts(device, "tags").forEach(shape.putArray("tags")::add);
        shape.put("defenderAvStatus", Told.pascal(device, "defenderAvStatus"))
                .put("onboardingStatus", Told.pascal(device, "onboardingStatus"));
        shape.set("vmMetadata", device.path("vmMetadata").isObject() ? device.get("vmMetadata") : null);
        var people = shape.putArray("loggedOnUsers");
        for (var person : device.path("loggedOnUsers")) {
            people.addObject()
                    .put("accountName", Told.text(person, "accountName"))
                    .put("domainName", Told.text(person, "domainName"));
        }
        return shape;
    }

    /** Microsoft leaves out the keys that have no value, although it documents them. */
    ObjectNode entity(JsonNode evidence) {
        var shape = JsonNodeFactory.instance.objectNode();
        for (var key : DOCUMENTED) {
            shape.putNull(key);
        }
        shape.put("entityType", type(evidence))
                .put("evidenceCreationTime", Told.text(evidence, "createdDateTime"))
                .put("verdict", Told.pascal(evidence, "verdict"))
                .put("remediationStatus", Told.pascal(evidence, "remediationStatus"));
        fill(shape, evidence);
        if (!settings.fullKeys()) {
            shape.removeIf(JsonNode::isNull);
        }
        return shape;
    }

    /** The documentation writes MailBox, Microsoft itself Mailbox. */
    private String type(JsonNode evidence) {
        var kind = kind(evidence);
        if (kind.equals("mailboxEvidence")) {
            return settings.fullKeys() ? "MailBox" : "Mailbox";
        }
        var plain = kind.endsWith("Evidence") ? kind.substring(0, kind.length() - "Evidence".length()) : kind;
        return TYPES.getOrDefault(kind, plain.isEmpty() ? "Unknown" : Told.capitalized(plain));
    }

    private static String kind(JsonNode evidence) {
        var type = Told.text(evidence, "@odata.type");
        return type == null ? "" : type.substring(type.startsWith(PREFIX) ? PREFIX.length() : 0);
    }

    private static void fill(ObjectNode shape, JsonNode evidence) {
        switch (kind(evidence)) {
            case "fileEvidence" -> file(shape, evidence, "fileDetails");
            case "processEvidence" -> process(shape, evidence);
            case "userEvidence" -> account(shape, evidence);
            case "ipEvidence" -> shape.put("ipAddress", Told.text(evidence, "ipAddress"));
            case "urlEvidence" -> shape.put("url", Told.text(evidence, "url"));
            case "registryKeyEvidence", "registryValueEvidence" -> registry(shape, evidence);
            case "mailboxEvidence" -> mailbox(shape, evidence);
            case "analyzedMessageEvidence" -> message(shape, evidence);
            case "mailClusterEvidence" ->
                shape.put("clusterBy", Told.text(evidence, "clusterBy"))
                        .put("clusterByValue", Told.text(evidence, "clusterByValue"))
                        .put("emailCount", Told.number(evidence, "emailCount"));
            case "securityGroupEvidence" ->
                shape.put("securityGroupId", firstOf(evidence, "securityGroupId", "activeDirectoryObjectGuid"))
                        .put("securityGroupName", Told.text(evidence, "displayName"));
            default -> {}
        }
    }

    private static void file(ObjectNode shape, JsonNode evidence, String details) {
        var file = evidence.path(details);
        shape.put("sha1", Told.text(file, "sha1"))
                .put("sha256", Told.text(file, "sha256"))
                .put("fileName", Told.text(file, "fileName"))
                .put("filePath", Told.text(file, "filePath"))
                .put("deviceId", Told.text(evidence, "mdeDeviceId"));
    }

    private static void process(ObjectNode shape, JsonNode evidence) {
        file(shape, evidence, "imageFile");
        account(shape, evidence);
        shape.put("processId", Told.number(evidence, "processId"))
                .put("processCommandLine", Told.text(evidence, "processCommandLine"))
                .put("processCreationTime", Told.text(evidence, "processCreationDateTime"))
                .put("parentProcessId", Told.number(evidence, "parentProcessId"))
                .put("parentProcessCreationTime", Told.text(evidence, "parentProcessCreationDateTime"));
    }

    private static void account(ObjectNode shape, JsonNode evidence) {
        var account = evidence.path("userAccount");
        shape.put("accountName", Told.text(account, "accountName"))
                .put("domainName", Told.text(account, "domainName"))
                .put("userSid", Told.text(account, "userSid"))
                .put("aadUserId", Told.text(account, "azureAdUserId"))
                .put("userPrincipalName", Told.text(account, "userPrincipalName"));
    }

    private static void registry(ObjectNode shape, JsonNode evidence) {
        shape.put("registryHive", Told.text(evidence, "registryHive"))
                .put("registryKey", Told.text(evidence, "registryKey"))
                .put("registryValueType", Told.text(evidence, "registryValueType"))
                .put("registryValue", Told.text(evidence, "registryValue"))
                .put("deviceId", Told.text(evidence, "mdeDeviceId"));
    }

    private static void mailbox(ObjectNode shape, JsonNode evidence) {
        account(shape, evidence);
        shape.put("userPrincipalName", firstOf(evidence, "upn", "primaryAddress"))
                .put("mailboxDisplayName", Told.text(evidence, "displayName"))
                .put("mailboxAddress", Told.text(evidence, "primaryAddress"));
    }

    private static void message(ObjectNode shape, JsonNode evidence) {
        var recipient = Told.text(evidence, "recipientEmailAddress");
        shape.put("userPrincipalName", recipient)
                .put("sender", Told.text(evidence.path("p2Sender"), "emailAddress"))
                .put("recipient", recipient)
                .put("subject", Told.text(evidence, "subject"))
                .put("deliveryAction", Told.text(evidence, "deliveryAction"))
                .put("internetMessageId", Told.text(evidence, "internetMessageId"));
    }

    private static @Nullable String firstOf(JsonNode evidence, String field, String otherwise) {
        var text = Told.text(evidence, field);
        return text == null ? Told.text(evidence, otherwise) : text;
    }
}
