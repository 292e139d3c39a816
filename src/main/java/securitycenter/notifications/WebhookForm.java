package securitycenter.notifications;

import static java.util.Objects.requireNonNullElse;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.validation.Errors;
import securitycenter.alerts.Severity;

/** A webhook as somebody fills it in. What cannot be read comes back as it was typed. */
record WebhookForm(
        String name,
        String target,
        Boolean on,
        List<String> event,
        List<String> severity,
        List<String> source,
        Integer version) {

    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_TARGET = 2_000;
    private static final int LAST_PORT = 65_535;

    @SuppressWarnings("NullAway") // Absent fields come as null.
    WebhookForm {
        name = Typed.line(name);
        target = Typed.line(target);
        on = requireNonNullElse(on, false);
        version = requireNonNullElse(version, 0);
        event = requireNonNullElse(event, List.of());
        severity = requireNonNullElse(severity, List.of());
        source = requireNonNullElse(source, List.of());
    }

    static WebhookForm empty() {
        return new WebhookForm(
                "",
                "",
                true,
                Typed.names(WebhookEvent.CHOICES),
                List.of(Severity.HIGH.name(), Severity.MEDIUM.name()),
                List.of(),
                0);
    }

    static WebhookForm of(Webhook webhook) {
        var content = webhook.content();
        return new WebhookForm(
                content.name(),
                content.target(),
                content.on(),
                Typed.names(content.events()),
                Typed.names(content.filter().severities()),
                Typed.names(content.filter().sources()),
                webhook.version());
    }

    WebhookForm at(int version) {
        return new WebhookForm(name, target, on, event, severity, source, version);
    }

    /** The labels of what is different in them. */
    List<String> labelsOfDifferences(WebhookForm theirs) {
        return Typed.labelsOfDifferences(
                List.of("state", "name", "webhook.target", "webhook.events", "severities", "sources"),
                values(),
                theirs.values());
    }

    private List<Object> values() {
        var content = content();
        return List.of(
                content.on(),
                content.name(),
                content.target(),
                content.events(),
                content.filter().severities(),
                content.filter().sources());
    }

    Webhook.Content content() {
        return new Webhook.Content(
                name,
                target,
                on,
                Typed.constants(WebhookEvent.class, event, WebhookEvent.CHOICES),
                RuleForm.filter(severity, source));
    }

    void check(NotificationSettings settings, Errors errors) {
        RuleForm.checkName(name, LONGEST_NAME, errors);
        var problem = problemWith(target, settings);
        if (problem != null) {
            errors.rejectValue("target", problem);
        }
        if (content().events().isEmpty()) {
            errors.rejectValue("event", "notifications.problem.event.none");
        }
        RuleForm.checkSeverities(severity, errors);
    }

    /** What can be said without asking where the name leads: that is looked at with each delivery. */
    private static @Nullable String problemWith(String target, NotificationSettings settings) {
        var parsed = parsed(target);
        if (parsed.isEmpty()) {
            return "notifications.problem.target";
        }
        if (!parsed.get().getScheme().equalsIgnoreCase("https") && !settings.allowPlainHttp()) {
            return "notifications.problem.target.https";
        }
        return !settings.allowPrivateTargets() && isPrivate(parsed.get().getHost())
                ? "notifications.problem.target.private"
                : null;
    }

    private static Optional<URI> parsed(String target) {
        try {
            return Optional.of(new URI(target))
                    .filter(_ -> target.length() <= LONGEST_TARGET)
                    .filter(uri -> uri.getScheme() != null && uri.getScheme().matches("(?i)https?"))
                    .filter(uri -> uri.getHost() != null && uri.getUserInfo() == null && uri.getFragment() == null)
                    .filter(uri -> uri.getPort() == -1 || (uri.getPort() > 0 && uri.getPort() <= LAST_PORT));
        } catch (URISyntaxException noAddress) {
            return Optional.empty();
        }
    }

    private static boolean isPrivate(String host) {
        try {
            return !TargetAddresses.isPublic(InetAddress.ofLiteral(host.replaceAll("[\\[\\]]", "")));
        } catch (IllegalArgumentException name) {
            return host.equalsIgnoreCase("localhost");
        }
    }
}
