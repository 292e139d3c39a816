package securitycenter.fakemicrosoft;

import static securitycenter.fakemicrosoft.GraphJson.object;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.json.JsonMapper;

/** An alert in the tables AlertInfo and AlertEvidence, as Graph tells it and no otherwise. */
final class AlertRows {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String TYPE = "#microsoft.graph.security.";

    private static final Map<String, String> TECHNIQUES = Map.ofEntries(
            Map.entry("T1003.001", "LSASS Memory"),
            Map.entry("T1021.002", "SMB/Windows Admin Shares"),
            Map.entry("T1046", "Network Service Discovery"),
            Map.entry("T1059.001", "PowerShell"),
            Map.entry("T1070.001", "Clear Windows Event Logs"),
            Map.entry("T1071.001", "Web Protocols"),
            Map.entry("T1078.004", "Cloud Accounts"),
            Map.entry("T1087.002", "Domain Account"),
            Map.entry("T1098", "Account Manipulation"),
            Map.entry("T1098.003", "Additional Cloud Roles"),
            Map.entry("T1105", "Ingress Tool Transfer"),
            Map.entry("T1110", "Brute Force"),
            Map.entry("T1110.003", "Password Spraying"),
            Map.entry("T1114.003", "Email Forwarding Rule"),
            Map.entry("T1204.001", "Malicious Link"),
            Map.entry("T1204.002", "Malicious File"),
            Map.entry("T1485", "Data Destruction"),
            Map.entry("T1486", "Data Encrypted for Impact"),
            Map.entry("T1490", "Inhibit System Recovery"),
            Map.entry("T1528", "Steal Application Access Token"),
            Map.entry("T1530", "Data from Cloud Storage"),
            Map.entry("T1543.003", "Windows Service"),
            Map.entry("T1547.001", "Registry Run Keys / Startup Folder"),
            Map.entry("T1550.003", "Pass the Ticket"),
            Map.entry("T1558.003", "Kerberoasting"),
            Map.entry("T1562.001", "Disable or Modify Tools"),
            Map.entry("T1564.008", "Email Hiding Rules"),
            Map.entry("T1566", "Phishing"),
            Map.entry("T1566.002", "Spearphishing Link"),
            Map.entry("T1569.002", "Service Execution"));

    private final Map<String, Object> alert;
    private final Instant created;

    private AlertRows(Map<String, Object> alert) {
        this.alert = alert;
        created = Instant.parse(text(alert, "createdDateTime"));
    }

    static List<EventRow> of(Map<String, Object> alert) {
        return new AlertRows(alert).rows();
    }

    private List<EventRow> rows() {
        var rows = new ArrayList<EventRow>();
        rows.add(info());
        evidenceOf(alert).stream().map(this::evidence).forEach(rows::add);
        return rows;
    }

    @SuppressWarnings("unchecked")
    static List<Map<String, Object>> evidenceOf(Map<String, Object> alert) {
        return (List<Map<String, Object>>) alert.get("evidence");
    }

    private EventRow info() {
        return EventRow.of(
                "AlertInfo",
                created,
                object().with("AlertId", alert.get("id"))
                        .with("Title", alert.get("title"))
                        .with("Category", alert.get("category"))
                        .with("Severity", severity())
                        .with("ServiceSource", alert.get("productName"))
                        .with("DetectionSource", detectionSource())
                        .with("AttackTechniques", techniques()));
    }

    private EventRow evidence(Map<String, Object> evidence) {
        var columns = object().with("AlertId", alert.get("id"))
                .with("Title", alert.get("title"))
                .with("Categories", JSON.writeValueAsString(List.of(alert.get("category"))))
                .with("AttackTechniques", techniques())
                .with("ServiceSource", alert.get("productName"))
                .with("DetectionSource", detectionSource())
                .with("Severity", severity())
                .with("EntityType", entityType(evidence))
                .with("EvidenceRole", isImpacted(evidence) ? "Impacted" : "Related");
        columns.putAll(own(evidence));
        return EventRow.of("AlertEvidence", created, columns);
    }

    private String severity() {
        var word = text(alert, "severity");
        return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }

    private String detectionSource() {
        return text(alert, "detectionSource").equals("microsoftDefenderForEndpoint")
                ? "EDR"
                : text(alert, "productName");
    }

    private String techniques() {
        var techniques = (List<?>) alert.get("mitreTechniques");
        return techniques.isEmpty()
                ? ""
                : JSON.writeValueAsString(techniques.stream()
                        .map(each -> "%s (%s)".formatted(Objects.requireNonNull(TECHNIQUES.get(each)), each))
                        .toList());
    }

    static String kind(Map<String, Object> evidence) {
        return text(evidence, "@odata.type").substring(TYPE.length()).replaceFirst("Evidence$", "");
    }

    private static String entityType(Map<String, Object> evidence) {
        var kind = kind(evidence);
        return switch (kind) {
            case "device" -> "Machine";
            case "analyzedMessage" -> "MailMessage";
            case "oauthApplication" -> "OAuthApplication";
            default -> Character.toUpperCase(kind.charAt(0)) + kind.substring(1);
        };
    }

    private static boolean isImpacted(Map<String, Object> evidence) {
        var roles = (List<?>) evidence.get("roles");
        return roles.contains("attacked") || roles.contains("compromised");
    }

    private GraphJson own(Map<String, Object> evidence) {
        return switch (kind(evidence)) {
            case "device" -> device(evidence);
            case "user" -> account(part(evidence, "userAccount"));
            case "mailbox" -> account(part(evidence, "userAccount"));
            case "mailboxConfiguration" -> object().with("AccountUpn", evidence.get("upn"));
            case "analyzedMessage" -> message(evidence);
            case "submissionMail" ->
                object().with("NetworkMessageId", evidence.get("networkMessageId"))
                        .with("EmailSubject", evidence.get("subject"))
                        .with("AccountUpn", evidence.get("submitter"));
            case "mailCluster" ->
                object().with(
                                "AdditionalFields",
                                more(evidence, "query", "Query", "networkMessageIds", "NetworkMessageIds"));
            case "url" -> object().with("RemoteUrl", evidence.get("url"));
            case "ip" -> object().with("RemoteIP", evidence.get("ipAddress"));
            case "file" -> file(part(evidence, "fileDetails")).with("DeviceId", evidence.get("mdeDeviceId"));
            case "process" -> process(evidence);
            case "registryKey", "registryValue" -> registry(evidence);
            case "malware" -> object().with("ThreatFamily", evidence.get("name"));
            case "cloudApplication" ->
                object().with("Application", evidence.get("displayName")).with("ApplicationId", evidence.get("appId"));
            case "oauthApplication" ->
                object().with("Application", evidence.get("displayName"))
                        .with("OAuthApplicationId", evidence.get("appId"));
            case "servicePrincipal" ->
                object().with("Application", evidence.get("servicePrincipalName"))
                        .with("OAuthApplicationId", evidence.get("appId"));
            case "securityGroup" ->
                object().with("AccountName", evidence.get("displayName")).with("AccountSid", evidence.get("sid"));
            case "cloudLogonSession" -> object().with("AdditionalFields", more(evidence, "sessionId", "SessionId"));
            default -> throw new IllegalStateException(kind(evidence));
        };
    }

    private static GraphJson device(Map<String, Object> evidence) {
        return object().with("DeviceId", evidence.get("mdeDeviceId"))
                .with("DeviceName", evidence.get("deviceDnsName"))
                .with("LocalIP", evidence.get("lastIpAddress"))
                .with("AdditionalFields", more(evidence, "hostName", "HostName", "osPlatform", "OSPlatform"));
    }

    private static GraphJson account(Map<String, Object> account) {
        return object().with("AccountName", account.get("accountName"))
                .with("AccountDomain", account.get("domainName"))
                .with("AccountSid", account.get("userSid"))
                .with("AccountObjectId", account.get("azureAdUserId"))
                .with("AccountUpn", account.get("userPrincipalName"));
    }

    private static GraphJson message(Map<String, Object> evidence) {
        return object().with("NetworkMessageId", evidence.get("networkMessageId"))
                .with("EmailSubject", evidence.get("subject"))
                .with("AccountUpn", evidence.get("recipientEmailAddress"))
                .with(
                        "AdditionalFields",
                        Estate.text(object().with("Recipient", evidence.get("recipientEmailAddress"))
                                .with("P2Sender", part(evidence, "p2Sender").get("emailAddress"))
                                .with("SenderIP", evidence.get("senderIp"))));
    }

    private static GraphJson file(Map<String, Object> details) {
        return object().with("FileName", details.get("fileName"))
                .with("FolderPath", details.get("filePath"))
                .with("SHA1", details.get("sha1"))
                .with("SHA256", details.get("sha256"))
                .with("FileSize", details.get("fileSize"));
    }

    private static GraphJson process(Map<String, Object> evidence) {
        var columns = file(part(evidence, "imageFile"))
                .with("ProcessCommandLine", evidence.get("processCommandLine"))
                .with("DeviceId", evidence.get("mdeDeviceId"))
                .with(
                        "AdditionalFields",
                        more(evidence, "processId", "ProcessId", "processCreationDateTime", "CreationTimeUtc"));
        if (evidence.get("userAccount") != null) {
            columns.putAll(account(part(evidence, "userAccount")));
        }
        return columns;
    }

    private static GraphJson registry(Map<String, Object> evidence) {
        return object().with("DeviceId", evidence.get("mdeDeviceId"))
                .with("RegistryKey", evidence.get("registryHive") + "\\" + evidence.get("registryKey"))
                .with("RegistryValueName", evidence.get("registryValueName"))
                .with("RegistryValueData", evidence.get("registryValue"));
    }

    /** @param names in Graph and in the row, in turn */
    private static String more(Map<String, Object> evidence, String... names) {
        var fields = object();
        for (var name = 0; name < names.length; name += 2) {
            fields.with(names[name + 1], evidence.get(names[name]));
        }
        return Estate.text(fields);
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> part(Map<String, Object> json, String field) {
        return (Map<String, Object>) Objects.requireNonNull(json.get(field));
    }

    static String text(Map<String, Object> json, String field) {
        return String.valueOf(json.get(field));
    }
}
