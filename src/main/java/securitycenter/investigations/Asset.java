package securitycenter.investigations;

import java.util.List;
import securitycenter.alerts.EvidenceKind;

/**
 * A device, a mailbox or a person that an investigation is about, or that it came to.
 *
 * @param key the id of a device in Defender for Endpoint or else its name, an address, the name that a person signs in with;
 *     in small letters
 * @param groups of a device: none where they are not known, one without a name where it is in none
 */
public record Asset(long id, Place place, FoundBy foundBy, Standing standing, List<String> groups) {

    /** @param kind a device, a mailbox or a person */
    public record Place(EvidenceKind kind, String key, String name) {}

    public enum Standing {
        IN,
        /** A person decides whether it gets in. */
        WAITS,
        /** A person decided that it does not. */
        LEFT_OUT
    }
}
