package securitycenter.correlation;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import securitycenter.alerts.EvidenceKind;
import securitycenter.alerts.RemediationStatus;
import securitycenter.alerts.Verdict;

/**
 * Something that an alert names.
 *
 * @param id made of kind and identity: equal for the same thing in every alert
 * @param name what people call it
 * @param sameAs the id of the entity that it is another name of, or its own
 * @param evidence as what lists show it; null for what only the correlator needs
 * @param links whether it says anything about what belongs together
 */
public record Entity(
        UUID id,
        EntityKind kind,
        String identity,
        String name,
        UUID sameAs,
        @Nullable EvidenceKind evidence,
        Verdict verdict,
        RemediationStatus remediation,
        boolean links) {

    /**
     * @param identity as {@link Entities} reads it from evidence: in small letters, an address of the web as {@link Place}
     *     keeps it
     */
    static UUID idOf(EntityKind kind, String identity) {
        var hash = ByteBuffer.wrap(sha256((kind + "|" + identity).getBytes(StandardCharsets.UTF_8)));
        return new UUID(hash.getLong(), hash.getLong());
    }

    private static byte[] sha256(byte[] text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java has SHA-256", impossible);
        }
    }

    /** So that what is known of several alerts together is no longer true when one of them says the other instead. */
    public boolean saysMoreThan(Entity other) {
        return (links && !other.links)
                || verdict.compareTo(other.verdict) > 0
                || remediation.compareTo(other.remediation) > 0;
    }

    /** Another alert, or another piece of the same alert's evidence, names it too. */
    Entity and(Entity other) {
        var linking = links || !other.links ? this : other;
        return new Entity(
                id,
                linking.kind,
                linking.identity,
                name,
                sameAs.equals(id) ? other.sameAs : sameAs,
                evidence == null ? other.evidence : evidence,
                verdict.compareTo(other.verdict) >= 0 ? verdict : other.verdict,
                remediation.compareTo(other.remediation) >= 0 ? remediation : other.remediation,
                links || other.links);
    }
}
