package securitycenter.notifications;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import securitycenter.feed.IncidentNews;
import securitycenter.homes.TenantHome;
import securitycenter.mail.Handover;
import securitycenter.mail.Mail;
import securitycenter.mail.Mail.Written;

/**
 * Hands the mails over whose time has come, and writes down what came of each. A mail that the server took just before
 * this process died is sent once more, with the same Message-ID.
 */
@Component
class MailSending {

    private static final Logger log = LoggerFactory.getLogger(MailSending.class);

    private static final int AT_ONCE = 50;
    private static final Duration PATIENCE = Duration.ofDays(1);

    /** After which other work has its turn: a mail server may be slow. */
    private static final Duration LONGEST = Duration.ofSeconds(20);

    /** A mail server that hangs must not cost every tenant the wait. */
    private static final Duration REST = Duration.ofSeconds(30);

    private final MailRules rules;
    private final MailLog mails;
    private final MailText texts;
    private final IncidentNews news;
    private final Mail mail;
    private final MailPace pace;
    private final Clock clock;
    private volatile Instant restsUntil = Instant.EPOCH;

    MailSending(
            MailRules rules, MailLog mails, MailText texts, IncidentNews news, Mail mail, MailPace pace, Clock clock) {
        this.rules = rules;
        this.mails = mails;
        this.texts = texts;
        this.news = news;
        this.mail = mail;
        this.pace = pace;
        this.clock = clock;
    }

    /** @return whether more wait that could be sent now */
    boolean send(TenantHome home) {
        var end = clock.instant().plus(LONGEST);
        var due = mails.due(home, AT_ONCE);
        var room = due.isEmpty() ? 0 : pace.room(home);
        for (var each : due) {
            if (clock.instant().isAfter(end)) {
                return true;
            }
            if (each.createdAt().plus(PATIENCE).isBefore(clock.instant())) {
                mails.settle(home, each, SendState.GIVEN_UP, each.attempts(), each.problem());
            } else if (room > 0 && isServerThere()) {
                send(home, each);
                room--;
            }
        }
        return due.size() == AT_ONCE && room > 0 && isServerThere();
    }

    private boolean isServerThere() {
        return mail.isConfigured() && !clock.instant().isBefore(restsUntil);
    }

    private void send(TenantHome home, SentMail each) {
        var written = rules.find(home, each.rule())
                .filter(rule -> rule.goesTo(each.recipient()) && (rule.content().on() || each.isTest()))
                .flatMap(rule -> written(home, rule, each));
        if (written.isEmpty()) {
            mails.settle(home, each, SendState.DROPPED, each.attempts(), null);
            return;
        }
        var tried = each.attempts() + 1;
        switch (mail.handOver(each.messageId(), each.recipient(), written.get())) {
            case Handover.Taken _ -> mails.settle(home, each, SendState.SENT, tried, null);
            case Handover.Refused(var why) -> mails.settle(home, each, SendState.REFUSED, tried, why);
            case Handover.Failed(var why) ->
                mails.postpone(home, each, clock.instant().plus(Pause.after(each.attempts())), why);
            case Handover.Away(var why) -> {
                restsUntil = clock.instant().plus(REST);
                log.warn("Mails about incidents wait until {}: {}", restsUntil, why);
                mails.settle(home, each, SendState.WAITING, tried, why);
            }
        }
    }

    private Optional<Written> written(TenantHome home, MailRule rule, SentMail each) {
        if (each.incident() == null) {
            return Optional.of(texts.test(home, rule));
        }
        return news.shown(home, each.incident())
                .map(incident -> texts.about(home, rule, incident, news.alerts(home, each.alerts())));
    }
}
