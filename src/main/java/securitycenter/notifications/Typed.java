package securitycenter.notifications;

import static java.util.stream.Collectors.toCollection;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What people fill in, as it can be kept. */
final class Typed {

    private Typed() {}

    /** One line without control characters. */
    static String line(@Nullable String raw) {
        if (raw == null) {
            return "";
        }
        var whole = new String(raw.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        return whole.replaceAll("[\\p{Cc}\\u2028\\u2029]+", " ").strip();
    }

    static List<String> names(Collection<? extends Enum<?>> constants) {
        return constants.stream().map(Enum::name).toList();
    }

    /** Those of the offered that were chosen. */
    static <E extends Enum<E>> Set<E> constants(Class<E> type, List<String> chosen, Collection<E> offered) {
        return offered.stream()
                .filter(each -> chosen.contains(each.name()))
                .collect(toCollection(() -> EnumSet.noneOf(type)));
    }
}
