package securitycenter.audit;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Text that every database gives back unchanged, so that its hash can be computed again. */
class Text {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int LONGEST_VALUE = 10_000;

    private Text() {}

    /** Records, maps and lists as JSON, everything else by its own name. */
    static @Nullable String ofValue(@Nullable Object value) {
        return within(
                LONGEST_VALUE,
                switch (value) {
                    case null -> null;
                    case Record record -> JSON.writeValueAsString(record);
                    case Map<?, ?> map -> JSON.writeValueAsString(map);
                    case Collection<?> list -> JSON.writeValueAsString(list);
                    default -> String.valueOf(value);
                });
    }

    /** PostgreSQL refuses the character 0, and half a surrogate pair does not survive UTF-8. */
    static @Nullable String within(int longest, @Nullable String text) {
        if (text == null) {
            return null;
        }
        var cut = text.length() <= longest ? text : text.substring(0, longest - 1) + "…";
        return new String(cut.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8).replace('\0', '\uFFFD');
    }
}
