package securitycenter.detections;

import static java.util.Objects.requireNonNullElse;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.validation.BindingResult;
import securitycenter.alerts.Severity;
import securitycenter.detections.DetectionRule.Content;
import securitycenter.identity.TypedText;
import securitycenter.kql.QueryText;
import securitycenter.remedies.Remedy;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * A rule as somebody fills it in, on four pages. Each page carries what was filled in on the others, so nothing of it lies
 * in the session.
 *
 * @param actions what the rule asks for, one behind the other
 * @param was how the rule stood before their eyes: the same fields, as JSON
 * @param step the page that was sent
 * @param act what shall be done with it
 * @param test a run over the last days that shows what the rule would find
 */
record RuleForm(
        String name,
        String text,
        String title,
        String severity,
        String category,
        String techniques,
        String description,
        String recommended,
        String frequency,
        String deviceGroups,
        String device,
        String user,
        String mailbox,
        String actions,
        String was,
        @Nullable Step step,
        String act,
        String test) {

    /** The pages, and which fields each asks for. */
    enum Step {
        DETAILS("name", "text", "title", "severity", "category", "techniques", "description", "recommended"),
        SCHEDULE("frequency", "deviceGroups"),
        ENTITIES("device", "user", "mailbox", "actions"),
        REVIEW;

        private final List<String> fields;

        Step(String... fields) {
            this.fields = List.of(fields);
        }

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        Step next() {
            return values()[Math.min(ordinal() + 1, values().length - 1)];
        }

        Step previous() {
            return values()[Math.max(ordinal() - 1, 0)];
        }
    }

    private static final int LONGEST_NAME = 150;
    private static final int LONGEST_GROUPS = 4_000;
    private static final int MOST_GROUPS = 100;

    private static final JsonMapper JSON = new JsonMapper();

    @SuppressWarnings("NullAway") // Absent fields come as null.
    RuleForm {
        name = line(name);
        text = TypedText.of(text);
        title = line(title);
        severity = requireNonNullElse(severity, Severity.MEDIUM.name());
        category = requireNonNullElse(category, AlertWords.USUAL_CATEGORY);
        techniques = line(techniques);
        description = TypedText.of(description);
        recommended = TypedText.of(recommended);
        frequency = requireNonNullElse(frequency, Frequency.DAILY.name());
        deviceGroups = TypedText.of(deviceGroups);
        device = line(device);
        user = line(user);
        mailbox = line(mailbox);
        actions = RuleActions.written(RuleActions.read(line(actions)));
        was = requireNonNullElse(was, "");
        act = requireNonNullElse(act, "");
        test = line(test);
    }

    @SuppressWarnings("NullAway") // as with absent fields
    static RuleForm about(String text) {
        return new RuleForm(
                null, text, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null,
                null);
    }

    static RuleForm of(DetectionRule rule) {
        var form = of(rule.content());
        return form.with(form.fields(), JSON.writeValueAsString(form.fields()));
    }

    private static RuleForm of(Content content) {
        var alert = content.alert();
        return new RuleForm(
                content.name(),
                content.text(),
                alert.title(),
                alert.severity().name(),
                alert.category(),
                String.join(", ", alert.techniques()),
                alert.description(),
                alert.recommended(),
                content.frequency().name(),
                String.join("\n", content.deviceGroups()),
                content.impacted().device(),
                content.impacted().user(),
                content.impacted().mailbox(),
                RuleActions.written(content.actions()),
                "",
                null,
                "",
                "");
    }

    /** What a person decides, by the names of the fields. */
    public Map<String, String> fields() {
        var fields = new LinkedHashMap<String, String>();
        fields.put("name", name);
        fields.put("text", text);
        fields.put("title", title);
        fields.put("severity", severity);
        fields.put("category", category);
        fields.put("techniques", techniques);
        fields.put("description", description);
        fields.put("recommended", recommended);
        fields.put("frequency", frequency);
        fields.put("deviceGroups", deviceGroups);
        fields.put("device", device);
        fields.put("user", user);
        fields.put("mailbox", mailbox);
        fields.put("actions", actions);
        return fields;
    }

    /** Those that a page does not ask for. */
    Map<String, String> carriedOn(Step page) {
        var fields = fields();
        page.fields.forEach(fields::remove);
        fields.put("was", was);
        return fields;
    }

    private RuleForm with(Map<String, String> fields, String was) {
        return new RuleForm(
                fields.getOrDefault("name", ""),
                fields.getOrDefault("text", ""),
                fields.getOrDefault("title", ""),
                fields.getOrDefault("severity", ""),
                fields.getOrDefault("category", ""),
                fields.getOrDefault("techniques", ""),
                fields.getOrDefault("description", ""),
                fields.getOrDefault("recommended", ""),
                fields.getOrDefault("frequency", ""),
                fields.getOrDefault("deviceGroups", ""),
                fields.getOrDefault("device", ""),
                fields.getOrDefault("user", ""),
                fields.getOrDefault("mailbox", ""),
                fields.getOrDefault("actions", ""),
                was,
                step,
                act,
                test);
    }

    /** With the columns that the query offers, where the person has not chosen yet. */
    RuleForm choosing(List<String> columns) {
        if (!impacted().isNobody()) {
            return this;
        }
        var usual = Impacted.among(columns);
        var fields = fields();
        fields.put("device", usual.device());
        fields.put("user", usual.user());
        fields.put("mailbox", usual.mailbox());
        return with(fields, was);
    }

    RuleForm tested(String id) {
        return new RuleForm(
                name,
                text,
                title,
                severity,
                category,
                techniques,
                description,
                recommended,
                frequency,
                deviceGroups,
                device,
                user,
                mailbox,
                actions,
                was,
                step,
                act,
                id);
    }

    /**
     * What came of two who changed the same rule.
     *
     * @param form what others changed alone, and the person’s own values for the rest; {@code was} is how it stands now
     * @param disputed the fields of which each made something else
     */
    record Joined(RuleForm form, List<Disputed> disputed) {}

    record Disputed(String field, Shown theirs, Shown mine) {}

    /**
     * @param key of the words that the pages use for the value; null where they show the value itself
     * @param actions that the value stands for; empty for other fields
     */
    record Shown(String value, @Nullable String key, List<Remedy> actions) {

        static Shown of(String field, String value) {
            return new Shown(
                    value,
                    switch (field) {
                        case "severity", "category", "frequency" -> "detections." + field + "." + value;
                        case "device", "user", "mailbox" -> value.isEmpty() ? "detections.impacted.none" : null;
                        case "actions" -> value.isEmpty() ? "detections.actions.none" : null;
                        case "deviceGroups" -> value.isEmpty() ? "detections.device-groups.all" : null;
                        default -> null;
                    },
                    field.equals("actions") ? RuleActions.read(value) : List.of());
        }
    }

    /** Whoever changed a field decides it. */
    Joined onto(DetectionRule now) {
        var base = before();
        var theirs = of(now.content()).fields();
        var joined = fields();
        var disputed = new ArrayList<Disputed>();
        theirs.forEach((field, value) -> {
            var mine = joined.getOrDefault(field, "");
            var before = base.map(fields -> fields.getOrDefault(field, "")).orElse("");
            if (!value.equals(mine) && mine.equals(before)) {
                joined.put(field, value);
            } else if (!value.equals(mine) && !value.equals(before)) {
                disputed.add(new Disputed(field, Shown.of(field, value), Shown.of(field, mine)));
            }
        });
        return new Joined(with(joined, JSON.writeValueAsString(theirs)), disputed);
    }

    private Optional<Map<String, String>> before() {
        try {
            return Optional.of(JSON.readValue(was, new TypeReference<Map<String, String>>() {}));
        } catch (JacksonException unseen) {
            return Optional.empty();
        }
    }

    public Impacted impacted() {
        return new Impacted(device, user, mailbox);
    }

    public Frequency often() {
        return Arrays.stream(Frequency.values())
                .filter(one -> one.name().equals(frequency))
                .findFirst()
                .orElse(Frequency.DAILY);
    }

    public List<String> groups() {
        return deviceGroups
                .lines()
                .map(String::strip)
                .filter(group -> !group.isEmpty())
                .distinct()
                .toList();
    }

    public Content content() {
        return new Content(name, text, often(), alert(), impacted(), remedies(), groups());
    }

    public List<Remedy> remedies() {
        return RuleActions.read(actions);
    }

    private AlertWords alert() {
        return new AlertWords(
                title,
                AlertWords.severity(severity),
                category,
                AlertWords.WITHOUT_TECHNIQUES.contains(category) ? List.of() : AlertWords.techniques(techniques),
                description,
                recommended);
    }

    /** @param verdict about the query */
    void check(Step page, Suitability.Verdict verdict, BindingResult problems) {
        switch (page) {
            case DETAILS -> {
                required("name", name, LONGEST_NAME, problems);
                checkText(verdict, problems);
                alert().check(problems);
            }
            case SCHEDULE -> {
                if (deviceGroups.length() > LONGEST_GROUPS || groups().size() > MOST_GROUPS) {
                    problems.rejectValue("deviceGroups", "detections.problem.groups", new Object[] {MOST_GROUPS}, null);
                }
            }
            case ENTITIES -> {
                var columns = verdict instanceof Suitability.Verdict.Suitable(var all) ? all : List.<String>of();
                impacted().check(columns, problems);
                checkActions(Remedy.among(columns), problems);
            }
            case REVIEW -> {}
        }
    }

    private void checkActions(List<Remedy> fitting, BindingResult problems) {
        remedies().stream()
                .filter(remedy -> !fitting.contains(remedy))
                .findFirst()
                .ifPresent(remedy -> problems.rejectValue(
                        "actions", "detections.problem.action", new Object[] {remedy.column()}, null));
    }

    private void checkText(Suitability.Verdict verdict, BindingResult problems) {
        required("text", text, QueryText.LONGEST, problems);
        switch (verdict) {
            case Suitability.Verdict.Suitable _ -> {}
            case Suitability.Verdict.Wrong _ -> problems.rejectValue("text", "detections.problem.text.wrong");
            case Suitability.Verdict.Lacking(var missing, var namesNobody) -> {
                if (!missing.isEmpty()) {
                    problems.rejectValue(
                            "text", "detections.problem.text.columns", new Object[] {String.join(", ", missing)}, null);
                }
                if (namesNobody) {
                    problems.rejectValue("text", "detections.problem.text.nobody");
                }
            }
        }
    }

    static void required(String field, String value, int longest, BindingResult problems) {
        if (value.isEmpty()) {
            problems.rejectValue(field, "detections.problem." + field + ".none");
        } else if (value.length() > longest) {
            problems.rejectValue(field, "detections.problem.long", new Object[] {longest}, null);
        }
    }

    /** The first page on which something is wrong, after all were looked at. */
    Optional<Step> firstWrong(Suitability.Verdict verdict, BindingResult problems) {
        for (var page : Step.values()) {
            check(page, verdict, problems);
            if (problems.hasErrors()) {
                return Optional.of(page);
            }
        }
        return Optional.empty();
    }

    static String line(@Nullable String typed) {
        return TypedText.of(typed).replaceAll("\\s+", " ");
    }
}
