package securitycenter.detections;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.validation.BindingResult;
import securitycenter.alerts.Category;
import securitycenter.alerts.Severity;

/**
 * What is said of an alert that a person describes.
 *
 * @param category as Microsoft writes it, for example {@code LateralMovement}
 * @param techniques of MITRE ATT&amp;CK, for example {@code T1059.001}
 * @param recommended what whoever gets the alert should do
 */
record AlertWords(
        String title,
        Severity severity,
        String category,
        List<String> techniques,
        String description,
        String recommended) {

    static final List<Severity> SEVERITIES =
            List.of(Severity.INFORMATIONAL, Severity.LOW, Severity.MEDIUM, Severity.HIGH);

    /** Which no technique belongs to. */
    static final Set<String> WITHOUT_TECHNIQUES =
            Set.of("Malware", "Ransomware", "SuspiciousActivity", "UnwantedSoftware");

    static final String USUAL_CATEGORY = "SuspiciousActivity";

    private static final int LONGEST_TITLE = 300;
    private static final int LONGEST_WORDS = 4_000;
    private static final int MOST_TECHNIQUES = 20;

    private static final Pattern TECHNIQUE = Pattern.compile("T\\d{4}(?:\\.\\d{3})?");

    AlertWords titled(String other) {
        return new AlertWords(other, severity, category, techniques, description, recommended);
    }

    static Severity severity(String word) {
        return SEVERITIES.stream()
                .filter(severity -> severity.name().equals(word))
                .findFirst()
                .orElse(Severity.MEDIUM);
    }

    /** The fields of a form are called like those here. */
    void check(BindingResult problems) {
        within("title", title, LONGEST_TITLE, problems);
        within("description", description, LONGEST_WORDS, problems);
        within("recommended", recommended, LONGEST_WORDS, problems);
        if (!Category.KNOWN.contains(category)) {
            problems.rejectValue("category", "detections.problem.category");
        }
        if (techniques.size() > MOST_TECHNIQUES
                || !techniques.stream().allMatch(word -> TECHNIQUE.matcher(word).matches())) {
            problems.rejectValue("techniques", "detections.problem.techniques", new Object[] {MOST_TECHNIQUES}, null);
        }
    }

    private static void within(String field, String words, int longest, BindingResult problems) {
        if (words.length() > longest) {
            problems.rejectValue(field, "detections.problem.long", new Object[] {longest}, null);
        }
    }

    static List<String> techniques(@Nullable String typed) {
        return Arrays.stream(
                        (typed == null ? "" : typed).toUpperCase(Locale.ROOT).split("[\\s,;]+"))
                .filter(word -> !word.isEmpty())
                .distinct()
                .toList();
    }
}
