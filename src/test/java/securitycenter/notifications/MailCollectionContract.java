package securitycenter.notifications;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static securitycenter.homes.DataCenter.UNITED_STATES;

import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DuplicateKeyException;
import securitycenter.alerts.Alert;
import securitycenter.alerts.ServiceSource;
import securitycenter.alerts.Severity;
import securitycenter.homes.DataCenters;
import securitycenter.homes.HomeSchema;
import securitycenter.homes.TenantHome;
import securitycenter.identity.TenantId;
import securitycenter.incidents.Analyst;
import securitycenter.incidents.IncidentChange;
import securitycenter.incidents.Incidents;
import securitycenter.incidents.Regrouping;

/** Which mails new alerts cause, on each kind of database. */
abstract class MailCollectionContract {

    private static final String ADA = "ada@contoso.example";
    private static final String BEN = "ben@contoso.example";
    private static final Analyst ANN = new Analyst(UUID.randomUUID(), "ann@contoso.example");

    @Autowired
    DataCenters dataCenters;

    @Autowired
    HomeSchema schema;

    @Autowired
    Incidents incidents;

    @Autowired
    Regrouping regrouping;

    @Autowired
    MailRules rules;

    @Autowired
    MailCollection collection;

    @Autowired
    MailLog log;

    TenantHome home;

    @BeforeEach
    void aHome() {
        home = dataCenters.homeOf(new TenantId(UUID.randomUUID()), UNITED_STATES);
        schema.migrate(home);
    }

    @AfterEach
    void removeIt() {
        schema.drop(home);
    }

    static MailRule.Content each(String name, String... recipients) {
        return new MailRule.Content(
                name,
                "",
                true,
                new Filter(EnumSet.of(Severity.HIGH, Severity.MEDIUM), Set.of()),
                Set.of(),
                false,
                false,
                Locale.ENGLISH,
                List.of(recipients));
    }

    private static MailRule.Content firstOnly(MailRule.Content content) {
        return new MailRule.Content(
                content.name(),
                "",
                content.on(),
                content.filter(),
                content.deviceGroups(),
                true,
                false,
                Locale.ENGLISH,
                content.recipients());
    }

    private static MailRule.Content ofGroup(String group, MailRule.Content content) {
        return new MailRule.Content(
                content.name(),
                "",
                content.on(),
                content.filter(),
                Set.of(group),
                content.firstOnly(),
                false,
                Locale.ENGLISH,
                content.recipients());
    }

    private static MailRule.Content on(boolean on, MailRule.Content content) {
        return new MailRule.Content(
                content.name(),
                "",
                on,
                content.filter(),
                content.deviceGroups(),
                content.firstOnly(),
                false,
                Locale.ENGLISH,
                content.recipients());
    }

    private void come(Alert... alerts) {
        incidents.take(home, List.of(alerts));
        collection.collect(home);
    }

    private List<SentMail> mails() {
        return log.before(home, Long.MAX_VALUE, 100).reversed();
    }

    private List<SentMail> mailsAbout(long incident) {
        return mails().stream()
                .filter(mail -> Objects.equals(mail.incident(), incident))
                .toList();
    }

    private MailRule rule(long id) {
        return rules.find(home, id).orElseThrow();
    }

    private void allWereSent(Duration ago) {
        home.database()
                .sql("update mail_sent set state = 'SENT', tried_at = ? where state = 'WAITING'")
                .param(Rows.time(Clock.systemUTC().instant().minus(ago)))
                .update();
    }

    private static Alert rated(String severity) {
        var later = Clock.systemUTC().instant().plusSeconds(60).toString();
        return Told.alert("a", severity, "d1", body -> body.put("lastUpdateDateTime", later));
    }

    private static IncidentChange severity(Severity severity) {
        return new IncidentChange(null, null, null, null, null, null, null, severity, null);
    }

    private void rate(Severity severity) {
        incidents.change(home, ANN, 1, severity(severity));
        collection.collect(home);
    }

    private void say(String comment) {
        incidents.change(home, ANN, 1, new IncidentChange(null, null, null, null, null, comment, null, null, null));
        collection.collect(home);
    }

    @Test
    void aNewIncidentCausesAMailToEachRecipientOfEachRule() {
        rules.add(home, each("One", ADA, BEN));
        rules.add(home, each("Two", BEN));
        come(Told.alert("a", "high", "d1"), Told.alert("b", "medium", "d1"));
        assertThat(mails()).extracting(SentMail::ruleName).containsExactly("One", "One", "Two");
        assertThat(mails()).extracting(SentMail::recipient).containsExactly(ADA, BEN, BEN);
        assertThat(mails()).allSatisfy(mail -> {
            assertThat(mail.alerts()).hasSize(2);
            assertThat(mail.incident()).isEqualTo(1);
            assertThat(mail.state()).isEqualTo(SendState.WAITING);
        });
    }

    @Test
    void whatWasThereBeforeTheRuleCausesNone() {
        come(Told.alert("a", "high", "d1"));
        rules.add(home, each("One", ADA));
        collection.collect(home);
        assertThat(mails()).isEmpty();
        come(Told.alert("b", "high", "d1"));
        assertThat(mails())
                .singleElement()
                .satisfies(mail -> assertThat(mail.alerts()).containsExactly(2L));
    }

    @Test
    void whatComesToAnIncidentFromBeforeTheRuleCausesNone() {
        come(Told.alert("a", "high", "d1"));
        home.database()
                .sql("update incident set created_at = created_at - interval '2' hour")
                .update();
        rules.add(home, firstOnly(each("One", ADA)));
        come(Told.alert("b", "high", "d1"), Told.alert("c", "high", "d2"));
        assertThat(mails()).extracting(SentMail::incident).containsExactly(2L);
    }

    /** When the product is turned on, months of alerts come. */
    @Test
    void historyThatIsReadAfterTheRuleWasMadeCausesNone() {
        rules.add(home, each("One", ADA));
        come(Told.alert(
                "a",
                "high",
                "d1",
                body -> body.put(
                        "createdDateTime",
                        Clock.systemUTC().instant().minus(Duration.ofDays(3)).toString())));
        assertThat(mails()).isEmpty();
    }

    @Test
    void aRuleHearsOfItsSeveritiesAndSourcesOnly() {
        rules.add(home, each("Bad", ADA));
        var office = new Filter(EnumSet.allOf(Severity.class), EnumSet.of(ServiceSource.OFFICE_365));
        rules.add(
                home,
                new MailRule.Content("Mail", "", true, office, Set.of(), false, false, Locale.ENGLISH, List.of(BEN)));
        come(
                Told.alert("a", "low", "d1"),
                Told.alert("b", "low", "d2", body -> body.put("serviceSource", "microsoftDefenderForOffice365")));
        assertThat(mails()).extracting(SentMail::ruleName).containsExactly("Mail");
    }

    @Test
    void aRuleOfDeviceGroupsHearsOfTheirDevicesOnly() {
        rules.add(home, ofGroup("group of D2", each("One", ADA)));
        come(Told.alert("a", "high", "d1"), Told.alert("b", "high", "d2"));
        assertThat(mails())
                .singleElement()
                .satisfies(mail -> assertThat(mail.alerts()).containsExactly(2L));
    }

    @Test
    void theFirstOccurrenceIsToldOnceHoweverTheIncidentGrows() {
        rules.add(home, firstOnly(each("One", ADA)));
        come(Told.alert("a", "high", "d1"));
        allWereSent(Duration.ofDays(2));
        come(Told.alert("b", "high", "d1"));
        assertThat(mails()).hasSize(1);
        come(Told.alert("c", "high", "d2"));
        assertThat(mails()).extracting(SentMail::incident).containsExactly(1L, 2L);
    }

    @Test
    void anIncidentWhoseAlertBecomesSevereEnoughIsToldOnce() {
        rules.add(home, each("Each", ADA));
        rules.add(home, firstOnly(each("First", BEN)));
        come(Told.alert("a", "low", "d1"));
        assertThat(mails()).isEmpty();
        come(rated("high"));
        assertThat(mails()).extracting(SentMail::ruleName).containsExactly("Each", "First");
        assertThat(mails()).allSatisfy(mail -> assertThat(mail.alerts()).containsExactly(1L));
        allWereSent(Duration.ofHours(1));
        say("Looked at");
        rate(Severity.MEDIUM);
        assertThat(mails()).hasSize(2);
    }

    @Test
    void anIncidentThatSomebodyFindsWorseThanItsAlertsIsToldOnce() {
        rules.add(home, each("One", ADA));
        come(Told.alert("a", "low", "d1"), Told.alert("b", "informational", "d1"), Told.alert("c", "low", "d2"));
        say("Looked at");
        assertThat(mails()).isEmpty();
        rate(Severity.HIGH);
        assertThat(mails())
                .singleElement()
                .satisfies(mail -> assertThat(mail.alerts()).containsExactly(1L, 2L));
        allWereSent(Duration.ofHours(1));
        rate(Severity.LOW);
        rate(Severity.HIGH);
        assertThat(mails()).hasSize(1);
        come(Told.alert("d", "high", "d1"));
        assertThat(mails()).as("news of a rule for each alert").hasSize(2);
    }

    @Test
    void whatBecomesSevereIsToldToThoseOnlyWhomItsAlertsConcern() {
        come(Told.alert("a", "low", "d1"));
        home.database()
                .sql("update incident set created_at = created_at - interval '2' hour")
                .update();
        var filter = new Filter(EnumSet.of(Severity.HIGH), EnumSet.of(ServiceSource.OFFICE_365));
        rules.add(home, each("Later", ADA));
        rules.add(
                home,
                new MailRule.Content("Mail", "", true, filter, Set.of(), false, false, Locale.ENGLISH, List.of(ADA)));
        rules.add(home, ofGroup("Group of d2", each("Group", ADA)));
        rate(Severity.HIGH);
        assertThat(mails()).isEmpty();
        come(Told.alert("b", "low", "d3"));
        incidents.change(home, ANN, 2, severity(Severity.HIGH));
        collection.collect(home);
        assertThat(mails()).extracting(SentMail::ruleName).containsExactly("Later");
    }

    @Test
    void whatBecomesSevereIsToldToThoseTooWhoWereAddedAfterItsAlertsCame() {
        var id = rules.add(home, each("One", ADA));
        come(Told.alert("a", "low", "d1"));
        rules.change(home, rule(id), each("One", ADA, BEN), "Ada");
        rate(Severity.HIGH);
        assertThat(mails()).extracting(SentMail::recipient).containsExactly(ADA, BEN);
        come(Told.alert("b", "low", "d2"));
        rules.change(home, rule(id), each("One", BEN), "Ada");
        incidents.change(home, ANN, 2, severity(Severity.HIGH));
        collection.collect(home);
        assertThat(mailsAbout(2)).extracting(SentMail::recipient).containsExactly(BEN);
    }

    @Test
    void ofWhatBecomesSevereOnlyARulesOwnDeviceGroupsAreLookedThrough() {
        rules.add(home, ofGroup("group of D1", each("One", ADA)));
        come(Told.alert("a", "low", "d1"), Told.alert("b", "low", "d2"));
        home.database()
                .sql("update alert_body set body = 'unreadable' where alert_id = 2")
                .update();
        incidents.change(home, ANN, 2, severity(Severity.HIGH));
        rate(Severity.HIGH);
        assertThat(mails()).extracting(SentMail::incident).containsExactly(1L);
    }

    private void move(long from, long alert) {
        regrouping.move(home, ANN, from, List.of(alert), null, "Something else");
        collection.collect(home);
    }

    @Test
    void anAlertThatComesToAnotherIncidentIsNotToldAgain() {
        rules.add(home, each("Each", ADA));
        rules.add(home, firstOnly(each("First", BEN)));
        come(Told.alert("a", "high", "d1"), Told.alert("b", "high", "d1"), Told.alert("c", "low", "d1"));
        allWereSent(Duration.ofHours(1));
        move(1, 2);
        assertThat(mails()).hasSize(2);
        move(1, 3);
        incidents.change(home, ANN, 3, severity(Severity.HIGH));
        collection.collect(home);
        assertThat(mailsAbout(3))
                .as("nobody was told of it")
                .hasSize(2)
                .allSatisfy(mail -> assertThat(mail.alerts()).containsExactly(3L));
    }

    @Test
    void anAlertWhoseMailWasNeverSentIsToldInTheIncidentToWhichItComes() {
        rules.add(home, each("One", ADA));
        come(Told.alert("a", "high", "d1"), Told.alert("b", "high", "d1"));
        home.database().sql("update mail_sent set state = 'DROPPED'").update();
        move(1, 2);
        assertThat(mailsAbout(2))
                .singleElement()
                .satisfies(mail -> assertThat(mail.alerts()).containsExactly(2L));
    }

    @Test
    void whatWasNeverSentBecauseTheRuleWasOffCountsAsUntold() {
        rules.add(home, firstOnly(each("One", ADA)));
        come(Told.alert("a", "high", "d1"));
        home.database().sql("update mail_sent set state = 'DROPPED'").update();
        come(Told.alert("b", "high", "d1"));
        assertThat(mails()).hasSize(2);
    }

    @Test
    void anIncidentThatOneBecamePartOfWhichWasToldIsNotToldAgain() {
        rules.add(home, firstOnly(each("One", ADA)));
        come(Told.alert("a", "high", "d1"), Told.alert("b", "low", "d2"));
        home.database().sql("update incident set redirect_to = 2 where id = 1").update();
        come(Told.alert("c", "high", "d2"));
        assertThat(mails()).extracting(SentMail::incident).containsExactly(1L);
    }

    @Test
    void moreAlertsGoIntoTheMailThatStillWaits() {
        rules.add(home, each("One", ADA));
        come(Told.alert("a", "high", "d1"));
        come(Told.alert("b", "high", "d1"));
        assertThat(mails())
                .singleElement()
                .satisfies(mail -> assertThat(mail.alerts()).containsExactly(1L, 2L));
    }

    @Test
    void theNextMailAboutAnIncidentIsDueAQuarterOfAnHourAfterTheLast() {
        rules.add(home, each("One", ADA));
        come(Told.alert("a", "high", "d1"));
        allWereSent(Duration.ofMinutes(5));
        come(Told.alert("b", "high", "d1"));
        come(Told.alert("c", "high", "d1"));
        assertThat(mails()).hasSize(2);
        assertThat(mails().getLast().alerts()).containsExactly(2L, 3L);
        assertThat(Duration.between(
                        Clock.systemUTC().instant(), mails().getLast().dueAt()))
                .isBetween(Duration.ofMinutes(9), Duration.ofMinutes(10));
        assertThat(log.due(home, 10)).isEmpty();
        allWereSent(Duration.ofMinutes(16));
        come(Told.alert("d", "high", "d1"));
        assertThat(log.due(home, 10)).hasSize(1);
    }

    @Test
    void whoIsAddedLaterHearsOfWhatComesLater() {
        var id = rules.add(home, each("One", ADA));
        incidents.take(home, List.of(Told.alert("a", "high", "d1")));
        assertThat(rules.change(home, rule(id), each("One", ADA, BEN), "Ada")).isTrue();
        collection.collect(home);
        assertThat(mails()).extracting(SentMail::recipient).containsExactly(ADA);
        come(Told.alert("b", "high", "d2"));
        assertThat(mails()).extracting(SentMail::recipient).containsExactly(ADA, ADA, BEN);
    }

    @Test
    void aRuleThatIsTurnedOnAgainCountsFromThen() {
        var id = rules.add(home, each("One", ADA));
        rules.change(home, rule(id), on(false, each("One", ADA)), "Ada");
        come(Told.alert("a", "high", "d1"));
        rules.change(home, rule(id), on(true, each("One", ADA)), "Ada");
        collection.collect(home);
        assertThat(mails()).isEmpty();
        come(Told.alert("b", "high", "d1"));
        assertThat(mails()).hasSize(1);
    }

    @Test
    void lookingAgainFindsNothingNew() {
        rules.add(home, each("One", ADA));
        come(Told.alert("a", "high", "d1"));
        allWereSent(Duration.ofHours(1));
        collection.collect(home);
        assertThat(mails()).hasSize(1);
    }

    /** As when the process dies before the commit. */
    @Test
    void whatWasNotWrittenDownIsFoundAgain() {
        rules.add(home, each("One", ADA));
        incidents.take(home, List.of(Told.alert("a", "high", "d1")));
        home.transactions().executeWithoutResult(transaction -> {
            collection.collect(home);
            transaction.setRollbackOnly();
        });
        assertThat(mails()).isEmpty();
        collection.collect(home);
        assertThat(mails()).hasSize(1);
    }

    @Test
    void noTwoRulesHaveOneName() {
        rules.add(home, each("One", ADA));
        assertThatThrownBy(() -> rules.add(home, each("ONE", BEN))).isInstanceOf(DuplicateKeyException.class);
    }

    @Test
    void whoChangesWhatSomebodyElseHasChangedIsTold() {
        var id = rules.add(home, each("One", ADA));
        var seen = rule(id);
        assertThat(rules.change(home, seen, each("Two", ADA), "Ada")).isTrue();
        assertThat(rules.change(home, seen, each("Three", ADA), "Ada")).isFalse();
        assertThat(rule(id).content().name()).isEqualTo("Two");
    }

    @Test
    void theListForgetsWhatIsToldOfIncidentsThatAreGone() {
        rules.add(home, each("One", ADA));
        come(Told.alert("a", "high", "d1"));
        come(Told.alert("b", "high", "d2"));
        allWereSent(Duration.ZERO);
        home.database()
                .sql("update mail_sent set incident_id = 99 where incident_id = 1")
                .update();
        log.forget(home);
        assertThat(mails()).extracting(SentMail::incident).containsExactly(2L);
    }
}
