package securitycenter.correlation;

import static java.util.Objects.requireNonNullElse;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import securitycenter.alerts.Account;
import securitycenter.alerts.Alert;
import securitycenter.alerts.Evidence;
import securitycenter.alerts.EvidenceKind;
import securitycenter.alerts.FileDetails;
import securitycenter.alerts.RemediationStatus;
import securitycenter.alerts.Text;
import securitycenter.alerts.Verdict;

/** What an alert names, each thing once, and under each of the names by which another service may know it. */
public class Entities {

    private static final int LONGEST = 1_000;

    private final Map<UUID, Entity> found = new LinkedHashMap<>();
    private final CorrelationSettings settings;

    private Entities(CorrelationSettings settings) {
        this.settings = settings;
    }

    public static Collection<Entity> of(Alert alert, CorrelationSettings settings) {
        var entities = new Entities(settings);
        alert.evidence(Evidence.class).forEach(entities::add);
        entities.addSequence(alert);
        alert.evidence(Evidence.Device.class).forEach(device -> entities.addGroup(device.group()));
        if (alert.investigationId() != null) {
            entities.add(EntityKind.INVESTIGATION, alert.investigationId());
        }
        return entities.found.values();
    }

    /** As what one piece of evidence is known; empty when it names nothing. */
    public static Optional<Entity> of(Evidence evidence, CorrelationSettings settings) {
        var entities = new Entities(settings);
        entities.add(evidence);
        return entities.found.values().stream().findFirst();
    }

    /** The id of what would be recognized by this. */
    public static UUID idOf(EntityKind kind, String told) {
        return Entity.idOf(kind, kind == EntityKind.URL ? Place.of(told) : lower(told));
    }

    private void add(Evidence evidence) {
        switch (evidence) {
            case Evidence.Device device -> device(device);
            case Evidence.User(var facts, var account) -> account(account, EvidenceKind.USER, facts);
            case Evidence.Mailbox mailbox -> mailbox(mailbox);
            case Evidence.Message message -> message(message);
            case Evidence.File file -> file(file);
            case Evidence.Process process -> process(process);
            case Evidence.Ip(var facts, var address) -> {
                if (address != null) {
                    put(EntityKind.IP, lower(address), address, evidence, PublicAddress.is(address));
                }
            }
            case Evidence.Url(var facts, var url) -> {
                if (url != null) {
                    put(EntityKind.URL, Place.of(url), url, evidence, isSuspect(facts));
                }
            }
            case Evidence.Other other -> other(other);
        }
    }

    private void device(Evidence.Device device) {
        var names = new ArrayList<Name>();
        name(names, EntityKind.DEVICE_ID, device.defenderId());
        name(names, EntityKind.DEVICE_ENTRA_ID, device.entraId());
        // A name without a domain is no name: every company has its DESKTOP-1.
        if (device.dnsName() != null && device.dnsName().contains(".")) {
            name(names, EntityKind.DEVICE_NAME, device.dnsName());
        }
        if (names.isEmpty()) {
            device.name().ifPresent(shown -> put(EntityKind.OTHER, lower(shown), shown, device, false));
        }
        putAll(names, device.name().orElse(""), EvidenceKind.DEVICE, device.facts(), true);
    }

    private record Name(EntityKind kind, String identity) {}

    private static void name(List<Name> names, EntityKind kind, @Nullable String identity) {
        if (identity != null) {
            names.add(new Name(kind, lower(identity)));
        }
    }

    /** @param as null where it is named in passing, as the account of a process is */
    private void account(Account account, @Nullable EvidenceKind as, Evidence.Facts facts) {
        var names = new ArrayList<Name>();
        name(names, EntityKind.ACCOUNT_ID, account.id());
        name(names, EntityKind.ACCOUNT_SID, account.sid());
        name(names, EntityKind.ACCOUNT_NAME, account.userName());
        var shown = account.name().orElse("");
        if (names.isEmpty() && as != null && !shown.isEmpty()) {
            put(new Name(EntityKind.OTHER, "account|" + lower(shown)), shown, null, as, facts, false);
        }
        putAll(names, shown, as, facts, !SystemAccount.is(account));
    }

    private void putAll(
            List<Name> names, String shown, @Nullable EvidenceKind as, Evidence.Facts facts, boolean links) {
        if (!names.isEmpty()) {
            var best = Entity.idOf(names.getFirst().kind(), names.getFirst().identity());
            names.forEach(name -> put(name, shown, best, as, facts, links));
        }
    }

    private void mailbox(Evidence.Mailbox mailbox) {
        if (mailbox.address() != null) {
            put(EntityKind.MAILBOX, lower(mailbox.address()), mailbox.address(), mailbox, true);
        }
        account(mailbox.account(), null, mailbox.facts());
    }

    private void message(Evidence.Message message) {
        var shown = message.name().orElse("");
        var names = new ArrayList<Name>();
        name(names, EntityKind.MESSAGE, message.networkMessageId());
        if (message.sender() != null && message.subject() != null) {
            names.add(new Name(EntityKind.SENDER_SUBJECT, lower(message.sender() + "|" + message.subject())));
        }
        putAll(names, shown, EvidenceKind.MESSAGE, message.facts(), true);
    }

    private void file(Evidence.File file) {
        var names = namesOf(file.details());
        if (names.isEmpty()) {
            file.name().ifPresent(shown -> put(EntityKind.OTHER, "file|" + lower(shown), shown, file, false));
        }
        putAll(
                names,
                requireNonNullElse(file.details().shown(), ""),
                EvidenceKind.FILE,
                file.facts(),
                isSuspect(file.facts())
                        && !CommonFile.is(file.details(), file.facts().verdict()));
    }

    private static List<Name> namesOf(FileDetails file) {
        var names = new ArrayList<Name>();
        name(names, EntityKind.FILE, file.sha256());
        name(names, EntityKind.FILE, file.sha1());
        return names;
    }

    /** What was found clean says nothing about what belongs together. */
    private static boolean isSuspect(Evidence.Facts facts) {
        return facts.verdict() != Verdict.NO_THREATS_FOUND;
    }

    private void process(Evidence.Process process) {
        var shown = process.name().orElse("");
        if (process.deviceId() != null && process.id() != null && process.startedAt() != null) {
            var identity = lower(process.deviceId()) + "|" + process.id() + "|" + process.startedAt();
            put(EntityKind.PROCESS, identity, shown, process, isSuspect(process.facts()));
        } else if (!shown.isEmpty()) {
            put(EntityKind.OTHER, "process|" + lower(shown), shown, process, false);
        }
        // The verdict is on what the process did, not on its program.
        if (!CommonFile.is(process.image(), Verdict.UNKNOWN)) {
            putAll(namesOf(process.image()), shown, EvidenceKind.FILE, process.facts(), isSuspect(process.facts()));
        }
        account(process.account(), null, process.facts());
    }

    private void other(Evidence.Other other) {
        other.name().ifPresent(shown -> put(EntityKind.OTHER, other.kind() + "|" + lower(shown), shown, other, false));
    }

    /** Mail, then what its recipient did: who was sent something, and who did something. */
    private void addSequence(Alert alert) {
        var messages = alert.evidence(Evidence.Message.class);
        if (messages.isEmpty()) {
            if (showsActivity(alert)) {
                userNames(alert).forEach(userName -> add(EntityKind.ACTIVE_ACCOUNT, userName));
            }
        } else {
            messages.forEach(message -> add(EntityKind.RECIPIENT, message.recipient()));
            alert.evidence(Evidence.Mailbox.class).forEach(mailbox -> add(EntityKind.RECIPIENT, mailbox.address()));
        }
    }

    private static boolean showsActivity(Alert alert) {
        return alert.evidence(Evidence.class).stream().anyMatch(each -> switch (each.kind()) {
            case DEVICE, PROCESS, URL, IP, SIGN_IN, CLOUD_APP -> true;
            default -> false;
        });
    }

    private static List<String> userNames(Alert alert) {
        return alert.evidence(Evidence.class).stream()
                .map(each -> switch (each) {
                    case Evidence.User(var _, var account) -> account.userName();
                    case Evidence.Process process -> process.account().userName();
                    default -> null;
                })
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    }

    private void add(EntityKind kind, @Nullable String identity) {
        if (identity != null) {
            add(kind, identity, !settings.ignores(identity));
        }
    }

    private void addGroup(@Nullable String ofDevices) {
        if (ofDevices != null) {
            add(EntityKind.DEVICE_GROUP, ofDevices, false);
        }
    }

    private void add(EntityKind kind, String identity, boolean links) {
        var id = Entity.idOf(kind, lower(identity));
        put(new Entity(
                id,
                kind,
                lower(identity),
                Text.within(LONGEST, identity),
                id,
                null,
                Verdict.UNKNOWN,
                RemediationStatus.NONE,
                links));
    }

    private void put(EntityKind kind, String identity, String shown, Evidence evidence, boolean links) {
        put(new Name(kind, identity), shown, null, evidence.kind(), evidence.facts(), links);
    }

    private void put(
            Name name,
            String shown,
            @Nullable UUID sameAs,
            @Nullable EvidenceKind as,
            Evidence.Facts facts,
            boolean links) {
        var id = Entity.idOf(name.kind(), name.identity());
        put(new Entity(
                id,
                name.kind(),
                name.identity(),
                Text.within(LONGEST, shown.isEmpty() ? name.identity() : shown),
                sameAs == null ? id : sameAs,
                as,
                facts.verdict(),
                facts.remediation(),
                links && !settings.ignores(name.identity()) && !settings.ignores(shown)));
    }

    private void put(Entity entity) {
        found.merge(entity.id(), entity, Entity::and);
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
