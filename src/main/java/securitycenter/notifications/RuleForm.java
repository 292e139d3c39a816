package securitycenter.notifications;

import static java.util.Objects.requireNonNullElse;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.validation.Errors;
import securitycenter.alerts.ServiceSource;
import securitycenter.alerts.Severity;
import securitycenter.mail.Mail;

/** A mail rule as somebody fills it in. What cannot be read comes back as it was typed. */
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
        Integer version) {

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
        version = requireNonNullElse(version, 0);
        severity = requireNonNullElse(severity, List.of());
        source = requireNonNullElse(source, List.of());
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
                0);
    }

    static RuleForm of(MailRule rule) {
        var content = rule.content();
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
                rule.version());
    }

    RuleForm at(int version) {
        return new RuleForm(
                name,
                description,
                on,
                severity,
                source,
                deviceGroups,
                firstOnly,
                tenantName,
                recipients,
                language,
                version);
    }

    /** The labels of what is different in them. */
    List<String> labelsOfDifferences(RuleForm theirs) {
        return Typed.labelsOfDifferences(
                List.of(
                        "state",
                        "name",
                        "description",
                        "severities",
                        "sources",
                        "device-groups",
                        "first-only",
                        "tenant-name",
                        "recipients",
                        "language"),
                values(),
                theirs.values());
    }

    private List<Object> values() {
        var content = content();
        return List.of(
                content.on(),
                content.name(),
                content.description(),
                content.filter().severities(),
                content.filter().sources(),
                content.deviceGroups(),
                content.firstOnly(),
                content.withTenantName(),
                content.recipients(),
                content.language());
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
