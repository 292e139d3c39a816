package securitycenter.alerts;

import static java.util.Objects.requireNonNullElse;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import securitycenter.alerts.Evidence.Facts;
import tools.jackson.databind.JsonNode;

/** Reads evidence in Graph's shape. What it does not know stays whole as {@link Evidence.Other}. */
final class EvidenceReader {

    private static final String PREFIX = "#microsoft.graph.security.";

    /** What names a thing of which we know no more, the best first. */
    private static final List<String> NAMING = List.of(
            "displayName",
            "name",
            "resourceName",
            "fullResourceName",
            "friendlyName",
            "subject",
            "clusterByValue",
            "upn",
            "servicePrincipalName",
            "agentName",
            "appId",
            "registryKey",
            "sessionId",
            "requestId",
            "deviceName",
            "domainName",
            "activeDirectoryDomainName",
            "login",
            "imageId",
            "registry",
            "macAddress",
            "signatureHash",
            "value",
            "id");

    /** How deep evidence may lie within evidence; what is deeper stays in the raw record. */
    private static final int DEEPEST = 3;

    private static final int MOST_TAGS = 20;
    private static final int LONGEST_TAG = 100;

    private EvidenceReader() {}

    static List<Evidence> all(JsonNode list) {
        return all(list, 0);
    }

    private static List<Evidence> all(JsonNode list, int depth) {
        var all = new ArrayList<Evidence>();
        for (var item : list) {
            if (item.isObject()) {
                all.add(one(item, depth));
            }
        }
        return List.copyOf(all);
    }

    private static Evidence one(JsonNode json, int depth) {
        var facts = facts(json);
        return switch (type(json)) {
            case "deviceEvidence" -> device(json, facts);
            case "userEvidence" -> new Evidence.User(facts, account(json.path("userAccount")));
            case "mailboxEvidence" -> mailbox(json, facts);
            case "analyzedMessageEvidence" -> message(json, facts);
            case "fileEvidence" ->
                new Evidence.File(facts, file(json.path("fileDetails")), Json.text(json, "mdeDeviceId"));
            case "processEvidence" -> process(json, facts);
            case "ipEvidence" -> new Evidence.Ip(facts, Json.text(json, "ipAddress"));
            case "urlEvidence" -> new Evidence.Url(facts, Json.text(json, "url"));
            default -> other(json, facts, depth);
        };
    }

    /** Without its name space; documents and payloads differ in the first letter's case. */
    private static String type(JsonNode json) {
        var type = requireNonNullElse(Json.text(json, "@odata.type"), "");
        var name = type.startsWith(PREFIX) ? type.substring(PREFIX.length()) : type;
        return name.isEmpty() ? name : Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }

    private static Facts facts(JsonNode json) {
        return new Facts(
                Json.time(json, "createdDateTime"),
                GraphWord.find(Verdict.class, Json.text(json, "verdict")).orElse(Verdict.UNKNOWN),
                GraphWord.find(RemediationStatus.class, Json.text(json, "remediationStatus"))
                        .orElse(RemediationStatus.NONE),
                Json.texts(json, "roles"),
                json);
    }

    private static Evidence device(JsonNode json, Facts facts) {
        return new Evidence.Device(
                facts,
                Json.text(json, "mdeDeviceId"),
                Json.text(json, "azureAdDeviceId"),
                Json.text(json, "deviceDnsName"),
                Json.text(json, "hostName"),
                Json.text(json, "osPlatform"),
                Json.text(json, "riskScore"),
                Json.text(json, "healthStatus"),
                Json.text(json, "rbacGroupName"),
                tags(json));
    }

    private static List<String> tags(JsonNode json) {
        return Json.texts(json, "tags").stream()
                .limit(MOST_TAGS)
                .map(tag -> Text.within(LONGEST_TAG, tag))
                .toList();
    }

    private static Evidence mailbox(JsonNode json, Facts facts) {
        var account = account(json.path("userAccount"));
        var upn = Json.text(json, "upn");
        return new Evidence.Mailbox(
                facts,
                Json.text(json, "primaryAddress"),
                Json.text(json, "displayName"),
                account.userName() != null || upn == null
                        ? account
                        : new Account(account.id(), account.sid(), upn, null, null, account.displayName()));
    }

    private static Evidence message(JsonNode json, Facts facts) {
        var sender = Json.text(json.path("p2Sender"), "emailAddress");
        return new Evidence.Message(
                facts,
                Json.text(json, "networkMessageId"),
                sender != null ? sender : Json.text(json.path("p1Sender"), "emailAddress"),
                Json.text(json, "recipientEmailAddress"),
                Json.text(json, "subject"),
                Json.text(json, "senderIp"),
                Json.text(json, "deliveryAction"));
    }

    private static Evidence process(JsonNode json, Facts facts) {
        return new Evidence.Process(
                facts,
                file(json.path("imageFile")),
                Json.text(json, "mdeDeviceId"),
                Json.number(json, "processId"),
                Json.time(json, "processCreationDateTime"),
                Json.text(json, "processCommandLine"),
                account(json.path("userAccount")));
    }

    private static FileDetails file(JsonNode json) {
        return json.isObject()
                ? new FileDetails(
                        Json.text(json, "fileName"),
                        Json.text(json, "filePath"),
                        Json.text(json, "sha1"),
                        Json.text(json, "sha256"),
                        Json.number(json, "fileSize"),
                        Json.text(json, "filePublisher"))
                : FileDetails.NONE;
    }

    static Account account(JsonNode json) {
        return json.isObject()
                ? new Account(
                        Json.text(json, "azureAdUserId"),
                        Json.text(json, "userSid"),
                        Json.text(json, "userPrincipalName"),
                        Json.text(json, "accountName"),
                        Json.text(json, "domainName"),
                        Json.text(json, "displayName"))
                : Account.NOBODY;
    }

    private static Evidence other(JsonNode json, Facts facts, int depth) {
        var parts = new ArrayList<Evidence>();
        if (depth < DEEPEST) {
            for (var field : json) {
                if (field.isArray()) {
                    all(field, depth + 1).stream()
                            .filter(EvidenceReader::saysSomething)
                            .forEach(parts::add);
                } else if (field.has("@odata.type")) {
                    parts.add(one(field, depth + 1));
                }
            }
            var account = account(json.path("account").path("userAccount"));
            if (account.isKnown() && parts.stream().noneMatch(Evidence.User.class::isInstance)) {
                parts.add(new Evidence.User(facts(json.path("account")), account));
            }
        }
        return new Evidence.Other(facts, kind(type(json)), naming(json), List.copyOf(parts));
    }

    private static boolean saysSomething(Evidence evidence) {
        return evidence.facts().raw().has("@odata.type");
    }

    private static @Nullable String naming(JsonNode json) {
        return NAMING.stream()
                .map(field -> Json.text(json, field))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private static EvidenceKind kind(String type) {
        return switch (type) {
            case "mailClusterEvidence" -> EvidenceKind.MAIL_CLUSTER;
            case "mailboxConfigurationEvidence" -> EvidenceKind.MAILBOX_RULE;
            case "submissionMailEvidence" -> EvidenceKind.SUBMISSION;
            case "registryKeyEvidence", "registryValueEvidence" -> EvidenceKind.REGISTRY;
            case "malwareEvidence" -> EvidenceKind.MALWARE;
            case "cloudApplicationEvidence" -> EvidenceKind.CLOUD_APP;
            case "oauthApplicationEvidence" -> EvidenceKind.OAUTH_APP;
            case "cloudLogonSessionEvidence", "cloudLogonRequestEvidence", "hostLogonSessionEvidence" ->
                EvidenceKind.SIGN_IN;
            case "securityGroupEvidence" -> EvidenceKind.GROUP;
            case "servicePrincipalEvidence" -> EvidenceKind.SERVICE_PRINCIPAL;
            default -> EvidenceKind.OTHER;
        };
    }
}
