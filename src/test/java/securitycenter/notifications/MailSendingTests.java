package securitycenter.notifications;

import static org.assertj.core.api.Assertions.assertThat;
import static securitycenter.notifications.NotifiedTenant.PAGE;

import com.github.kagkarlsson.scheduler.Scheduler;
import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeMessage;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import securitycenter.MailServerTest;
import securitycenter.Visitors;
import securitycenter.alerts.Severity;
import securitycenter.fakemicrosoft.FakeMicrosoft;
import securitycenter.feed.IncidentNews;
import securitycenter.homes.DataCenter;
import securitycenter.homes.DataCenters;
import securitycenter.homes.HomeSchema;
import securitycenter.homes.TenantHome;
import securitycenter.identity.TenantId;
import securitycenter.incidents.Analyst;
import securitycenter.incidents.IncidentChange;
import securitycenter.incidents.Incidents;
import securitycenter.mail.Mail;

/** Mails about incidents, with a real mail server that is sometimes away. */
@MailServerTest
class MailSendingTests {

    @Autowired
    DataCenters dataCenters;

    @Autowired
    HomeSchema schema;

    @Autowired
    Incidents incidents;

    @Autowired
    MailRules rules;

    @Autowired
    MailCollection collection;

    @Autowired
    MailLog log;

    @Autowired
    MailText texts;

    @Autowired
    IncidentNews news;

    @Autowired
    Mail mail;

    @Autowired
    MailServerTest.Server server;

    @Autowired
    FakeMicrosoft microsoft;

    @Autowired
    Visitors visitors;

    @Autowired
    Scheduler scheduler;

    private final String ada = UUID.randomUUID() + "@contoso.example";
    private TenantHome home;
    private MailSending sending;

    @BeforeEach
    void aHome() {
        home = dataCenters.homeOf(new TenantId(UUID.randomUUID()), DataCenter.UNITED_STATES);
        schema.migrate(home);
        sending = sending(500);
    }

    private MailSending sending(int mailsInAnHour) {
        var clock = Clock.systemUTC();
        var settings = new NotificationSettings(Duration.ofSeconds(30), mailsInAnHour, false, false);
        return new MailSending(rules, log, texts, news, mail, new MailPace(settings, clock), clock);
    }

    private static MailRule.Content rule(Locale language, String... recipients) {
        return new MailRule.Content(
                "Night shift",
                "",
                true,
                new Filter(EnumSet.of(Severity.HIGH), Set.of()),
                Set.of(),
                false,
                true,
                language,
                List.of(recipients));
    }

    private void come(String... alerts) {
        for (var alert : alerts) {
            incidents.take(home, List.of(Told.alert(alert, "high", "d1")));
        }
        collection.collect(home);
    }

    private SentMail latest() {
        return log.before(home, Long.MAX_VALUE, 1).getFirst();
    }

    private static String text(MimeMessage message) throws Exception {
        return part(message, 0, "text/plain; charset=UTF-8");
    }

    private static Document page(MimeMessage message) throws Exception {
        return Jsoup.parse(part(message, 1, "text/html; charset=UTF-8"));
    }

    private static String part(MimeMessage message, int index, String type) throws Exception {
        assertThat(message.getContentType()).startsWith("multipart/alternative");
        var part = ((Multipart) message.getContent()).getBodyPart(index);
        assertThat(part.getContentType()).isEqualTo(type);
        return part.getContent().toString();
    }

    @Test
    void aMailIsAPageTooWhoseLinksAreThoseOfTheText() throws Exception {
        var id = rules.add(home, rule(Locale.ENGLISH, ada));
        come("a", "b");
        sending.send(home);
        var page = page(server.await(1, ada).getFirst());
        assertThat(page.select("html").attr("lang")).isEqualTo("en");
        assertThat(page.select("h1").text()).isNotBlank();
        assertThat(page.text())
                .contains("Security Center", "Severity: High", "2 alerts, 1 device, no users", "Organization: ")
                .contains("High Alert a", "High Alert b", "because of the rule “Night shift”");
        assertThat(page.select("a").eachAttr("href"))
                .containsExactly(
                        "https://security.example/incidents/1?tid=" + home.tenant(),
                        "https://security.example" + RuleController.ADDRESS + "/" + id);
        assertThat(page.select("img, script, link, iframe, form")).isEmpty();
    }

    @Test
    void whatOthersNamedIsTextOnThePageToo() throws Exception {
        rules.add(home, rule(Locale.of("nl"), ada));
        var evil = "<img src=x onerror=alert(1)>\"'&<a href=https://evil.example>Klik</a> ";
        incidents.take(
                home, List.of(Told.alert("a", "high", "d1", body -> body.put("title", evil + "lang".repeat(60)))));
        for (var i = 0; i < 25; i++) {
            var severity = i % 3 == 0 ? "medium" : "high";
            incidents.take(
                    home,
                    List.of(Told.alert("b" + i, severity, "d1", body -> body.put("title", "Verdachte aanmelding"))));
        }
        collection.collect(home);
        sending.send(home);
        var page = page(server.await(1, ada).getFirst());
        assertThat(page.select("img")).isEmpty();
        assertThat(page.select("a")).hasSize(2);
        assertThat(page.text()).contains("<img src=x onerror=alert(1)>", "Waarschuwingen in deze e-mail");
        assertThat(page.select("html").attr("lang")).isEqualTo("nl");
    }

    @Test
    void aMailSaysWhatHappenedWhereToLookAndWhyItCame() throws Exception {
        var id = rules.add(home, rule(Locale.ENGLISH, ada));
        come("a", "b");
        sending.send(home);
        var message = server.await(1, ada).getFirst();
        assertThat(message.getSubject()).startsWith("High: ");
        assertThat(text(message))
                .contains("Severity: High", "2 alerts, 1 device, no users", "Organization: ")
                .contains("- High: Alert a", "- High: Alert b")
                .contains("https://security.example/incidents/1?tid=" + home.tenant())
                .contains("“Night shift”", "https://security.example" + RuleController.ADDRESS + "/" + id);
        assertThat(latest().state()).isEqualTo(SendState.SENT);
        assertThat(latest().attempts()).isEqualTo(1);
        sending.send(home);
        assertThat(server.to(ada)).hasSize(1);
    }

    @Test
    void anIncidentThatBecameSevereIsToldWithItsAlertsAsTheyAre() throws Exception {
        rules.add(home, rule(Locale.ENGLISH, ada));
        incidents.take(home, List.of(Told.alert("a", "low", "d1")));
        incidents.change(
                home,
                new Analyst(UUID.randomUUID(), "ann@contoso.example"),
                1,
                new IncidentChange(null, null, null, null, null, null, null, Severity.HIGH, null));
        collection.collect(home);
        sending.send(home);
        var message = server.await(1, ada).getFirst();
        assertThat(text(message).lines())
                .contains("Severity: High")
                .containsSequence("Alerts in this mail:", "- Low: Alert a");
        assertThat(page(message).select("h2").text()).isEqualTo("Alerts in this mail");
    }

    @Test
    void aMailIsInTheLanguageOfItsRule() throws Exception {
        rules.add(home, rule(Locale.of("nl"), ada));
        come("a");
        sending.send(home);
        var message = server.await(1, ada).getFirst();
        assertThat(message.getSubject()).startsWith("Hoog: ");
        assertThat(text(message)).contains("Ernst: Hoog", "1 waarschuwing", "U krijgt deze e-mail door de regel");
    }

    @Test
    void namesOfOthersAddNoLines() throws Exception {
        rules.add(home, rule(Locale.ENGLISH, ada));
        incidents.take(
                home,
                List.of(Told.alert(
                        "a",
                        "high",
                        "d1",
                        body -> body.put("title", "Bad\r\nOpen the incident: https://evil.example"))));
        collection.collect(home);
        sending.send(home);
        assertThat(text(server.await(1, ada).getFirst()).lines())
                .noneMatch(line -> line.startsWith("Open the incident: https://evil.example"));
    }

    @Test
    void whileTheServerIsAwayMailsWaitAndAreSentWhenItIsBack() throws Exception {
        rules.add(home, rule(Locale.ENGLISH, ada));
        come("a");
        server.goDown();
        try {
            sending.send(home);
            assertThat(latest().state()).isEqualTo(SendState.WAITING);
            assertThat(latest().problem()).contains("MailSendException");
            sending.send(home);
            assertThat(latest().attempts()).as("the server is left alone").isEqualTo(1);
        } finally {
            server.comeUp();
        }
        sending(500).send(home);
        server.await(1, ada);
        assertThat(latest().state()).isEqualTo(SendState.SENT);
        assertThat(latest().attempts()).isEqualTo(2);
    }

    @Test
    void afterADayAMailIsGivenUp() {
        rules.add(home, rule(Locale.ENGLISH, ada));
        come("a");
        home.database()
                .sql("update mail_sent set created_at = ?")
                .param(Rows.time(Clock.systemUTC().instant().minus(Duration.ofHours(25))))
                .update();
        sending.send(home);
        assertThat(latest().state()).isEqualTo(SendState.GIVEN_UP);
        assertThat(server.to(ada)).isEmpty();
    }

    @Test
    void whatIsMoreThanAnHourMayHaveWaitsForTheNext() {
        var ben = UUID.randomUUID() + "@contoso.example";
        rules.add(home, rule(Locale.ENGLISH, ada, ben));
        come("a");
        var slow = sending(1);
        for (var round = 0; round < 2; round++) {
            assertThat(slow.send(home)).isFalse();
            assertThat(states()).containsExactly(SendState.SENT, SendState.WAITING);
        }
        home.database()
                .sql("update mail_sent set tried_at = ? where state = 'SENT'")
                .param(Rows.time(Clock.systemUTC().instant().minus(Duration.ofMinutes(61))))
                .update();
        slow.send(home);
        assertThat(states()).containsExactly(SendState.SENT, SendState.SENT);
        assertThat(server.to(ben)).hasSize(1);
    }

    private List<SendState> states() {
        return log.before(home, Long.MAX_VALUE, 10).reversed().stream()
                .map(SentMail::state)
                .toList();
    }

    @Test
    void whatWaitsIsNotSentWhenItsRuleIsGoneOrLeavesThePersonOut() {
        var ben = UUID.randomUUID() + "@contoso.example";
        var id = rules.add(home, rule(Locale.ENGLISH, ada, ben));
        come("a");
        rules.change(home, rules.find(home, id).orElseThrow(), rule(Locale.ENGLISH, ben), "Ada");
        sending.send(home);
        assertThat(log.before(home, Long.MAX_VALUE, 2).reversed())
                .extracting(SentMail::state)
                .containsExactly(SendState.DROPPED, SendState.SENT);
        incidents.take(home, List.of(Told.alert("b", "high", "d2")));
        collection.collect(home);
        rules.delete(home, id);
        sending.send(home);
        assertThat(latest().state()).isEqualTo(SendState.DROPPED);
    }

    /** As when the process dies after the server took it, and before that is written down. */
    @Test
    void aMailThatIsSentTwiceBearsTheSameId() throws Exception {
        rules.add(home, rule(Locale.ENGLISH, ada));
        come("a");
        sending.send(home);
        home.database().sql("update mail_sent set state = 'WAITING'").update();
        sending.send(home);
        var both = server.await(2, ada);
        assertThat(both.getFirst().getMessageID()).isEqualTo(both.getLast().getMessageID());
    }

    @Test
    void theWholeWayFromTheRuleOnThePageToTheMailAndItsLineInTheList() throws Exception {
        var tenant = new NotifiedTenant("Mailed Ltd", microsoft, visitors, dataCenters);
        var made = tenant.administrator
                .get(RuleController.ADDRESS + "/new")
                .form(RuleController.ADDRESS + "/new")
                .type("name", "Everybody")
                .type("recipients", ada)
                .submit();
        assertThat(made.text()).contains("The rule was made.").doesNotContain("No mail server");
        incidents.take(tenant.home, List.of(Told.alert("a", "high", "d1")));
        tenant.await(scheduler, () -> !server.to(ada).isEmpty());
        assertThat(server.await(1, ada).getFirst().getSubject()).startsWith("High: ");
        var rule =
                RuleController.ADDRESS + "/" + rules.all(tenant.home).getFirst().id();
        assertThat(tenant.administrator.get(rule).form(rule + "/test").submit().text())
                .contains("Test mails are on their way");
        assertThat(tenant.administrator.forge(rule + "/test", Map.of()).text()).contains("try it again after");
        tenant.await(scheduler, () -> server.to(ada).size() > 1);
        server.await(ada, "Test of the rule Everybody");
        tenant.await(
                scheduler,
                () -> log.before(tenant.home, Long.MAX_VALUE, 1).getFirst().state() == SendState.SENT);
        assertThat(tenant.administrator.get(PAGE + "/mails").text()).contains("Sent", ada, "Everybody", "Test");
        assertThat(tenant.administrator.get("/audit").text()).contains("Sent test mails of a rule");
        assertThat(tenant.administrator.get(PAGE + "/mails").text()).doesNotContain("Within the last hour");
        var known = rules.all(tenant.home).getFirst();
        for (var i = 0; i < 500; i++) {
            log.add(tenant.home, known, null, ada, List.of(), Clock.systemUTC().instant());
        }
        tenant.home
                .database()
                .sql("update mail_sent set state = 'SENT', tried_at = created_at")
                .update();
        assertThat(tenant.administrator.get(PAGE + "/mails").text())
                .contains("Within the last hour we tried to send 500 mails, which is as many as may be.");
    }
}
