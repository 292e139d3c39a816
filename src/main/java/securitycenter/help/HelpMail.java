package securitycenter.help;

import java.util.List;
import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import securitycenter.identity.People;
import securitycenter.identity.SignedInUser;
import securitycenter.mail.Letter;
import securitycenter.mail.Mail;

/** The mails about help requests. What only staff may read is in none of them. */
@Component
class HelpMail {

    private final Mail mail;
    private final People people;
    private final MessageSource messages;
    private final HelpSettings settings;

    HelpMail(Mail mail, People people, MessageSource messages, HelpSettings settings) {
        this.mail = mail;
        this.people = people;
        this.messages = messages;
        this.settings = settings;
    }

    boolean isConfigured() {
        return mail.isConfigured();
    }

    /** To our own team. */
    void asked(HelpRequest request) {
        var team = settings.teamAddress();
        if (team != null) {
            var topic = messages.getMessage("help.topic." + request.topic(), null, Locale.ENGLISH);
            send(
                    team,
                    Locale.ENGLISH,
                    "asked",
                    request.label(),
                    request.sentAlong().tenantName(),
                    topic,
                    mail.linkTo("/support/help-requests/" + request.label()));
        }
    }

    void answered(HelpRequest request, SignedInUser staff, String message) {
        toThePerson(request, "answered", staff, message);
    }

    void closed(HelpRequest request, SignedInUser staff, String reason) {
        toThePerson(request, "closed", staff, reason);
    }

    private void toThePerson(HelpRequest request, String occasion, SignedInUser staff, String words) {
        var address = request.mailAddress();
        if (address != null) {
            var language =
                    people.languageOf(request.tenant(), request.personId()).orElseGet(request::language);
            var link = mail.linkTo("/help/requests/" + request.label());
            send(address, language, occasion, request.label(), staff.name(), words, link);
        }
    }

    private void send(String address, Locale language, String occasion, String... words) {
        var subject = messages.getMessage("help.mail." + occasion + ".subject", words, language);
        var text = messages.getMessage("help.mail." + occasion + ".text", words, language);
        mail.send(new Letter(List.of(address), subject, text));
    }
}
