package securitycenter.streaming;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;
import securitycenter.identity.TenantId;

/**
 * Something that was read, and where.
 *
 * @param source a container and the name of its blob, or a hub and the number of its partition
 * @param offset of the line in the blob, or of the message in the partition
 */
record Arrival(String source, long offset, Streamed what) {

    /** Also where nobody is named: then it is whose place it was read in. */
    boolean isOf(TenantId tenant) {
        return what.owner().map(tenant::equals).orElse(true);
    }

    /** The same whenever the same text is read at the same place. */
    UUID fingerprint() {
        return hash(source + '\n' + offset + '\n' + what.raw());
    }

    /** The first half of the text's SHA-256. */
    static UUID hash(String text) {
        return hash(text.getBytes(StandardCharsets.UTF_8));
    }

    static UUID hash(byte[] bytes) {
        try {
            var start = ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(bytes));
            return new UUID(start.getLong(), start.getLong());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
