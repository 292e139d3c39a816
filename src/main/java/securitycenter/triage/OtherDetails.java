package securitycenter.triage;

import static java.util.Map.entry;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import securitycenter.alerts.Category;
import securitycenter.alerts.Text;
import securitycenter.identity.TypedText;
import securitycenter.triage.AlertPage.Detail;
import tools.jackson.databind.JsonNode;

/** What Graph says of the rarer kinds of evidence, field by field. What is longer is in the alert's record. */
final class OtherDetails {

    private static final int LONGEST = 1_000;
    private static final int MOST_OF_A_LIST = 20;

    /** In the order in which they are shown; a point leads into what lies within. */
    private static final Map<String, List<String>> FIELDS = Map.ofEntries(
            entry("registryKeyEvidence", List.of("registryHive", "registryKey")),
            entry(
                    "registryValueEvidence",
                    List.of(
                            "registryHive",
                            "registryKey",
                            "registryValueName",
                            "registryValue",
                            "registryValueType",
                            "mdeDeviceId")),
            entry(
                    "mailClusterEvidence",
                    List.of("clusterBy", "clusterByValue", "emailCount", "query", "networkMessageIds")),
            entry(
                    "mailboxConfigurationEvidence",
                    List.of("displayName", "configurationType", "mailboxPrimaryAddress", "upn", "configurationId")),
            entry(
                    "submissionMailEvidence",
                    List.of(
                            "submitter",
                            "submissionDateTime",
                            "reportType",
                            "sender",
                            "senderIp",
                            "recipient",
                            "subject",
                            "networkMessageId",
                            "submissionId")),
            entry(
                    "cloudApplicationEvidence",
                    List.of("displayName", "appId", "saasAppId", "instanceName", "instanceId")),
            entry("oauthApplicationEvidence", List.of("displayName", "publisher", "appId", "objectId")),
            entry(
                    "cloudLogonSessionEvidence",
                    List.of(
                            "account.userAccount.userPrincipalName",
                            "deviceName",
                            "operatingSystem",
                            "browser",
                            "userAgent",
                            "protocol",
                            "startUtcDateTime",
                            "previousLogonDateTime",
                            "sessionId")),
            entry("cloudLogonRequestEvidence", List.of("requestId")),
            entry(
                    "hostLogonSessionEvidence",
                    List.of(
                            "account.userAccount.userPrincipalName",
                            "host.deviceDnsName",
                            "startUtcDateTime",
                            "endUtcDateTime",
                            "sessionId")),
            entry(
                    "securityGroupEvidence",
                    List.of("displayName", "friendlyName", "distinguishedName", "sid", "securityGroupId")),
            entry(
                    "servicePrincipalEvidence",
                    List.of(
                            "servicePrincipalName",
                            "servicePrincipalType",
                            "appId",
                            "servicePrincipalObjectId",
                            "appOwnerTenantId")),
            entry("malwareEvidence", List.of("name", "category")),
            entry("blobEvidence", List.of("name", "url")),
            entry("blobContainerEvidence", List.of("name", "url", "storageResource.resourceId")),
            entry("azureResourceEvidence", List.of("resourceName", "resourceType", "resourceId")),
            entry(
                    "amazonResourceEvidence",
                    List.of("resourceName", "resourceType", "amazonResourceId", "amazonAccountId")),
            entry(
                    "googleCloudResourceEvidence",
                    List.of("resourceName", "resourceType", "fullResourceName", "projectId")),
            entry(
                    "teamsMessageEvidence",
                    List.of("subject", "senderFromAddress", "recipients", "deliveryAction", "receivedDateTime")),
            entry("aiAgentEvidence", List.of("agentName", "hostingPlatformType", "instructions", "agentId")));

    private OtherDetails() {}

    static List<Detail> of(JsonNode evidence) {
        return FIELDS.getOrDefault(type(evidence), List.of()).stream()
                .map(field -> new Detail(name(field), value(at(evidence, field))))
                .filter(detail -> !detail.value().isEmpty())
                .toList();
    }

    /** Without its name space; documents and payloads differ in the first letter's case. */
    private static String type(JsonNode evidence) {
        var type = evidence.path("@odata.type").asString("");
        var name = type.substring(type.lastIndexOf('.') + 1);
        return name.isEmpty() ? name : Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }

    private static JsonNode at(JsonNode evidence, String field) {
        var found = evidence;
        for (var part : field.split("\\.")) {
            found = found.path(part);
        }
        return found;
    }

    /** {@code clusterByValue} is {@code cluster-by-value} in the key of its message. */
    private static String name(String field) {
        return Category.spaced(field.substring(field.lastIndexOf('.') + 1))
                .replace(' ', '-')
                .toLowerCase(Locale.ROOT);
    }

    private static String value(JsonNode node) {
        if (node.isArray()) {
            var some = StreamSupport.stream(node.spliterator(), false)
                    .limit(MOST_OF_A_LIST)
                    .map(OtherDetails::text)
                    .filter(text -> !text.isEmpty())
                    .collect(Collectors.joining(", "));
            return Text.within(LONGEST, node.size() > MOST_OF_A_LIST ? some + ", …" : some);
        }
        return Text.within(LONGEST, text(node));
    }

    private static String text(JsonNode node) {
        return node.isValueNode() && !node.isNull() ? TypedText.of(node.asString()) : "";
    }
}
