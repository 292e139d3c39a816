package securitycenter.investigations;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import securitycenter.alerts.FileDetails;
import securitycenter.alerts.RemediationStatus;
import securitycenter.investigations.Asset.Place;
import securitycenter.investigations.Taking.Named;
import securitycenter.kql.KqlLiteral;

/** What an investigation asks of the tenant’s events, in this order. */
enum Lookup {
    PROCESSES(Stage.EXPAND, Field.DEVICE, Lookup::processes, Lookup::process),
    FILES(Stage.EXPAND, Field.DEVICE, Lookup::files, Lookup::file),
    CONNECTIONS(Stage.EXPAND, Field.DEVICE, Lookup::connections, Lookup::connection),
    REGISTRY(Stage.EXPAND, Field.DEVICE, Lookup::registry, Lookup::registryValue),
    INSTALLED(Stage.EXPAND, Field.DEVICE, Lookup::installed, Lookup::installedThing),
    MESSAGES(Stage.EXPAND, Field.MAIL, Lookup::messages, Lookup::message),
    SAME_CLUSTER(Stage.EXPAND, Field.MAIL, Lookup::sameCluster, Lookup::message),
    LINKS(Stage.EXPAND, Field.MAIL, Lookup::links, Lookup::link),
    ATTACHMENTS(Stage.EXPAND, Field.MAIL, Lookup::attachments, Lookup::attachment),
    CLICKS(Stage.EXPAND, Field.MAIL, Lookup::clicks, Lookup::click),
    SAME_LINK(Stage.WIDEN, Field.MAIL, Lookup::sameLink, Lookup::message),
    SAME_ATTACHMENT(Stage.WIDEN, Field.MAIL, Lookup::sameAttachment, Lookup::message),
    SAME_FILE(Stage.WIDEN, null, Lookup::sameFile, Lookup::fileElsewhere),
    GROUPS(Stage.WIDEN, null, Lookup::groups, Lookup::group);

    /** Rows of an answer. */
    private static final int MOST = 1_000;

    private static final String INITIATOR =
            "DeviceId, DeviceName, InitiatingProcessId, InitiatingProcessCreationTime, InitiatingProcessSHA256, InitiatingProcessSHA1";

    /** What an answer tells. */
    record Told(List<Found> found, List<Named> places) {

        static final Told NOTHING = new Told(List.of(), List.of());

        static Told of(Found found) {
            var place = found.place();
            return new Told(List.of(found), place == null ? List.of() : List.of(new Named(place, List.of())));
        }

        Told and(Told other) {
            return new Told(
                    Stream.concat(found.stream(), other.found.stream()).toList(),
                    Stream.concat(places.stream(), other.places.stream()).toList());
        }
    }

    private final Stage stage;
    private final @Nullable Field field;
    private final Function<Seeds, Optional<String>> text;
    private final BiFunction<Seeds, Row, Told> reading;

    Lookup(
            Stage stage,
            @Nullable Field field,
            Function<Seeds, Optional<String>> text,
            BiFunction<Seeds, Row, Told> reading) {
        this.stage = stage;
        this.field = field;
        this.text = text;
        this.reading = reading;
    }

    /** Those of a stage, in their order. */
    static List<Lookup> of(Stage stage, Field field) {
        return Arrays.stream(values())
                .filter(lookup -> lookup.stage == stage && (lookup.field == null || lookup.field == field))
                .toList();
    }

    /** Under which name messages have it. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The query; empty where nothing is known by which to ask. */
    Optional<String> text(Seeds seeds) {
        return text.apply(seeds).map(query -> query + " | take " + MOST);
    }

    Told read(Seeds seeds, List<Row> rows) {
        var found = new ArrayList<Found>();
        var places = new ArrayList<Named>();
        for (var row : rows) {
            var told = reading.apply(seeds, row);
            found.addAll(told.found());
            places.addAll(told.places());
        }
        return new Told(found, places);
    }

    /** That run a known file, or were started by a known process. */
    private static Optional<String> processes(Seeds seeds) {
        return where(
                "DeviceProcessEvents",
                seeds.nearOnDevices(),
                Seeds.or(seeds.withHash("", seeds.of(EntityKind.FILE)), seeds.byProcess()),
                "FileName, FolderPath, SHA1, SHA256, ProcessId, ProcessCommandLine, ProcessCreationTime, Timestamp, "
                        + INITIATOR);
    }

    private static Told process(Seeds seeds, Row row) {
        var place = device(row);
        var id = row.number("ProcessId");
        if (place == null || id == null) {
            return Told.NOTHING;
        }
        var path = row.text("FolderPath");
        var started = row.time("ProcessCreationTime");
        var key = Taking.processKey(place.key(), id, started.isEmpty() ? row.time("Timestamp") : started);
        var process = Found.of(EntityKind.PROCESS, key, row.text("FileName") + " (" + id + ")", place, path)
                .with(Found.PID, String.valueOf(id))
                .with(Found.STARTED, started)
                .with(Found.COMMAND_LINE, row.text("ProcessCommandLine"));
        process = byInitiator(process, row, place, Linked.STARTED_BY);
        var program = Taking.isOwnProgram(path) ? fileOf(row, place, path) : Optional.<Found>empty();
        return program.isEmpty()
                ? Told.of(process)
                : Told.of(program.get())
                        .and(Told.of(process.tied(EntityKind.FILE, program.get().key(), Linked.IS)));
    }

    private static Optional<String> files(Seeds seeds) {
        return where(
                "DeviceFileEvents",
                seeds.nearOnDevices(),
                Seeds.or(seeds.withHash("", seeds.of(EntityKind.FILE)), seeds.byProcess()),
                "ActionType, FileName, FolderPath, SHA1, SHA256, " + INITIATOR);
    }

    private static Told file(Seeds seeds, Row row) {
        var place = device(row);
        if (place == null || row.text("ActionType").equals("FileDeleted")) {
            return Told.NOTHING;
        }
        return fileOf(row, place, row.text("FolderPath"))
                .map(file -> Told.of(byInitiator(file, row, place, Linked.MADE_BY)))
                .orElse(Told.NOTHING);
    }

    private static Optional<String> connections(Seeds seeds) {
        return where(
                "DeviceNetworkEvents",
                seeds.nearOnDevices()
                        .map(
                                near -> near
                                        + " and isnotempty(RemoteIP) and RemoteIPType !in (\"Private\", \"Loopback\", \"LinkLocal\", \"Reserved\")"),
                Seeds.or(seeds.withHash("InitiatingProcess", seeds.of(EntityKind.FILE)), seeds.byProcess()),
                "RemoteIP, RemoteUrl");
    }

    private static Told connection(Seeds seeds, Row row) {
        var address = row.text("RemoteIP");
        return Told.of(Found.of(EntityKind.IP, Taking.lower(address), address, null, ""));
    }

    /** What runs with the system is of interest whoever wrote it; services only where they have to do with what is known. */
    private static Optional<String> registry(Seeds seeds) {
        var services = Seeds.or(seeds.byProcess(), seeds.namesFile("RegistryValueData"))
                .map(known -> " or (RegistryKey contains " + KqlLiteral.text("\\Services\\") + " and " + known + ")")
                .orElse("");
        return where(
                "DeviceRegistryEvents",
                seeds.nearOnDevices()
                        .map(near -> near + " and ActionType in (\"RegistryValueSet\", \"RegistryKeyCreated\")"),
                Optional.of("(RegistryKey contains " + KqlLiteral.text("\\CurrentVersion\\Run") + services + ")"),
                "RegistryKey, RegistryValueName, RegistryValueData, " + INITIATOR);
    }

    private static Told registryValue(Seeds seeds, Row row) {
        var place = device(row);
        if (place == null || row.text("RegistryKey").isEmpty()) {
            return Told.NOTHING;
        }
        var data = row.text("RegistryValueData");
        var value = Taking.registry(row.text("RegistryKey"), row.text("RegistryValueName"), data, place);
        return Told.of(starting(byInitiator(value, row, place, Linked.MADE_BY), seeds, data));
    }

    private static Found starting(Found found, Seeds seeds, String data) {
        var starting = found;
        for (var file : seeds.namedIn(data)) {
            starting = starting.tied(EntityKind.FILE, file.key(), Linked.STARTS);
        }
        return starting;
    }

    private static Optional<String> installed(Seeds seeds) {
        return seeds.nearOnDevices()
                .map(near -> "DeviceEvents | where " + near
                        + " and ActionType in (\"ServiceInstalled\", \"DriverLoad\", \"ScheduledTaskCreated\", \"ScheduledTaskUpdated\")"
                        + " | extend Fields = parse_json(AdditionalFields)"
                        + " | project ActionType, FileName, FolderPath, SHA1, SHA256, AdditionalFields,"
                        + " ServiceName = tostring(Fields.ServiceName), TaskName = tostring(Fields.TaskName), "
                        + INITIATOR);
    }

    private static Told installedThing(Seeds seeds, Row row) {
        var place = device(row);
        if (place == null) {
            return Told.NOTHING;
        }
        var kind = switch (row.text("ActionType")) {
            case "ServiceInstalled" -> EntityKind.SERVICE;
            case "DriverLoad" -> EntityKind.DRIVER;
            default -> EntityKind.SCHEDULED_TASK;
        };
        var name = Stream.of(row.text("ServiceName"), row.text("TaskName"), row.text("FileName"))
                .filter(each -> !each.isEmpty())
                .findFirst();
        if (name.isEmpty()) {
            return Told.NOTHING;
        }
        var path = row.text("FolderPath");
        var thing = Found.of(kind, Taking.lower(name.get()), name.get(), place, path);
        thing = byInitiator(thing, row, place, Linked.MADE_BY);
        var key = Taking.fileKey(row.text("SHA256"), row.text("SHA1"), path);
        thing = kind == EntityKind.SCHEDULED_TASK
                ? starting(thing, seeds, row.text("AdditionalFields"))
                : thing.tied(EntityKind.FILE, key, Linked.IS);
        return Told.of(thing);
    }

    private static final String MAIL =
            "NetworkMessageId, RecipientEmailAddress, SenderFromAddress, Subject, EmailClusterId, ReportId, DeliveryAction, Location = iff(isempty(LatestDeliveryLocation), DeliveryLocation, LatestDeliveryLocation)";

    /** The very messages, and others of the same sender with the same subject. */
    private static Optional<String> messages(Seeds seeds) {
        var alike = seeds.of(EntityKind.MESSAGE)
                .filter(mail -> mail.details().containsKey(Found.SENDER)
                        && mail.details().containsKey(Found.SUBJECT))
                .map(mail -> "(SenderFromAddress =~ "
                        + KqlLiteral.text(Objects.requireNonNull(mail.details().get(Found.SENDER))) + " and Subject == "
                        + KqlLiteral.text(Objects.requireNonNull(mail.details().get(Found.SUBJECT))) + ")")
                .distinct()
                .limit(20)
                .toList();
        return where(
                "EmailEvents",
                Optional.of(seeds.near()),
                Seeds.or(
                        Seeds.among("NetworkMessageId", seeds.messageIds()),
                        alike.isEmpty() ? Optional.empty() : Optional.of(String.join(" or ", alike))),
                MAIL);
    }

    /** Microsoft’s fingerprint of what a mail says. */
    private static Optional<String> sameCluster(Seeds seeds) {
        var clusters = seeds.of(EntityKind.MESSAGE)
                .map(mail -> mail.details().get(Found.CLUSTER))
                .filter(Objects::nonNull)
                .map(Long::valueOf)
                .filter(cluster -> cluster != 0)
                .distinct()
                .map(String::valueOf)
                .toList();
        return where(
                "EmailEvents",
                Optional.of(seeds.near()),
                clusters.isEmpty()
                        ? Optional.empty()
                        : Optional.of("EmailClusterId in (" + String.join(", ", clusters) + ")"),
                MAIL);
    }

    private static Told message(Seeds seeds, Row row) {
        var id = row.text("NetworkMessageId");
        var recipient = row.text("RecipientEmailAddress");
        var place = Subject.mailbox(recipient).orElse(null);
        if (id.isEmpty() || place == null) {
            return Told.NOTHING;
        }
        var mail = Taking.message(id, recipient, row.text("Subject"), place)
                .with(Found.SENDER, row.text("SenderFromAddress"))
                .with(Found.CLUSTER, row.text("EmailClusterId"))
                .with(Found.LOCATION, row.text("Location"))
                .there(Found.REPORT, row.text("ReportId"));
        mail = mail.tied(EntityKind.URL, row.text("Url"), Linked.CONTAINS)
                .tied(EntityKind.FILE, Taking.lower(row.text("SHA256")), Linked.CONTAINS);
        return Told.of(isAway(row) ? mail.dealtWith(RemediationStatus.BLOCKED) : mail);
    }

    /** It is where its recipient does not come to it. */
    private static boolean isAway(Row row) {
        return row.text("DeliveryAction").equals("Blocked")
                || List.of("Quarantine", "Failed", "Dropped").contains(row.text("Location"));
    }

    private static Optional<String> links(Seeds seeds) {
        return Seeds.among("NetworkMessageId", seeds.messageIds())
                .map(among ->
                        "EmailUrlInfo | where " + seeds.near() + " and " + among + " | distinct NetworkMessageId, Url");
    }

    private static Told link(Seeds seeds, Row row) {
        var url = row.text("Url");
        return url.isEmpty() ? Told.NOTHING : containing(seeds, row, Found.of(EntityKind.URL, url, url, null, ""));
    }

    private static Optional<String> attachments(Seeds seeds) {
        return Seeds.among("NetworkMessageId", seeds.messageIds())
                .map(among -> "EmailAttachmentInfo | where " + seeds.near() + " and " + among
                        + " and isnotempty(SHA256) | distinct NetworkMessageId, FileName, SHA256");
    }

    private static Told attachment(Seeds seeds, Row row) {
        var details = new FileDetails(said(row.text("FileName")), null, null, said(row.text("SHA256")), null, null);
        return Taking.file(details, null)
                .map(file -> containing(seeds, row, file))
                .orElse(Told.NOTHING);
    }

    private static Told containing(Seeds seeds, Row row, Found content) {
        var told = Told.of(content);
        var id = row.text("NetworkMessageId");
        for (var mail : seeds.of(EntityKind.MESSAGE).toList()) {
            if (id.equalsIgnoreCase(mail.details().get(Found.MESSAGE_ID))) {
                var place = Subject.mailbox(mail.details().get(Found.RECIPIENT)).orElse(null);
                told = told.and(Told.of(Found.of(EntityKind.MESSAGE, mail.key(), mail.name(), place, "")
                        .tied(content.kind(), content.key(), Linked.CONTAINS)));
            }
        }
        return told;
    }

    private static Optional<String> clicks(Seeds seeds) {
        return where(
                "UrlClickEvents",
                Optional.of(seeds.near()),
                Seeds.or(
                        Seeds.among("Url", seeds.values(EntityKind.URL, Entity::name)),
                        Seeds.among("NetworkMessageId", seeds.messageIds())),
                "Url, AccountUpn");
    }

    private static Told click(Seeds seeds, Row row) {
        return Subject.person(row.text("AccountUpn"))
                .map(person -> new Told(List.of(), List.of(new Named(person, List.of()))))
                .orElse(Told.NOTHING);
    }

    private static Optional<String> sameLink(Seeds seeds) {
        return Seeds.among("Url", seeds.bad(EntityKind.URL).map(Entity::name).toList())
                .map(among -> "EmailUrlInfo | where " + among
                        + " | distinct NetworkMessageId, Url | join kind=inner (EmailEvents) on NetworkMessageId | project Url, "
                        + MAIL);
    }

    private static Optional<String> sameAttachment(Seeds seeds) {
        return Seeds.among("SHA256", Seeds.details(seeds.bad(EntityKind.FILE).toList(), Found.SHA256))
                .map(among -> "EmailAttachmentInfo | where " + among
                        + " | distinct NetworkMessageId, SHA256 | join kind=inner (EmailEvents) on NetworkMessageId | project SHA256, "
                        + MAIL);
    }

    private static Optional<String> sameFile(Seeds seeds) {
        return seeds.withHash("", seeds.bad(EntityKind.FILE))
                .map(
                        known ->
                                "union DeviceFileEvents, DeviceProcessEvents | where ActionType != \"FileDeleted\" and "
                                        + known
                                        + " | summarize arg_max(Timestamp, DeviceName, FileName, FolderPath, SHA1) by DeviceId, SHA256");
    }

    private static Told fileElsewhere(Seeds seeds, Row row) {
        var place = device(row);
        return place == null
                ? Told.NOTHING
                : fileOf(row, place, row.text("FolderPath")).map(Told::of).orElse(Told.NOTHING);
    }

    /** By which it is known what may be done there unasked. */
    private static Optional<String> groups(Seeds seeds) {
        var ids = seeds.others().stream().map(asset -> asset.place().key()).toList();
        return Seeds.among("DeviceId", ids)
                .map(among -> "DeviceInfo | where " + among
                        + " | summarize arg_max(Timestamp, MachineGroup, DeviceName) by DeviceId");
    }

    private static Told group(Seeds seeds, Row row) {
        var place = device(row);
        var group = row.text("MachineGroup");
        return place == null
                ? Told.NOTHING
                : new Told(List.of(), List.of(new Named(place, group.isBlank() ? List.of() : List.of(group))));
    }

    private static Optional<String> where(
            String table, Optional<String> near, Optional<String> condition, String columns) {
        return near.isEmpty() || condition.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        table + " | where " + near.get() + " | where " + condition.get() + " | project " + columns);
    }

    private static @Nullable Place device(Row row) {
        var id = row.text("DeviceId");
        return id.isEmpty() ? null : Subject.device(id, row.text("DeviceName"));
    }

    private static Optional<Found> fileOf(Row row, Place place, String path) {
        return Taking.file(
                new FileDetails(
                        said(row.text("FileName")),
                        said(path),
                        said(row.text("SHA1")),
                        said(row.text("SHA256")),
                        null,
                        null),
                place);
    }

    private static @Nullable String said(String text) {
        return text.isEmpty() ? null : text;
    }

    private static Found byInitiator(Found found, Row row, Place place, Linked how) {
        var id = row.number("InitiatingProcessId");
        return id == null
                ? found
                : found.tied(
                        EntityKind.PROCESS,
                        Taking.processKey(place.key(), id, row.time("InitiatingProcessCreationTime")),
                        how);
    }
}
