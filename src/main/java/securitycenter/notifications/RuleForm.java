package securitycenter.notifications;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.validation.Errors;
import securitycenter.alerts.ServiceSource;
import securitycenter.alerts.Severity;
import securitycenter.mail.Mail;
import securitycenter.notifications.Merging.Merged;

/**
 * A mail rule as somebody fills it in. What cannot be read comes back as it was typed.
 *
 * @param was what they had before them, so that only what they changed is changed
 * @param disputed what others changed too, as the answer before named it
 * @param settle {@code theirs} to leave what is disputed as others have it
 */
record RuleForm(
        String name,
        String description,
        Boolean on,
        List<String> severity,
        List<String> source,
        String deviceGroups,
        Boolean firstOnly,
        Boolean tenantName,
        String recipients,
        String language,
        @Nullable RuleForm was,
        List<String> disputed,
        @Nullable String settle) {

    static final List<String> LANGUAGES = List.of("en", "nl");

    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_DESCRIPTION = 500;
    private static final int LONGEST_GROUPS = 4_000;
    private static final int MOST_RECIPIENTS = 50;

    @SuppressWarnings("NullAway") // Absent fields come as null.
    RuleForm {
        name = Typed.line(name);
        description = Typed.line(description);
        on = requireNonNullElse(on, false);
        firstOnly = requireNonNullElse(firstOnly, false);
        tenantName = requireNonNullElse(tenantName, false);
        severity = requireNonNullElse(severity, List.of());
        source = requireNonNullElse(source, List.of());
        disputed = requireNonNullElse(disputed, List.of());
        deviceGroups = requireNonNullElse(deviceGroups, "");
        recipients = requireNonNullElse(recipients, "");
        language = LANGUAGES.contains(requireNonNullElse(language, "")) ? language : "en";
    }

    static RuleForm empty(Locale language) {
        return new RuleForm(
                "",
                "",
                true,
                List.of(Severity.HIGH.name(), Severity.MEDIUM.name()),
                List.of(),
                "",
                true,
                false,
                "",
                language.getLanguage(),
                null,
                List.of(),
                null);
    }

    static RuleForm of(MailRule rule) {
        return of(rule.content(), of(rule.content(), null, List.of()), List.of());
    }

    /** Others have saved meanwhile: theirs, with what the person changed on top. */
    static RuleForm again(MailRule theirs, Merged<MailRule.Content> merged) {
        return of(merged.content(), of(theirs.content(), null, List.of()), merged.disputed());
    }

    private static RuleForm of(MailRule.Content content, @Nullable RuleForm was, List<String> disputed) {
        return new RuleForm(
                content.name(),
                content.description(),
                content.on(),
                Typed.names(content.filter().severities()),
                Typed.names(content.filter().sources()),
                String.join("\n", content.deviceGroups()),
                content.firstOnly(),
                content.withTenantName(),
                String.join("\n", content.recipients()),
                content.language().getLanguage(),
                was,
                disputed,
                null);
    }

    /** With what the person leaves to others as they have it by now. */
    RuleForm settled(MailRule.Content now) {
        if (was == null || !"theirs".equals(settle)) {
            return this;
        }
        var left = new LeftToOthers(disputed);
        var theirs = of(now, null, List.of());
        return with(left, theirs, was.with(left, theirs, null));
    }

    private RuleForm with(LeftToOthers left, RuleForm theirs, @Nullable RuleForm was) {
        return new RuleForm(
                left.of("name", name, theirs.name),
                left.of("description", description, theirs.description),
                left.of("state", on, theirs.on),
                left.of("severities", severity, theirs.severity),
                left.of("sources", source, theirs.source),
                left.of("device-groups", deviceGroups, theirs.deviceGroups),
                left.of("first-only", firstOnly, theirs.firstOnly),
                left.of("tenant-name", tenantName, theirs.tenantName),
                left.of("recipients", recipients, theirs.recipients),
                left.of("language", language, theirs.language),
                was,
                List.of(),
                null);
    }

    /** What the person changed, on top of how it stands by now. */
    Merged<MailRule.Content> onto(MailRule.Content now) {
        var mine = content();
        var before = requireNonNull(was).content();
        var fields = new Merging();
        return fields.into(new MailRule.Content(
                fields.of("name", before.name(), mine.name(), now.name()),
                fields.of("description", before.description(), mine.description(), now.description()),
                fields.of("state", before.on(), mine.on(), now.on()),
                fields.of(before.filter(), mine.filter(), now.filter()),
                fields.of("device-groups", before.deviceGroups(), mine.deviceGroups(), now.deviceGroups()),
                fields.of("first-only", before.firstOnly(), mine.firstOnly(), now.firstOnly()),
                fields.of("tenant-name", before.withTenantName(), mine.withTenantName(), now.withTenantName()),
                fields.of("language", before.language(), mine.language(), now.language()),
                fields.of("recipients", before.recipients(), mine.recipients(), now.recipients())));
    }

    MailRule.Content content() {
        return new MailRule.Content(
                name,
                description,
                on,
                filter(severity, source),
                groups(),
                firstOnly,
                tenantName,
                Locale.forLanguageTag(language),
                List.copyOf(addresses()));
    }

    static Filter filter(List<String> severity, List<String> source) {
        return new Filter(
                Typed.constants(Severity.class, severity, EnumSet.copyOf(Filter.SEVERITIES)),
                Typed.constants(ServiceSource.class, source, EnumSet.copyOf(Filter.SOURCES)));
    }

    private Set<String> groups() {
        return deviceGroups
                .lines()
                .map(Typed::line)
                .filter(line -> !line.isEmpty())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private Set<String> addresses() {
        return Arrays.stream(recipients.split("[\\s,;]+"))
                .filter(word -> !word.isEmpty())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    void check(Errors errors) {
        checkName(name, LONGEST_NAME, errors);
        if (description.length() > LONGEST_DESCRIPTION) {
            errors.rejectValue("description", "notifications.problem.long", new Object[] {LONGEST_DESCRIPTION}, null);
        }
        if (deviceGroups.length() > LONGEST_GROUPS) {
            errors.rejectValue("deviceGroups", "notifications.problem.long", new Object[] {LONGEST_GROUPS}, null);
        }
        checkSeverities(severity, errors);
        var addresses = addresses();
        var wrong =
                addresses.stream().filter(address -> !Mail.isAddress(address)).toList();
        if (addresses.isEmpty()) {
            errors.rejectValue("recipients", "notifications.problem.recipients.none");
        } else if (addresses.size() > MOST_RECIPIENTS) {
            errors.rejectValue(
                    "recipients", "notifications.problem.recipients.many", new Object[] {MOST_RECIPIENTS}, null);
        } else if (!wrong.isEmpty()) {
            errors.rejectValue(
                    "recipients",
                    "notifications.problem.recipients.wrong",
                    new Object[] {String.join(", ", wrong.subList(0, Math.min(3, wrong.size())))},
                    null);
        }
    }

    static void checkName(String name, int longest, Errors errors) {
        if (name.isEmpty()) {
            errors.rejectValue("name", "notifications.problem.name.none");
        } else if (name.length() > longest) {
            errors.rejectValue("name", "notifications.problem.long", new Object[] {longest}, null);
        }
    }

    static void checkSeverities(List<String> severity, Errors errors) {
        if (filter(severity, List.of()).severities().isEmpty()) {
            errors.rejectValue("severity", "notifications.problem.severity.none");
        }
    }
}
