package securitycenter.notifications;

import static org.assertj.core.api.Assertions.assertThat;
import static securitycenter.notifications.NotifiedTenant.PAGE;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import securitycenter.ApplicationTest;
import securitycenter.Visitors;
import securitycenter.audit.AuditLog;
import securitycenter.fakemicrosoft.FakeMicrosoft;
import securitycenter.homes.DataCenter;
import securitycenter.homes.DataCenters;
import securitycenter.homes.HomeSchema;
import securitycenter.homes.TenantHome;
import securitycenter.identity.TenantId;

/** Deliveries to a receiver that sometimes fails. */
@ApplicationTest
class EventSendingTests {

    @Autowired
    DataCenters dataCenters;

    @Autowired
    HomeSchema schema;

    @Autowired
    Webhooks webhooks;

    @Autowired
    Deliveries deliveries;

    @Autowired
    AuditLog audit;

    @Autowired
    FakeMicrosoft microsoft;

    @Autowired
    Visitors visitors;

    @Autowired
    Scheduler scheduler;

    private final AtomicInteger status = new AtomicInteger(200);
    private final List<String> received = Collections.synchronizedList(new ArrayList<>());
    private HttpServer server;
    private WebhookClient client;
    private EventSending sending;
    private TenantHome home;
    private long webhook;

    @BeforeEach
    void aReceiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/", exchange -> {
            received.add(exchange.getRequestHeaders().getFirst("SecurityCenter-Delivery"));
            exchange.sendResponseHeaders(status.get(), -1);
            exchange.close();
        });
        server.start();
        client = new WebhookClient(new TargetAddresses(true), Duration.ofSeconds(2), Clock.systemUTC());
        sending = new EventSending(webhooks, deliveries, client, audit, Clock.systemUTC());
        home = dataCenters.homeOf(new TenantId(UUID.randomUUID()), DataCenter.EUROPEAN_UNION);
        schema.migrate(home);
        webhook = webhooks.add(
                home,
                EventCollectionContract.telling(
                        "Hook", "http://127.0.0.1:" + server.getAddress().getPort() + "/", WebhookEvent.CREATED),
                "whsec_test");
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        server.stop(0);
        schema.drop(home);
    }

    private UUID due(long incident) {
        var id = UUID.randomUUID();
        deliveries.add(home, webhook, WebhookEvent.CREATED, incident, "created", id, "{}");
        return id;
    }

    private Delivery latest() {
        return deliveries.before(home, webhook, Long.MAX_VALUE, 1).getFirst();
    }

    private Webhook webhook() {
        return webhooks.find(home, webhook).orElseThrow();
    }

    private void timePasses() {
        home.database()
                .sql("update webhook_delivery set due_at = created_at where state = 'WAITING'")
                .update();
        home.database().sql("update webhook set rests_until = null").update();
    }

    @Test
    void whatFailsIsTriedAgainWithTheSameId() {
        var id = due(1);
        status.set(500);
        sending.send(home);
        assertThat(latest().state()).isEqualTo(SendState.WAITING);
        assertThat(latest().status()).isEqualTo(500);
        assertThat(Duration.between(Clock.systemUTC().instant(), latest().dueAt()))
                .isBetween(Duration.ofSeconds(50), Duration.ofSeconds(60));
        sending.send(home);
        assertThat(received).hasSize(1);
        status.set(200);
        timePasses();
        sending.send(home);
        assertThat(latest().state()).isEqualTo(SendState.SENT);
        assertThat(latest().attempts()).isEqualTo(2);
        assertThat(webhook().failures()).isZero();
        assertThat(received).containsExactly(id.toString(), id.toString());
    }

    @Test
    void oneThatFailsIsLeftAloneWithTheOthersToo() {
        due(1);
        due(2);
        status.set(500);
        sending.send(home);
        assertThat(received).hasSize(1);
        assertThat(webhook().restsUntil()).isNotNull();
    }

    @Test
    void afterADayADeliveryIsGivenUp() {
        due(1);
        home.database()
                .sql("update webhook_delivery set wanted_at = ?")
                .param(Rows.time(Clock.systemUTC().instant().minus(Duration.ofDays(1))))
                .update();
        status.set(500);
        sending.send(home);
        assertThat(latest().state()).isEqualTo(SendState.GIVEN_UP);
    }

    @Test
    void afterManyFailuresInARowTheWebhookIsTurnedOff() {
        due(1);
        due(2);
        status.set(404);
        for (var i = 0; i < EventSending.MOST_FAILURES; i++) {
            assertThat(webhook().content().on()).isTrue();
            timePasses();
            sending.send(home);
        }
        assertThat(webhook().content().on()).isFalse();
        assertThat(webhook().givenUpAt()).isNotNull();
        assertThat(deliveries.isAnyWaiting(home)).isFalse();
        assertThat(received).hasSize(EventSending.MOST_FAILURES);
        var on = new Webhook.Content(
                "Hook",
                webhook().content().target(),
                true,
                webhook().content().events(),
                webhook().content().filter());
        assertThat(webhooks.change(home, webhook(), on)).isTrue();
        assertThat(webhook().givenUpAt()).isNull();
        assertThat(webhook().failures()).isZero();
    }

    /** As when the process dies after the receiver took it, and before that is written down. */
    @Test
    void whatWasNotWrittenDownIsDeliveredOnceMoreWithTheSameId() {
        var id = due(1);
        sending.send(home);
        home.database()
                .sql("update webhook_delivery set state = 'WAITING', attempts = 0")
                .update();
        sending.send(home);
        assertThat(received).containsExactly(id.toString(), id.toString());
    }

    /** With the application's own client, which goes to no address inside of a network. */
    @Test
    void aTestThatIsRefusedSaysWhyOnThePage() throws Exception {
        var tenant = new NotifiedTenant("Hooked Ltd", microsoft, visitors, dataCenters);
        var id = webhooks.add(
                tenant.home,
                EventCollectionContract.telling("Inside", "https://localhost/", WebhookEvent.CREATED),
                "whsec_test");
        var page = WebhookController.ADDRESS + "/" + id;
        assertThat(tenant.administrator.get(page).form(page + "/test").submit().text())
                .contains("A test delivery is on its way");
        tenant.await(
                scheduler,
                () -> deliveries
                                .before(tenant.home, id, Long.MAX_VALUE, 1)
                                .getFirst()
                                .state()
                        == SendState.GIVEN_UP);
        assertThat(tenant.administrator.get(page).text()).contains("Given up", "inside of a network");
        assertThat(webhooks.find(tenant.home, id).orElseThrow().failures()).isZero();
        var delivery =
                deliveries.before(tenant.home, id, Long.MAX_VALUE, 1).getFirst().id();
        assertThat(tenant.administrator
                        .get(page)
                        .form(page + "/deliveries/" + delivery + "/resend")
                        .submit()
                        .text())
                .contains("on its way again");
        assertThat(tenant.administrator.get(PAGE).text()).contains("Inside");
    }
}
