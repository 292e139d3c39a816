package securitycenter.hunting;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import securitycenter.kql.QueryText;

/** A query as it stands in an address: compressed, and in letters that no address changes. */
final class LinkedQuery {

    /** Servers and mail programs cut off what is longer. */
    private static final int LONGEST = 6_000;

    private LinkedQuery() {}

    /** None when it is too long for an address. */
    static Optional<String> written(String query) {
        var bytes = new ByteArrayOutputStream();
        try (var packed = new GZIPOutputStream(bytes)) {
            packed.write(query.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var written = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.toByteArray());
        return written.length() > LONGEST ? Optional.empty() : Optional.of(written);
    }

    /** None where it was spoilt on its way, or is not ours. */
    static Optional<String> read(@Nullable String written) {
        if (written == null || written.isEmpty() || written.length() > LONGEST) {
            return Optional.empty();
        }
        try (var unpacked = new GZIPInputStream(
                new ByteArrayInputStream(Base64.getUrlDecoder().decode(written)))) {
            var bytes = unpacked.readNBytes(QueryText.LONGEST + 1);
            return bytes.length > QueryText.LONGEST
                    ? Optional.empty()
                    : Optional.of(new String(bytes, StandardCharsets.UTF_8));
        } catch (IOException | IllegalArgumentException spoilt) {
            return Optional.empty();
        }
    }
}
