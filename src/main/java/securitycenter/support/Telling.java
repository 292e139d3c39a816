package securitycenter.support;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
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
    private final SupportSettings settings;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Telling(
            StaffActions actions,
            EligibilityCheck eligibility,
            TenantNaming names,
            People people,
            Mail mail,
            MessageSource messages,
            SupportSettings settings,
            TransactionTemplate transaction,
            Clock clock) {
        this.actions = actions;
        this.eligibility = eligibility;
        this.names = names;
        this.people = people;
        this.mail = mail;
        this.messages = messages;
        this.settings = settings;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * Writes to those who have a mailbox, each in their language. When the action has been answered meanwhile, there is
     * nothing to tell any more.
     *
     * @param state in which the action was when they were to be told
     * @return false when Microsoft does not tell at this moment who they are, and it is worth another try
     */
    boolean tell(long id, ActionState state) {
        var action = actions.find(id).orElseThrow();
        if (action.state() != state) {
            return true;
        }
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
        var occasion = "support.mail." + occasionOf(action);
        var words = new Object[] {
            what(action, language),
            names.of(action.tenant()),
            action.askedBy().name(),
            action.reason(),
            action.reference(),
            mail.linkTo("/settings/support"),
            moment(action, language)
        };
        return new Letter(
                List.of(Optional.ofNullable(administrator.mail()).orElseThrow()),
                messages.getMessage(occasion + ".subject", words, language),
                messages.getMessage(occasion + ".text", words, language));
    }

    private String occasionOf(StaffAction action) {
        if (action.isWaiting()) {
            return "approval";
        }
        return action.beginsAt() != null && action.beginsAt().isAfter(clock.instant()) ? "planned" : "done";
    }

    private String what(StaffAction action, Locale language) {
        var act = messages.getMessage("support.act." + action.act().word(), null, language);
        return action.target() == null
                ? act
                : act + ": " + messages.getMessage("data-center." + action.target(), null, language);
    }

    /** Until when an answer counts, or when what is planned begins. */
    private String moment(StaffAction action, Locale language) {
        var moment = action.isWaiting() ? action.until(settings.answerWithin()) : action.beginsAt();
        return moment == null
                ? ""
                : DateTimeFormatter.ofLocalizedDateTime(FormatStyle.LONG, FormatStyle.SHORT)
                                .withLocale(language)
                                .withZone(ZoneOffset.UTC)
                                .format(moment)
                        + " UTC";
    }
}
