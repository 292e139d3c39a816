package securitycenter.notifications;

import static org.assertj.core.api.Assertions.assertThat;
import static securitycenter.identity.Role.GLOBAL_ADMINISTRATOR;
import static securitycenter.identity.Role.SECURITY_READER;
import static securitycenter.notifications.NotifiedTenant.PAGE;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import securitycenter.ApplicationTest;
import securitycenter.Visitor.Page;
import securitycenter.Visitors;
import securitycenter.alerts.Severity;
import securitycenter.fakemicrosoft.FakeMicrosoft;
import securitycenter.homes.DataCenters;

/** Settings > Notifications, where there is no mail server. */
@ApplicationTest
class NotificationPagesTests {

    private static final String RULES = RuleController.ADDRESS;
    private static final String WEBHOOKS = WebhookController.ADDRESS;

    @Autowired
    FakeMicrosoft microsoft;

    @Autowired
    Visitors visitors;

    @Autowired
    DataCenters dataCenters;

    @Autowired
    MailRules rules;

    @Autowired
    MailLog mails;

    @Autowired
    Webhooks webhooks;

    @Autowired
    Deliveries deliveries;

    private NotifiedTenant tenant;

    @BeforeEach
    void aTenant() {
        tenant = new NotifiedTenant("Notified Ltd", microsoft, visitors, dataCenters);
    }

    private Page addRule(String name, String recipients) {
        return tenant.administrator
                .get(RULES + "/new")
                .form(RULES + "/new")
                .type("name", name)
                .type("recipients", recipients)
                .submit();
    }

    private Page addWebhook(String target) {
        return tenant.administrator
                .get(WEBHOOKS + "/new")
                .form(WEBHOOKS + "/new")
                .type("name", "Ticket system")
                .type("target", target)
                .submit();
    }

    private MailRule rule() {
        return rules.all(tenant.home).getFirst();
    }

    private Webhook webhook() {
        return webhooks.all(tenant.home).getFirst();
    }

    @Test
    void aRuleIsMadeChangedAndDeletedAndTheLogSaysSo() {
        assertThat(tenant.administrator.get(PAGE).text()).contains("There is no mail rule yet", "no webhook yet");
        assertThat(addRule("Night shift", "ada@contoso.example, ben@contoso.example")
                        .text())
                .contains("The rule was made.", "Night shift", "High, Medium", "One per incident");
        assertThat(rule().content().recipients()).containsExactly("ada@contoso.example", "ben@contoso.example");
        var page = RULES + "/" + rule().id();
        var changed = tenant.administrator
                .get(page)
                .form(page)
                .type("name", "Day shift")
                .untick("on")
                .submit();
        assertThat(changed.text()).contains("Saved.");
        assertThat(rule().content().on()).isFalse();
        var gone = tenant.administrator
                .get(page + "/delete")
                .form(page + "/delete")
                .submit();
        assertThat(gone.text()).contains("The rule was deleted.");
        assertThat(tenant.administrator.get(page).status()).isEqualTo(404);
        assertThat(tenant.administrator.get("/audit").text())
                .contains("Made a mail rule", "Changed a mail rule", "Deleted a mail rule")
                .contains("Night shift", "ben@contoso.example");
    }

    @Test
    void whatIsWrongIsSaidAndComesBackAsItWasTyped() {
        var page = addRule("", "ada@contoso.example, <script>alert(1)</script>");
        assertThat(page.status()).isEqualTo(422);
        assertThat(page.text()).contains("Give it a name.", "Not a mail address: <script>alert(1)</script>");
        assertThat(page.body()).doesNotContain("<script>alert");
        assertThat(page.html().select("a[href='#name']")).hasSize(1);
        assertThat(addRule("One", "x\n".repeat(51)).text()).contains("Not a mail address: x");
        var many = new StringBuilder();
        for (var i = 0; i < 51; i++) {
            many.append("a").append(i).append("@contoso.example ");
        }
        assertThat(addRule("One", many.toString()).text()).contains("at most 50");
        var without =
                tenant.administrator.forge(RULES + "/new", Map.of("name", "One", "recipients", "a@contoso.example"));
        assertThat(without.text()).contains("Choose at least one severity.");
        addRule("One", "ada@contoso.example");
        assertThat(addRule("ONE", "ada@contoso.example").text()).contains("Another one has this name.");
    }

    private Page ben(String page, String field, String value) {
        return visitors.signedIn(tenant.tenant.person("Ben").holds(GLOBAL_ADMINISTRATOR))
                .get(page)
                .form(page)
                .type(field, value)
                .submit();
    }

    @Test
    void whoeverChangesWhatAnotherChangedSeesBothAndKeepsEither() {
        addRule("One", "ada@contoso.example");
        var page = RULES + "/" + rule().id();
        var first =
                tenant.administrator.get(page).form(page).type("name", "Mine").type("description", "By night");
        ben(page, "name", "Theirs");
        var overtaken = first.submit();
        assertThat(overtaken.status()).isEqualTo(409);
        assertThat(overtaken.text())
                .contains("Not saved: this was changed")
                .containsPattern("Ben saved it last, at \\d");
        assertThat(overtaken.html().select("main [role=alert] tbody tr").eachText())
                .containsExactly("Name Theirs Mine");
        assertThat(overtaken.html().select("#name").val()).isEqualTo("Mine");
        assertThat(rule().content().name()).isEqualTo("Theirs");
        assertThat(first.submit().form(page).press("Take theirs").text()).contains("Saved.");
        assertThat(rule().content().name()).isEqualTo("Theirs");
        assertThat(rule().content().description()).isEqualTo("By night");
        assertThat(overtaken.form(page).press("Keep mine").text()).contains("Saved.");
        assertThat(rule().content().name()).isEqualTo("Mine");
    }

    @Test
    void whatIsLeftToOthersStaysTheirsThoughSomethingElseMustBeCorrected() {
        addRule("One", "ada@contoso.example");
        var page = RULES + "/" + rule().id();
        var first =
                tenant.administrator.get(page).form(page).type("name", "Mine").type("description", "By night");
        ben(page, "name", "Theirs");
        var refused = first.submit().form(page).type("recipients", "nobody").press("Take theirs");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text()).contains("Not a mail address: nobody");
        assertThat(refused.html().select("a[href='#recipients']")).hasSize(1);
        assertThat(refused.html().select("#name").val()).isEqualTo("Theirs");
        assertThat(refused.html().select("#description").val()).isEqualTo("By night");
        ben(page, "name", "Theirs again");
        assertThat(refused.form(page)
                        .type("recipients", "ada@contoso.example")
                        .submit()
                        .text())
                .contains("Saved.", "their changes are kept: Name");
        assertThat(rule().content().name()).isEqualTo("Theirs again");
        assertThat(rule().content().description()).isEqualTo("By night");
    }

    @Test
    void whatIsWrongButLeftToOthersIsNotComplainedOf() {
        addWebhook("https://hook.example/");
        var page = WEBHOOKS + "/" + webhook().id();
        var first = tenant.administrator.get(page).form(page).type("target", "https://mine.example/");
        ben(page, "target", "https://theirs.example/");
        var overtaken = first.submit().form(page);
        var refused = overtaken.type("name", "").type("target", "nowhere").press("Take theirs");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text()).contains("Give it a name.").doesNotContain("Write a whole address");
        assertThat(refused.html().select("#target").val()).isEqualTo("https://theirs.example/");
        refused.form(page).type("name", "Tickets").submit();
        assertThat(webhook().content().name()).isEqualTo("Tickets");
        assertThat(webhook().content().target()).isEqualTo("https://theirs.example/");
    }

    @Test
    void whatDoesNotSayWhatItChangesOverwritesNothing() {
        addRule("One", "ada@contoso.example");
        addWebhook("https://hook.example/");
        var blind = Map.of(
                "name", "Two", "recipients", "b@contoso.example", "severity", "HIGH", "target", "https://b.example/");
        for (var page :
                List.of(RULES + "/" + rule().id(), WEBHOOKS + "/" + webhook().id())) {
            var refused = tenant.administrator.forge(page, blind);
            assertThat(refused.status()).as(page).isEqualTo(409);
            assertThat(refused.text()).contains("This is how it stands now");
            assertThat(refused.html().select("#name").val()).isNotEqualTo("Two");
        }
        assertThat(rule().content().name()).isEqualTo("One");
        assertThat(webhook().content().target()).isEqualTo("https://hook.example/");
    }

    @Test
    void severitiesInDisputeAreReadTheWorstFirst() {
        addRule("One", "ada@contoso.example");
        var page = RULES + "/" + rule().id();
        var first = tenant.administrator.get(page).form(page).untick("severity");
        var all = new Filter(EnumSet.allOf(Severity.class), Set.of());
        var theirs = new MailRule.Content(
                "One", "", true, all, Set.of(), true, false, Locale.ENGLISH, List.of("ada@contoso.example"));
        rules.change(tenant.home, rule(), theirs, "Ben");
        assertThat(first.submit().html().select("main [role=alert] tbody tr").eachText())
                .containsExactly("Severity High, Medium, Low, Informational Medium");
    }

    @Test
    void whatTwoChangeOfDifferentFieldsIsAllSaved() {
        addRule("One", "ada@contoso.example");
        var page = RULES + "/" + rule().id();
        var first = tenant.administrator
                .get(page)
                .form(page)
                .type("recipients", "carl@contoso.example")
                .untick("on");
        ben(page, "deviceGroups", "Servers\nLaptops");
        assertThat(first.submit().text()).contains("Saved.", "their changes are kept: Device groups");
        assertThat(rule().content().deviceGroups()).containsExactly("Servers", "Laptops");
        assertThat(rule().content().recipients()).containsExactly("carl@contoso.example");
        assertThat(rule().content().on()).isFalse();
    }

    @Test
    void theSameGoesForWebhooks() {
        addWebhook("https://hook.example/");
        var page = WEBHOOKS + "/" + webhook().id();
        var first = tenant.administrator
                .get(page)
                .form(page)
                .type("target", "https://mine.example/")
                .untick("severity");
        var second = tenant.administrator.get(page).form(page).type("target", "https://mine.example/");
        ben(page, "target", "https://theirs.example/");
        var overtaken = first.submit();
        assertThat(overtaken.status()).isEqualTo(409);
        assertThat(overtaken.html().select("main [role=alert] tbody tr").eachText())
                .containsExactly("Address https://theirs.example/ https://mine.example/");
        overtaken.form(page).press("Take theirs");
        assertThat(webhook().content().target()).isEqualTo("https://theirs.example/");
        assertThat(webhook().content().filter().severities()).containsExactly(Severity.MEDIUM);
        webhooks.giveUp(tenant.home, webhook());
        assertThat(second.submit().text())
                .contains("It was turned off after failures", "their changes are kept:", "State", "Severity");
    }

    @Test
    void withoutAMailServerThePageSaysSoAndMailsWait() {
        addRule("One", "ada@contoso.example");
        assertThat(tenant.administrator.get(PAGE).text()).contains("No mail server is configured");
        var page = RULES + "/" + rule().id();
        assertThat(tenant.administrator.get(page).html().select("form[action$=/test]"))
                .isEmpty();
        assertThat(tenant.administrator.forge(page + "/test", Map.of()).text()).contains("No mail server");
        assertThat(mails.before(tenant.home, Long.MAX_VALUE, 10)).isEmpty();
    }

    @Test
    void aMailThatCannotBeHandedOverIsExplained() {
        addRule("One", "ada@contoso.example");
        mails.add(tenant.home, rule(), null, "ada@contoso.example", List.of(), Instant.EPOCH);
        var mail = mails.before(tenant.home, Long.MAX_VALUE, 1).getFirst();
        mails.settle(tenant.home, mail, SendState.WAITING, 1, "MailSendException 421");
        assertThat(tenant.administrator.get(PAGE + "/mails").text())
                .contains("The mail server did not take it; it is tried again.", "421");
        mails.settle(tenant.home, mail, SendState.REFUSED, 2, "SendFailedException 550");
        assertThat(tenant.administrator.get(PAGE + "/mails").text()).contains("nobody lives at the address", "550");
        mails.settle(tenant.home, mail, SendState.GIVEN_UP, 0, null);
        assertThat(tenant.administrator.get(PAGE + "/mails").text())
                .contains("Given up", "Its turn did not come within a day");
    }

    @Test
    void readersLookAndChangeNothing() {
        addRule("One", "ada@contoso.example");
        addWebhook("https://hook.example/in?key=geheim");
        var reader = visitors.signedIn(tenant.tenant.person("Rea").holds(SECURITY_READER));
        var page = reader.get(PAGE);
        assertThat(page.text()).contains("One", "hook.example", "Only a global administrator");
        assertThat(page.body()).doesNotContain("geheim");
        var rule = RULES + "/" + rule().id();
        assertThat(reader.get(rule).html().select("fieldset[disabled]")).isNotEmpty();
        assertThat(reader.get(PAGE + "/mails").status()).isEqualTo(200);
        var hook = WEBHOOKS + "/" + webhook().id();
        for (var path : List.of(
                RULES + "/new", rule + "/delete", WEBHOOKS + "/new", hook, hook + "/secret", hook + "/delete")) {
            assertThat(reader.get(path).status()).as(path).isEqualTo(403);
        }
        for (var path : List.of(
                RULES + "/new",
                rule,
                rule + "/test",
                rule + "/delete",
                WEBHOOKS + "/new",
                hook,
                hook + "/test",
                hook + "/secret",
                hook + "/delete",
                hook + "/deliveries/1/resend")) {
            assertThat(reader.forge(path, Map.of()).status()).as(path).isEqualTo(403);
        }
        assertThat(rules.all(tenant.home)).hasSize(1);
        var stranger = visitors.signedIn(tenant.tenant.person("Nora"));
        assertThat(stranger.get(PAGE).status()).isEqualTo(403);
    }

    @Test
    void whatBelongsToAnotherTenantIsNotThere() {
        addRule("One", "ada@contoso.example");
        addWebhook("https://hook.example/");
        var other = new NotifiedTenant("Other Ltd", microsoft, visitors, dataCenters);
        var rule = RULES + "/" + rule().id();
        var hook = WEBHOOKS + "/" + webhook().id();
        for (var path : List.of(rule, rule + "/delete", hook, hook + "/delete")) {
            assertThat(other.administrator.get(path).status()).as(path).isEqualTo(404);
        }
        for (var path : List.of(rule, rule + "/delete", rule + "/test", hook + "/secret", hook + "/test")) {
            assertThat(other.administrator.forge(path, Map.of()).status())
                    .as(path)
                    .isEqualTo(404);
        }
        assertThat(rules.all(tenant.home)).hasSize(1);
    }

    @Test
    void theSecretIsShownOnceAndIsInNoLogAndInNoExport() throws IOException {
        var page = addWebhook("https://hook.example/in");
        var secret = page.html().select(".msg code").text();
        assertThat(secret).startsWith("whsec_").hasSize(49).isEqualTo(webhook().secret());
        var hook = WEBHOOKS + "/" + webhook().id();
        assertThat(tenant.administrator.get(hook).body()).doesNotContain(secret);
        deliveries.add(tenant.home, webhook().id(), WebhookEvent.CREATED, 1L, "created", UUID.randomUUID(), "{}");
        var sure = tenant.administrator.get(hook + "/secret");
        assertThat(sure.text()).contains("also for the delivery that still waits", "cannot be undone");
        var next = sure.form(hook + "/secret").submit();
        var second = next.html().select(".msg code").text();
        assertThat(second)
                .startsWith("whsec_")
                .isNotEqualTo(secret)
                .isEqualTo(webhook().secret());
        var audit = tenant.administrator.get("/audit");
        assertThat(audit.text()).contains("Made a webhook", "Made a new secret for a webhook");
        assertThat(audit.body()).doesNotContain(secret, second, "whsec_");
        assertThat(audit.body())
                .as("what anybody could try out addresses with")
                .doesNotContain(Integer.toHexString("https://hook.example/in".hashCode()));
        assertThat(unzipped(tenant.administrator.download("/settings/export")))
                .contains("https://hook.example/in")
                .doesNotContain("whsec_");
    }

    private static String unzipped(byte[] archive) throws IOException {
        var text = new StringBuilder();
        try (var zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
            while (zip.getNextEntry() != null) {
                text.append(new String(zip.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return text.toString();
    }

    @Test
    void aWebhookGoesToTheInternetOverTlsOnly() {
        assertThat(addWebhook("http://hook.example/").text()).contains("must begin with https://");
        assertThat(addWebhook("https://user:word@hook.example/").text()).contains("without a user name");
        assertThat(addWebhook("ftp://hook.example/").text()).contains("Write a whole address");
        assertThat(addWebhook("hook.example").text()).contains("Write a whole address");
        for (var host : List.of("localhost", "127.0.0.1", "169.254.169.254", "[::1]", "10.0.0.8:8443")) {
            assertThat(addWebhook("https://" + host + "/").text()).as(host).contains("inside of a network");
        }
        assertThat(webhooks.all(tenant.home)).isEmpty();
    }

    @Test
    void aWebhookIsTurnedOffAndDeletedWithItsDeliveries() {
        addWebhook("https://hook.invalid/");
        var id = webhook().id();
        var page = WEBHOOKS + "/" + id;
        deliveries.add(tenant.home, id, WebhookEvent.CREATED, 1L, "created", UUID.randomUUID(), "{}");
        tenant.administrator.get(page).form(page).untick("on").submit();
        assertThat(deliveries.before(tenant.home, id, Long.MAX_VALUE, 10))
                .extracting(Delivery::state)
                .containsExactly(SendState.DROPPED);
        var resent = tenant.administrator
                .get(page)
                .form(page + "/deliveries/"
                        + deliveries
                                .before(tenant.home, id, Long.MAX_VALUE, 1)
                                .getFirst()
                                .id() + "/resend")
                .submit();
        assertThat(resent.text()).contains("The webhook is off.");
        tenant.administrator.get(page + "/delete").form(page + "/delete").submit();
        assertThat(tenant.administrator.get(page).status()).isEqualTo(404);
        assertThat(tenant.administrator.get("/audit").text()).contains("Changed a webhook", "Deleted a webhook");
    }

    @Test
    void whatIsWaitingAlreadyIsNotSentAgainAndCostsNothing() {
        addWebhook("https://hook.invalid/");
        var id = webhook().id();
        deliveries.add(tenant.home, id, WebhookEvent.CREATED, 1L, "created", UUID.randomUUID(), "{}");
        tenant.home
                .database()
                .sql("update webhook_delivery set due_at = due_at + interval '1' hour")
                .update();
        var delivery =
                deliveries.before(tenant.home, id, Long.MAX_VALUE, 1).getFirst().id();
        assertThat(tenant.administrator
                        .forge(WEBHOOKS + "/" + id + "/deliveries/" + delivery + "/resend", Map.of())
                        .text())
                .contains("waiting to be tried already")
                .doesNotContain("on its way again");
        assertThat(tenant.administrator.get("/audit").text()).doesNotContain("Sent something to a webhook again");
        assertThat(tenant.home
                        .database()
                        .sql("select count(*) from sent_by_hand")
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void nobodyFloodsAReceiverWithTestsAndThePageSaysWhenTheyCanGoOn() {
        addWebhook("https://hook.invalid/");
        var page = WEBHOOKS + "/" + webhook().id();
        for (var i = 0; i < Budget.DELIVERIES.ofAPerson; i++) {
            assertThat(tenant.administrator.forge(page + "/test", Map.of()).text())
                    .contains("A test delivery is on its way");
        }
        assertThat(tenant.administrator.forge(page + "/test", Map.of()).text())
                .doesNotContain("on its way")
                .containsPattern("try it again after \\d");
        var sent = deliveries.before(tenant.home, webhook().id(), Long.MAX_VALUE, 100);
        assertThat(sent).hasSize(Budget.DELIVERIES.ofAPerson);
        tenant.home.database().sql("update webhook_delivery set state = 'SENT'").update();
        assertThat(tenant.administrator
                        .forge(page + "/deliveries/" + sent.getLast().id() + "/resend", Map.of())
                        .text())
                .containsPattern("try it again after \\d");
        var colleague = visitors.signedIn(tenant.tenant.person("Ben").holds(GLOBAL_ADMINISTRATOR));
        assertThat(colleague.forge(page + "/test", Map.of()).text()).contains("A test delivery is on its way");
        tenant.home
                .database()
                .sql("update sent_by_hand set many = ? where person = (select min(person) from sent_by_hand)")
                .param(Budget.DELIVERIES.ofATenant)
                .update();
        assertThat(colleague.forge(page + "/test", Map.of()).text()).contains("try it again after");
        tenant.home
                .database()
                .sql("update sent_by_hand set sent_at = ?")
                .param(Rows.time(Clock.systemUTC().instant().minusSeconds(3_601)))
                .update();
        assertThat(colleague.forge(page + "/test", Map.of()).text()).contains("A test delivery is on its way");
    }

    @Test
    void thePagesSpeakDutchToo() {
        addRule("Nachtdienst", "ada@contoso.example");
        addWebhook("https://hook.example/");
        var dutch = "nl-NL";
        assertThat(tenant.administrator.get(PAGE, "Accept-Language", dutch).text())
                .contains("E-mailregels", "Hoog, Gemiddeld", "Eén per incident", "Incident gemaakt");
        assertThat(tenant.administrator
                        .get(RULES + "/" + rule().id(), "Accept-Language", dutch)
                        .text())
                .contains("Ontvangers");
        assertThat(tenant.administrator
                        .get(WEBHOOKS + "/" + webhook().id(), "Accept-Language", dutch)
                        .text())
                .contains("Zo controleert u een aflevering");
        assertThat(tenant.administrator
                        .get(PAGE + "/mails", "Accept-Language", dutch)
                        .text())
                .contains("Nog geen regel heeft een e-mail veroorzaakt");
    }

    @Test
    void aLongListOfMailsHasPages() {
        addRule("One", "ada@contoso.example");
        for (var i = 0; i < 60; i++) {
            mails.add(
                    tenant.home,
                    rule(),
                    1L,
                    "ada@contoso.example",
                    List.of(1L),
                    Clock.systemUTC().instant());
        }
        var page = tenant.administrator.get(PAGE + "/mails");
        assertThat(page.html().select("tbody tr")).hasSize(50);
        var older = tenant.administrator.get(page.html().select("a[rel=next]").attr("href"));
        assertThat(older.html().select("tbody tr")).hasSize(10);
    }

    @Test
    void whileTheProductIsOffThereIsNothingToSee() {
        var off = microsoft.directory().tenant("Off Ltd").licensed("SPE_E5");
        var administrator = visitors.signedIn(off.person("Eve").holds(GLOBAL_ADMINISTRATOR));
        assertThat(administrator.get(PAGE).path()).isEqualTo("/settings");
    }
}
