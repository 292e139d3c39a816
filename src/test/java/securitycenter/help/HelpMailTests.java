package securitycenter.help;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import securitycenter.MailServerTest;
import securitycenter.Visitor;
import securitycenter.Visitor.Page;
import securitycenter.Visitors;
import securitycenter.fakemicrosoft.FakeMicrosoft;
import securitycenter.fakemicrosoft.Person;

/** What people get by mail, where there is a mail server. */
@MailServerTest
class HelpMailTests {

    @Autowired
    FakeMicrosoft microsoft;

    @Autowired
    Visitors visitors;

    @Autowired
    MailServerTest.Server server;

    Person nora;
    Visitor customer;
    Visitor staff;
    private final String contact = UUID.randomUUID() + "@contoso.example";

    @BeforeEach
    void people() {
        nora = microsoft.directory().tenant("Mailed " + UUID.randomUUID()).person("Nora");
        customer = visitors.signedIn(nora);
        staff = visitors.signedIn(Staff.member(microsoft, "Stella Novak"));
    }

    @Test
    void anAnswerComesByMailWithNumberTextAndLink() throws Exception {
        var sent = ask(contact);
        assertThat(sent.text()).contains("The answer comes to " + contact + " by mail");
        var number = numberIn(sent);
        assertThat(staff.get("/support/help-requests/" + number).text())
                .contains("Goes to " + contact + " by mail, too.");
        act(number, "reply", "reply", "Look under Incidents.\n{0} is not a number.");
        var mail = server.await(1, contact).getFirst();
        assertThat(mail.getSubject()).isEqualTo("Answer to your help request " + number);
        assertThat(mail.getContent().toString().replace("\r", ""))
                .contains(
                        "Stella Novak answered your help request " + number,
                        "Look under Incidents.\n{0} is not a number.",
                        "https://security.example/help/requests/" + number);
    }

    @Test
    void anInternalNoteIsInNoMail() throws Exception {
        var number = numberIn(ask(contact));
        act(number, "note", "note", "Difficult person");
        act(number, "reply", "reply", "First answer");
        act(number, "note", "note", "Difficult again");
        act(number, "close", "reason", "Solved by phone");
        var mails = server.await(2, contact);
        assertThat(mails).hasSize(2);
        for (var mail : mails) {
            assertThat(mail.getSubject() + mail.getContent()).doesNotContain("Difficult", "note");
        }
        assertThat(mails.getLast().getSubject()).isEqualTo("Your help request " + number + " is closed");
        assertThat(mails.getLast().getContent().toString()).contains("Solved by phone");
    }

    @Test
    void thePersonsLanguageCountsAndElseThatOfTheRequest() throws Exception {
        var form = customer.get("/help", "Accept-Language", "nl").form("/help/requests");
        var number = numberIn(form.choose("topic", "OTHER")
                .type("message", "Hallo")
                .type("contact", contact)
                .submit("Accept-Language", "nl"));
        act(number, "reply", "reply", "Antwoord");
        assertThat(server.await(1, contact).getFirst().getSubject()).isEqualTo("Antwoord op uw hulpverzoek " + number);
        customer.get("/language?to=en&back=/");
        act(number, "reply", "reply", "Another one");
        assertThat(server.await(2, contact).getLast().getSubject()).isEqualTo("Answer to your help request " + number);
    }

    @Test
    void whoeverGaveAPhoneNumberIsWrittenToAtTheNameThatTheySignInWith() throws Exception {
        var number = numberIn(ask("020 1234567"));
        act(number, "reply", "reply", "We tried to call");
        assertThat(server.await(1, nora.userPrincipalName())).hasSize(1);
    }

    @Test
    void aNewRequestIsToldToTheTeam() throws Exception {
        var number = numberIn(ask(contact));
        var mail = server.await("team@security.example", "New help request " + number);
        assertThat(mail.getSubject())
                .isEqualTo(
                        "New help request " + number + " from " + nora.tenant().name());
        assertThat(mail.getContent().toString())
                .contains("https://security.example/support/help-requests/" + number, "Something else")
                .doesNotContain("Where is it?");
    }

    private Page ask(String contact) {
        return customer.get("/help")
                .form("/help/requests")
                .choose("topic", "OTHER")
                .type("message", "Where is it?")
                .type("contact", contact)
                .submit();
    }

    private void act(String number, String act, String field, String words) {
        var page = "/support/help-requests/" + number;
        var done = staff.get(page).form(page + "/" + act).type(field, words).submit();
        assertThat(done.status()).isEqualTo(200);
    }

    private static String numberIn(Page sent) {
        return sent.path().split("/")[3];
    }
}
