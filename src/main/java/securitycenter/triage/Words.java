package securitycenter.triage;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import securitycenter.queues.Assignment;

/** What stands in an address or comes from a form, as values. What cannot be read is as if it were absent. */
final class Words {

    static final String ME = "me";
    static final String NOBODY = "nobody";

    private static final int LONGEST = 256;
    private static final Instant LATEST = Instant.parse("9000-01-01T00:00:00Z");

    private Words() {}

    /** Without what no database takes and nobody types. */
    static @Nullable String text(@Nullable String asked) {
        if (asked == null || asked.length() > LONGEST) {
            return null;
        }
        var text = asked.codePoints()
                .filter(point -> !Character.isISOControl(point) && Character.getType(point) != Character.SURROGATE)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .strip();
        return text.isEmpty() ? null : text;
    }

    static @Nullable Instant moment(@Nullable String asked) {
        try {
            var moment = asked == null || asked.isBlank() ? null : Instant.parse(asked);
            return moment != null && moment.isAfter(Instant.EPOCH) && moment.isBefore(LATEST) ? moment : null;
        } catch (DateTimeException noMoment) {
            return null;
        }
    }

    static <E extends Enum<E>> Optional<E> one(Class<E> type, @Nullable String word) {
        return Arrays.stream(type.getEnumConstants())
                .filter(each -> word(each).equals(word))
                .findFirst();
    }

    /** A constant as forms name it. */
    static <E extends Enum<E>> E named(Class<E> type, @Nullable String name, E otherwise) {
        return Arrays.stream(type.getEnumConstants())
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElse(otherwise);
    }

    static <E extends Enum<E>> Set<E> some(Class<E> type, @Nullable List<String> words) {
        return words == null
                ? Set.of()
                : words.stream().flatMap(word -> one(type, word).stream()).collect(Collectors.toUnmodifiableSet());
    }

    /** {@code IN_PROGRESS} is {@code in-progress}. */
    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static List<String> words(Set<? extends Enum<?>> values) {
        return values.stream().map(Words::word).sorted().toList();
    }

    /** @param me the user name of the person who looks */
    static Assignment assignment(@Nullable String assigned, String me) {
        return switch (assigned) {
            case null -> new Assignment.Anyone();
            case ME -> new Assignment.To(me);
            case NOBODY -> new Assignment.Nobody();
            default -> new Assignment.To(assigned);
        };
    }
}
