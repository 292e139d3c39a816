package securitycenter.notifications;

import static org.assertj.core.api.Assertions.assertThat;
import static securitycenter.homes.DataCenter.UNITED_STATES;

import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import securitycenter.alerts.Alert;
import securitycenter.alerts.IncidentStatus;
import securitycenter.alerts.Severity;
import securitycenter.homes.DataCenters;
import securitycenter.homes.HomeSchema;
import securitycenter.homes.TenantHome;
import securitycenter.identity.TenantId;
import securitycenter.incidents.Analyst;
import securitycenter.incidents.IncidentChange;
import securitycenter.incidents.Incidents;

/** Which events changes of incidents cause, on each kind of database. */
abstract class EventCollectionContract {

    private static final Analyst ADA = new Analyst(UUID.randomUUID(), "ada@contoso.example");

    @Autowired
    DataCenters dataCenters;

    @Autowired
    HomeSchema schema;

    @Autowired
    Incidents incidents;

    @Autowired
    Webhooks webhooks;

    @Autowired
    EventCollection collection;

    @Autowired
    Deliveries deliveries;

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

    static Webhook.Content telling(String name, String target, WebhookEvent... events) {
        return new Webhook.Content(
                name,
                target,
                true,
                EnumSet.copyOf(List.of(events)),
                new Filter(EnumSet.of(Severity.HIGH, Severity.MEDIUM), Set.of()));
    }

    private long added(WebhookEvent... events) {
        return webhooks.add(home, telling("Hook " + events.length, "https://hook.example/", events), "whsec_test");
    }

    private long all() {
        return added(WebhookEvent.CREATED, WebhookEvent.UPDATED, WebhookEvent.RESOLVED);
    }

    private void come(Alert... alerts) {
        incidents.take(home, List.of(alerts));
        collection.collect(home);
    }

    private void put(IncidentStatus status) {
        incidents.change(home, ADA, 1, new IncidentChange(status, null, null, null, null, null, null, null, null));
        collection.collect(home);
    }

    private void comment(String text) {
        incidents.change(home, ADA, 1, new IncidentChange(null, null, null, null, null, text, null, null, null));
        collection.collect(home);
    }

    private List<WebhookEvent> eventsOf(long webhook) {
        return deliveries.before(home, webhook, Long.MAX_VALUE, 100).reversed().stream()
                .map(Delivery::event)
                .toList();
    }

    @Test
    void aWebhookIsToldOfTheLifeOfAnIncident() {
        var webhook = all();
        come(Told.alert("a", "high", "d1"));
        come(Told.alert("b", "high", "d1"));
        put(IncidentStatus.RESOLVED);
        comment("That was it.");
        put(IncidentStatus.ACTIVE);
        put(IncidentStatus.RESOLVED);
        assertThat(eventsOf(webhook))
                .containsExactly(
                        WebhookEvent.CREATED,
                        WebhookEvent.UPDATED,
                        WebhookEvent.RESOLVED,
                        WebhookEvent.UPDATED,
                        WebhookEvent.UPDATED,
                        WebhookEvent.RESOLVED);
    }

    @Test
    void anIncidentIsNewToAWebhookWhenItBecomesSevereEnoughForIt() {
        var both = added(WebhookEvent.CREATED, WebhookEvent.UPDATED);
        var creations = added(WebhookEvent.CREATED);
        come(Told.alert("a", "low", "d1"));
        assertThat(eventsOf(both)).isEmpty();
        come(Told.alert("b", "high", "d1"));
        come(Told.alert("c", "high", "d1"));
        assertThat(eventsOf(both)).containsExactly(WebhookEvent.CREATED, WebhookEvent.UPDATED);
        assertThat(eventsOf(creations)).containsExactly(WebhookEvent.CREATED);
    }

    private long waiting(WebhookEvent event, String name, int minutes) {
        var webhook = webhooks.add(home, telling(name, "https://hook.example/", WebhookEvent.CREATED), "whsec_test");
        for (var i = 0L; i < 2; i++) {
            deliveries.add(home, webhook, event, i, "created", UUID.randomUUID(), "{}");
        }
        home.database()
                .sql("update webhook_delivery set due_at = ? where webhook_id = ?")
                .params(Rows.time(Clock.systemUTC().instant().minus(Duration.ofMinutes(minutes))), webhook)
                .update();
        return webhook;
    }

    private void set(long webhook, String assignment) {
        home.database()
                .sql("update webhook set " + assignment + " where id = ?")
                .param(webhook)
                .update();
    }

    @Test
    void whoWaitsLongestIsDueFirstAndWhoeverCannotBeReachedNowIsNotDue() {
        var brief = waiting(WebhookEvent.CREATED, "Short", 1);
        var longest = waiting(WebhookEvent.CREATED, "Longest", 30);
        set(waiting(WebhookEvent.CREATED, "Rests", 60), "rests_until = current_timestamp + interval '1' hour");
        set(waiting(WebhookEvent.CREATED, "Off", 60), "is_on = false");
        waiting(WebhookEvent.CREATED, "Later", -60);
        var tested = waiting(WebhookEvent.TEST, "Tested while off", 10);
        set(tested, "is_on = false");
        webhooks.take(home, waiting(WebhookEvent.CREATED, "Busy", 60));
        assertThat(deliveries.webhooksDue(home)).containsExactly(longest, tested, brief);
        assertThat(deliveries.firstDue(home, longest)).map(Delivery::incident).contains(0L);
    }

    @Test
    void itIsToldOfWhatItWantsOnly() {
        var resolved = added(WebhookEvent.RESOLVED);
        come(Told.alert("a", "high", "d1"), Told.alert("b", "low", "d2"));
        put(IncidentStatus.RESOLVED);
        comment("That was it.");
        assertThat(eventsOf(resolved)).containsExactly(WebhookEvent.RESOLVED);
    }

    @Test
    void anIncidentOfAnotherSeverityIsNotTold() {
        var webhook = all();
        come(Told.alert("a", "low", "d1"));
        assertThat(eventsOf(webhook)).isEmpty();
    }

    @Test
    void whatWasThereBeforeTheWebhookIsToldWhenItChanges() {
        come(Told.alert("a", "high", "d1"));
        var webhook = all();
        collection.collect(home);
        assertThat(eventsOf(webhook)).isEmpty();
        come(Told.alert("b", "high", "d1"));
        assertThat(eventsOf(webhook)).containsExactly(WebhookEvent.UPDATED);
    }

    @Test
    void lookingAgainFindsNothingNew() {
        var webhook = all();
        come(Told.alert("a", "high", "d1"));
        collection.collect(home);
        assertThat(eventsOf(webhook)).containsExactly(WebhookEvent.CREATED);
    }

    /** As when the process dies before the commit. */
    @Test
    void whatWasNotWrittenDownIsFoundAgain() {
        var webhook = all();
        incidents.take(home, List.of(Told.alert("a", "high", "d1")));
        home.transactions().executeWithoutResult(transaction -> {
            collection.collect(home);
            transaction.setRollbackOnly();
        });
        assertThat(eventsOf(webhook)).isEmpty();
        collection.collect(home);
        assertThat(eventsOf(webhook)).containsExactly(WebhookEvent.CREATED);
    }

    /** More than are read at once. */
    @Test
    void aFloodIsToldOnce() {
        var webhook = all();
        var alerts = new Alert[450];
        for (var i = 0; i < alerts.length; i++) {
            alerts[i] = Told.alert("a" + i, "high", "device-" + i);
        }
        come(alerts);
        assertThat(home.database()
                        .sql("select count(distinct incident_id) from webhook_delivery where event = 'CREATED'")
                        .query(Integer.class)
                        .single())
                .isEqualTo(450);
        assertThat(home.database()
                        .sql("select count(*) from webhook_delivery where webhook_id = ?")
                        .param(webhook)
                        .query(Integer.class)
                        .single())
                .isEqualTo(450);
    }

    @Test
    void aDeliverySaysWhichIncidentInTheShapeOfGraph() {
        var webhook = all();
        come(Told.alert("a", "high", "d1"));
        var body =
                deliveries.before(home, webhook, Long.MAX_VALUE, 1).getFirst().body();
        assertThat(body)
                .contains("\"event\":\"incident.created\"", "\"id\":\"1\"", "\"severity\":\"high\"")
                .contains("\"status\":\"active\"", "/incidents/1?tid=" + home.tenant());
    }
}
