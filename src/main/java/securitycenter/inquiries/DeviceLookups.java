package securitycenter.inquiries;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import securitycenter.alerts.Evidence;
import securitycenter.alerts.FileDetails;
import securitycenter.investigations.Asset.Place;
import securitycenter.investigations.Assets.Named;
import securitycenter.investigations.EntityKind;
import securitycenter.investigations.Found;
import securitycenter.investigations.Linked;
import securitycenter.kql.KqlLiteral;

/** What is asked of the events of devices, and how its answers are read. */
final class DeviceLookups {

    private static final String INITIATOR =
            "DeviceId, DeviceName, InitiatingProcessId, InitiatingProcessCreationTime, InitiatingProcessSHA256, InitiatingProcessSHA1";

    private DeviceLookups() {}

    /** That run a known file, or were started by a known process. */
    static Optional<String> processes(Seeds seeds, Optional<String> near) {
        return Lookup.where(
                "DeviceProcessEvents",
                near,
                Seeds.or(seeds.withHash("", seeds.of(EntityKind.FILE)), seeds.byProcess()),
                "FileName, FolderPath, SHA1, SHA256, ProcessId, ProcessCommandLine, ProcessCreationTime, Timestamp, "
                        + INITIATOR);
    }

    static Findings process(Seeds seeds, Row row) {
        var place = device(row);
        var id = row.number("ProcessId");
        if (place == null || id == null) {
            return Findings.NOTHING;
        }
        var path = row.text("FolderPath");
        var started = row.time("ProcessCreationTime");
        var key = Evidence.Process.key(place.key(), id, started.isEmpty() ? row.time("Timestamp") : started);
        var process = Found.of(EntityKind.PROCESS, key, row.text("FileName") + " (" + id + ")", place, path)
                .with(Found.PID, String.valueOf(id))
                .with(Found.STARTED, started)
                .with(Found.COMMAND_LINE, row.text("ProcessCommandLine"));
        process = byInitiator(process, row, place, Linked.STARTED_BY);
        var program = Taking.isOwnProgram(path) ? fileOf(row, place, path) : Optional.<Found>empty();
        return program.isEmpty()
                ? Findings.of(process)
                : Findings.of(program.get())
                        .and(Findings.of(
                                process.tied(EntityKind.FILE, program.get().key(), Linked.IS)));
    }

    static Optional<String> files(Seeds seeds, Optional<String> near) {
        return Lookup.where(
                "DeviceFileEvents",
                near,
                Seeds.or(seeds.withHash("", seeds.of(EntityKind.FILE)), seeds.byProcess()),
                "ActionType, FileName, FolderPath, SHA1, SHA256, " + INITIATOR);
    }

    static Findings file(Seeds seeds, Row row) {
        var place = device(row);
        if (place == null || row.text("ActionType").equals("FileDeleted")) {
            return Findings.NOTHING;
        }
        return fileOf(row, place, row.text("FolderPath"))
                .map(file -> Findings.of(byInitiator(file, row, place, Linked.MADE_BY)))
                .orElse(Findings.NOTHING);
    }

    static Optional<String> connections(Seeds seeds, Optional<String> near) {
        return Lookup.where(
                "DeviceNetworkEvents",
                near.map(
                        each -> each
                                + " and isnotempty(RemoteIP) and RemoteIPType !in (\"Private\", \"Loopback\", \"LinkLocal\", \"Reserved\")"),
                Seeds.or(seeds.withHash("InitiatingProcess", seeds.of(EntityKind.FILE)), seeds.byProcess()),
                "RemoteIP, RemoteUrl");
    }

    static Findings connection(Seeds seeds, Row row) {
        var address = row.text("RemoteIP");
        return Findings.of(Found.of(EntityKind.IP, Taking.lower(address), address, null, ""));
    }

    /** What runs with the system is of interest whoever wrote it; services only where they have to do with what is known. */
    static Optional<String> registry(Seeds seeds, Optional<String> near) {
        var services = Seeds.or(seeds.byProcess(), seeds.namesFile("RegistryValueData"))
                .map(known -> " or (RegistryKey contains " + KqlLiteral.text("\\Services\\") + " and " + known + ")")
                .orElse("");
        return Lookup.where(
                "DeviceRegistryEvents",
                near.map(each -> each + " and ActionType in (\"RegistryValueSet\", \"RegistryKeyCreated\")"),
                Optional.of("(RegistryKey contains " + KqlLiteral.text("\\CurrentVersion\\Run") + services + ")"),
                "RegistryKey, RegistryValueName, RegistryValueData, " + INITIATOR);
    }

    static Findings registryValue(Seeds seeds, Row row) {
        var place = device(row);
        if (place == null || row.text("RegistryKey").isEmpty()) {
            return Findings.NOTHING;
        }
        var data = row.text("RegistryValueData");
        var value = Taking.registry(row.text("RegistryKey"), row.text("RegistryValueName"), data, place);
        return Findings.of(starting(byInitiator(value, row, place, Linked.MADE_BY), seeds, data));
    }

    private static Found starting(Found found, Seeds seeds, String data) {
        var starting = found;
        for (var file : seeds.namedIn(data)) {
            starting = starting.tied(EntityKind.FILE, file.key(), Linked.STARTS);
        }
        return starting;
    }

    static Optional<String> installed(Seeds seeds, Optional<String> near) {
        return near.map(each -> "DeviceEvents | where " + each
                + " and ActionType in (\"ServiceInstalled\", \"DriverLoad\", \"ScheduledTaskCreated\", \"ScheduledTaskUpdated\")"
                + " | extend Fields = parse_json(AdditionalFields)"
                + " | project ActionType, FileName, FolderPath, SHA1, SHA256, AdditionalFields,"
                + " ServiceName = tostring(Fields.ServiceName), TaskName = tostring(Fields.TaskName), "
                + INITIATOR);
    }

    static Findings installedThing(Seeds seeds, Row row) {
        var place = device(row);
        if (place == null) {
            return Findings.NOTHING;
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
            return Findings.NOTHING;
        }
        var path = row.text("FolderPath");
        var thing = Found.of(kind, Taking.lower(name.get()), name.get(), place, path);
        thing = byInitiator(thing, row, place, Linked.MADE_BY);
        var key = FileDetails.key(row.text("SHA256"), row.text("SHA1"), path);
        thing = kind == EntityKind.SCHEDULED_TASK
                ? starting(thing, seeds, row.text("AdditionalFields"))
                : thing.tied(EntityKind.FILE, key, Linked.IS);
        return Findings.of(thing);
    }

    static Optional<String> sameFile(Seeds seeds) {
        return seeds.withHash("", seeds.bad(EntityKind.FILE))
                .map(
                        known ->
                                "union DeviceFileEvents, DeviceProcessEvents | where ActionType != \"FileDeleted\" and "
                                        + known
                                        + " | summarize arg_max(Timestamp, DeviceName, FileName, FolderPath, SHA1), First = min(Timestamp) by DeviceId, SHA256");
    }

    static Findings fileElsewhere(Seeds seeds, Row row) {
        var place = device(row);
        return place == null
                ? Findings.NOTHING
                : fileOf(row, place, row.text("FolderPath"))
                        .map(file ->
                                new Findings(List.of(file), List.of(new Named(place, List.of(), row.moment("First")))))
                        .orElse(Findings.NOTHING);
    }

    /** By which it is known what may be done there unasked. */
    static Optional<String> groups(Seeds seeds) {
        var ids = Stream.concat(seeds.devices().stream(), seeds.others().stream())
                .filter(asset -> asset.groups().isEmpty())
                .map(asset -> asset.place().key())
                .toList();
        return Seeds.among("DeviceId", ids)
                .map(among -> "DeviceInfo | where " + among
                        + " | summarize arg_max(Timestamp, MachineGroup, DeviceName) by DeviceId");
    }

    static Findings group(Seeds seeds, Row row) {
        var place = device(row);
        var group = row.text("MachineGroup");
        return place == null
                ? Findings.NOTHING
                : new Findings(List.of(), List.of(new Named(place, group.isBlank() ? List.of() : List.of(group))));
    }

    private static @Nullable Place device(Row row) {
        var id = row.text("DeviceId");
        return id.isEmpty() ? null : Subject.device(id, row.text("DeviceName"));
    }

    private static Optional<Found> fileOf(Row row, Place place, String path) {
        return Taking.file(
                new FileDetails(
                        row.said("FileName"),
                        path.isEmpty() ? null : path,
                        row.said("SHA1"),
                        row.said("SHA256"),
                        null,
                        null),
                place);
    }

    private static Found byInitiator(Found found, Row row, Place place, Linked how) {
        var id = row.number("InitiatingProcessId");
        return id == null
                ? found
                : found.tied(
                        EntityKind.PROCESS,
                        Evidence.Process.key(place.key(), id, row.time("InitiatingProcessCreationTime")),
                        how);
    }
}
