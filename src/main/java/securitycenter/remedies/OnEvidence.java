package securitycenter.remedies;

import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import securitycenter.alerts.Evidence;
import securitycenter.alerts.EvidenceKind;
import securitycenter.alerts.FileDetails;
import securitycenter.casefiles.EntityFiles.Telling;
import securitycenter.response.ActionType;
import tools.jackson.databind.JsonNode;

/** What can be done to what alerts name. */
public final class OnEvidence {

    private static final Map<EvidenceKind, List<ActionType>> TYPES = new EnumMap<>(Map.of(
            EvidenceKind.DEVICE,
            List.of(
                    ActionType.ISOLATE_DEVICE,
                    ActionType.RESTRICT_CODE_EXECUTION,
                    ActionType.RUN_ANTIVIRUS_SCAN,
                    ActionType.COLLECT_INVESTIGATION_PACKAGE,
                    ActionType.START_INVESTIGATION,
                    ActionType.OFFBOARD_DEVICE),
            EvidenceKind.FILE,
            List.of(
                    ActionType.QUARANTINE_FILE,
                    ActionType.BLOCK_FILE,
                    ActionType.ALERT_ON_FILE,
                    ActionType.ALLOW_FILE,
                    ActionType.REQUEST_SAMPLE,
                    ActionType.QUARANTINE_ATTACHMENT),
            EvidenceKind.PROCESS,
            List.of(ActionType.KILL_PROCESS),
            EvidenceKind.REGISTRY,
            List.of(ActionType.REMOVE_REGISTRY_KEY),
            EvidenceKind.MESSAGE,
            Remedy.ON_MAIL,
            EvidenceKind.URL,
            List.of(ActionType.BLOCK_URL),
            EvidenceKind.USER,
            Remedy.ON_PEOPLE,
            EvidenceKind.MAILBOX,
            List.of(ActionType.TURN_OFF_MAIL_FORWARDING, ActionType.REMOVE_MAILBOX_DELEGATION)));

    private OnEvidence() {}

    /** To which something can be done at all. */
    public static Set<EvidenceKind> kinds() {
        return TYPES.keySet();
    }

    static List<Remedy> remedies(EvidenceKind kind) {
        return TYPES.getOrDefault(kind, List.of()).stream()
                .map(type -> new Remedy(type, ""))
                .toList();
    }

    static Known known(Telling told) {
        var known = Known.of(0);
        return switch (told.evidence()) {
            case Evidence.Device device ->
                known.with(Fact.DEVICE, device.defenderId())
                        .with(Fact.DEVICE_NAME, device.name().orElse(null));
            case Evidence.File file -> file(device(known, told, file.deviceId()), file.details());
            case Evidence.Process process -> {
                var id = process.id();
                var started = process.startedAt();
                yield file(device(known, told, process.deviceId()), process.image())
                        .with(Fact.PROCESS, id == null ? null : id.toString())
                        .with(Fact.STARTED, started == null ? null : started.toString());
            }
            case Evidence.Message message ->
                known.with(Fact.MESSAGE, message.networkMessageId())
                        .with(Fact.RECIPIENT, message.recipient())
                        .with(Fact.SUBJECT, message.subject());
            case Evidence.Url(var _, var url) -> known.with(Fact.URL, url);
            case Evidence.User(var _, var account) ->
                known.with(Fact.PERSON, account.id())
                        .with(Fact.PERSON_NAME, account.name().orElse(null));
            case Evidence.Mailbox mailbox -> known.with(Fact.MAILBOX, mailbox.address());
            case Evidence.Other other when other.kind() == EvidenceKind.REGISTRY -> registry(known, told, other);
            case Evidence.Ip _, Evidence.Other _ -> known;
        };
    }

    private static Known file(Known known, FileDetails file) {
        return known.with(Fact.SHA1, file.sha1())
                .with(Fact.SHA256, file.sha256())
                .with(Fact.FILE_NAME, file.name())
                .with(Fact.PATH, file.wholePath());
    }

    private static Known registry(Known known, Telling told, Evidence.Other other) {
        var raw = other.facts().raw();
        var hive = text(raw, "registryHive");
        var key = text(raw, "registryKey");
        return device(known, told, text(raw, "mdeDeviceId"))
                .with(Fact.REGISTRY_KEY, hive == null || key == null ? key : hive + "\\" + key)
                .with(Fact.VALUE_NAME, text(raw, "registryValueName"));
    }

    private static @Nullable String text(JsonNode raw, String field) {
        var text = raw.path(field).asString("");
        return text.isEmpty() ? null : text;
    }

    /** Where nobody says on which, it is the only one that the alert names. */
    private static Known device(Known known, Telling told, @Nullable String id) {
        var devices = told.alert().evidence(Evidence.Device.class);
        var device = id == null
                ? devices.size() == 1 ? Optional.of(devices.getFirst()) : Optional.<Evidence.Device>empty()
                : devices.stream()
                        .filter(one -> id.equalsIgnoreCase(one.defenderId()))
                        .findFirst();
        return known.with(
                        Fact.DEVICE,
                        id == null ? device.map(Evidence.Device::defenderId).orElse(null) : id)
                .with(Fact.DEVICE_NAME, device.flatMap(Evidence.Device::name).orElse(null));
    }

    /** Under which actions on it are found. */
    public static Set<String> keys(List<Telling> told) {
        var keys = new HashSet<String>();
        for (var one : told) {
            Aim.key(one.evidence().kind(), known(one)).ifPresent(keys::add);
        }
        return keys;
    }
}
