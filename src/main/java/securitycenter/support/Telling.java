package securitycenter.support;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import securitycenter.eligibility.Administrator;
import securitycenter.eligibility.EligibilityCheck;
import securitycenter.eligibility.TenantNaming;
import securitycenter.identity.People;
import securitycenter.mail.Letter;
import securitycenter.mail.Mail;

/** Tells a tenant's administrators by mail what staff do, or want to do with their approval. */
@Component
class Telling {

    /** What was done days ago is no news. */
    private static final Duration LONGEST_TRY = Duration.ofDays(2);

    private final StaffActions actions;
    private final EligibilityCheck eligibility;
    private final TenantNaming names;
    private final People people;
    private final Mail mail;
    private final MessageSource messages;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Telling(
            StaffActions actions,
            EligibilityCheck eligibility,
            TenantNaming names,
            People people,
            Mail mail,
            MessageSource messages,
            TransactionTemplate transaction,
            Clock clock) {
        this.actions = actions;
        this.eligibility = eligibility;
        this.names = names;
        this.people = people;
        this.mail = mail;
        this.messages = messages;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * Writes to those who have a mailbox, each in their language.
     *
     * @return false when Microsoft does not tell at this moment who they are, and it is worth another try
     */
    boolean tell(long id) {
        var action = actions.find(id).orElseThrow();
        var administrators = eligibility.administratorsOf(action.tenant());
        if (administrators.isEmpty()
                && clock.instant().isBefore(action.askedAt().plus(LONGEST_TRY))) {
            return false;
        }
        var reachable = administrators.orElse(List.of()).stream()
                .filter(administrator -> administrator.mail() != null && Mail.isAddress(administrator.mail()))
                .toList();
        transaction.executeWithoutResult(_ -> {
            reachable.forEach(administrator -> mail.send(letterTo(administrator, action)));
            actions.mailed(id, reachable.size());
        });
        return true;
    }

    private Letter letterTo(Administrator administrator, StaffAction action) {
        var language = people.languageOf(action.tenant(), administrator.id()).orElse(Locale.ENGLISH);
        var kind = action.isWaiting() ? "approval" : "done";
        var what = messages.getMessage("support.act." + action.act().word(), null, language);
        var subject = messages.getMessage(
                "support.mail." + kind + ".subject", new Object[] {what, names.of(action.tenant())}, language);
        var text = messages.getMessage(
                "support.mail." + kind + ".text",
                new Object[] {
                    what,
                    names.of(action.tenant()),
                    action.askedBy().name(),
                    action.reason(),
                    action.reference(),
                    mail.linkTo("/settings/support")
                },
                language);
        return new Letter(List.of(Optional.ofNullable(administrator.mail()).orElseThrow()), subject, text);
    }
}
