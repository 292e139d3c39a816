package securitycenter.inquiries;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import securitycenter.alerts.Account;
import securitycenter.alerts.Alert;
import securitycenter.alerts.Evidence;
import securitycenter.alerts.EvidenceKind;
import securitycenter.alerts.Text;
import securitycenter.investigations.Asset.Place;
import securitycenter.investigations.Field;

/** What an alert is about: the device, the mailbox or the person, by which alerts join an investigation. */
final class Subject {

    private static final int LONGEST = 400;

    private static final List<String> STRUCK = List.of("attacked", "compromised");

    private Subject() {}

    /** Empty where the alert names nothing that an investigation could begin with. */
    static Optional<Place> of(Alert alert) {
        return all(alert).stream().findFirst();
    }

    /** The device, or all mailboxes and people; the one that an investigation would be about comes first. */
    static List<Place> all(Alert alert) {
        return Field.of(alert.source())
                .map(field -> switch (field) {
                    case DEVICE ->
                        device(alert).flatMap(Subject::place).stream().toList();
                    case MAIL -> StartRule.namesMail(alert) ? inMail(alert) : List.<Place>of();
                })
                .orElse(List.of());
    }

    /** The one that was attacked, or else the first. */
    static Optional<Evidence.Device> device(Alert alert) {
        var devices = alert.evidence(Evidence.Device.class).stream()
                .filter(device -> place(device).isPresent())
                .toList();
        return devices.stream()
                .filter(device -> device.facts().roles().stream().anyMatch(STRUCK::contains))
                .findFirst()
                .or(() -> devices.stream().findFirst());
    }

    private static List<Place> inMail(Alert alert) {
        return inOrder(
                alert.evidence(Evidence.Mailbox.class).stream().flatMap(mailbox -> place(mailbox).stream()),
                alert.evidence(Evidence.Message.class).stream()
                        .flatMap(message -> mailbox(message.recipient()).stream()),
                alert.evidence(Evidence.User.class).stream().flatMap(user -> place(user.account()).stream()),
                alert.evidence(Evidence.class).stream()
                        .filter(each -> each.kind() == EvidenceKind.SUBMISSION)
                        .flatMap(each -> mailbox(raw(each, "recipient")).stream()));
    }

    @SafeVarargs
    private static List<Place> inOrder(Stream<Place>... places) {
        return Stream.of(places).flatMap(each -> each).distinct().toList();
    }

    /** Only by its id can anything be done to it, and only by that events know it. */
    static Optional<Place> place(Evidence.Device device) {
        return Optional.ofNullable(device.defenderId())
                .map(id -> placed(EvidenceKind.DEVICE, id, device.name().orElse(id)));
    }

    static Place device(String id, @Nullable String name) {
        return placed(EvidenceKind.DEVICE, id, name == null || name.isEmpty() ? id : name);
    }

    static Optional<Place> place(Evidence.Mailbox mailbox) {
        return mailbox(mailbox.address())
                .or(() -> mailbox(mailbox.account().userName()))
                .map(place ->
                        placed(EvidenceKind.MAILBOX, place.key(), mailbox.name().orElse(place.name())));
    }

    static Optional<Place> mailbox(@Nullable String address) {
        return Optional.ofNullable(address)
                .filter(each -> !each.isBlank())
                .map(each -> placed(EvidenceKind.MAILBOX, each, each));
    }

    static Optional<Place> place(Account account) {
        return Stream.of(account.userName(), account.sid(), account.id())
                .filter(Objects::nonNull)
                .findFirst()
                .map(key -> placed(EvidenceKind.USER, key, account.name().orElse(key)));
    }

    static Optional<Place> person(@Nullable String userName) {
        return Optional.ofNullable(userName)
                .filter(each -> !each.isBlank())
                .map(each -> placed(EvidenceKind.USER, each, each));
    }

    private static Place placed(EvidenceKind kind, String key, String name) {
        return new Place(kind, Text.key(LONGEST, key.toLowerCase(Locale.ROOT)), Text.within(LONGEST, name));
    }

    static @Nullable String raw(Evidence evidence, String field) {
        var value = evidence.facts().raw().path(field);
        return value.isString() && !value.asString().isBlank()
                ? value.asString().strip()
                : null;
    }
}
