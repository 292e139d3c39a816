package securitycenter.identity;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What somebody typed, as it can be kept. */
public final class TypedText {

    private static final Pattern LINE_END = Pattern.compile("\\r\\n?");
    private static final Pattern CONTROL_CHARACTERS = Pattern.compile("[\\p{Cc}&&[^\\n\\t]]");

    private TypedText() {}

    /** Lines end with one line feed; of the other control characters only the tab stays; half surrogates are replaced. */
    public static String of(@Nullable String raw) {
        if (raw == null) {
            return "";
        }
        var visible = CONTROL_CHARACTERS
                .matcher(LINE_END.matcher(raw).replaceAll("\n"))
                .replaceAll("");
        return new String(visible.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8).strip();
    }
}
