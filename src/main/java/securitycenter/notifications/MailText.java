package securitycenter.notifications;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import securitycenter.eligibility.TenantNaming;
import securitycenter.feed.IncidentNews.ChangedIncident;
import securitycenter.feed.IncidentNews.NewAlert;
import securitycenter.homes.TenantHome;
import securitycenter.identity.LogText;
import securitycenter.mail.Mail;

/** What the mails say, in the language of their rule. What others named stays on one line. */
@Component
class MailText {

    private static final int MOST_ALERTS = 20;

    record Written(String subject, String text) {}

    private final Mail mail;
    private final TenantNaming names;
    private final MessageSource messages;

    MailText(Mail mail, TenantNaming names, MessageSource messages) {
        this.mail = mail;
        this.names = names;
        this.messages = messages;
    }

    Written about(TenantHome home, MailRule rule, ChangedIncident incident, List<NewAlert> alerts) {
        var in = rule.content().language();
        var severity = say(in, "notifications.severity." + incident.severity());
        var name = LogText.of(incident.name());
        var lines = alerts.stream()
                .limit(MOST_ALERTS)
                .map(alert -> say(
                        in,
                        "notifications.mail.alert",
                        say(in, "notifications.severity." + alert.severity()),
                        LogText.of(alert.title())))
                .collect(Collectors.joining("\n"));
        var more = Math.max(0, alerts.size() - MOST_ALERTS);
        var text = say(
                in,
                "notifications.mail.text",
                severity,
                name,
                say(
                        in,
                        "notifications.mail.extent",
                        incident.alerts(),
                        incident.devices(),
                        incident.users(),
                        incident.mailboxes()),
                tenant(home, rule),
                lines + (more == 0 ? "" : "\n" + say(in, "notifications.mail.more", more)),
                mail.linkTo("/incidents/" + incident.id() + "?tid=" + home.tenant()),
                why(rule));
        return new Written(say(in, "notifications.mail.subject", severity, name), text);
    }

    Written test(TenantHome home, MailRule rule) {
        var in = rule.content().language();
        return new Written(
                say(in, "notifications.mail.test.subject", rule.content().name()),
                say(in, "notifications.mail.test.text", tenant(home, rule), why(rule)));
    }

    /** A line of its own, or nothing. */
    private String tenant(TenantHome home, MailRule rule) {
        return rule.content().withTenantName()
                ? say(rule.content().language(), "notifications.mail.tenant", LogText.of(names.of(home.tenant())))
                        + "\n"
                : "";
    }

    private String why(MailRule rule) {
        return say(
                rule.content().language(),
                "notifications.mail.why",
                rule.content().name(),
                mail.linkTo(RuleController.ADDRESS + "/" + rule.id()));
    }

    private String say(Locale in, String key, Object... words) {
        return messages.getMessage(key, words, in);
    }
}
