package securitycenter.actioncenter;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import securitycenter.identity.TypedText;

/** What stands in an address or comes from a form, as values. What cannot be read is as if it were absent. */
final class Words {

    private static final int LONGEST = 256;

    private Words() {}

    static <E extends Enum<E>> Optional<E> one(Class<E> type, @Nullable String word) {
        return Arrays.stream(type.getEnumConstants())
                .filter(each -> word(each).equals(word))
                .findFirst();
    }

    /** {@code IN_PROGRESS} is {@code in-progress}. */
    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** On one line; null where there is nothing to look for. */
    static @Nullable String line(@Nullable String raw) {
        var line = TypedText.of(raw).replaceAll("\\s+", " ");
        return line.isEmpty() || line.length() > LONGEST ? null : line;
    }

    static Optional<UUID> id(@Nullable String asked) {
        try {
            return asked == null || asked.length() != 36 ? Optional.empty() : Optional.of(UUID.fromString(asked));
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }
}
