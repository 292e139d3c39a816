package securitycenter.alerts;

import static java.util.Objects.requireNonNullElse;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Writes the rows of AlertInfo and AlertEvidence as Graph would write the alert. */
public final class AlertShape {

    private static final String PREFIX = "#microsoft.graph.security.";

    /** "PowerShell (T1059.001)". */
    private static final Pattern TECHNIQUE = Pattern.compile("\\bT\\d{4}(?:\\.\\d{3})?\\b");

    private static final JsonMapper JSON = new JsonMapper();

    private AlertShape() {}

    /** @param evidence rows of AlertEvidence */
    public static ObjectNode of(String id, JsonNode info, List<JsonNode> evidence) {
        var alert = JSON.createObjectNode();
        alert.put("id", id);
        alert.put("title", text(info, "Title"));
        category(alert, text(info, "Category"));
        alert.put("severity", lowerCase(text(info, "Severity")));
        alert.put("status", "new");
        alert.put("serviceSource", source(text(info, "ServiceSource")));
        alert.put("detectionSource", detectedBy(text(info, "DetectionSource")));
        techniques(info.path("AttackTechniques")).forEach(alert.putArray("mitreTechniques")::add);
        alert.put("createdDateTime", text(info, "Timestamp"));
        var times = Stream.concat(Stream.of(info), evidence.stream())
                .map(row -> text(row, "Timestamp"))
                .filter(Objects::nonNull)
                .sorted()
                .toList();
        alert.put("firstActivityDateTime", times.getFirst());
        alert.put("lastActivityDateTime", times.getLast());
        alert.put("lastUpdateDateTime", times.getLast());
        alert.put("threatFamilyName", first(evidence, "ThreatFamily"));
        var list = alert.putArray("evidence");
        evidence.forEach(row -> list.add(evidence(row)));
        return alert;
    }

    private static @Nullable String source(@Nullable String shown) {
        return ServiceSource.find(shown).map(ServiceSource::word).orElse(shown);
    }

    private static @Nullable String detectedBy(@Nullable String shown) {
        return shown == null ? null : DetectionSource.word(shown);
    }

    private static void category(ObjectNode alert, @Nullable String said) {
        var category = said == null ? null : Category.oneWord(said);
        alert.put("category", category);
        var categories = alert.putArray("categories");
        if (category != null) {
            categories.add(category);
        }
    }

    /** An array, or one within a string. */
    private static List<String> techniques(JsonNode said) {
        return TECHNIQUE
                .matcher(said.isString() ? said.asString() : said.toString())
                .results()
                .map(found -> found.group())
                .distinct()
                .toList();
    }

    private static @Nullable String first(List<JsonNode> rows, String column) {
        return rows.stream()
                .map(row -> text(row, column))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private static ObjectNode evidence(JsonNode row) {
        var entity = requireNonNullElse(text(row, "EntityType"), "");
        var more = additional(row.path("AdditionalFields"));
        var shape = JSON.createObjectNode();
        shape.put("@odata.type", PREFIX + typeOf(entity) + "Evidence");
        shape.put("createdDateTime", text(row, "Timestamp"));
        roles(row).forEach(shape.putArray("roles")::add);
        switch (entity.toLowerCase(Locale.ROOT)) {
            case "machine" -> device(shape, row, more);
            case "user" -> shape.set("userAccount", account(row));
            case "mailbox" -> mailbox(shape, row);
            case "mailmessage" -> message(shape, row, more);
            case "mailcluster" -> copy(more, "Query", shape, "query");
            case "file" -> file(shape, row);
            case "process" -> process(shape, row, more);
            case "ip" -> shape.put("ipAddress", first(row, "RemoteIP", "LocalIP"));
            case "url" -> shape.put("url", text(row, "RemoteUrl"));
            case "registrykey", "registryvalue" -> registry(shape, row);
            default -> named(shape, row);
        }
        if (!more.isEmpty()) {
            shape.set("additionalData", more);
        }
        return shape;
    }

    /** As Graph calls it: what has another name there, and the rule for all others. */
    private static String typeOf(String entity) {
        return switch (entity.toLowerCase(Locale.ROOT)) {
            case "machine" -> "device";
            case "mailmessage" -> "analyzedMessage";
            case "oauthapplication" -> "oauthApplication";
            case "" -> "unknown";
            default -> Character.toLowerCase(entity.charAt(0)) + entity.substring(1);
        };
    }

    private static List<String> roles(JsonNode row) {
        var roles = new ArrayList<String>();
        switch (lowerCase(text(row, "EvidenceRole"))) {
            case "impacted" -> roles.add("attacked");
            case "related" -> roles.add("contextual");
            case null, default -> {}
        }
        var direction = lowerCase(text(row, "EvidenceDirection"));
        if (direction != null) {
            roles.add(direction);
        }
        return roles;
    }

    private static void device(ObjectNode shape, JsonNode row, ObjectNode more) {
        shape.put("mdeDeviceId", text(row, "DeviceId"));
        shape.put("deviceDnsName", text(row, "DeviceName"));
        shape.put("hostName", text(more, "HostName"));
        shape.put("osPlatform", first(more, "OSPlatform", "OSFamily"));
        shape.put("lastIpAddress", text(row, "LocalIP"));
        shape.put("rbacGroupName", text(row, "MachineGroup"));
    }

    private static void mailbox(ObjectNode shape, JsonNode row) {
        shape.put("primaryAddress", text(row, "AccountUpn"));
        shape.put("upn", text(row, "AccountUpn"));
        shape.set("userAccount", account(row));
    }

    private static void message(ObjectNode shape, JsonNode row, ObjectNode more) {
        shape.put("networkMessageId", text(row, "NetworkMessageId"));
        shape.put("subject", text(row, "EmailSubject"));
        shape.put("recipientEmailAddress", recipient(row, more));
        shape.put("senderIp", text(more, "SenderIP"));
        shape.putObject("p2Sender").put("emailAddress", first(more, "P2Sender", "Sender"));
    }

    private static @Nullable String recipient(JsonNode row, ObjectNode more) {
        var said = text(more, "Recipient");
        return said == null ? text(row, "AccountUpn") : said;
    }

    private static void file(ObjectNode shape, JsonNode row) {
        shape.put("mdeDeviceId", text(row, "DeviceId"));
        shape.set("fileDetails", fileDetails(row));
    }

    private static void process(ObjectNode shape, JsonNode row, ObjectNode more) {
        shape.put("mdeDeviceId", text(row, "DeviceId"));
        shape.put("processCommandLine", text(row, "ProcessCommandLine"));
        copy(more, "ProcessId", shape, "processId");
        copy(more, "CreationTimeUtc", shape, "processCreationDateTime");
        shape.set("imageFile", fileDetails(row));
        shape.set("userAccount", account(row));
    }

    private static void registry(ObjectNode shape, JsonNode row) {
        shape.put("mdeDeviceId", text(row, "DeviceId"));
        shape.put("registryKey", text(row, "RegistryKey"));
        shape.put("registryValueName", text(row, "RegistryValueName"));
        shape.put("registryValue", text(row, "RegistryValueData"));
    }

    /** Applications and whatever else may come. */
    private static void named(ObjectNode shape, JsonNode row) {
        shape.put("displayName", first(row, "Application", "AccountName", "AccountUpn", "FileName", "DeviceName"));
        copy(row, "ApplicationId", shape, "appId");
    }

    private static ObjectNode fileDetails(JsonNode row) {
        var file = JSON.createObjectNode();
        file.put("fileName", text(row, "FileName"));
        file.put("filePath", text(row, "FolderPath"));
        file.put("sha1", text(row, "SHA1"));
        file.put("sha256", text(row, "SHA256"));
        copy(row, "FileSize", file, "fileSize");
        return file;
    }

    private static ObjectNode account(JsonNode row) {
        var account = JSON.createObjectNode();
        account.put("accountName", text(row, "AccountName"));
        account.put("domainName", text(row, "AccountDomain"));
        account.put("userSid", text(row, "AccountSid"));
        account.put("azureAdUserId", text(row, "AccountObjectId"));
        account.put("userPrincipalName", text(row, "AccountUpn"));
        return account;
    }

    /** A string with an object in it, an object, or nothing. */
    private static ObjectNode additional(JsonNode said) {
        if (said instanceof ObjectNode object) {
            return object;
        }
        try {
            return said.isString() && JSON.readTree(said.asString()) instanceof ObjectNode object
                    ? object
                    : JSON.createObjectNode();
        } catch (JacksonException noJson) {
            return JSON.createObjectNode();
        }
    }

    private static void copy(JsonNode from, String column, ObjectNode to, String field) {
        if (from.hasNonNull(column)) {
            to.set(field, from.get(column));
        }
    }

    private static @Nullable String first(JsonNode json, String... fields) {
        return Stream.of(fields)
                .map(field -> text(json, field))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private static @Nullable String text(JsonNode json, String field) {
        return Json.text(json, field);
    }

    private static @Nullable String lowerCase(@Nullable String text) {
        return text == null ? null : text.toLowerCase(Locale.ROOT);
    }
}
