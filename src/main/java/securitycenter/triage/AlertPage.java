package securitycenter.triage;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import securitycenter.alerts.Account;
import securitycenter.alerts.Evidence;
import securitycenter.alerts.EvidenceKind;
import securitycenter.alerts.FileDetails;
import securitycenter.alerts.RemediationStatus;
import securitycenter.alerts.Verdict;
import securitycenter.casefiles.IncidentFile.AlertFile;
import securitycenter.casefiles.IncidentFile.AlertLine;
import tools.jackson.databind.JsonNode;

/**
 * An alert as its page shows it.
 *
 * @param description as plain text; null where there is none, as with the actions and the address
 * @param address of the alert at Microsoft
 * @param evidence of this page
 * @param next where the next page of the evidence begins; null on the last
 */
record AlertPage(
        AlertLine alert,
        @Nullable String description,
        @Nullable String actions,
        @Nullable String actor,
        @Nullable String address,
        int pieces,
        List<Piece> evidence,
        @Nullable Integer next) {

    private static final int EVIDENCE = 100;
    private static final String MICROSOFT = "https://security.microsoft.com/";

    /**
     * One piece of evidence.
     *
     * @param entity whose page tells more; null when nothing names it
     */
    record Piece(
            EvidenceKind kind,
            String name,
            @Nullable UUID entity,
            Verdict verdict,
            RemediationStatus remediation,
            List<String> roles,
            List<Detail> details) {}

    /** @param name of the message */
    record Detail(String name, String value) {}

    static AlertPage of(AlertFile file, JsonNode body, int from) {
        var first = Math.clamp(from, 0, file.evidence().size());
        var last = Math.min(first + EVIDENCE, file.evidence().size());
        return new AlertPage(
                file.line(),
                text(body, "description"),
                text(body, "recommendedActions"),
                text(body, "actorDisplayName"),
                Optional.ofNullable(text(body, "alertWebUrl"))
                        .filter(address -> address.startsWith(MICROSOFT))
                        .orElse(null),
                file.evidence().size(),
                file.evidence().subList(first, last).stream()
                        .map(piece -> piece(piece.evidence(), piece.entity()))
                        .toList(),
                last < file.evidence().size() ? last : null);
    }

    private static @Nullable String text(JsonNode body, String field) {
        var text = body.path(field).asString("").strip();
        return text.isEmpty() ? null : text;
    }

    private static Piece piece(Evidence evidence, @Nullable UUID entity) {
        return new Piece(
                evidence.kind(),
                evidence.name().orElse(""),
                entity,
                evidence.facts().verdict(),
                evidence.facts().remediation(),
                evidence.facts().roles(),
                details(evidence));
    }

    /** What is known of it, beside its name. */
    static List<Detail> details(Evidence evidence) {
        return switch (evidence) {
            case Evidence.Device device -> device(device);
            case Evidence.User(var _, var account) -> account(account);
            case Evidence.Mailbox mailbox ->
                Stream.concat(
                                details("address", mailbox.address(), "display-name", mailbox.displayName()).stream(),
                                account(mailbox.account()).stream())
                        .distinct()
                        .toList();
            case Evidence.Message message -> message(message);
            case Evidence.File file -> file(file.details());
            case Evidence.Process process ->
                Stream.of(
                                details("command-line", process.commandLine()),
                                file(process.image()),
                                account(process.account()))
                        .flatMap(List::stream)
                        .toList();
            case Evidence.Ip(var _, var address) -> details("ip", address);
            case Evidence.Url(var _, var url) -> details("url", url);
            case Evidence.Other other -> OtherDetails.of(other.facts().raw());
        };
    }

    private static List<Detail> device(Evidence.Device device) {
        return details(
                "host", device.hostName(),
                "dns", device.dnsName(),
                "os", device.os(),
                "risk", device.risk(),
                "health", device.health(),
                "group", device.group(),
                "tags", device.tags().isEmpty() ? null : String.join(", ", device.tags()),
                "defender-id", device.defenderId(),
                "entra-id", device.entraId());
    }

    private static List<Detail> message(Evidence.Message message) {
        return details(
                "sender", message.sender(),
                "recipient", message.recipient(),
                "subject", message.subject(),
                "sender-ip", message.senderIp(),
                "delivery", message.deliveryAction(),
                "message-id", message.networkMessageId());
    }

    private static List<Detail> account(Account account) {
        return details(
                "user-name", account.userName(),
                "display-name", account.displayName(),
                "account", account.accountName(),
                "domain", account.domainName(),
                "entra-id", account.id(),
                "sid", account.sid());
    }

    private static List<Detail> file(FileDetails file) {
        return details(
                "file", file.name(),
                "path", file.path(),
                "sha256", file.sha256(),
                "sha1", file.sha1(),
                "publisher", file.publisher(),
                "bytes", file.bytes() == null ? null : file.bytes().toString());
    }

    private static List<Detail> details(@Nullable String... namesAndValues) {
        return Stream.iterate(0, index -> index < namesAndValues.length, index -> index + 2)
                .mapMulti((Integer index, Consumer<Detail> sink) -> {
                    var name = namesAndValues[index];
                    var value = namesAndValues[index + 1];
                    if (name != null && value != null) {
                        sink.accept(new Detail(name, value));
                    }
                })
                .toList();
    }
}
