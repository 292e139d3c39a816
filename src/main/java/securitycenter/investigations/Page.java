package securitycenter.investigations;

import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Some of a list.
 *
 * @param next behind which the rest begins; null where there is none
 */
public record Page<T>(List<T> rows, @Nullable Long next) {

    public static final int LENGTH = 50;

    /** @param found one more than fits where there are more */
    static <T> Page<T> of(List<T> found, ToLongFunction<T> key) {
        return found.size() <= LENGTH
                ? new Page<>(found, null)
                : new Page<>(List.copyOf(found.subList(0, LENGTH)), key.applyAsLong(found.get(LENGTH - 1)));
    }
}
