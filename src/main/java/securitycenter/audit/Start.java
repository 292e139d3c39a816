package securitycenter.audit;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where a page of the log starts: below one entry, in the order of a chain or of time. */
sealed interface Start {

    record Number(long number) implements Start {

        @Override
        public String toString() {
            return String.valueOf(number);
        }
    }

    record Moment(Instant at, UUID tenant, long number) implements Start {

        @Override
        public String toString() {
            return at + "," + tenant + "," + number;
        }
    }

    static Start below(Entry entry, Reach reach) {
        return reach.tenant().isPresent()
                ? new Number(entry.number())
                : new Moment(entry.at(), entry.tenant(), entry.number());
    }

    /** As it stands in an address; what cannot be read there is as if it were absent. */
    static @Nullable Start of(@Nullable String asked, Reach reach) {
        try {
            return asked == null
                    ? null
                    : reach.tenant().isPresent() ? new Number(Long.parseLong(asked)) : moment(asked);
        } catch (DateTimeException | IllegalArgumentException unreadable) {
            return null;
        }
    }

    private static @Nullable Moment moment(String asked) {
        var parts = asked.split(",", -1);
        if (parts.length != 3) {
            return null;
        }
        var at = Instant.parse(parts[0]);
        return Filter.isComparable(LocalDate.ofInstant(at, ZoneOffset.UTC))
                ? new Moment(at, UUID.fromString(parts[1]), Long.parseLong(parts[2]))
                : null;
    }
}
