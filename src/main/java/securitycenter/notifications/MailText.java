package securitycenter.notifications;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import org.thymeleaf.ITemplateEngine;
import org.thymeleaf.context.Context;
import securitycenter.alerts.Severity;
import securitycenter.eligibility.TenantNaming;
import securitycenter.feed.IncidentNews.ChangedIncident;
import securitycenter.feed.IncidentNews.NewAlert;
import securitycenter.homes.TenantHome;
import securitycenter.identity.LogText;
import securitycenter.mail.Mail;
import securitycenter.mail.Mail.Written;

/** What the mails say, as text and as a page, in the language of their rule. What others named stays on one line. */
@Component
class MailText {

    private static final int MOST_ALERTS = 20;

    /** An alert as a mail names it. */
    record Line(Severity severity, String title) {}

    private final Mail mail;
    private final TenantNaming names;
    private final MessageSource messages;
    private final ITemplateEngine templates;

    MailText(Mail mail, TenantNaming names, MessageSource messages, ITemplateEngine templates) {
        this.mail = mail;
        this.names = names;
        this.messages = messages;
        this.templates = templates;
    }

    Written about(TenantHome home, MailRule rule, ChangedIncident incident, List<NewAlert> alerts) {
        var in = rule.content().language();
        var severity = say(in, "notifications.severity." + incident.severity());
        var name = LogText.of(incident.name());
        var extent = extent(in, incident);
        var lines = lines(alerts);
        var more = more(in, alerts);
        var tenant = tenant(home, rule);
        var link = mail.linkTo("/incidents/" + incident.id() + "?tid=" + home.tenant());
        var subject = say(in, "notifications.mail.subject", severity, name);
        var text = say(
                in,
                "notifications.mail.text",
                severity,
                name,
                extent,
                line(tenant),
                said(in, lines) + (more == null ? "" : "\n" + more),
                link,
                why(rule));
        var page = page(rule, subject, name, tenant);
        page.setVariable("severity", incident.severity());
        page.setVariable("extent", extent);
        page.setVariable("alerts", lines);
        page.setVariable("more", more);
        page.setVariable("incident", link);
        return written(subject, text, page);
    }

    private String extent(Locale in, ChangedIncident incident) {
        return say(
                in,
                "notifications.mail.extent",
                incident.alerts(),
                incident.devices(),
                incident.users(),
                incident.mailboxes());
    }

    private static List<Line> lines(List<NewAlert> alerts) {
        return alerts.stream()
                .limit(MOST_ALERTS)
                .map(alert -> new Line(alert.severity(), LogText.of(alert.title())))
                .toList();
    }

    private String said(Locale in, List<Line> lines) {
        return lines.stream()
                .map(line -> say(
                        in,
                        "notifications.mail.alert",
                        say(in, "notifications.severity." + line.severity()),
                        line.title()))
                .collect(Collectors.joining("\n"));
    }

    private @Nullable String more(Locale in, List<NewAlert> alerts) {
        return alerts.size() <= MOST_ALERTS ? null : say(in, "notifications.mail.more", alerts.size() - MOST_ALERTS);
    }

    Written test(TenantHome home, MailRule rule) {
        var in = rule.content().language();
        var subject = say(in, "notifications.mail.test.subject", rule.content().name());
        var lead = say(in, "notifications.mail.test.lead");
        var tenant = tenant(home, rule);
        var text = say(in, "notifications.mail.test.text", line(tenant), why(rule), lead);
        var page = page(rule, subject, subject, tenant);
        page.setVariable("extent", lead);
        return written(subject, text, page);
    }

    private Context page(MailRule rule, String subject, String heading, @Nullable String tenant) {
        var link = linkTo(rule);
        var page = new Context(rule.content().language());
        page.setVariable("subject", subject);
        page.setVariable("heading", heading);
        page.setVariable("tenant", tenant);
        page.setVariable("ruleName", rule.content().name());
        page.setVariable("rule", link);
        // Where this site does not know its own address there are only paths, and a mail has nothing to add to them.
        page.setVariable("linked", !link.startsWith("/"));
        return page;
    }

    private Written written(String subject, String text, Context page) {
        return new Written(subject, text, templates.process("notifications/_mail", page));
    }

    private @Nullable String tenant(TenantHome home, MailRule rule) {
        return rule.content().withTenantName()
                ? say(rule.content().language(), "notifications.mail.tenant", LogText.of(names.of(home.tenant())))
                : null;
    }

    /** A line of its own, or nothing. */
    private static String line(@Nullable String text) {
        return text == null ? "" : text + "\n";
    }

    private String why(MailRule rule) {
        return say(
                rule.content().language(),
                "notifications.mail.why",
                rule.content().name(),
                linkTo(rule));
    }

    private String linkTo(MailRule rule) {
        return mail.linkTo(RuleController.ADDRESS + "/" + rule.id());
    }

    private String say(Locale in, String key, Object... words) {
        return messages.getMessage(key, words, in);
    }
}
