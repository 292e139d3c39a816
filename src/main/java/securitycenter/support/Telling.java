package securitycenter.support;

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

    private final StaffActions actions;
    private final EligibilityCheck eligibility;
    private final TenantNaming names;
    private final People people;
    private final Mail mail;
    private final MessageSource messages;
    private final TransactionTemplate transaction;

    Telling(
            StaffActions actions,
            EligibilityCheck eligibility,
            TenantNaming names,
            People people,
            Mail mail,
            MessageSource messages,
            TransactionTemplate transaction) {
        this.actions = actions;
        this.eligibility = eligibility;
        this.names = names;
        this.people = people;
        this.mail = mail;
        this.messages = messages;
        this.transaction = transaction;
    }

    /** Writes to those who have a mailbox, each in their language. */
    void tell(long id) {
        var action = actions.find(id).orElseThrow();
        var reachable = eligibility.administratorsOf(action.tenant()).stream()
                .filter(administrator -> administrator.mail() != null && Mail.isAddress(administrator.mail()))
                .toList();
        transaction.executeWithoutResult(_ -> {
            reachable.forEach(administrator -> mail.send(letterTo(administrator, action)));
            actions.mailed(id, reachable.size());
        });
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
