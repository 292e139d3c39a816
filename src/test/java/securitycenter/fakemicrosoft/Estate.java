package securitycenter.fakemicrosoft;

import static securitycenter.fakemicrosoft.GraphJson.object;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.json.JsonMapper;

/** The computers, people and files of a tenant in the columns of events; alerts name the same ones. */
final class Estate {

    static final String SERVER = "files-02";
    static final String DOMAIN_CONTROLLER = "dc-01";

    private static final List<String> OF_OTHER_DEVICE_TABLES =
            List.of("InitiatingProcessIntegrityLevel", "InitiatingProcessTokenElevation");

    private static final JsonMapper JSON = new JsonMapper();

    private final Tenant tenant;
    private final StoryCast cast;
    private final Map<String, Map<String, Object>> files = new ConcurrentHashMap<>();
    private final Map<String, Map<String, Object>> accounts = new ConcurrentHashMap<>();

    Estate(Tenant tenant, StoryCast cast) {
        this.tenant = tenant;
        this.cast = cast;
    }

    Tenant tenant() {
        return tenant;
    }

    List<String> people() {
        return cast.people();
    }

    List<String> computers() {
        var all = new ArrayList<>(people().stream().map(cast::computerOf).toList());
        all.addAll(List.of(SERVER, DOMAIN_CONTROLLER));
        return all;
    }

    static boolean isServer(String host) {
        return host.equals(SERVER) || host.equals(DOMAIN_CONTROLLER);
    }

    String computerOf(String person) {
        return cast.computerOf(person);
    }

    /** Nobody for a server. */
    Optional<String> ownerOf(String host) {
        return people().stream()
                .filter(person -> cast.computerOf(person).equals(host))
                .findFirst();
    }

    /** By the name that Endpoint has for it. */
    Optional<String> computer(Object deviceId) {
        return computers().stream()
                .filter(host -> SampleEvidence.deviceId(tenant, host).equals(deviceId))
                .findFirst();
    }

    String fullName(String host) {
        return host + "." + tenant.domain();
    }

    String address(String person) {
        return String.valueOf(known(person).get("userPrincipalName"));
    }

    /** An event on a computer. Its number follows from what it says. */
    EventRow onDevice(String table, Instant when, String host, String action, List<Map<String, Object>> parts) {
        var columns = object().with("DeviceId", SampleEvidence.deviceId(tenant, host))
                .with("DeviceName", fullName(host))
                .with("ActionType", action);
        parts.forEach(columns::putAll);
        if (table.equals("DeviceEvents")) {
            columns.keySet().removeAll(OF_OTHER_DEVICE_TABLES);
        }
        return EventRow.of(
                table, when, columns.with("ReportId", 1 + SampleEvidence.number(columns.toString(), 2_000_000)));
    }

    /** The attachment of a mail that somebody opened. */
    EventRow opened(String person, String attachment, Instant when) {
        var host = computerOf(person);
        var folder = StoryCast.profile(person) + "\\AppData\\Local\\Microsoft\\Windows\\INetCache\\Content.Outlook";
        return onDevice(
                "DeviceFileEvents",
                when,
                host,
                "FileCreated",
                List.of(
                        file(attachment, folder),
                        Scene.mailProgram(host, person, when).asCause(this)));
    }

    EventRow started(SampleProcess process) {
        return onDevice(
                "DeviceProcessEvents",
                process.started(),
                process.host(),
                "ProcessCreated",
                process.parent() == null
                        ? List.of(process.asStarted(this))
                        : List.of(process.asStarted(this), process.parent().asCause(this)));
    }

    /** What no device tells. Its number is a text, and may be given. */
    EventRow elsewhere(String table, Instant when, Map<String, Object> columns) {
        var all = object();
        all.putAll(columns);
        all.putIfAbsent("ReportId", tenant.idOf(table + when + columns).toString());
        return EventRow.of(table, when, all);
    }

    /** What somebody did in an app. */
    EventRow inCloud(Instant when, String person, String action, CloudApp app, String address, GraphJson more) {
        var account = known(person);
        var columns = object().with("ActionType", action)
                .with("Application", app.title())
                .with("ApplicationId", app.number())
                .with("AppInstanceId", 0)
                .with("AccountObjectId", account.get("azureAdUserId"))
                .with("AccountId", account.get("azureAdUserId"))
                .with("AccountDisplayName", person)
                .with("AccountType", "Regular")
                .with("IsAdminOperation", false)
                .with("IsExternalUser", false)
                .with("IPAddress", address)
                .with("IsAnonymousProxy", false)
                .with("CountryCode", country(address))
                .with("ActivityType", activity(action))
                .with("ActivityObjects", List.of())
                .with(
                        "RawEventData",
                        object().with("Operation", action).with("UserId", account.get("userPrincipalName")))
                .with("AdditionalFields", object());
        columns.putAll(more);
        return elsewhere("CloudAppEvents", when, columns);
    }

    /** How somebody changed the settings of a mailbox, as Exchange records it. */
    EventRow inMailbox(Instant when, String person, String operation, String address, GraphJson parameters) {
        var account = known(person);
        return inCloud(
                when,
                person,
                operation,
                CloudApp.EXCHANGE,
                address,
                object().with(
                                "ObjectName",
                                account.get("userPrincipalName") + "\\"
                                        + parameters.getOrDefault("Name", account.get("accountName")))
                        .with(
                                "RawEventData",
                                object().with(
                                                "CreationTime",
                                                when.truncatedTo(ChronoUnit.SECONDS)
                                                        .toString())
                                        .with("Operation", operation)
                                        .with("Workload", "Exchange")
                                        .with("ResultStatus", "True")
                                        .with("ClientIP", address)
                                        .with("UserId", account.get("userPrincipalName"))
                                        .with("Parameters", named(parameters))));
    }

    private static List<GraphJson> named(GraphJson parameters) {
        return parameters.entrySet().stream()
                .map(each -> object().with("Name", each.getKey()).with("Value", each.getValue()))
                .toList();
    }

    /** Where the addresses of the story are. */
    static String country(String address) {
        return switch (address.substring(0, address.lastIndexOf('.'))) {
            case "192.0.2" -> "NL";
            case "198.51.100" -> address.endsWith(".77") ? "IS" : "PT";
            default -> "PT";
        };
    }

    private static String activity(String action) {
        return action.startsWith("UserLog") ? "Logon" : action.startsWith("File") ? action.substring(4) : "Basic";
    }

    EventRow signIn(Instant when, String person, String action, String logonType, GraphJson more) {
        var columns = object().with("ActionType", action).with("LogonType", logonType);
        columns.putAll(person(person));
        columns.putAll(more);
        return elsewhere("IdentityLogonEvents", when, columns);
    }

    /** From a computer to another one, by way of the domain controller. */
    GraphJson ticket(String from, String to) {
        return object().with("Application", "Active Directory")
                .with("Protocol", "Kerberos")
                .with("DeviceName", fullName(from))
                .with("IPAddress", SampleEvidence.address(from))
                .with("Port", 49_152 + SampleEvidence.number(from + to, 16_000))
                .with("DestinationDeviceName", fullName(DOMAIN_CONTROLLER))
                .with("DestinationIPAddress", SampleEvidence.address(DOMAIN_CONTROLLER))
                .with("DestinationPort", 88)
                .with("TargetDeviceName", fullName(to));
    }

    /** Somebody on a computer, as a server sees it. */
    EventRow loggedOnTo(String server, Instant when, String person, String from) {
        return logon(server, when, person, from, "LogonSuccess", "");
    }

    EventRow refusedBy(String server, Instant when, String person, String from) {
        return logon(server, when, person, from, "LogonFailed", "InvalidUserNameOrPassword");
    }

    private EventRow logon(
            String server, Instant when, String person, String from, String action, String failureReason) {
        var columns = account(person, "");
        columns.keySet().removeAll(List.of("AccountUpn", "AccountObjectId"));
        return onDevice(
                "DeviceLogonEvents",
                when,
                server,
                action,
                List.of(
                        columns,
                        object().with("LogonType", "Network")
                                .with("FailureReason", failureReason)
                                .with("Protocol", "Kerberos")
                                .with("IsLocalAdmin", false)
                                .with("LogonId", 100_000 + SampleEvidence.number(person + when, 800_000))
                                .with("RemoteDeviceName", from)
                                .with("RemoteIP", SampleEvidence.address(from))
                                .with("RemoteIPType", "Private"),
                        SampleProcess.services(server, when).asCause(this)));
    }

    EventRow asked(Instant when, String person, String from, String type, GraphJson question) {
        var columns = object().with("ActionType", type)
                .with("Application", "Active Directory")
                .with(
                        "Protocol",
                        type.replace(" query", "").replace("LDAP", "Ldap").replace("SAMR", "Samr"))
                .with("DeviceName", fullName(from))
                .with("IPAddress", SampleEvidence.address(from))
                .with("DestinationDeviceName", fullName(DOMAIN_CONTROLLER))
                .with("DestinationIPAddress", SampleEvidence.address(DOMAIN_CONTROLLER));
        if (person != null) {
            columns.putAll(person(person));
        }
        columns.putAll(question);
        return elsewhere("IdentityQueryEvents", when, columns);
    }

    /** Something that changed in the directory, or happened on a computer of the domain. */
    EventRow inDirectory(Instant when, String person, String from, String action, GraphJson more) {
        var columns = object().with("ActionType", action)
                .with("Application", "Active Directory")
                .with("DeviceName", fullName(from))
                .with("IPAddress", SampleEvidence.address(from))
                .with("DestinationDeviceName", fullName(DOMAIN_CONTROLLER))
                .with("DestinationIPAddress", SampleEvidence.address(DOMAIN_CONTROLLER));
        columns.putAll(person(person));
        columns.putAll(more);
        return elsewhere("IdentityDirectoryEvents", when, columns);
    }

    /** Size and hashes of a file. */
    Map<String, Object> details(String fileName) {
        return files.computeIfAbsent(fileName, name -> SampleEvidence.fileDetails(name, "", null));
    }

    private Map<String, Object> known(String person) {
        return accounts.computeIfAbsent(person, name -> SampleEvidence.account(tenant, name));
    }

    GraphJson file(String name, String folder) {
        var file = details(name);
        return object().with("FileName", name)
                .with("FolderPath", folder + "\\" + name)
                .with("SHA1", file.get("sha1"))
                .with("SHA256", file.get("sha256"))
                .with("MD5", file.get("md5"))
                .with("FileSize", file.get("fileSize"));
    }

    /** @param person null for Windows itself */
    GraphJson account(String person, String prefix) {
        if (person == null) {
            return object().with(prefix + "AccountDomain", "nt authority")
                    .with(prefix + "AccountName", "system")
                    .with(prefix + "AccountSid", "S-1-5-18");
        }
        var account = known(person);
        return object().with(prefix + "AccountDomain", account.get("domainName"))
                .with(prefix + "AccountName", account.get("accountName"))
                .with(prefix + "AccountSid", account.get("userSid"))
                .with(prefix + "AccountUpn", account.get("userPrincipalName"))
                .with(prefix + "AccountObjectId", account.get("azureAdUserId"));
    }

    /** With the name that people know. */
    GraphJson person(String name) {
        return account(name, "").with("AccountDisplayName", name);
    }

    GraphJson connection(String remoteAddress, int remotePort, String remoteUrl, String host) {
        return object().with("RemoteIP", remoteAddress)
                .with("RemotePort", remotePort)
                .with("RemoteUrl", remoteUrl)
                .with("LocalIP", SampleEvidence.address(host))
                .with("LocalPort", 49_152 + SampleEvidence.number(remoteAddress + host, 16_000))
                .with("Protocol", "Tcp")
                .with("LocalIPType", "Private")
                .with("RemoteIPType", remoteAddress.startsWith("10.") ? "Private" : "Public");
    }

    /** As most tables keep what they have no column for. */
    static String text(Map<String, Object> json) {
        return JSON.writeValueAsString(json);
    }
}
