package securitycenter.help;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import securitycenter.help.HelpRequest.State;

/** A place in the order of the queue: after this request a page begins. */
record QueuePlace(State state, Instant since, long id) {

    private static final Pattern WRITTEN = Pattern.compile("([0-2])-([0-9]{1,16})-([0-9]{1,18})");

    /** As it stands in an address. */
    String written() {
        return "%d-%d-%d".formatted(state.ordinal(), ChronoUnit.MICROS.between(Instant.EPOCH, since), id);
    }

    static Optional<QueuePlace> read(@Nullable String asked) {
        var read = WRITTEN.matcher(asked == null ? "" : asked);
        try {
            return read.matches()
                    ? Optional.of(new QueuePlace(
                            State.values()[Integer.parseInt(read.group(1))],
                            Instant.EPOCH.plus(Long.parseLong(read.group(2)), ChronoUnit.MICROS),
                            Long.parseLong(read.group(3))))
                    : Optional.empty();
        } catch (DateTimeException beyondTime) {
            return Optional.empty();
        }
    }
}
