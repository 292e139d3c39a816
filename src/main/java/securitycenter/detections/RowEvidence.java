package securitycenter.detections;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import securitycenter.detections.FoundEvent.Row;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What a row of an answer tells of an alert, in the columns of AlertEvidence. */
final class RowEvidence {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String INITIATING = "InitiatingProcess";

    private final Row row;
    private final List<ObjectNode> all = new ArrayList<>();

    private RowEvidence(Row row) {
        this.row = row;
    }

    /** What is impacted comes first. */
    static List<ObjectNode> of(FoundEvent event, Impacted impacted) {
        var evidence = new RowEvidence(event.row());
        evidence.impacted(event, impacted);
        evidence.related(impacted);
        return evidence.all;
    }

    private void impacted(FoundEvent event, Impacted impacted) {
        var names = event.names();
        if (!names.device().isEmpty()) {
            device(
                    impacted.device().equals("RemoteDeviceName") ? "" : row.text("DeviceId"),
                    deviceName(impacted),
                    true);
        }
        if (!names.user().isEmpty()) {
            user(impacted.user());
        }
        if (!names.mailbox().isEmpty()) {
            var mailbox = add("Mailbox", true);
            put(mailbox, "AccountUpn", names.mailbox());
            if (impacted.mailbox().equals("RecipientEmailAddress")) {
                copy(mailbox, "RecipientObjectId", "AccountObjectId");
            }
        }
    }

    private String deviceName(Impacted impacted) {
        return row.text(impacted.device().equals("RemoteDeviceName") ? "RemoteDeviceName" : "DeviceName");
    }

    private void device(String id, String name, boolean isImpacted) {
        var device = add("Machine", isImpacted);
        put(device, "DeviceId", id);
        put(device, "DeviceName", name);
        copy(device, "MachineGroup", "MachineGroup");
    }

    private void user(String column) {
        var user = add("User", true);
        if (column.equals("RecipientObjectId")) {
            copy(user, "RecipientObjectId", "AccountObjectId");
            copy(user, "RecipientEmailAddress", "AccountUpn");
        } else {
            account(user, column.startsWith(INITIATING) ? INITIATING : "");
        }
    }

    private void account(ObjectNode evidence, String family) {
        Stream.of("AccountObjectId", "AccountUpn", "AccountSid", "AccountName", "AccountDomain")
                .forEach(column -> copy(evidence, family + column, column));
    }

    private void related(Impacted impacted) {
        if (impacted.device().isEmpty() && has("DeviceId", "DeviceName")) {
            device(row.text("DeviceId"), row.text("DeviceName"), false);
        }
        if (has("ProcessCommandLine")) {
            process("", "ProcessId", "ProcessCreationTime");
        } else if (has("FileName", "SHA1", "SHA256")) {
            image(add("File", false), "");
        }
        if (has(INITIATING + "FileName")) {
            process(INITIATING, INITIATING + "Id", INITIATING + "CreationTime");
        }
        Stream.of("RemoteIP", "IPAddress", "SenderIPv4")
                .filter(this::has)
                .forEach(column -> copy(add("Ip", false), column, "RemoteIP"));
        Stream.of("RemoteUrl", "Url").filter(this::has).forEach(column -> copy(add("Url", false), column, "RemoteUrl"));
        if (has("NetworkMessageId")) {
            message();
        }
        if (has("RegistryKey")) {
            registry();
        }
    }

    private void process(String family, String number, String started) {
        var process = add("Process", false);
        image(process, family);
        account(process, family);
        copy(process, family.isEmpty() ? "ProcessCommandLine" : family + "CommandLine", "ProcessCommandLine");
        var more = process.putObject("AdditionalFields");
        copy(more, number, "ProcessId");
        var creation = row.moment(started);
        if (creation != null) {
            more.put("CreationTimeUtc", creation.toString());
        }
    }

    private void image(ObjectNode evidence, String family) {
        copy(evidence, "DeviceId", "DeviceId");
        Stream.of("FileName", "FolderPath", "SHA1", "SHA256")
                .forEach(column -> copy(evidence, family + column, column));
    }

    private void message() {
        var message = add("MailMessage", false);
        copy(message, "NetworkMessageId", "NetworkMessageId");
        copy(message, "Subject", "EmailSubject");
        copy(message, "RecipientEmailAddress", "AccountUpn");
        var more = message.putObject("AdditionalFields");
        copy(more, "SenderFromAddress", "Sender");
        copy(more, "SenderIPv4", "SenderIP");
    }

    private void registry() {
        var registry = add(has("RegistryValueName") ? "RegistryValue" : "RegistryKey", false);
        Stream.of("DeviceId", "RegistryKey", "RegistryValueName", "RegistryValueData")
                .forEach(column -> copy(registry, column, column));
    }

    private ObjectNode add(String entity, boolean isImpacted) {
        var evidence = JSON.createObjectNode();
        evidence.put("EntityType", entity);
        evidence.put("EvidenceRole", isImpacted ? "Impacted" : "Related");
        all.add(evidence);
        return evidence;
    }

    private boolean has(String... columns) {
        return Stream.of(columns).anyMatch(column -> !row.text(column).isEmpty());
    }

    private void copy(ObjectNode evidence, String from, String to) {
        put(evidence, to, row.text(from));
    }

    private static void put(ObjectNode evidence, String column, String text) {
        if (!text.isEmpty()) {
            evidence.put(column, text);
        }
    }
}
