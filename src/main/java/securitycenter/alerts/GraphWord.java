package securitycenter.alerts;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A constant that Graph writes in camel case and the older API in Pascal case. */
public interface GraphWord {

    String name();

    /** {@code IN_PROGRESS} is {@code inProgress}. */
    default String word() {
        var words = pascal();
        return Character.toLowerCase(words.charAt(0)) + words.substring(1);
    }

    /** {@code IN_PROGRESS} is {@code InProgress}. */
    default String pascal() {
        var text = new StringBuilder();
        for (var part : name().split("_")) {
            text.append(part.charAt(0)).append(part.substring(1).toLowerCase(Locale.ROOT));
        }
        return text.toString();
    }

    /** The constant of this word in either spelling, and whatever the case. */
    static <E extends Enum<E> & GraphWord> Optional<E> find(Class<E> type, @Nullable String word) {
        return Arrays.stream(type.getEnumConstants())
                .filter(each -> each.name().replace("_", "").equalsIgnoreCase(word))
                .findFirst();
    }
}
