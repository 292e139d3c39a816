package securitycenter.help;

import org.springframework.validation.BindingResult;
import securitycenter.identity.TypedText;

/** What somebody wrote, as it can be kept. */
public class Words {

    static final int LONGEST = 10_000;
    static final int LONGEST_REASON = 2_000;

    private Words() {}

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
        return text.length() <= longest ? text : TypedText.of(text.substring(0, longest - 1)) + "…";
    }
}
