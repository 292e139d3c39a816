package securitycenter.help;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.validation.BindingResult;

/** What somebody wrote, as it can be kept. */
public class Words {

    static final int LONGEST = 10_000;
    static final int LONGEST_REASON = 2_000;

    private static final Pattern LINE_END = Pattern.compile("\\r\\n?");
    private static final Pattern CONTROL_CHARACTERS = Pattern.compile("[\\p{Cc}&&[^\\n\\t]]");

    private Words() {}

    /** Lines end with one line feed; of the other control characters only the tab stays; half surrogates are replaced. */
    public static String of(@Nullable String raw) {
        if (raw == null) {
            return "";
        }
        var lines = LINE_END.matcher(raw).replaceAll("\n");
        var visible = CONTROL_CHARACTERS.matcher(lines).replaceAll("");
        return new String(visible.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8).strip();
    }

    /** Says what is wrong with the words, if anything is. */
    static void check(String words, int longest, String field, BindingResult problems) {
        if (words.isEmpty()) {
            problems.rejectValue(field, "help.problem." + field + ".blank");
        } else if (words.length() > longest) {
            problems.rejectValue(field, "help.problem.long", new Object[] {words.length(), longest}, null);
        }
    }

    static String firstOf(String words) {
        return cut(100, words.lines().findFirst().orElse("").strip());
    }

    static String cut(int longest, String text) {
        return text.length() <= longest ? text : of(text.substring(0, longest - 1)) + "…";
    }
}
