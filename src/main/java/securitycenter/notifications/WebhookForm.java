package securitycenter.notifications;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.validation.Errors;
import securitycenter.alerts.Severity;
import securitycenter.notifications.Merging.Merged;
import securitycenter.outside.TargetAddresses;

/**
 * A webhook as somebody fills it in. What cannot be read comes back as it was typed.
 *
 * @param was what they had before them, so that only what they changed is changed
 * @param disputed what others changed too, as the answer before named it
 * @param settle {@code theirs} to leave what is disputed as others have it
 */
record WebhookForm(
        String name,
        String target,
        Boolean on,
        List<String> event,
        List<String> severity,
        List<String> source,
        @Nullable WebhookForm was,
        List<String> disputed,
        @Nullable String settle) {

    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_TARGET = 2_000;
    private static final int LAST_PORT = 65_535;

    @SuppressWarnings("NullAway") // Absent fields come as null.
    WebhookForm {
        name = Typed.line(name);
        target = Typed.line(target);
        on = requireNonNullElse(on, false);
        event = requireNonNullElse(event, List.of());
        severity = requireNonNullElse(severity, List.of());
        source = requireNonNullElse(source, List.of());
        disputed = requireNonNullElse(disputed, List.of());
    }

    static WebhookForm empty() {
        return new WebhookForm(
                "",
                "",
                true,
                Typed.names(WebhookEvent.CHOICES),
                List.of(Severity.HIGH.name(), Severity.MEDIUM.name()),
                List.of(),
                null,
                List.of(),
                null);
    }

    static WebhookForm of(Webhook webhook) {
        return of(webhook.content(), of(webhook.content(), null, List.of()), List.of());
    }

    /** Others have saved meanwhile: theirs, with what the person changed on top. */
    static WebhookForm again(Webhook theirs, Merged<Webhook.Content> merged) {
        return of(merged.content(), of(theirs.content(), null, List.of()), merged.disputed());
    }

    private static WebhookForm of(Webhook.Content content, @Nullable WebhookForm was, List<String> disputed) {
        return new WebhookForm(
                content.name(),
                content.target(),
                content.on(),
                Typed.names(content.events()),
                Typed.names(content.filter().severities()),
                Typed.names(content.filter().sources()),
                was,
                disputed,
                null);
    }

    /** With what the person leaves to others as they have it by now. */
    WebhookForm settled(Webhook.Content now) {
        if (was == null || !"theirs".equals(settle)) {
            return this;
        }
        var left = new LeftToOthers(disputed);
        var theirs = of(now, null, List.of());
        return with(left, theirs, was.with(left, theirs, null));
    }

    private WebhookForm with(LeftToOthers left, WebhookForm theirs, @Nullable WebhookForm was) {
        return new WebhookForm(
                left.of("name", name, theirs.name),
                left.of("webhook.target", target, theirs.target),
                left.of("state", on, theirs.on),
                left.of("webhook.events", event, theirs.event),
                left.of("severities", severity, theirs.severity),
                left.of("sources", source, theirs.source),
                was,
                List.of(),
                null);
    }

    /** What the person changed, on top of how it stands by now. */
    Merged<Webhook.Content> onto(Webhook.Content now) {
        var mine = content();
        var before = requireNonNull(was).content();
        var fields = new Merging();
        return fields.into(new Webhook.Content(
                fields.of("name", before.name(), mine.name(), now.name()),
                fields.of("webhook.target", before.target(), mine.target(), now.target()),
                fields.of("state", before.on(), mine.on(), now.on()),
                fields.of("webhook.events", before.events(), mine.events(), now.events()),
                fields.of(before.filter(), mine.filter(), now.filter())));
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
