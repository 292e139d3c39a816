package securitycenter.fakemicrosoft;

import static securitycenter.fakemicrosoft.GraphJson.date;
import static securitycenter.fakemicrosoft.GraphJson.object;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A device, file, person and so on in an alert, in the shape of Graph. The same name in the same tenant has the same
 * ids and hashes each time, so alerts that name one thing really have it in common.
 */
public final class SampleEvidence {

    /** From which all of a tenant's computers reach the internet. */
    static final String OFFICE = "192.0.2.10";

    /** What only this kind of evidence has, for a tenant and the moment at which the alert arose. */
    private interface Own {
        Map<String, Object> json(Tenant tenant, Instant created);
    }

    private interface Value {
        Object in(Tenant tenant);
    }

    private final String type;
    private final Own own;
    private final Map<String, Value> changed = new LinkedHashMap<>();
    private final List<String> roles = new ArrayList<>();
    private final List<String> detailedRoles = new ArrayList<>();
    private final List<String> tags = new ArrayList<>();
    private String verdict = "unknown";
    private String remediation = "none";
    private String remediationDetails;

    private SampleEvidence(String type, Own own) {
        this.type = type;
        this.own = own;
    }

    public static SampleEvidence device(String hostName, String... loggedOn) {
        return new SampleEvidence("deviceEvidence", (tenant, created) -> {
            var domain = tenant.domainPrefix().toUpperCase(Locale.ROOT);
            var address = address(hostName);
            return object().with("firstSeenDateTime", "2025-06-11T07:20:05.1200000Z")
                    .with("mdeDeviceId", deviceId(tenant, hostName))
                    .with(
                            "azureAdDeviceId",
                            tenant.idOf("Entra device " + hostName).toString())
                    .with("deviceDnsName", hostName + "." + tenant.domain())
                    .with("hostName", hostName)
                    .with("ntDomain", domain)
                    .with("dnsDomain", tenant.domain())
                    .with("osPlatform", "Windows11")
                    .with("osBuild", 22631)
                    .with("version", "23H2")
                    .with("healthStatus", "active")
                    .with("riskScore", "none")
                    .with("rbacGroupId", 3)
                    .with("rbacGroupName", "Workstations")
                    .with("onboardingStatus", "onboarded")
                    .with("defenderAvStatus", "updated")
                    .with("lastIpAddress", address)
                    .with("lastExternalIpAddress", OFFICE)
                    .with("ipInterfaces", List.of(address, "127.0.0.1"))
                    .with("vmMetadata", null)
                    .with(
                            "loggedOnUsers",
                            Arrays.stream(loggedOn)
                                    .map(name -> object().with("accountName", accountName(name))
                                            .with("domainName", domain))
                                    .toList())
                    .with("resourceAccessEvents", List.of());
        });
    }

    static String address(String hostName) {
        return "10.20." + number(hostName, 8) + "." + (10 + number(hostName + "!", 200));
    }

    public static SampleEvidence file(String fileName, String filePath) {
        return new SampleEvidence(
                "fileEvidence",
                (tenant, created) -> object().with("detectionStatus", "detected")
                        .with("mdeDeviceId", null)
                        .with("fileDetails", fileDetails(fileName, filePath, null)));
    }

    public static SampleEvidence process(String imageName, String commandLine, long processId) {
        return new SampleEvidence(
                "processEvidence",
                (tenant, created) -> object().with("detectionStatus", "detected")
                        .with("mdeDeviceId", null)
                        .with("processId", processId)
                        .with("parentProcessId", null)
                        .with("processCommandLine", commandLine)
                        .with("processCreationDateTime", date(created))
                        .with("parentProcessCreationDateTime", null)
                        .with("imageFile", fileDetails(imageName, "C:\\Windows\\System32", "Microsoft Corporation"))
                        .with("parentProcessImageFile", null)
                        .with("userAccount", null));
    }

    public static SampleEvidence user(String name) {
        return new SampleEvidence(
                "userEvidence",
                (tenant, created) -> object().with("stream", null).with("userAccount", account(tenant, name)));
    }

    public static SampleEvidence ip(String address, String countryLetterCode) {
        return new SampleEvidence(
                "ipEvidence",
                (tenant, created) -> object().with("ipAddress", address)
                        .with("countryLetterCode", countryLetterCode)
                        .with("location", null)
                        .with("stream", null));
    }

    public static SampleEvidence url(String url) {
        return new SampleEvidence("urlEvidence", (tenant, created) -> object().with("url", url));
    }

    public static SampleEvidence registryKey(String hive, String key) {
        return new SampleEvidence(
                "registryKeyEvidence",
                (tenant, created) -> object().with("registryHive", hive).with("registryKey", key));
    }

    public static SampleEvidence registryValue(String hive, String key, String name, String value) {
        return new SampleEvidence(
                "registryValueEvidence",
                (tenant, created) -> object().with("mdeDeviceId", null)
                        .with("registryHive", hive)
                        .with("registryKey", key)
                        .with("registryValueName", name)
                        .with("registryValue", value)
                        .with("registryValueType", "String"));
    }

    public static SampleEvidence mailbox(String owner) {
        return new SampleEvidence("mailboxEvidence", (tenant, created) -> {
            var account = account(tenant, owner);
            var address = account.get("userPrincipalName");
            return object().with("primaryAddress", address)
                    .with("displayName", owner)
                    .with("upn", address)
                    .with("userAccount", account);
        });
    }

    /** A message; its id follows from sender, recipient and subject. */
    public static SampleEvidence message(String sender, String recipient, String subject, String... urls) {
        return new SampleEvidence("analyzedMessageEvidence", (tenant, created) -> {
            var id = messageId(tenant, sender, recipient, subject);
            var domain = sender.substring(sender.indexOf('@') + 1);
            return object().with("networkMessageId", id)
                    .with("internetMessageId", "<" + id.substring(0, 8) + "@mail." + domain + ">")
                    .with("subject", subject)
                    .with("language", "en")
                    .with("senderIp", serverAddress(domain))
                    .with("recipientEmailAddress", account(tenant, recipient).get("userPrincipalName"))
                    .with("antiSpamDirection", "Inbound")
                    .with("deliveryAction", "Delivered")
                    .with("deliveryLocation", "Inbox")
                    .with("urn", "urn:MailEntity:" + hash("MD5", id))
                    .with("threats", List.of("Phish"))
                    .with("threatDetectionMethods", List.of("UrlReputation"))
                    .with("urls", List.of(urls))
                    .with("urlCount", urls.length)
                    .with("attachmentsCount", 0)
                    .with("receivedDateTime", date(created))
                    .with("p1Sender", sender("bounce@mail." + domain))
                    .with("p2Sender", sender(sender));
        });
    }

    /** Of the server that has the pages of a domain, or passes on its mail. */
    static String serverAddress(String domain) {
        return "203.0.113." + (1 + number(domain, 250));
    }

    private static Map<String, Object> sender(String address) {
        return object().with("emailAddress", address)
                .with("displayName", null)
                .with("domainName", address.substring(address.indexOf('@') + 1));
    }

    public static SampleEvidence mailCluster(String sender, String subject, String... recipients) {
        return new SampleEvidence("mailClusterEvidence", (tenant, created) -> {
            var domain = sender.substring(sender.indexOf('@') + 1);
            return object().with("clusterBy", "Subject;P2SenderDomain;AntispamDirection")
                    .with("clusterByValue", subject + ";" + domain + ";1")
                    .with("emailCount", recipients.length)
                    .with(
                            "networkMessageIds",
                            Arrays.stream(recipients)
                                    .map(recipient -> messageId(tenant, sender, recipient, subject))
                                    .toList())
                    .with("query", "( ((Subject:\"%s\")) AND ((P2SenderDomain:\"%s\")) )".formatted(subject, domain))
                    .with("urn", "urn:MailCluster:" + hash("MD5", tenant.id() + sender + subject));
        });
    }

    /** @param type for example {@code userInboxRule} or {@code mailForwardingRule} */
    public static SampleEvidence mailboxConfiguration(String owner, String type, String name) {
        return new SampleEvidence("mailboxConfigurationEvidence", (tenant, created) -> {
            var account = account(tenant, owner);
            return object().with(
                            "configurationId",
                            tenant.idOf("rule " + owner + "/" + name).toString())
                    .with("configurationType", type)
                    .with("displayName", name)
                    .with("externalDirectoryObjectId", account.get("azureAdUserId"))
                    .with("mailboxPrimaryAddress", account.get("userPrincipalName"))
                    .with("upn", account.get("userPrincipalName"));
        });
    }

    /** A message that somebody reported. */
    public static SampleEvidence submission(String submitter, String sender, String subject) {
        return new SampleEvidence("submissionMailEvidence", (tenant, created) -> {
            var address = account(tenant, submitter).get("userPrincipalName");
            return object().with("networkMessageId", messageId(tenant, sender, submitter, subject))
                    .with("recipient", address)
                    .with("reportType", "Phish")
                    .with("sender", sender)
                    .with("senderIp", serverAddress(sender.substring(sender.indexOf('@') + 1)))
                    .with("subject", subject)
                    .with("submissionDateTime", date(created))
                    .with(
                            "submissionId",
                            tenant.idOf("submission " + submitter + subject).toString())
                    .with("submitter", address);
        });
    }

    public static SampleEvidence cloudApplication(String name, long appId) {
        return new SampleEvidence(
                "cloudApplicationEvidence",
                (tenant, created) -> object().with("appId", appId)
                        .with("displayName", name)
                        .with("instanceId", 0)
                        .with("instanceName", name)
                        .with("saasAppId", appId)
                        .with("stream", null));
    }

    public static SampleEvidence oauthApplication(String name, String publisher) {
        return new SampleEvidence(
                "oauthApplicationEvidence",
                (tenant, created) -> object().with(
                                "appId", tenant.idOf("application " + name).toString())
                        .with("displayName", name)
                        .with(
                                "objectId",
                                tenant.idOf("application object " + name).toString())
                        .with("publisher", publisher));
    }

    public static SampleEvidence servicePrincipal(String name) {
        return new SampleEvidence(
                "servicePrincipalEvidence",
                (tenant, created) -> object().with(
                                "appId", tenant.idOf("application " + name).toString())
                        .with(
                                "appOwnerTenantId",
                                tenant.idOf("owner of " + name).toString())
                        .with("servicePrincipalName", name)
                        .with(
                                "servicePrincipalObjectId",
                                tenant.idOf("service principal " + name).toString())
                        .with("servicePrincipalType", "application")
                        .with("tenantId", tenant.id().toString()));
    }

    public static SampleEvidence cloudLogonSession(String user, String browser) {
        return new SampleEvidence(
                "cloudLogonSessionEvidence",
                (tenant, created) -> object().with("account", user(user).json(tenant, created))
                        .with("browser", browser)
                        .with("deviceName", null)
                        .with("operatingSystem", "Linux")
                        .with("previousLogonDateTime", null)
                        .with("protocol", null)
                        .with(
                                "sessionId",
                                tenant.idOf("session " + user + browser).toString())
                        .with("startUtcDateTime", date(created))
                        .with("userAgent", "Mozilla/5.0 (X11; Linux x86_64)"));
    }

    public static SampleEvidence securityGroup(String name) {
        return new SampleEvidence(
                "securityGroupEvidence",
                (tenant, created) -> object().with("displayName", name)
                        .with(
                                "distinguishedName",
                                "CN=%s,CN=Builtin,DC=%s,DC=example".formatted(name, tenant.domainPrefix()))
                        .with("friendlyName", name)
                        .with("sid", sid(tenant, name))
                        .with(
                                "activeDirectoryObjectGuid",
                                tenant.idOf("group " + name).toString())
                        .with("securityGroupId", null));
    }

    public static SampleEvidence malware(String name, String category, SampleEvidence... files) {
        return new SampleEvidence(
                "malwareEvidence",
                (tenant, created) -> object().with("category", category)
                        .with("name", name)
                        .with(
                                "files",
                                Arrays.stream(files)
                                        .map(file -> file.json(tenant, created))
                                        .toList())
                        .with("processes", List.of()));
    }

    /** Any other type, or one that Microsoft has not thought of yet; the fields come through {@link #field}. */
    public static SampleEvidence other(String type) {
        return new SampleEvidence(type, (tenant, created) -> object());
    }

    /** unknown, suspicious, malicious or noThreatsFound. */
    public SampleEvidence verdict(String word) {
        verdict = word;
        return this;
    }

    /** For example none, remediated, prevented; active, pendingApproval and others are gated. */
    public SampleEvidence remediation(String status) {
        remediation = status;
        return this;
    }

    public SampleEvidence remediation(String status, String details) {
        remediationDetails = details;
        return remediation(status);
    }

    /** For example attacked, source, created, compromised. */
    public SampleEvidence role(String role) {
        roles.add(role);
        return this;
    }

    public SampleEvidence detailedRole(String role) {
        detailedRoles.add(role);
        return this;
    }

    public SampleEvidence tag(String tag) {
        tags.add(tag);
        return this;
    }

    /** The file, process or registry value is on this device. */
    public SampleEvidence on(String hostName) {
        changed.put("mdeDeviceId", tenant -> deviceId(tenant, hostName));
        return this;
    }

    /** The process runs for this person. */
    public SampleEvidence runBy(String name) {
        changed.put("userAccount", tenant -> account(tenant, name));
        return this;
    }

    /** The process was started by another one. */
    public SampleEvidence startedBy(String imageName, long processId, Instant created) {
        field("parentProcessId", processId);
        field("parentProcessCreationDateTime", date(created));
        return field("parentProcessImageFile", fileDetails(imageName, "C:\\Program Files", "Microsoft Corporation"));
    }

    public SampleEvidence startedAt(Instant created) {
        return field("processCreationDateTime", date(created));
    }

    /** Any field, whatever Graph would say to it. */
    public SampleEvidence field(String name, Object value) {
        changed.put(name, tenant -> value);
        return this;
    }

    Map<String, Object> json(Tenant tenant, Instant created) {
        var json = object().with("@odata.type", "#microsoft.graph.security." + type)
                .with("createdDateTime", date(created))
                .with("verdict", verdict)
                .with("remediationStatus", remediation)
                .with("remediationStatusDetails", remediationDetails)
                .with("roles", List.copyOf(roles))
                .with("detailedRoles", List.copyOf(detailedRoles))
                .with("tags", List.copyOf(tags));
        json.putAll(own.json(tenant, created));
        changed.forEach((name, value) -> json.put(name, value.in(tenant)));
        return json;
    }

    /** What Endpoint calls a device. */
    public static String deviceId(Tenant tenant, String hostName) {
        return hash("SHA-1", tenant.id() + "/" + hostName);
    }

    public static String messageId(Tenant tenant, String sender, String recipient, String subject) {
        return tenant.idOf("message " + sender + "/" + recipient + "/" + subject)
                .toString();
    }

    /** The details of a file; its name decides its hashes. */
    static Map<String, Object> fileDetails(String fileName, String filePath, String publisher) {
        return object().with("sha1", hash("SHA-1", fileName))
                .with("sha256", hash("SHA-256", fileName))
                .with("sha256Ac", null)
                .with("md5", hash("MD5", fileName))
                .with("fileName", fileName)
                .with("filePath", filePath)
                .with("fileSize", 20_000 + number(fileName, 900_000))
                .with("filePublisher", publisher)
                .with("signer", null)
                .with("issuer", null);
    }

    /** Somebody who can sign in where there is one of this name, otherwise somebody invented. */
    static Map<String, Object> account(Tenant tenant, String name) {
        var person = tenant.people().stream()
                .filter(each -> each.name().equals(name))
                .findFirst();
        var principal = person.map(Person::userPrincipalName).orElse(accountName(name) + "@" + tenant.domain());
        return object().with("accountName", principal.substring(0, principal.indexOf('@')))
                .with("domainName", tenant.domainPrefix())
                .with("userSid", sid(tenant, name))
                .with(
                        "azureAdUserId",
                        person.map(Person::id)
                                .orElseGet(() -> tenant.idOf("person " + name))
                                .toString())
                .with("userPrincipalName", principal)
                .with("displayName", name)
                .with(
                        "activeDirectoryObjectGuid",
                        tenant.idOf("account " + name).toString())
                .with("tenantId", tenant.id().toString())
                .with("resourceAccessEvents", List.of());
    }

    static String accountName(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", ".");
    }

    static String sid(Tenant tenant, String name) {
        var authority = tenant.domainPrefix();
        return "S-1-5-21-%d-%d-%d-%d"
                .formatted(
                        1_000_000_000L + number(authority, 900_000_000),
                        2_000_000_000L + number(authority + "2", 900_000_000),
                        1_000_000_000L + number(authority + "3", 900_000_000),
                        1_100 + number(name, 8_000));
    }

    /** Below the limit, and always the same for the same text. */
    static int number(String text, int limit) {
        return Math.floorMod(text.hashCode() * 0x9E3779B1, limit);
    }

    static String hash(String algorithm, String text) {
        try {
            var digest = MessageDigest.getInstance(algorithm).digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
