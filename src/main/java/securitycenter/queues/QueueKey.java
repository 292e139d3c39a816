package securitycenter.queues;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import securitycenter.alerts.Severity;

/** Where in its order a row of a queue stands. One that somebody made up is just another place to begin at. */
public record QueueKey(Severity severity, Instant at, long id) {

    private static final Pattern WRITTEN = Pattern.compile("([0-4])-(-?[0-9]{1,16})-([0-9]{1,18})");

    /** As it stands in an address. */
    public String written() {
        return "%d-%d-%d".formatted(severity.ordinal(), ChronoUnit.MICROS.between(Instant.EPOCH, at), id);
    }

    public static Optional<QueueKey> read(@Nullable String asked) {
        var read = WRITTEN.matcher(asked == null ? "" : asked);
        try {
            return read.matches()
                    ? Optional.of(new QueueKey(
                            Severity.values()[Integer.parseInt(read.group(1))],
                            Instant.EPOCH.plus(Long.parseLong(read.group(2)), ChronoUnit.MICROS),
                            Long.parseLong(read.group(3))))
                    : Optional.empty();
        } catch (DateTimeException beyondTime) {
            return Optional.empty();
        }
    }
}
