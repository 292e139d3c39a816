package securitycenter.fakemicrosoft;

import static securitycenter.fakemicrosoft.GraphJson.object;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** What computers and people do in any hour, and nobody is alarmed by. An hour is the same whenever it is told. */
final class OrdinaryWork {

    private static final int INVENTORY_AT = 5;

    private static final List<String> PARTNERS = List.of(
            "orders@fabrikam-parts.example", "info@northsea-freight.example", "claims@adventure-insured.example");

    private static final List<String> SUBJECTS = List.of(
            "Minutes of this morning",
            "Offer for the new warehouse",
            "Invoice 20%02d",
            "Question about order 88%02d",
            "Planning week %d",
            "Parking on Friday");

    /** Programs of publishers that are trusted. */
    static final List<String> DOWNLOADS =
            List.of("MeetingRoomSetup.exe", "LabelPrinterSetup.exe", "ScreenNotesSetup.exe", "FleetMapSetup.exe");

    /** Each of one person. */
    private static final List<String> PASTIMES = List.of(
            "rowing",
            "choir",
            "bees",
            "chess",
            "climbing",
            "pottery",
            "trains",
            "sailing",
            "quilts",
            "birds",
            "cycling",
            "tulips",
            "skating",
            "brewing");

    private final Estate estate;
    private final long seed;

    OrdinaryWork(Estate estate, long seed) {
        this.estate = estate;
        this.seed = seed;
    }

    /**
     * In the order in which it happens.
     *
     * @param busy everybody is at work; otherwise few are, and hardly anybody at night
     */
    List<EventRow> of(Instant hour, boolean busy) {
        var rows = new ArrayList<EventRow>();
        if (busy || hourOfDay(hour) == INVENTORY_AT) {
            rows.addAll(new Inventory(estate).at(hour.plusSeconds(60)));
        }
        rows.addAll(server(hour));
        for (var person : estate.people()) {
            var random = new Random(seed ^ person.hashCode() ^ hour.getEpochSecond() * 0x9E3779B97F4A7C15L);
            if (busy || random.nextInt(1_000) < perMille(hour)) {
                rows.addAll(new Session(person, hour, random).rows());
            }
        }
        var all = new Signatures(estate).added(rows);
        all.sort((one, other) -> one.when().compareTo(other.when()));
        return all;
    }

    private static int hourOfDay(Instant hour) {
        return hour.atZone(ZoneOffset.UTC).getHour();
    }

    private static int perMille(Instant hour) {
        var time = hour.atZone(ZoneOffset.UTC);
        var atWork = time.getDayOfWeek().getValue() <= 5 && time.getHour() >= 7 && time.getHour() <= 17;
        return atWork ? 70 : 5;
    }

    /** A copy of the files is made in the night. */
    private List<EventRow> server(Instant hour) {
        if (hourOfDay(hour) != 2) {
            return List.of();
        }
        var when = hour.plusSeconds(300);
        var services = SampleProcess.services(Estate.SERVER, when);
        var backup = services.starts(
                "wbadmin.exe", SampleProcess.SYSTEM_FOLDER, "wbadmin.exe start backup -quiet", 3_904, when);
        return List.of(
                estate.started(backup),
                estate.onDevice(
                        "DeviceEvents",
                        when.plusSeconds(900),
                        Estate.SERVER,
                        "AntivirusScanCompleted",
                        List.of(
                                object().with("AdditionalFields", "{\"ScanTypeIndex\":\"Quick\"}"),
                                services.asCause(estate))),
                estate.onDevice(
                        "DeviceRegistryEvents",
                        when.plusSeconds(1_200),
                        Estate.SERVER,
                        "RegistryValueSet",
                        List.of(
                                object().with(
                                                "RegistryKey",
                                                "HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\W32Time\\Config")
                                        .with("RegistryValueType", "Dword")
                                        .with("RegistryValueName", "LastClockRate")
                                        .with("RegistryValueData", "156250"),
                                services.asCause(estate))));
    }

    /** An hour of one person at work. */
    private final class Session {

        private final String person;
        private final String host;
        private final Random random;
        private final SampleProcess desktop;
        private final List<EventRow> rows = new ArrayList<>();
        private Instant when;

        Session(String person, Instant hour, Random random) {
            this.person = person;
            this.random = random;
            host = estate.computerOf(person);
            when = hour.plusSeconds(30 + random.nextInt(1_300));
            desktop = SampleProcess.desktop(host, person, when);
        }

        List<EventRow> rows() {
            signIn();
            office();
            browse();
            mail();
            cloud();
            download();
            upkeep();
            directory();
            return rows;
        }

        /** With some twenty of them everybody stays within the hour. */
        private Instant later() {
            when = when.plusSeconds(15 + random.nextInt(75));
            return when;
        }

        private <T> T oneOf(List<T> all) {
            return all.get(random.nextInt(all.size()));
        }

        private void onDevice(String table, String action, SampleProcess cause, GraphJson more) {
            rows.add(estate.onDevice(table, later(), host, action, List.of(more, cause.asCause(estate))));
        }

        private void signIn() {
            var account = estate.account(person, "");
            account.keySet().removeAll(List.of("AccountUpn", "AccountObjectId"));
            var failed = random.nextInt(12) == 0;
            onDevice(
                    "DeviceLogonEvents",
                    failed ? "LogonFailed" : "LogonSuccess",
                    SampleProcess.services(host, when),
                    account.with("LogonType", "Unlock")
                            .with("FailureReason", failed ? "InvalidUserNameOrPassword" : "")
                            .with("IsLocalAdmin", false)
                            .with("LogonId", 100_000 + random.nextInt(800_000)));
            rows.add(estate.signIn(
                    later(), person, "LogonSuccess", "Resource access", estate.ticket(host, Estate.SERVER)));
            rows.add(estate.loggedOnTo(Estate.SERVER, when.plusMillis(200), person, host));
        }

        private void office() {
            var program = oneOf(List.of("WINWORD.EXE", "EXCEL.EXE", "POWERPNT.EXE"));
            var folder = SampleProcess.OFFICE_FOLDER;
            var file = "%s %d.%s"
                    .formatted(
                            oneOf(List.of("Budget", "Offer", "Contract", "Stock")),
                            random.nextInt(90),
                            extension(program));
            var documents = StoryCast.profile(person) + "\\Documents";
            var office = desktop.starts(
                    program,
                    folder,
                    "\"%s\\%s\" /n \"%s\\%s\"".formatted(folder, program, documents, file),
                    5_000 + random.nextInt(12_000),
                    later());
            rows.add(estate.started(office));
            onDevice("DeviceImageLoadEvents", "ImageLoaded", office, estate.file("mso.dll", folder));
            onDevice(
                    "DeviceFileEvents",
                    oneOf(List.of("FileCreated", "FileModified", "FileModified")),
                    office,
                    estate.file(file, documents));
        }

        private static String extension(String program) {
            return switch (program) {
                case "WINWORD.EXE" -> "docx";
                case "EXCEL.EXE" -> "xlsx";
                default -> "pptx";
            };
        }

        private void browse() {
            var browser = Scene.browser(host, person, when);
            var tab = browser.starts(
                    browser.fileName(),
                    browser.folder(),
                    browser.commandLine() + " --type=renderer",
                    9_000 + random.nextInt(9_000),
                    later());
            rows.add(estate.started(tab));
            for (var site : List.of(
                    "intranet." + estate.tenant().domain(),
                    oneOf(List.of("news.example", "maps.example", "weather.example")))) {
                onDevice(
                        "DeviceNetworkEvents",
                        "ConnectionSuccess",
                        browser,
                        estate.connection("192.0.2." + (20 + SampleEvidence.number(site, 200)), 443, site, host));
            }
            if (random.nextInt(6) == 0) {
                pastime(browser);
            }
        }

        private void pastime(SampleProcess browser) {
            var number = estate.people().indexOf(person);
            var site = PASTIMES.get(number) + "-club.example";
            for (var page = 1 + random.nextInt(3); page > 0; page--) {
                onDevice(
                        "DeviceNetworkEvents",
                        "ConnectionSuccess",
                        browser,
                        estate.connection("198.51.100." + (10 + number), 443, site, host));
            }
        }

        /** A program that is installed at once. */
        private void download() {
            if (random.nextInt(20) != 0) {
                return;
            }
            var program = oneOf(DOWNLOADS);
            var folder = StoryCast.profile(person) + "\\Downloads";
            var site = program.replace("Setup.exe", "").toLowerCase() + ".example";
            onDevice(
                    "DeviceFileEvents",
                    "FileCreated",
                    Scene.browser(host, person, when),
                    estate.file(program, folder).with("FileOriginUrl", "https://" + site + "/" + program));
            rows.add(estate.started(desktop.starts(
                    program, folder, "\"" + folder + "\\" + program + "\"", 5_000 + random.nextInt(12_000), later())));
        }

        private void mail() {
            var partner = oneOf(PARTNERS);
            var own = estate.address(person);
            var subject = oneOf(SUBJECTS).formatted(random.nextInt(50));
            var colleague = estate.address(oneOf(estate.people()));
            message(
                    partner,
                    own,
                    subject,
                    random.nextInt(3) == 0 ? List.of("https://" + domain(partner) + "/news") : List.of(),
                    List.of());
            answer(partner, own, "Re: " + subject);
            message(own, colleague, subject, List.of(), List.of());
            if (random.nextInt(15) == 0) {
                bait(own);
            }
        }

        private void answer(String partner, String own, String subject) {
            var inbound = random.nextBoolean();
            var attachment = "Specification %04d.pdf".formatted(random.nextInt(10_000));
            var isAttached = random.nextBoolean();
            message(
                    inbound ? partner : own,
                    inbound ? own : partner,
                    subject,
                    List.of(),
                    isAttached ? List.of(attachment) : List.of());
            if (inbound && isAttached) {
                rows.add(estate.opened(person, attachment, later()));
            }
        }

        private void message(String from, String to, String subject, List<String> links, List<String> attachments) {
            var mail = mail(from, to, subject, List.of());
            rows.addAll(mail.delivered(estate, links, attachments));
            links.stream()
                    .filter(link -> random.nextBoolean())
                    .map(link -> click(mail.id(), link))
                    .forEach(rows::add);
        }

        private SampleMail mail(String from, String to, String subject, List<String> threats) {
            var id = estate.tenant().idOf("mail " + from + to + subject + when).toString();
            return new SampleMail(id, from, to, subject, later(), threats);
        }

        private EventRow click(String message, String link) {
            return estate.elsewhere(
                    "UrlClickEvents",
                    later(),
                    object().with("Url", link)
                            .with("ActionType", "ClickAllowed")
                            .with("AccountUpn", estate.address(person))
                            .with("Workload", "Email")
                            .with("NetworkMessageId", message)
                            .with("IPAddress", SampleEvidence.OFFICE)
                            .with("IsClickedThrough", false)
                            .with("UrlChain", "[\"" + link + "\"]"));
        }

        /** Kept out of the mailbox, or taken out of it before anybody reads it. */
        private void bait(String own) {
            var site = "win-today-%d.example".formatted(random.nextInt(90));
            var mail = mail("prize@" + site, own, "You have been chosen", List.of("Phish"));
            var links = List.of("https://" + site + "/claim");
            if (random.nextBoolean()) {
                rows.addAll(mail.blocked(estate, links));
            } else {
                rows.addAll(mail.delivered(estate, links, List.of()));
                rows.add(mail.purged(estate, later()));
            }
        }

        private static String domain(String address) {
            return address.substring(address.indexOf('@') + 1);
        }

        private void rule() {
            var partner = oneOf(PARTNERS);
            rows.add(estate.inMailbox(
                    later(),
                    person,
                    oneOf(List.of("New-InboxRule", "Set-InboxRule")),
                    SampleEvidence.OFFICE,
                    object().with("Name", "From " + domain(partner))
                            .with("From", partner)
                            .with("MoveToFolder", "Partners")));
        }

        private void cloud() {
            if (random.nextInt(20) == 0) {
                rule();
            }
            rows.add(estate.inCloud(
                    later(), person, "UserLoggedIn", CloudApp.MICROSOFT_365, SampleEvidence.OFFICE, object()));
            rows.add(estate.inCloud(
                    later(), person, "MailItemsAccessed", CloudApp.EXCHANGE, SampleEvidence.OFFICE, object()));
            rows.add(estate.inCloud(
                    later(),
                    person,
                    oneOf(List.of("FileAccessed", "FileModified", "FileDownloaded", "FileUploaded")),
                    CloudApp.SHAREPOINT,
                    SampleEvidence.OFFICE,
                    object().with(
                                    "ObjectName",
                                    "/sites/team/Shared Documents/plan-%02d.docx".formatted(random.nextInt(60)))
                            .with("ObjectType", "File")));
        }

        private void upkeep() {
            var services = SampleProcess.services(host, when);
            onDevice(
                    "DeviceRegistryEvents",
                    "RegistryValueSet",
                    desktop,
                    object().with(
                                    "RegistryKey",
                                    "HKEY_CURRENT_USER\\Software\\Microsoft\\Windows\\CurrentVersion\\Explorer\\RecentDocs")
                            .with("RegistryValueType", "Binary")
                            .with("RegistryValueName", "MRUListEx")
                            .with("RegistryValueData", ""));
            switch (random.nextInt(3)) {
                case 0 ->
                    onDevice(
                            "DeviceEvents",
                            "PowerShellCommand",
                            services,
                            object().with("AdditionalFields", "{\"Command\":\"Get-BitLockerVolume\"}"));
                case 1 ->
                    onDevice(
                            "DeviceEvents",
                            "ScheduledTaskUpdated",
                            services,
                            object().with(
                                            "AdditionalFields",
                                            "{\"TaskName\":\"\\\\Microsoft\\\\Windows\\\\UpdateOrchestrator\\\\Schedule Scan\"}"));
                default ->
                    onDevice(
                            "DeviceEvents",
                            "AntivirusScanCompleted",
                            services,
                            object().with("AdditionalFields", "{\"ScanTypeIndex\":\"Quick\"}"));
            }
        }

        private void directory() {
            rows.add(estate.asked(
                    later(),
                    null,
                    host,
                    "DNS query",
                    object().with("QueryType", "A")
                            .with("QueryTarget", "intranet." + estate.tenant().domain())));
            rows.add(estate.asked(
                    later(),
                    person,
                    host,
                    "LDAP query",
                    object().with("QueryType", "AllUsers")
                            .with(
                                    "Query",
                                    "(&(objectCategory=person)(sAMAccountName=" + StoryCast.account(person) + "))")));
            if (random.nextInt(12) == 0) {
                rows.add(estate.inDirectory(
                        later(),
                        person,
                        host,
                        "Account Password changed",
                        object().with("TargetAccountUpn", estate.address(person))
                                .with("TargetAccountDisplayName", person)));
            }
        }
    }

    static Instant hourOf(Instant when) {
        return when.truncatedTo(ChronoUnit.HOURS);
    }
}
