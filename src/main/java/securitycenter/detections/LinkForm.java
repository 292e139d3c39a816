package securitycenter.detections;

import static java.util.Objects.requireNonNullElse;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.validation.BindingResult;
import securitycenter.alerts.Severity;
import securitycenter.identity.TypedText;

/**
 * Rows of an answer on their way into an incident.
 *
 * @param row their numbers
 * @param to the incident, or the word for a new one
 * @param q what an incident is looked for by
 * @param once the same when it is sent again
 * @param act what shall be done with it
 */
record LinkForm(
        List<Integer> row,
        String to,
        String q,
        String title,
        String severity,
        String category,
        String techniques,
        String description,
        String recommended,
        String device,
        String user,
        String mailbox,
        String reason,
        String once,
        String act) {

    static final int MOST_ROWS = 100;

    private static final String NEW = "new";
    private static final int LONGEST_REASON = 2_000;

    @SuppressWarnings("NullAway") // Absent fields come as null.
    LinkForm {
        row = requireNonNullElse(row, List.<Integer>of()).stream()
                .distinct()
                .sorted()
                .toList();
        to = RuleForm.line(to).equals(NEW) ? "" : RuleForm.line(to);
        q = RuleForm.line(q);
        title = RuleForm.line(title);
        severity = requireNonNullElse(severity, Severity.MEDIUM.name());
        category = requireNonNullElse(category, AlertWords.USUAL_CATEGORY);
        techniques = RuleForm.line(techniques);
        description = TypedText.of(description);
        recommended = TypedText.of(recommended);
        device = RuleForm.line(device);
        user = RuleForm.line(user);
        mailbox = RuleForm.line(mailbox);
        reason = TypedText.of(reason);
        act = RuleForm.line(act);
        once = DetectionRuleController.uuid(RuleForm.line(once))
                .orElseGet(UUID::randomUUID)
                .toString();
    }

    /** With the columns that there are, where the person has not chosen yet. */
    LinkForm choosing(List<String> columns) {
        var usual = Impacted.among(columns);
        return new LinkForm(
                row,
                to,
                q,
                title,
                severity,
                category,
                techniques,
                description,
                recommended,
                usual.device(),
                usual.user(),
                usual.mailbox(),
                reason,
                once,
                act);
    }

    Impacted impacted() {
        return new Impacted(device, user, mailbox);
    }

    AlertWords words() {
        return new AlertWords(
                title,
                AlertWords.severity(severity),
                category,
                AlertWords.WITHOUT_TECHNIQUES.contains(category) ? List.of() : AlertWords.techniques(techniques),
                description,
                recommended);
    }

    /** Null for a new one. */
    @Nullable
    Long incident() {
        return to.matches("\\d{1,18}") ? Long.valueOf(to) : null;
    }

    void check(List<String> columns, BindingResult problems) {
        if (row.isEmpty()) {
            problems.reject("detections.link.problem.rows");
        }
        if (row.size() > MOST_ROWS) {
            problems.reject("detections.link.problem.many", new Object[] {MOST_ROWS}, null);
        }
        if (title.isEmpty()) {
            problems.rejectValue("title", "detections.problem.title.none");
        }
        words().check(problems);
        impacted().check(columns, problems);
        if (!to.isEmpty() && incident() == null) {
            problems.rejectValue("to", "detections.link.problem.MISSING");
        }
        if (reason.length() > LONGEST_REASON) {
            problems.rejectValue("reason", "detections.problem.long", new Object[] {LONGEST_REASON}, null);
        }
    }
}
