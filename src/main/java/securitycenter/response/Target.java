package securitycenter.response;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import securitycenter.alerts.EvidenceKind;

/**
 * What an action is done to, and where.
 *
 * @param key the same for the same thing: a hash, an address, a path in small letters
 * @param name for people
 * @param details what a call needs to know, by the names below
 * @param asset the device, mailbox or person on which it happens; null where the thing is everywhere
 */
public record Target(
        EvidenceKind kind,
        String key,
        String name,
        Map<String, String> details,
        @Nullable Asset asset) {

    /** The device’s id in Defender for Endpoint, 40 hexadecimal digits. */
    public static final String DEVICE = "device";

    public static final String SHA1 = "sha1";
    public static final String SHA256 = "sha256";
    public static final String PATH = "path";

    /** A mail’s {@code ReportId} in {@code EmailEvents}. */
    public static final String MAIL = "mail";

    public static final String RECIPIENT = "recipient";
    public static final String URL = "url";

    /** The object id of a person in Entra. */
    public static final String PERSON = "person";

    /** @param kind a device, a mailbox or a person */
    public record Asset(EvidenceKind kind, String key, String name) {}

    /** Its asset is something else. */
    public boolean isElsewhere() {
        return asset != null && !asset.name().equals(name);
    }

    public Optional<String> detail(String name) {
        return Optional.ofNullable(details.get(name));
    }
}
