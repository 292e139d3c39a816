package securitycenter.alerts;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A device, user, file, message and so on in an alert, and what was concluded about it. Any field may be missing. */
public sealed interface Evidence {

    Facts facts();

    EvidenceKind kind();

    /** One line for lists; empty when the service told nothing that names it. */
    Optional<String> name();

    /**
     * What every kind has.
     *
     * @param raw the whole of it as the service wrote it
     */
    record Facts(
            @Nullable Instant createdAt,
            Verdict verdict,
            RemediationStatus remediation,
            List<String> roles,
            JsonNode raw) {}

    /** @param defenderId its id in Defender for Endpoint */
    record Device(
            Facts facts,
            @Nullable String defenderId,
            @Nullable String entraId,
            @Nullable String dnsName,
            @Nullable String hostName,
            @Nullable String os,
            @Nullable String risk,
            @Nullable String health,
            @Nullable String group,
            List<String> tags)
            implements Evidence {

        @Override
        public EvidenceKind kind() {
            return EvidenceKind.DEVICE;
        }

        @Override
        public Optional<String> name() {
            return first(dnsName, hostName, defenderId, entraId);
        }
    }

    record User(Facts facts, Account account) implements Evidence {

        @Override
        public EvidenceKind kind() {
            return EvidenceKind.USER;
        }

        @Override
        public Optional<String> name() {
            return account.name();
        }
    }

    record Mailbox(
            Facts facts, @Nullable String address, @Nullable String displayName, Account account) implements Evidence {

        @Override
        public EvidenceKind kind() {
            return EvidenceKind.MAILBOX;
        }

        @Override
        public Optional<String> name() {
            return first(address, displayName).or(account::name);
        }
    }

    /** A mail. */
    record Message(
            Facts facts,
            @Nullable String networkMessageId,
            @Nullable String sender,
            @Nullable String recipient,
            @Nullable String subject,
            @Nullable String senderIp,
            @Nullable String deliveryAction)
            implements Evidence {

        @Override
        public EvidenceKind kind() {
            return EvidenceKind.MESSAGE;
        }

        @Override
        public Optional<String> name() {
            return first(subject, sender, networkMessageId);
        }
    }

    record File(Facts facts, FileDetails details, @Nullable String deviceId) implements Evidence {

        @Override
        public EvidenceKind kind() {
            return EvidenceKind.FILE;
        }

        @Override
        public Optional<String> name() {
            return Optional.ofNullable(details.shown());
        }
    }

    record Process(
            Facts facts,
            FileDetails image,
            @Nullable String deviceId,
            @Nullable Long id,
            @Nullable Instant startedAt,
            @Nullable String commandLine,
            Account account)
            implements Evidence {

        @Override
        public EvidenceKind kind() {
            return EvidenceKind.PROCESS;
        }

        @Override
        public Optional<String> name() {
            return first(image.shown(), commandLine).map(shown -> id == null ? shown : shown + " (" + id + ")");
        }

        /**
         * The same for the same process: its start to the second, as services differ in what comes behind it.
         *
         * @param started as ISO 8601; empty where nobody tells
         */
        public static String key(String device, long id, String started) {
            return device + "|" + id + "|" + (started.length() < 19 ? "" : started.substring(0, 19));
        }
    }

    record Ip(Facts facts, @Nullable String address) implements Evidence {

        @Override
        public EvidenceKind kind() {
            return EvidenceKind.IP;
        }

        @Override
        public Optional<String> name() {
            return Optional.ofNullable(address);
        }
    }

    record Url(Facts facts, @Nullable String url) implements Evidence {

        @Override
        public EvidenceKind kind() {
            return EvidenceKind.URL;
        }

        @Override
        public Optional<String> name() {
            return Optional.ofNullable(url);
        }
    }

    /**
     * All other kinds, also those that nobody knows yet.
     *
     * @param shown its first field that names it
     * @param parts evidence within it
     */
    record Other(Facts facts, EvidenceKind kind, @Nullable String shown, List<Evidence> parts) implements Evidence {

        @Override
        public Optional<String> name() {
            return Optional.ofNullable(shown);
        }
    }

    private static Optional<String> first(@Nullable String... names) {
        for (var name : names) {
            if (name != null) {
                return Optional.of(name);
            }
        }
        return Optional.empty();
    }
}
