package securitycenter.actioncenter;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where in the order of its list an action stands. One that somebody made up is just another place to begin at. */
record ListKey(Instant at, UUID id) {

    private static final Pattern WRITTEN =
            Pattern.compile("([0-9]{1,16})-([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})");

    /** As it stands in an address. */
    String written() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, at) + "-" + id;
    }

    static Optional<ListKey> read(@Nullable String asked) {
        var read = WRITTEN.matcher(asked == null ? "" : asked);
        try {
            return read.matches()
                    ? Optional.of(new ListKey(
                            Instant.EPOCH.plus(Long.parseLong(read.group(1)), ChronoUnit.MICROS),
                            UUID.fromString(read.group(2))))
                    : Optional.empty();
        } catch (DateTimeException beyondTime) {
            return Optional.empty();
        }
    }
}
