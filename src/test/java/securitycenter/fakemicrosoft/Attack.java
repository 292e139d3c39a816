package securitycenter.fakemicrosoft;

import static securitycenter.fakemicrosoft.SampleEvidence.cloudApplication;
import static securitycenter.fakemicrosoft.SampleEvidence.cloudLogonSession;
import static securitycenter.fakemicrosoft.SampleEvidence.device;
import static securitycenter.fakemicrosoft.SampleEvidence.file;
import static securitycenter.fakemicrosoft.SampleEvidence.ip;
import static securitycenter.fakemicrosoft.SampleEvidence.mailCluster;
import static securitycenter.fakemicrosoft.SampleEvidence.mailbox;
import static securitycenter.fakemicrosoft.SampleEvidence.mailboxConfiguration;
import static securitycenter.fakemicrosoft.SampleEvidence.malware;
import static securitycenter.fakemicrosoft.SampleEvidence.message;
import static securitycenter.fakemicrosoft.SampleEvidence.oauthApplication;
import static securitycenter.fakemicrosoft.SampleEvidence.process;
import static securitycenter.fakemicrosoft.SampleEvidence.registryKey;
import static securitycenter.fakemicrosoft.SampleEvidence.registryValue;
import static securitycenter.fakemicrosoft.SampleEvidence.securityGroup;
import static securitycenter.fakemicrosoft.SampleEvidence.servicePrincipal;
import static securitycenter.fakemicrosoft.SampleEvidence.url;
import static securitycenter.fakemicrosoft.SampleEvidence.user;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** A mail about a parcel, one click, and what comes of it: a program, a stolen ticket, a server, the files in the cloud. */
final class Attack {

    /** So many scenes at the beginning are one incident in the eyes of Microsoft. */
    static final int SEEN_AS_ONE = 10;

    private static final String SENDER = "release@parcel-desk.example";
    private static final String SUBJECT = "Your parcel 7731 is held at customs";
    private static final String LINK = "https://portal.parcel-desk.example/release/7731";
    private static final String ATTACHMENT = "Customs_notice_7731.pdf";
    private static final String DOCUMENT = "Customs_form_7731.docm";
    private static final String PROGRAM = "parcelsync.exe";
    private static final String CONTROL = "203.0.113.66";
    private static final String ELSEWHERE = "198.51.100.77";
    private static final String SERVER = "files-02";
    private static final String SHELL = "powershell.exe";
    private static final int SHELL_ID = 7412;
    private static final int PROGRAM_ID = 9120;

    private final StoryCast cast;
    private final String victim;
    private final String computer;
    private final Instant clicked;
    private final Instant shellStarted;
    private final Instant programStarted;

    Attack(StoryCast cast, Instant start) {
        this.cast = cast;
        victim = cast.victim();
        computer = cast.computerOf(victim);
        clicked = start.minusSeconds(8);
        shellStarted = start.plusSeconds(12);
        programStarted = start.plusSeconds(19);
    }

    List<Function<Instant, SampleAlert>> scenes() {
        return List.of(
                this::mailArrives,
                this::linkIsClicked,
                this::documentStartsShell,
                this::programIsDropped,
                this::programCallsOut,
                this::memoryIsRead,
                this::ticketIsUsedElsewhere,
                this::commandRunsOnServer,
                this::toolIsInstalledOnServer,
                this::groupIsChanged,
                this::signInFromElsewhere,
                this::ruleHidesMail,
                this::filesAreTaken,
                this::applicationIsAllowed);
    }

    private SampleAlert mailArrives(Instant when) {
        var alert = SampleAlert.office365("Phishing messages were delivered to three mailboxes")
                .description("Three people received a message whose link was judged malicious after delivery.")
                .severity("medium")
                .category("InitialAccess")
                .techniques("T1566.002")
                .investigation("pendingApproval")
                .activity(when.minusSeconds(240), when.minusSeconds(200));
        Arrays.stream(cast.recipients())
                .map(recipient -> bait(recipient)
                        .field("receivedDateTime", when.minusSeconds(220).toString()))
                .forEach(alert::evidence);
        Arrays.stream(cast.recipients())
                .map(recipient -> mailbox(recipient).role("attacked"))
                .forEach(alert::evidence);
        return alert.evidence(
                url(LINK).verdict("malicious").role("source"),
                attachment(),
                mailCluster(SENDER, SUBJECT, cast.recipients())
                        .verdict("malicious")
                        .remediation("pendingApproval"));
    }

    private SampleAlert linkIsClicked(Instant when) {
        return SampleAlert.office365("A person opened a malicious link")
                .description("A link in a delivered message was opened before it was known to be malicious.")
                .severity("high")
                .category("InitialAccess")
                .techniques("T1566.002", "T1204.001")
                .activity(clicked, clicked)
                .evidence(
                        user(victim).verdict("suspicious").role("compromised"),
                        mailbox(victim).role("attacked"),
                        url(LINK).verdict("malicious").role("source"),
                        bait(victim),
                        attachment());
    }

    private SampleAlert documentStartsShell(Instant when) {
        return SampleAlert.endpoint("An Office document started PowerShell")
                .description("A document that came from the internet started a hidden PowerShell.")
                .severity("high")
                .category("Execution")
                .techniques("T1204.002", "T1059.001")
                .investigation("pendingApproval")
                .activity(shellStarted, shellStarted)
                .evidence(computer(), shell(), victimOnComputer(), document());
    }

    private SampleAlert programIsDropped(Instant when) {
        return SampleAlert.endpoint("An unsigned program was dropped and starts with Windows")
                .description(
                        "PowerShell wrote a program into a user's profile and registered it to start with Windows.")
                .severity("medium")
                .category("Persistence")
                .techniques("T1105", "T1547.001")
                .threat("Trojan:Win32/ParcelSync.A", "ParcelSync")
                .investigation("pendingApproval")
                .activity(programStarted, programStarted)
                .evidence(
                        computer(),
                        shell(),
                        program().role("created").remediation("pendingApproval"),
                        malware("Trojan:Win32/ParcelSync.A", "Trojan", program())
                                .verdict("malicious"),
                        registryValue(
                                        "HKEY_CURRENT_USER",
                                        "Software\\Microsoft\\Windows\\CurrentVersion\\Run",
                                        "ParcelSync",
                                        programPath() + "\\" + PROGRAM)
                                .on(computer)
                                .verdict("suspicious")
                                .role("created"),
                        victimOnComputer());
    }

    private SampleAlert programCallsOut(Instant when) {
        return SampleAlert.endpoint("A program connects to a command and control server")
                .description("A program without a signature keeps a connection to an address that attackers use.")
                .severity("high")
                .category("CommandAndControl")
                .techniques("T1071.001")
                .activity(programStarted, when.minusSeconds(3))
                .evidence(
                        computer(),
                        runningProgram(),
                        program().role("source"),
                        ip(CONTROL, "IS").verdict("malicious").role("commandAndControl"),
                        victimOnComputer());
    }

    private SampleAlert memoryIsRead(Instant when) {
        return SampleAlert.endpoint("Passwords were read from memory")
                .description("A program read the memory of the process that holds tickets and passwords.")
                .severity("high")
                .category("CredentialAccess")
                .techniques("T1003.001")
                .activity(when.minusSeconds(8), when.minusSeconds(5))
                .evidence(
                        computer(),
                        runningProgram(),
                        process("lsass.exe", "lsass.exe", 812).on(computer).role("attacked"),
                        user(cast.administrator()).verdict("suspicious").role("compromised"));
    }

    private SampleAlert ticketIsUsedElsewhere(Instant when) {
        return SampleAlert.identity("A ticket was used from another computer than it was issued to")
                .description("The ticket of an administrator came from a computer on which he has not signed in.")
                .severity("high")
                .category("LateralMovement")
                .techniques("T1550.003")
                .activity(when.minusSeconds(10), when.minusSeconds(10))
                .evidence(
                        user(cast.administrator()).verdict("suspicious").role("compromised"),
                        computer().role("source").detailedRole("PrimaryDevice"),
                        server().role("destination"));
    }

    private SampleAlert commandRunsOnServer(Instant when) {
        return SampleAlert.identity("A command was run on a server from afar")
                .description("A service was created on a server with the rights of an administrator.")
                .severity("high")
                .category("LateralMovement")
                .techniques("T1021.002", "T1569.002")
                .activity(when.minusSeconds(6), when.minusSeconds(6))
                .evidence(
                        user(cast.administrator()).verdict("suspicious").role("compromised"),
                        computer().role("source"),
                        server().role("destination"));
    }

    private SampleAlert toolIsInstalledOnServer(Instant when) {
        return SampleAlert.endpoint("A service with an unsigned program was installed on a server")
                .severity("medium")
                .category("Persistence")
                .techniques("T1543.003")
                .investigation("running")
                .activity(when.minusSeconds(15), when.minusSeconds(2))
                .evidence(
                        server().role("attacked"),
                        file(PROGRAM, "C:\\Windows\\Temp")
                                .on(SERVER)
                                .verdict("malicious")
                                .role("created"),
                        process("services.exe", "C:\\Windows\\System32\\services.exe", 704)
                                .on(SERVER)
                                .role("source"),
                        registryKey("HKEY_LOCAL_MACHINE", "SYSTEM\\CurrentControlSet\\Services\\ParcelSync")
                                .verdict("suspicious")
                                .role("created"),
                        user(cast.administrator()).role("compromised"));
    }

    private SampleAlert groupIsChanged(Instant when) {
        return SampleAlert.identity("Somebody was added to a group with far-reaching rights")
                .severity("medium")
                .category("PrivilegeEscalation")
                .techniques("T1098")
                .activity(when.minusSeconds(4), when.minusSeconds(4))
                .evidence(
                        user(cast.administrator()).verdict("suspicious").role("attacker"),
                        user(victim).role("added"),
                        securityGroup("Backup Operators").role("edited"));
    }

    private SampleAlert signInFromElsewhere(Instant when) {
        return cloud("Sign-in from an address that this person never used", "InitialAccess", when)
                .severity("medium")
                .techniques("T1078.004")
                .evidence(cloudLogonSession(victim, "Firefox 128").role("source"));
    }

    private SampleAlert ruleHidesMail(Instant when) {
        return cloud("An inbox rule hides messages", "DefenseEvasion", when)
                .severity("medium")
                .techniques("T1564.008")
                .evidence(
                        mailbox(victim).role("compromised"),
                        mailboxConfiguration(victim, "userInboxRule", "..")
                                .verdict("suspicious")
                                .role("created")
                                .remediation("active"));
    }

    private SampleAlert filesAreTaken(Instant when) {
        return cloud("Mass download by one person", "Exfiltration", when)
                .description("One account downloaded 2,140 files within four minutes, far more than it ever did.")
                .severity("high")
                .techniques("T1530")
                .evidence(
                        cloudApplication("Microsoft SharePoint Online", 20_892).role("source"));
    }

    private SampleAlert applicationIsAllowed(Instant when) {
        return cloud("An unknown application was allowed to read all mail", "Persistence", when)
                .severity("medium")
                .techniques("T1098.003", "T1528")
                .evidence(
                        oauthApplication("Parcel Archive", "Parcel Desk")
                                .verdict("suspicious")
                                .role("added"),
                        servicePrincipal("Parcel Archive").verdict("suspicious").role("created"));
    }

    private SampleAlert cloud(String title, String category, Instant when) {
        return SampleAlert.cloudApps(title)
                .category(category)
                .activity(when.minusSeconds(15), when.minusSeconds(1))
                .evidence(
                        user(victim).verdict("suspicious").role("compromised"),
                        ip(ELSEWHERE, "IS").verdict("suspicious").role("source"));
    }

    private static SampleEvidence bait(String recipient) {
        return message(SENDER, recipient, SUBJECT, LINK)
                .field("attachmentsCount", 1)
                .verdict("malicious")
                .role("source");
    }

    /** The link is in it, too. */
    private static SampleEvidence attachment() {
        return file(ATTACHMENT, "").verdict("suspicious").role("source");
    }

    private SampleEvidence computer() {
        return device(computer, victim)
                .field("riskScore", "high")
                .role("attacked")
                .tag("Finance");
    }

    private static SampleEvidence server() {
        return device(SERVER)
                .field("osPlatform", "WindowsServer2022")
                .field("osBuild", 20_348)
                .field("version", "21H2")
                .field("rbacGroupId", 9)
                .field("rbacGroupName", "Servers")
                .field("riskScore", "medium");
    }

    private SampleEvidence victimOnComputer() {
        return user(victim).verdict("suspicious").role("compromised");
    }

    private SampleEvidence document() {
        return file(DOCUMENT, StoryCast.profile(victim) + "\\Downloads")
                .on(computer)
                .verdict("malicious")
                .role("source");
    }

    private SampleEvidence shell() {
        return process(SHELL, SHELL + " -NoProfile -WindowStyle Hidden -File %TEMP%\\prep.ps1", SHELL_ID)
                .on(computer)
                .runBy(victim)
                .startedAt(shellStarted)
                .startedBy("winword.exe", 6_204, shellStarted.minusSeconds(9))
                .verdict("malicious")
                .role("source");
    }

    private SampleEvidence program() {
        return file(PROGRAM, programPath()).on(computer).verdict("malicious");
    }

    private SampleEvidence runningProgram() {
        return process(PROGRAM, programPath() + "\\" + PROGRAM + " --quiet", PROGRAM_ID)
                .field("imageFile", SampleEvidence.fileDetails(PROGRAM, programPath(), null))
                .on(computer)
                .runBy(victim)
                .startedAt(programStarted)
                .startedBy(SHELL, SHELL_ID, shellStarted)
                .verdict("malicious")
                .role("source");
    }

    private String programPath() {
        return StoryCast.profile(victim) + "\\AppData\\Roaming\\ParcelSync";
    }
}
