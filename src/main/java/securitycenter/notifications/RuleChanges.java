package securitycenter.notifications;

import com.github.kagkarlsson.scheduler.Scheduler;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import securitycenter.audit.Act;
import securitycenter.audit.AuditLog;
import securitycenter.homes.TenantHome;
import securitycenter.identity.SignedInUser;

/** What people do with mail rules, each act with its line in the audit log. */
@Component
class RuleChanges {

    private static final String KIND = "mail-rule";

    /** So that nobody is flooded with tests. */
    private static final Duration BETWEEN_TESTS = Duration.ofMinutes(1);

    private final MailRules rules;
    private final MailLog mails;
    private final SentByHand sentByHand;
    private final AuditLog audit;
    private final ObjectProvider<Scheduler> scheduler;
    private final Clock clock;

    RuleChanges(
            MailRules rules,
            MailLog mails,
            SentByHand sentByHand,
            AuditLog audit,
            ObjectProvider<Scheduler> scheduler,
            Clock clock) {
        this.rules = rules;
        this.mails = mails;
        this.sentByHand = sentByHand;
        this.audit = audit;
        this.scheduler = scheduler;
        this.clock = clock;
    }

    /** @throws org.springframework.dao.DuplicateKeyException when another one has the name */
    long add(SignedInUser user, TenantHome home, MailRule.Content content) {
        var id = rules.add(home, content);
        audit.record(Act.of(user, "mail-rule.added").on(KIND, content.name()).to(content));
        wake(home);
        return id;
    }

    /**
     * @return false when somebody else was quicker
     * @throws org.springframework.dao.DuplicateKeyException when another one has the name
     */
    boolean change(SignedInUser user, TenantHome home, MailRule before, MailRule.Content content) {
        if (before.content().equals(content)) {
            return true;
        }
        if (!rules.change(home, before, content, user.name())) {
            return false;
        }
        audit.record(Act.of(user, "mail-rule.changed")
                .on(KIND, before.content().name())
                .from(before.content())
                .to(content));
        wake(home);
        return true;
    }

    void delete(SignedInUser user, TenantHome home, MailRule rule) {
        if (rules.delete(home, rule.id())) {
            audit.record(Act.of(user, "mail-rule.deleted")
                    .on(KIND, rule.content().name())
                    .from(rule.content()));
        }
    }

    /** @return from when on it can be tried again; empty when test mails are on their way */
    Optional<Instant> test(SignedInUser user, TenantHome home, MailRule rule) {
        var now = clock.instant();
        var again = mails.testSince(home, rule.id(), now.minus(BETWEEN_TESTS))
                .map(test -> test.createdAt().plus(BETWEEN_TESTS))
                .or(() -> sentByHand.spend(
                        home,
                        user.id(),
                        Budget.MAILS,
                        rule.content().recipients().size()));
        if (again.isPresent()) {
            return again;
        }
        rule.content().recipients().forEach(address -> mails.add(home, rule, null, address, List.of(), now));
        audit.record(Act.of(user, "mail-rule.tested").on(KIND, rule.content().name()));
        wake(home);
        return Optional.empty();
    }

    private void wake(TenantHome home) {
        NotificationJobs.wake(scheduler.getObject(), home.tenant(), clock);
    }
}
