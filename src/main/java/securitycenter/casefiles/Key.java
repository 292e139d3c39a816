package securitycenter.casefiles;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The row after which a page of a list begins, as it stands in an address. */
record Key(List<String> parts) {

    static String of(Object... parts) {
        return Arrays.stream(parts).map(Object::toString).collect(Collectors.joining("_"));
    }

    /** Null for the beginning, and for what is no key. */
    static @Nullable Key read(@Nullable String text, int parts) {
        return text == null || text.split("_", parts).length < parts ? null : new Key(List.of(text.split("_", parts)));
    }

    /** What cannot be read is before everything. */
    Instant instant(int part) {
        try {
            return Instant.parse(parts.get(part));
        } catch (DateTimeException noInstant) {
            return Instant.EPOCH;
        }
    }

    long number(int part) {
        try {
            return Long.parseLong(parts.get(part));
        } catch (NumberFormatException noNumber) {
            return 0;
        }
    }

    UUID uuid(int part) {
        try {
            return UUID.fromString(parts.get(part));
        } catch (IllegalArgumentException noId) {
            return new UUID(0, 0);
        }
    }

    String word(int part) {
        return parts.get(part);
    }
}
