package securitycenter.actioncenter;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What stands in an address or comes from a form, as values. What cannot be read is as if it were absent. */
final class Words {

    private static final int LONGEST = 256;
    private static final Pattern LINE_END = Pattern.compile("\\r\\n?");
    private static final Pattern CONTROL_CHARACTERS = Pattern.compile("[\\p{Cc}&&[^\\n\\t]]");

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
        var line = text(raw).replaceAll("\\s+", " ");
        return line.isEmpty() || line.length() > LONGEST ? null : line;
    }

    /** Lines end with one line feed; of the other control characters only the tab stays; half surrogates are replaced. */
    static String text(@Nullable String raw) {
        if (raw == null) {
            return "";
        }
        var visible = CONTROL_CHARACTERS
                .matcher(LINE_END.matcher(raw).replaceAll("\n"))
                .replaceAll("");
        return new String(visible.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8).strip();
    }

    static Optional<UUID> id(@Nullable String asked) {
        try {
            return asked == null || asked.length() != 36 ? Optional.empty() : Optional.of(UUID.fromString(asked));
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }
}
