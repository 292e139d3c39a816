package securitycenter.inquiries;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import securitycenter.alerts.Alert;
import securitycenter.alerts.Evidence;
import securitycenter.alerts.EvidenceKind;
import securitycenter.alerts.FileDetails;
import securitycenter.investigations.Asset.Place;
import securitycenter.investigations.Assets.Named;
import securitycenter.investigations.EntityKind;
import securitycenter.investigations.Field;
import securitycenter.investigations.Found;
import securitycenter.investigations.Linked;
import securitycenter.levels.Folders;

/** What an alert names, as an investigation examines it. */
final class Taking {

    private final Alert alert;
    private final List<Found> found = new ArrayList<>();

    private Taking(Alert alert) {
        this.alert = alert;
    }

    static List<Found> entities(Alert alert) {
        var taking = new Taking(alert);
        alert.evidence(Evidence.class).forEach(taking::take);
        return List.copyOf(taking.found);
    }

    static List<Named> assets(Alert alert) {
        var named = new ArrayList<Named>();
        for (var evidence : alert.evidence(Evidence.class)) {
            switch (evidence) {
                case Evidence.Device device ->
                    Subject.place(device).ifPresent(place -> named.add(new Named(place, groups(device))));
                case Evidence.Mailbox mailbox ->
                    Subject.place(mailbox).ifPresent(place -> named.add(new Named(place, List.of())));
                case Evidence.User user ->
                    Subject.place(user.account()).ifPresent(place -> named.add(new Named(place, List.of())));
                default -> {}
            }
        }
        return named;
    }

    /**
     * The same as long as the alert tells the same of what there is to examine. How far Microsoft has dealt with it does not
     * count: that changes with what was done here.
     */
    static String hash(Alert alert) {
        var lines = new TreeSet<String>();
        for (var found : entities(alert)) {
            lines.add(String.join(
                    "\t",
                    found.kind().name(),
                    found.key(),
                    String.valueOf(found.told()),
                    String.valueOf(found.place()),
                    found.path(),
                    new TreeMap<>(found.details()).toString(),
                    new TreeMap<>(found.there()).toString()));
        }
        assets(alert).forEach(named -> lines.add(named.toString()));
        return sha256(String.join("\n", lines));
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java has SHA-256", impossible);
        }
    }

    static List<String> groups(Evidence.Device device) {
        var group = device.group();
        return group == null || group.isBlank() ? List.of() : List.of(group.strip());
    }

    private void take(Evidence evidence) {
        switch (evidence) {
            case Evidence.File file -> file(file);
            case Evidence.Process process -> process(process);
            case Evidence.Ip(var facts, var address) -> {
                if (address != null) {
                    add(Found.of(EntityKind.IP, lower(address), address, null, ""), evidence);
                }
            }
            case Evidence.Url(var facts, var url) -> {
                if (url != null) {
                    add(Found.of(EntityKind.URL, url, url, null, ""), evidence);
                }
            }
            case Evidence.Message message -> message(message);
            case Evidence.Other other -> other(other);
            case Evidence.Device _, Evidence.User _, Evidence.Mailbox _ -> {}
        }
    }

    private void add(Found what, Evidence evidence) {
        found.add(what.told(evidence.facts().verdict(), evidence.facts().remediation()));
    }

    private void file(Evidence.File file) {
        var details = file.details();
        var place = Field.of(alert.source()).orElse(Field.MAIL) == Field.DEVICE
                ? onDevice(file.deviceId())
                : device(file.deviceId());
        file(details, place.orElse(null)).ifPresent(what -> add(what, file));
    }

    static Optional<Found> file(FileDetails details, @Nullable Place place) {
        var path = details.wholePath();
        var key = FileDetails.key(details.sha256(), details.sha1(), path);
        return key.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        Found.of(EntityKind.FILE, key, Objects.requireNonNullElse(details.shown(), key), place, path)
                                .with(Found.SHA1, details.sha1())
                                .with(Found.SHA256, details.sha256()));
    }

    private void process(Evidence.Process process) {
        var place = onDevice(process.deviceId()).orElse(null);
        var id = process.id();
        if (place == null || id == null) {
            return;
        }
        var image = process.image();
        var path = image.wholePath();
        var started = process.startedAt();
        var what = Found.of(
                        EntityKind.PROCESS,
                        Evidence.Process.key(place.key(), id, started == null ? "" : started.toString()),
                        process.name().orElse(String.valueOf(id)),
                        place,
                        path)
                .with(Found.PID, String.valueOf(id))
                .with(Found.STARTED, started == null ? null : started.toString())
                .with(Found.COMMAND_LINE, process.commandLine());
        if (isOwnProgram(path)) {
            what = what.tied(EntityKind.FILE, FileDetails.key(image.sha256(), image.sha1(), path), Linked.IS);
            // What the process did is no verdict on its program; that is for whoever knows the file.
            file(image, place).ifPresent(found::add);
        }
        add(what, process);
    }

    /** A program of the system or of an installed product runs for good and bad alike. */
    static boolean isOwnProgram(String path) {
        return !path.isEmpty() && !Folders.USUAL.isCore(path);
    }

    private void message(Evidence.Message message) {
        if (message.networkMessageId() == null) {
            return;
        }
        var place = Subject.mailbox(message.recipient()).orElse(null);
        var what = message(message.networkMessageId(), message.recipient(), message.subject(), place)
                .with(Found.SENDER, message.sender());
        add(what, message);
    }

    static Found message(String id, @Nullable String recipient, @Nullable String subject, @Nullable Place place) {
        return Found.of(
                        EntityKind.MESSAGE,
                        lower(id + "|" + Objects.requireNonNullElse(recipient, "")),
                        subject == null || subject.isEmpty() ? id : subject,
                        place,
                        "")
                .with(Found.MESSAGE_ID, id)
                .with(Found.RECIPIENT, recipient)
                .with(Found.SUBJECT, subject);
    }

    private void other(Evidence.Other other) {
        if (other.kind() == EvidenceKind.REGISTRY) {
            registry(other);
        } else if (other.kind() == EvidenceKind.SUBMISSION) {
            submission(other);
        }
    }

    private void registry(Evidence.Other other) {
        var hive = Subject.raw(other, "registryHive");
        var key = Subject.raw(other, "registryKey");
        if (key == null) {
            return;
        }
        var place = onDevice(Subject.raw(other, "mdeDeviceId")).orElse(null);
        var full = hive == null ? key : hive + "\\" + key;
        add(registry(full, Subject.raw(other, "registryValueName"), Subject.raw(other, "registryValue"), place), other);
    }

    static Found registry(String key, @Nullable String name, @Nullable String value, @Nullable Place place) {
        var shown = name == null || name.isEmpty() ? key : key + "\\" + name;
        return Found.of(EntityKind.REGISTRY, lower(shown), shown, place, "")
                .with(Found.REGISTRY_KEY, key)
                .with(Found.VALUE_NAME, name)
                .there(Found.VALUE, value);
    }

    private void submission(Evidence.Other other) {
        var id = Subject.raw(other, "networkMessageId");
        if (id != null) {
            var recipient = Subject.raw(other, "recipient");
            add(
                    message(
                                    id,
                                    recipient,
                                    Subject.raw(other, "subject"),
                                    Subject.mailbox(recipient).orElse(null))
                            .with(Found.SENDER, Subject.raw(other, "sender")),
                    other);
        }
    }

    private Optional<Place> device(@Nullable String id) {
        return alert.evidence(Evidence.Device.class).stream()
                .filter(device -> id != null && id.equalsIgnoreCase(device.defenderId()))
                .findFirst()
                .flatMap(Subject::place)
                .or(() -> Optional.ofNullable(id).map(each -> Subject.device(each, null)));
    }

    /** Where nobody says on which, it is the one that the alert is about. */
    private Optional<Place> onDevice(@Nullable String id) {
        return device(id).or(() -> Subject.device(alert).flatMap(Subject::place));
    }

    static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
