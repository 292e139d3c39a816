package securitycenter.remedies;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/** Ids of actions in an address, of which a hundred must not be too long. */
final class Ids {

    private static final int LENGTH = 22;

    private Ids() {}

    static String written(List<UUID> ids) {
        return ids.stream().map(Ids::written).collect(Collectors.joining());
    }

    private static String written(UUID id) {
        var bytes = ByteBuffer.allocate(16)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** What cannot be read is as if it were absent. */
    static List<UUID> read(String written) {
        var ids = new ArrayList<UUID>();
        for (var at = 0; at + LENGTH <= written.length() && ids.size() < Aim.MOST; at += LENGTH) {
            try {
                var bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(written.substring(at, at + LENGTH)));
                ids.add(new UUID(bytes.getLong(), bytes.getLong()));
            } catch (IllegalArgumentException spoilt) {
                return List.copyOf(ids);
            }
        }
        return List.copyOf(ids);
    }
}
