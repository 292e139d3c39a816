package securitycenter.fakemicrosoft;

import static securitycenter.fakemicrosoft.SampleEvidence.cloudApplication;
import static securitycenter.fakemicrosoft.SampleEvidence.device;
import static securitycenter.fakemicrosoft.SampleEvidence.file;
import static securitycenter.fakemicrosoft.SampleEvidence.ip;
import static securitycenter.fakemicrosoft.SampleEvidence.mailbox;
import static securitycenter.fakemicrosoft.SampleEvidence.mailboxConfiguration;
import static securitycenter.fakemicrosoft.SampleEvidence.malware;
import static securitycenter.fakemicrosoft.SampleEvidence.message;
import static securitycenter.fakemicrosoft.SampleEvidence.oauthApplication;
import static securitycenter.fakemicrosoft.SampleEvidence.process;
import static securitycenter.fakemicrosoft.SampleEvidence.url;
import static securitycenter.fakemicrosoft.SampleEvidence.user;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;

/** The incidents of the last weeks: the older ones mostly closed, the newer ones being worked on or waiting. */
final class Past {

    private static final int DAYS = 25;
    private static final int RECENT = 8;

    /**
     * One incident of the past.
     *
     * @param classification and determination: what it turned out to be, once somebody had looked
     */
    private record Episode(String name, String classification, String determination, List<SampleAlert> alerts) {}

    private final StoryCast cast;
    private final long seed;

    Past(StoryCast cast, long seed) {
        this.cast = cast;
        this.seed = seed;
    }

    /**
     * One a day, the last of them yesterday. A day is the same whenever it is told, so a demo that starts again does not
     * repeat its past.
     */
    void tell(Telling telling, Instant now) {
        var today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        for (var ago = DAYS; ago > 0; ago--) {
            tell(telling, today.minusDays(ago), ago);
        }
    }

    private void tell(Telling telling, LocalDate day, int ago) {
        var random = new Random(seed + day.toEpochDay());
        var when = day.atStartOfDay(ZoneOffset.UTC).toInstant().plusSeconds(random.nextInt(60_000));
        var closed = when.plusSeconds(3_600 + random.nextInt(14_400));
        var episode = episode(day.toEpochDay(), random);
        var incident = SampleIncident.of(Telling.incidentId(when), episode.name());
        var told = false;
        for (var alert : episode.alerts()) {
            alert.incident(incident.id()).activity(when.minusSeconds(300), when);
            told |= telling.tell(worked(alert, episode, outcome(ago), closed), when);
            when = when.plusSeconds(60 + random.nextInt(600));
        }
        if (told) {
            telling.tell(worked(incident, episode, outcome(ago), closed));
        }
    }

    private static String outcome(int daysAgo) {
        if (daysAgo > RECENT) {
            return daysAgo % 6 == 5 ? "inProgress" : "resolved";
        }
        return List.of("new", "inProgress", "resolved", "new").get(daysAgo % 4);
    }

    private SampleAlert worked(SampleAlert alert, Episode episode, String outcome, Instant closed) {
        return switch (outcome) {
            case "resolved" ->
                alert.assignedTo(cast.analyst())
                        .resolved(closed, episode.classification(), episode.determination())
                        .updated(closed);
            case "inProgress" ->
                alert.assignedTo(cast.analyst()).status("inProgress").updated(closed);
            default -> alert;
        };
    }

    private SampleIncident worked(SampleIncident incident, Episode episode, String outcome, Instant closed) {
        return switch (outcome) {
            case "resolved" ->
                incident.assignedTo(cast.analyst())
                        .resolved(episode.classification(), episode.determination())
                        .comment("Looked into and closed.", cast.analyst(), closed)
                        .updated(closed);
            case "inProgress" ->
                incident.assignedTo(cast.analyst()).status("inProgress").updated(closed);
            default -> incident;
        };
    }

    private Episode episode(long day, Random random) {
        var person = cast.bystander(random);
        var computer = cast.computerOf(person);
        return switch ((int) (day % 10)) {
            case 0 -> malwareFound(person, computer, day);
            case 1 -> phishing(person, day);
            case 2 -> passwordsTried(person, day);
            case 3 ->
                new Episode(
                        "Unwanted application on one device",
                        "truePositive",
                        "unwantedSoftware",
                        List.of(Background.unwantedApplication(person, computer)));
            case 4 -> network(computer, day);
            case 5 -> mailForwarded(person);
            case 6 -> filesDeleted(person);
            case 7 -> exercise(person, computer);
            case 8 -> application(person);
            default -> decoy(person, computer);
        };
    }

    private static Episode malwareFound(String person, String computer, long day) {
        var file = file("invoice_%d.iso".formatted(day), StoryCast.profile(person) + "\\Downloads")
                .on(computer)
                .verdict("malicious")
                .remediation("remediated");
        return new Episode(
                "Malware on one device",
                "truePositive",
                "malware",
                List.of(
                        SampleAlert.endpoint("A malicious file was downloaded")
                                .severity("medium")
                                .category("Malware")
                                .evidence(device(computer, person), file, user(person)),
                        SampleAlert.endpoint("Malware was found and removed")
                                .severity("low")
                                .category("Malware")
                                .investigation("successfullyRemediated")
                                .evidence(
                                        device(computer, person),
                                        file,
                                        malware("Trojan:Win32/Wrapper.B", "Trojan", file)
                                                .verdict("malicious")),
                        SampleAlert.endpoint("A script tried to switch off protection")
                                .severity("high")
                                .category("DefenseEvasion")
                                .techniques("T1562.001")
                                .evidence(
                                        device(computer, person),
                                        process("wscript.exe", "wscript.exe open.vbs", 5_500 + day % 1_000)
                                                .on(computer)
                                                .runBy(person)
                                                .verdict("suspicious"))));
    }

    private static Episode phishing(String person, long day) {
        var sender = "payroll@hr-portal-%d.example".formatted(day);
        var link = "https://hr-portal-%d.example/sign-in".formatted(day);
        return new Episode(
                "Phishing message in one mailbox",
                "truePositive",
                "phishing",
                List.of(
                        SampleAlert.office365("A message with a malicious link was delivered")
                                .severity("medium")
                                .category("InitialAccess")
                                .techniques("T1566.002")
                                .evidence(
                                        message(sender, person, "Your salary statement", link)
                                                .verdict("malicious"),
                                        url(link).verdict("malicious"),
                                        mailbox(person)),
                        Background.reportedMail(person, day),
                        SampleAlert.office365("Delivered messages were removed")
                                .severity("informational")
                                .category("InitialAccess")
                                .investigation("successfullyRemediated")
                                .evidence(
                                        message(sender, person, "Your salary statement", link)
                                                .verdict("malicious")
                                                .remediation("remediated"),
                                        mailbox(person))));
    }

    private static Episode passwordsTried(String person, long day) {
        var address =
                ip("203.0.113." + (100 + day % 100), "PT").verdict("suspicious").role("attacker");
        return new Episode(
                "Passwords were tried on several accounts",
                "truePositive",
                "compromisedAccount",
                List.of(
                        SampleAlert.identity("One password was tried on many accounts")
                                .severity("medium")
                                .category("CredentialAccess")
                                .techniques("T1110.003")
                                .evidence(user(person).role("attacked"), address),
                        SampleAlert.cloudApps("Many failed sign-ins from one address")
                                .severity("medium")
                                .category("CredentialAccess")
                                .techniques("T1110")
                                .evidence(user(person).role("attacked"), address),
                        SampleAlert.cloudApps("Sign-in from an anonymous address")
                                .severity("high")
                                .category("InitialAccess")
                                .techniques("T1078.004")
                                .evidence(user(person).role("compromised"), address)));
    }

    private static Episode network(String computer, long day) {
        return new Episode(
                "One device looks around in the network",
                "informationalExpectedActivity",
                "confirmedActivity",
                List.of(
                        SampleAlert.identity("Accounts of the directory were listed")
                                .severity("low")
                                .category("Discovery")
                                .techniques("T1087.002")
                                .evidence(device(computer).role("source")),
                        SampleAlert.endpoint("A device scans the network")
                                .severity("low")
                                .category("Discovery")
                                .techniques("T1046")
                                .evidence(
                                        device(computer).role("source"),
                                        process("netscan.exe", "netscan.exe 10.20.0.0/21", 4_100 + day % 1_000)
                                                .field(
                                                        "imageFile",
                                                        SampleEvidence.fileDetails("netscan.exe", "C:\\Tools", null))
                                                .on(computer))));
    }

    private static Episode mailForwarded(String person) {
        return new Episode(
                "Mail is forwarded to an address outside",
                "truePositive",
                "maliciousUserActivity",
                List.of(
                        SampleAlert.office365("A forwarding rule to an address outside was made")
                                .severity("medium")
                                .category("Collection")
                                .techniques("T1114.003")
                                .evidence(
                                        mailbox(person),
                                        mailboxConfiguration(person, "mailForwardingRule", "Forward to home")
                                                .verdict("suspicious")),
                        SampleAlert.cloudApps("Unusual amount of mail was read")
                                .severity("low")
                                .category("Collection")
                                .evidence(user(person), cloudApplication("Microsoft Exchange Online", 20_893))));
    }

    private static Episode filesDeleted(String person) {
        return new Episode(
                "Many files were deleted by one person",
                "falsePositive",
                "notMalicious",
                List.of(
                        SampleAlert.cloudApps("Mass deletion by one person")
                                .severity("medium")
                                .category("Impact")
                                .techniques("T1485")
                                .evidence(user(person), cloudApplication("Microsoft SharePoint Online", 20_892)),
                        SampleAlert.cloudApps("Unusual activity of one person")
                                .severity("informational")
                                .category("SuspiciousActivity")
                                .evidence(user(person))));
    }

    private static Episode exercise(String person, String computer) {
        var shell = process("cmd.exe", "cmd.exe /c exercise.cmd", 3_300)
                .on(computer)
                .runBy(person);
        return new Episode(
                "Ransomware behavior on one device",
                "informationalExpectedActivity",
                "securityTesting",
                List.of(
                        SampleAlert.endpoint("Ransomware behavior was detected")
                                .severity("high")
                                .category("Impact")
                                .techniques("T1486")
                                .evidence(device(computer, person), shell.verdict("suspicious")),
                        SampleAlert.endpoint("Backups of a device were deleted")
                                .severity("high")
                                .category("Impact")
                                .techniques("T1490")
                                .evidence(device(computer, person), shell),
                        SampleAlert.endpoint("The event log was cleared")
                                .severity("medium")
                                .category("DefenseEvasion")
                                .techniques("T1070.001")
                                .evidence(device(computer, person), shell),
                        SampleAlert.identity("Tickets of several services were asked for")
                                .severity("medium")
                                .category("CredentialAccess")
                                .techniques("T1558.003")
                                .evidence(user(person), device(computer))));
    }

    private static Episode application(String person) {
        var application = oauthApplication("Meeting Notes Plus", "Unverified").verdict("suspicious");
        return new Episode(
                "An application asks for wide permissions",
                "falsePositive",
                "notEnoughDataToValidate",
                List.of(
                        SampleAlert.cloudApps("An application with a misleading name")
                                .severity("medium")
                                .category("Persistence")
                                .techniques("T1528")
                                .evidence(application, user(person)),
                        SampleAlert.cloudApps("An uncommon application was allowed")
                                .severity("low")
                                .category("Persistence")
                                .evidence(application)));
    }

    private static Episode decoy(String person, String computer) {
        return new Episode(
                "A decoy account was used",
                "truePositive",
                "other",
                List.of(
                        SampleAlert.identity("A decoy account was used")
                                .severity("high")
                                .category("CredentialAccess")
                                .evidence(
                                        user("Backup Operator 2").role("attacked"),
                                        device(computer).role("source")),
                        SampleAlert.identity("Rights in the directory were asked for in an unusual way")
                                .severity("medium")
                                .category("Discovery")
                                .evidence(user(person), device(computer).role("source"))));
    }
}
