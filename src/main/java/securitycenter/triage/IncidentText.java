package securitycenter.triage;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.validation.BindingResult;
import securitycenter.identity.TypedText;
import securitycenter.incidents.TagChange;

/** What somebody typed, as it can be kept. */
final class IncidentText {

    static final int LONGEST_REASON = 2_000;
    private static final int LONGEST_PERSON = 200;

    private IncidentText() {}

    /** On one line. */
    static String line(@Nullable String raw) {
        return TypedText.of(raw).replaceAll("\\s+", " ");
    }

    /** What commas separate, each once. */
    static List<String> tags(@Nullable String raw) {
        return Arrays.stream(line(raw).split(","))
                .map(String::strip)
                .filter(tag -> !tag.isEmpty())
                .distinct()
                .sorted()
                .toList();
    }

    static boolean mayBe(List<String> tags) {
        return tags.size() <= TagChange.MOST && tags.stream().allMatch(tag -> tag.length() <= TagChange.LONGEST);
    }

    /** Who an incident or an alert is assigned to. */
    static void checkPerson(@Nullable String person, BindingResult problems) {
        checkLength(line(person), LONGEST_PERSON, "assignedTo", problems);
    }

    static void check(String words, int longest, String field, BindingResult problems) {
        if (words.isEmpty()) {
            problems.rejectValue(field, "incident.problem.blank");
        } else {
            checkLength(words, longest, field, problems);
        }
    }

    static void checkLength(String words, int longest, String field, BindingResult problems) {
        if (words.length() > longest) {
            problems.rejectValue(field, "incident.problem.long", new Object[] {words.length(), longest}, null);
        }
    }
}
