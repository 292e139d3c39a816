package securitycenter.fakemicrosoft;

import static securitycenter.fakemicrosoft.GraphJson.object;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The events that the title of an alert tells of, beyond the things that it names. */
final class EpisodeEvents {

    private static final Duration A_SECOND = Duration.ofSeconds(1);

    private final Scene scene;
    private final Estate estate;

    private EpisodeEvents(Scene scene) {
        this.scene = scene;
        estate = scene.estate();
    }

    static List<EventRow> of(Scene scene) {
        return new EpisodeEvents(scene).rows().toList();
    }

    private Stream<EventRow> rows() {
        return switch (scene.title()) {
            case "A program connects to a command and control server" -> librariesAreLoaded();
            case "Passwords were read from memory" -> memoryIsRead();
            case "A ticket was used from another computer than it was issued to" -> ticketIsUsed();
            case "A command was run on a server from afar" -> serviceIsCreated();
            case "A service with an unsigned program was installed on a server" -> serviceIsInstalled();
            case "Somebody was added to a group with far-reaching rights" -> groupIsChanged();
            case "Accounts of the directory were listed", "Rights in the directory were asked for in an unusual way" ->
                directoryIsAsked();
            case "Tickets of several services were asked for" -> ticketsAreAskedFor();
            case "A decoy account was used" -> decoyIsUsed();
            case "One password was tried on many accounts" -> passwordIsTried();
            case "Many failed sign-ins from one address" -> cloud(CloudApp.MICROSOFT_365, "UserLoginFailed", 12);
            case "Sign-in from an address that this person never used",
                    "Sign-in from an anonymous address",
                    "Sign-in from an unusual place" -> signIn();
            case "An inbox rule hides messages" -> ruleIsMade();
            case "A forwarding rule to an address outside was made" -> forwarding();
            case "Unusual amount of mail was read" -> cloud(CloudApp.EXCHANGE, "MailItemsAccessed", 40);
            case "Mass download by one person" -> files("FileDownloaded", 2_140);
            case "Mass deletion by one person" -> files("FileDeleted", 120);
            case "An unknown application was allowed to read all mail", "An uncommon application was allowed" ->
                consent();
            case "A device scans the network" -> networkIsScanned();
            case "Ransomware behavior was detected" -> filesAreRenamed();
            case "Backups of a device were deleted" ->
                started("vssadmin.exe", "vssadmin.exe delete shadows /all /quiet");
            case "The event log was cleared" -> logIsCleared();
            case "A script tried to switch off protection" -> tampering();
            default -> Stream.of();
        };
    }

    private SampleProcess cause() {
        return scene.cause(scene.host());
    }

    private EventRow onDevice(Instant when, String action, GraphJson more) {
        return estate.onDevice("DeviceEvents", when, scene.host(), action, List.of(more, cause().asCause(estate)));
    }

    private Stream<EventRow> librariesAreLoaded() {
        return Stream.of("ws2_32.dll", "winhttp.dll", "crypt32.dll")
                .map(library -> estate.onDevice(
                        "DeviceImageLoadEvents",
                        cause().started().plusMillis(300),
                        scene.host(),
                        "ImageLoaded",
                        List.of(estate.file(library, SampleProcess.SYSTEM_FOLDER), cause().asCause(estate))));
    }

    private Stream<EventRow> memoryIsRead() {
        var attacked = estate.file("lsass.exe", SampleProcess.SYSTEM_FOLDER)
                .with("ProcessId", 812)
                .with("ProcessCommandLine", "lsass.exe");
        return Stream.of(
                onDevice(scene.first(), "OpenProcessApiCall", attacked),
                onDevice(scene.first().plusSeconds(1), "ReadProcessMemoryApiCall", attacked));
    }

    private Stream<EventRow> ticketIsUsed() {
        var from = scene.hosts().getFirst();
        var to = scene.hosts().getLast();
        return Stream.of(
                estate.signIn(
                        scene.first(), scene.person(), "LogonSuccess", "Resource access", estate.ticket(from, to)),
                estate.loggedOnTo(to, scene.first().plusMillis(400), scene.person(), from));
    }

    private Stream<EventRow> serviceIsCreated() {
        var from = scene.hosts().getFirst();
        var to = scene.hosts().getLast();
        return Stream.of(
                estate.refusedBy(to, scene.first().minusSeconds(9), scene.person(), from),
                estate.refusedBy(to, scene.first().minusSeconds(6), scene.person(), from),
                estate.loggedOnTo(to, scene.first().minusSeconds(1), scene.person(), from),
                estate.inDirectory(
                        scene.first(),
                        scene.person(),
                        from,
                        "Service creation",
                        object().with("TargetDeviceName", estate.fullName(to))
                                .with("AdditionalFields", object().with("ServiceName", "ParcelSync"))));
    }

    private Stream<EventRow> serviceIsInstalled() {
        var program = SampleProcess.services(scene.host(), scene.last())
                .starts(
                        "parcelsync.exe",
                        "C:\\Windows\\Temp",
                        "C:\\Windows\\Temp\\parcelsync.exe --service",
                        5_316,
                        scene.first().plusSeconds(6));
        return Stream.of(
                onDevice(
                        scene.first().plusSeconds(4),
                        "ServiceInstalled",
                        estate.file("parcelsync.exe", "C:\\Windows\\Temp")
                                .with("AdditionalFields", "{\"ServiceName\":\"ParcelSync\",\"ServiceStartType\":2}")),
                estate.onDevice(
                        "DeviceRegistryEvents",
                        scene.first().plusSeconds(4),
                        scene.host(),
                        "RegistryValueSet",
                        List.of(
                                object().with(
                                                "RegistryKey",
                                                "HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\ParcelSync")
                                        .with("RegistryValueType", "ExpandString")
                                        .with("RegistryValueName", "ImagePath")
                                        .with("RegistryValueData", program.commandLine()),
                                cause().asCause(estate))),
                estate.started(program));
    }

    private Stream<EventRow> groupIsChanged() {
        var added = scene.people().getLast();
        return scene.evidence("securityGroup")
                .map(group -> estate.inDirectory(
                        scene.first(),
                        scene.person(),
                        estate.computerOf(added),
                        "Group Membership changed",
                        object().with("TargetAccountUpn", estate.address(added))
                                .with("TargetAccountDisplayName", added)
                                .with("AdditionalFields", object().with("TO.GROUP", group.get("displayName")))));
    }

    private Stream<EventRow> directoryIsAsked() {
        var from = scene.host();
        var asking = scene.people().stream()
                .findFirst()
                .or(() -> estate.ownerOf(from))
                .orElse(null);
        return Stream.of("Domain Admins", "Enterprise Admins", "Backup Operators", "Administrators", "Domain Users")
                .flatMap(group -> scene.moments(4, A_SECOND)
                        .map(when -> estate.asked(
                                when,
                                asking,
                                from,
                                "SAMR query",
                                object().with("QueryType", "EnumerateGroups")
                                        .with("QueryTarget", group)
                                        .with("Query", "Members of " + group))));
    }

    private Stream<EventRow> ticketsAreAskedFor() {
        var from = scene.host();
        return Stream.of("http-intranet", "sql-orders", "print-04", "backup-01")
                .map(service -> estate.signIn(
                        scene.last().minusSeconds(1),
                        scene.person(),
                        "LogonSuccess",
                        "Resource access",
                        estate.ticket(from, service)));
    }

    private Stream<EventRow> decoyIsUsed() {
        return Stream.of(estate.signIn(
                scene.last(),
                scene.person(),
                "LogonFailed",
                "Credentials validation",
                estate.ticket(scene.host(), Estate.DOMAIN_CONTROLLER).with("FailureReason", "WrongPassword")));
    }

    private Stream<EventRow> passwordIsTried() {
        return estate.people().stream()
                .flatMap(person ->
                        scene.moments(2, Duration.ofSeconds(90)).map(when -> fromAddress(when, person, "LogonFailed")));
    }

    private EventRow fromAddress(Instant when, String person, String action) {
        return estate.signIn(
                when,
                person,
                action,
                "Interactive",
                object().with("Application", "Microsoft 365")
                        .with("IPAddress", scene.address())
                        .with("Location", Estate.country(scene.address()))
                        .with("FailureReason", action.equals("LogonFailed") ? "WrongPassword" : ""));
    }

    private Stream<EventRow> signIn() {
        return Stream.concat(
                cloud(CloudApp.MICROSOFT_365, "UserLoggedIn", 1),
                Stream.of(fromAddress(scene.last().minusSeconds(1), scene.person(), "LogonSuccess")));
    }

    private String whose() {
        return scene.people().stream()
                .findFirst()
                .or(() -> scene.evidence("mailbox")
                        .map(mailbox -> AlertRows.text(mailbox, "displayName"))
                        .findFirst())
                .orElse(estate.people().getLast());
    }

    private Stream<EventRow> cloud(CloudApp app, String action, int times) {
        return scene.moments(times, A_SECOND)
                .map(when -> estate.inCloud(when, whose(), action, app, scene.address(), object()));
    }

    /** What is about the mail of the attack goes where nobody looks. */
    private Stream<EventRow> ruleIsMade() {
        return scene.evidence("mailboxConfiguration")
                .map(rule -> estate.inMailbox(
                        scene.last().minusSeconds(1),
                        whose(),
                        "New-InboxRule",
                        scene.address(),
                        object().with("Name", rule.get("displayName"))
                                .with("SubjectContainsWords", "parcel;customs;password;sign-in")
                                .with("MoveToFolder", "RSS Feeds")
                                .with("MarkAsRead", "True")
                                .with("StopProcessingRules", "True")));
    }

    /** The mailbox as a whole, and a rule beside it. */
    private Stream<EventRow> forwarding() {
        var when = scene.last().minusSeconds(1);
        var mailbox = estate.inMailbox(
                when,
                whose(),
                "Set-Mailbox",
                scene.address(),
                object().with("ForwardingSmtpAddress", "smtp:me@home-mail.example")
                        .with("DeliverToMailboxAndForward", "True"));
        return Stream.concat(
                Stream.of(mailbox),
                scene.evidence("mailboxConfiguration")
                        .map(rule -> estate.inMailbox(
                                when.minusSeconds(40),
                                whose(),
                                "New-InboxRule",
                                scene.address(),
                                object().with("Name", rule.get("displayName"))
                                        .with("ForwardTo", "me@home-mail.example"))));
    }

    /** All within four minutes. */
    private Stream<EventRow> files(String action, int number) {
        var apart = Duration.ofMinutes(4).dividedBy(number);
        return IntStream.range(0, number)
                .mapToObj(each -> estate.inCloud(
                        scene.last().minus(apart.multipliedBy(number - each)),
                        whose(),
                        action,
                        CloudApp.SHAREPOINT,
                        scene.address(),
                        object().with("ObjectName", "/sites/finance/Shared Documents/contract-%04d.pdf".formatted(each))
                                .with("ObjectType", "File")));
    }

    private Stream<EventRow> consent() {
        return scene.evidence("oauthApplication")
                .map(application -> estate.inCloud(
                        scene.last().minusSeconds(1),
                        whose(),
                        "Consent to application.",
                        CloudApp.ENTRA,
                        scene.address(),
                        object().with("ObjectName", application.get("displayName"))
                                .with("ObjectType", "ServicePrincipal")
                                .with("ObjectId", application.get("objectId"))));
    }

    private Stream<EventRow> networkIsScanned() {
        return IntStream.range(1, 61)
                .mapToObj(number -> estate.onDevice(
                        "DeviceNetworkEvents",
                        scene.last().minusSeconds(number),
                        scene.host(),
                        number % 9 == 0 ? "ConnectionSuccess" : "ConnectionFailed",
                        List.of(
                                estate.connection("10.20.3." + number, 445, "", scene.host()),
                                cause().asCause(estate))));
    }

    private Stream<EventRow> filesAreRenamed() {
        var folder = "C:\\Exercise";
        return IntStream.range(1, 31)
                .mapToObj(number -> estate.onDevice(
                        "DeviceFileEvents",
                        scene.last().minusSeconds(number),
                        scene.host(),
                        "FileRenamed",
                        List.of(
                                estate.file("report-%02d.docx.locked".formatted(number), folder),
                                object().with("PreviousFileName", "report-%02d.docx".formatted(number))
                                        .with("PreviousFolderPath", folder),
                                cause().asCause(estate))));
    }

    private Stream<EventRow> started(String file, String line) {
        return Stream.of(estate.started(cause().starts(
                        file,
                        SampleProcess.SYSTEM_FOLDER,
                        line,
                        3_412,
                        scene.last().minusSeconds(2))));
    }

    private Stream<EventRow> logIsCleared() {
        return Stream.of(onDevice(scene.last(), "SecurityLogCleared", object()));
    }

    private Stream<EventRow> tampering() {
        return Stream.of(onDevice(
                scene.last(),
                "TamperingAttempt",
                object().with("RegistryKey", "HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Microsoft\\Windows Defender")
                        .with("RegistryValueName", "DisableAntiSpyware")
                        .with("RegistryValueData", "1")));
    }
}
