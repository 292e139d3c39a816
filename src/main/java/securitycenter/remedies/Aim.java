package securitycenter.remedies;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import securitycenter.alerts.Evidence;
import securitycenter.alerts.EvidenceKind;
import securitycenter.alerts.FileDetails;
import securitycenter.alerts.Text;
import securitycenter.response.ActionType;
import securitycenter.response.Target;

/** What an action can be done to, of what is known of some things: each once, no matter who tells of it. */
public final class Aim {

    /** At once. */
    public static final int MOST = 100;

    private static final int LONGEST_NAME = 400;
    private static final int LONGEST_DETAIL = 2_000;

    /**
     * It cannot be done to this.
     *
     * @param name empty where it has none
     * @param row as with {@link Known}
     */
    public record Missed(String name, int row, Set<Fact> lacks) {}

    /** @param beyond how many more there are */
    public record Things(List<Target> targets, List<Missed> missed, int beyond) {}

    private Aim() {}

    /** @param most things; what comes behind them is only counted */
    public static Things at(ActionType type, List<Known> known, int most) {
        var targets = new LinkedHashMap<UUID, Target>();
        var missed = new LinkedHashSet<Missed>();
        for (var one : known) {
            var lacks = lacks(type, one);
            if (lacks.isEmpty()) {
                var target = target(type, one);
                targets.putIfAbsent(once(target), target);
            } else {
                missed.add(new Missed(name(type.on(), one), one.row(), lacks));
            }
        }
        return new Things(
                targets.values().stream().limit(most).toList(),
                new ArrayList<>(missed),
                Math.max(0, targets.size() - most));
    }

    /** The same for the same thing in the same place. */
    static UUID once(Target target) {
        var asset = target.asset();
        return UUID.nameUUIDFromBytes((target.kind() + "\n" + target.key() + "\n" + (asset == null ? "" : asset.key()))
                .getBytes(StandardCharsets.UTF_8));
    }

    private static Set<Fact> lacks(ActionType type, Known known) {
        var lacks = EnumSet.noneOf(Fact.class);
        for (var fact : needs(type)) {
            var isThere = known.has(fact) && known.text(fact).length() <= LONGEST_DETAIL;
            if (!isThere && !(fact == Fact.SHA256 && known.has(Fact.SHA1))) {
                lacks.add(fact);
            }
        }
        return lacks;
    }

    /** Of the hashes that a file is told by, one is enough. */
    static Set<Fact> needs(ActionType type) {
        return switch (type) {
            case ISOLATE_DEVICE,
                    RESTRICT_CODE_EXECUTION,
                    RUN_ANTIVIRUS_SCAN,
                    COLLECT_INVESTIGATION_PACKAGE,
                    OFFBOARD_DEVICE,
                    START_INVESTIGATION -> Set.of(Fact.DEVICE);
            case QUARANTINE_FILE, REQUEST_SAMPLE -> Set.of(Fact.DEVICE, Fact.SHA1);
            case BLOCK_FILE, ALERT_ON_FILE, ALLOW_FILE, QUARANTINE_ATTACHMENT -> Set.of(Fact.SHA256);
            case KILL_PROCESS -> Set.of(Fact.DEVICE, Fact.PROCESS);
            case REMOVE_REGISTRY_KEY -> Set.of(Fact.DEVICE, Fact.REGISTRY_KEY);
            case SOFT_DELETE_MAIL,
                    HARD_DELETE_MAIL,
                    MOVE_MAIL_TO_JUNK,
                    MOVE_MAIL_TO_INBOX,
                    MOVE_MAIL_TO_DELETED_ITEMS -> Set.of(Fact.MESSAGE, Fact.RECIPIENT, Fact.REPORT);
            case BLOCK_URL -> Set.of(Fact.URL);
            case TURN_OFF_MAIL_FORWARDING, REMOVE_MAILBOX_DELEGATION -> Set.of(Fact.MAILBOX);
            case DISABLE_USER, REVOKE_SESSIONS, CONFIRM_USER_COMPROMISED, RESET_PASSWORD -> Set.of(Fact.PERSON);
            case STOP_SERVICE, DISABLE_DRIVER, REMOVE_SCHEDULED_TASK ->
                throw new IllegalArgumentException("Nobody asks for " + type);
        };
    }

    private static Target target(ActionType type, Known known) {
        var kind = type.on();
        var key = key(kind, known).orElseThrow();
        var details = new HashMap<String, String>();
        for (var fact : needs(type)) {
            detail(fact).ifPresent(name -> put(details, name, known, fact));
        }
        if (kind == EvidenceKind.FILE) {
            put(details, Target.SHA1, known, Fact.SHA1);
            put(details, Target.SHA256, known, Fact.SHA256);
        }
        if (details.containsKey(Target.DEVICE) && kind != EvidenceKind.DEVICE) {
            put(details, Target.PATH, known, Fact.PATH);
        }
        return new Target(
                kind, key, Text.within(LONGEST_NAME, name(kind, known)), Map.copyOf(details), asset(type, known));
    }

    private static void put(Map<String, String> details, String name, Known known, Fact fact) {
        known.find(fact).ifPresent(value -> details.put(name, Text.within(LONGEST_DETAIL, value)));
    }

    private static Optional<String> detail(Fact fact) {
        return Optional.ofNullable(
                switch (fact) {
                    case DEVICE -> Target.DEVICE;
                    case SHA1 -> Target.SHA1;
                    case SHA256 -> Target.SHA256;
                    case REPORT -> Target.MAIL;
                    case RECIPIENT -> Target.RECIPIENT;
                    case URL -> Target.URL;
                    case PERSON -> Target.PERSON;
                    default -> null;
                });
    }

    /** As investigations call the same thing; empty where it cannot be told from others. */
    static Optional<String> key(EvidenceKind kind, Known known) {
        var key = switch (kind) {
            case DEVICE -> known.lower(Fact.DEVICE);
            case FILE -> FileDetails.key(known.text(Fact.SHA256), known.text(Fact.SHA1), known.text(Fact.PATH));
            case PROCESS ->
                known.has(Fact.DEVICE) && known.has(Fact.PROCESS)
                        ? Evidence.Process.key(
                                known.lower(Fact.DEVICE),
                                Long.parseLong(known.text(Fact.PROCESS)),
                                known.text(Fact.STARTED))
                        : "";
            case REGISTRY -> registry(known);
            case MESSAGE -> known.has(Fact.MESSAGE) ? known.text(Fact.MESSAGE) + "|" + known.text(Fact.RECIPIENT) : "";
            case URL -> known.text(Fact.URL);
            case USER -> known.text(Fact.PERSON);
            case MAILBOX -> known.text(Fact.MAILBOX);
            default -> "";
        };
        var same = kind == EvidenceKind.URL || kind == EvidenceKind.PROCESS ? key : key.toLowerCase(Locale.ROOT);
        return same.isEmpty() ? Optional.empty() : Optional.of(Text.key(same));
    }

    private static String registry(Known known) {
        return known.has(Fact.VALUE_NAME)
                ? known.text(Fact.REGISTRY_KEY) + "\\" + known.text(Fact.VALUE_NAME)
                : known.text(Fact.REGISTRY_KEY);
    }

    private static String name(EvidenceKind kind, Known known) {
        return switch (kind) {
            case DEVICE -> known.first(Fact.DEVICE_NAME, Fact.DEVICE);
            case FILE -> known.first(Fact.FILE_NAME, Fact.PATH, Fact.SHA256, Fact.SHA1);
            case PROCESS -> {
                var file = known.first(Fact.FILE_NAME, Fact.PATH);
                yield file.isEmpty() || !known.has(Fact.PROCESS) ? file : file + " (" + known.text(Fact.PROCESS) + ")";
            }
            case REGISTRY -> registry(known);
            case MESSAGE -> known.first(Fact.SUBJECT, Fact.MESSAGE);
            case URL -> known.text(Fact.URL);
            case USER -> known.first(Fact.PERSON_NAME, Fact.PERSON);
            case MAILBOX -> known.text(Fact.MAILBOX);
            default -> "";
        };
    }

    private static Target.@Nullable Asset asset(ActionType type, Known known) {
        return switch (type.on()) {
            case FILE -> type.isIndicator() || type == ActionType.QUARANTINE_ATTACHMENT ? null : device(known);
            case DEVICE, PROCESS, REGISTRY -> device(known);
            case MESSAGE -> place(EvidenceKind.MAILBOX, known.text(Fact.RECIPIENT), known.text(Fact.RECIPIENT));
            case MAILBOX -> place(EvidenceKind.MAILBOX, known.text(Fact.MAILBOX), known.text(Fact.MAILBOX));
            case USER -> place(EvidenceKind.USER, known.text(Fact.PERSON), known.first(Fact.PERSON_NAME, Fact.PERSON));
            default -> null;
        };
    }

    private static Target.Asset device(Known known) {
        return place(EvidenceKind.DEVICE, known.text(Fact.DEVICE), known.first(Fact.DEVICE_NAME, Fact.DEVICE));
    }

    private static Target.Asset place(EvidenceKind kind, String key, String name) {
        return new Target.Asset(
                kind, Text.key(LONGEST_NAME, key.toLowerCase(Locale.ROOT)), Text.within(LONGEST_NAME, name));
    }
}
