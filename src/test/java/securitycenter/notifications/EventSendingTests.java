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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import securitycenter.ApplicationTest;
import securitycenter.Visitors;
import securitycenter.audit.AuditLog;
import securitycenter.fakemicrosoft.FakeMicrosoft;
import securitycenter.homes.DataCenter;
import securitycenter.homes.DataCenters;
import securitycenter.homes.HomeSchema;
import securitycenter.homes.TenantHome;
import securitycenter.identity.TenantId;
import securitycenter.outside.TargetAddresses;

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

    @Autowired
    JdbcClient database;

    private final AtomicInteger status = new AtomicInteger(200);
    private final List<String> received = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger hanging = new AtomicInteger();
    private final CountDownLatch end = new CountDownLatch(1);
    private Runnable meanwhile = () -> {};
    private HttpServer server;
    private WebhookClient client;
    private EventSending sending;
    private TenantHome home;
    private long webhook;

    @BeforeEach
    void aReceiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/hang", _ -> {
            hanging.incrementAndGet();
            try {
                end.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        server.createContext("/", exchange -> {
            received.add(exchange.getRequestHeaders().getFirst("SecurityCenter-Delivery"));
            meanwhile.run();
            exchange.sendResponseHeaders(status.get(), -1);
            exchange.close();
        });
        server.start();
        client = new WebhookClient(true, new TargetAddresses(true), Duration.ofSeconds(2), Clock.systemUTC());
        sending = new EventSending(webhooks, deliveries, client, audit, Clock.systemUTC());
        home = dataCenters.homeOf(new TenantId(UUID.randomUUID()), DataCenter.UNITED_STATES);
        schema.migrate(home);
        webhook = webhooks.add(
                home,
                EventCollectionContract.telling(
                        "Hook", "http://127.0.0.1:" + server.getAddress().getPort() + "/", WebhookEvent.CREATED),
                "whsec_test");
    }

    @AfterEach
    void stop() throws IOException {
        end.countDown();
        server.stop(0);
        sending.close();
        client.close();
        schema.drop(home);
    }

    private void send() {
        sending.begin(home, () -> true);
        await(() -> deliveries.webhooksDue(home).isEmpty() && !isAnyBusy());
    }

    private boolean isAnyBusy() {
        return home.database()
                        .sql("select count(*) from webhook where busy_until is not null")
                        .query(Integer.class)
                        .single()
                > 0;
    }

    private static void await(BooleanSupplier condition) {
        var end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("It never came to that").isLessThan(end);
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
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
        send();
        assertThat(latest().state()).isEqualTo(SendState.WAITING);
        assertThat(latest().status()).isEqualTo(500);
        assertThat(Duration.between(Clock.systemUTC().instant(), latest().dueAt()))
                .isBetween(Duration.ofSeconds(50), Duration.ofSeconds(60));
        send();
        assertThat(received).hasSize(1);
        status.set(200);
        timePasses();
        send();
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
        send();
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
        send();
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
            send();
        }
        assertThat(webhook().content().on()).isFalse();
        assertThat(webhook().givenUpAt()).isNotNull();
        assertThat(deliveries.isAnyWaiting(home)).isFalse();
        assertThat(received).hasSize(EventSending.MOST_FAILURES);
        var written = entryOf("webhook.given-up");
        assertThat(written.from()).contains("\"on\":true");
        assertThat(written.to()).isEqualTo(written.from().replace("\"on\":true", "\"on\":false"));
        var on = new Webhook.Content(
                "Hook",
                webhook().content().target(),
                true,
                webhook().content().events(),
                webhook().content().filter());
        assertThat(webhooks.change(home, webhook(), on, "Ada")).isTrue();
        assertThat(webhook().givenUpAt()).isNull();
        assertThat(webhook().failures()).isZero();
    }

    private record Written(String from, String to) {}

    private Written entryOf(String what) {
        return database.sql("select old_value, new_value from audit_entry where tenant_id = ? and what = ?")
                .params(home.tenant().value(), what)
                .query((row, _) -> new Written(row.getString(1), row.getString(2)))
                .single();
    }

    @Test
    void whatSomebodyRepairsWhileItFailsOnceMoreStaysOn() {
        due(1);
        home.database()
                .sql("update webhook set failures = ?")
                .param(EventSending.MOST_FAILURES - 1)
                .update();
        status.set(500);
        meanwhile = () -> webhooks.change(
                home,
                webhook(),
                EventCollectionContract.telling("Repaired", webhook().content().target(), WebhookEvent.CREATED),
                "Ann");
        send();
        assertThat(webhook().content().on()).isTrue();
        assertThat(webhook().failures()).isZero();
        assertThat(latest().state()).isEqualTo(SendState.WAITING);
    }

    @Test
    void whatFailsWithTheSecretOfBeforeIsNoFailureOfTheNewOne() {
        due(1);
        home.database()
                .sql("update webhook set failures = ?")
                .param(EventSending.MOST_FAILURES - 1)
                .update();
        status.set(401);
        meanwhile = () -> webhooks.changeSecret(home, webhook, "whsec_new");
        send();
        assertThat(webhook().content().on()).isTrue();
        assertThat(webhook().failures()).isZero();
        assertThat(webhook().restsUntil()).isNull();
        assertThat(latest().state()).isEqualTo(SendState.WAITING);
    }

    @Test
    void nothingMoreIsDeliveredOnceTheProductIsOff() {
        due(1);
        due(2);
        sending.begin(home, received::isEmpty);
        await(() -> received.size() == 1 && !isAnyBusy());
        sending.close();
        assertThat(received).hasSize(1);
        assertThat(deliveries.isAnyWaiting(home)).isTrue();
    }

    private long hangingWebhook(TenantHome of, int number) {
        var id = webhooks.add(
                of,
                EventCollectionContract.telling(
                        "Hangs " + number,
                        "http://127.0.0.1:" + server.getAddress().getPort() + "/hang",
                        WebhookEvent.CREATED),
                "whsec_test");
        deliveries.add(of, id, WebhookEvent.CREATED, 1L, "created", UUID.randomUUID(), "{}");
        return id;
    }

    @Test
    void noReceiverIsWaitedFor() {
        hangingWebhook(home, 0);
        var start = System.nanoTime();
        sending.begin(home, () -> true);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
        await(() -> hanging.get() == 1);
    }

    @Test
    void aTenantWhoseReceiversHangHoldsUpNeitherItsOthersNorAnotherTenant() {
        var crowded = dataCenters.homeOf(new TenantId(UUID.randomUUID()), DataCenter.UNITED_STATES);
        schema.migrate(crowded);
        try {
            for (var i = 0; i < 20; i++) {
                hangingWebhook(crowded, i);
            }
            sending.begin(crowded, () -> true);
            sending.begin(crowded, () -> true);
            await(() -> hanging.get() == Couriers.OF_A_TENANT);
            due(1);
            send();
            assertThat(latest().state()).isEqualTo(SendState.SENT);
            assertThat(hanging).hasValue(Couriers.OF_A_TENANT);
            await(() -> hanging.get() > Couriers.OF_A_TENANT);
        } finally {
            end.countDown();
            sending.close();
            schema.drop(crowded);
        }
    }

    @Test
    void whatSomebodyElseIsDeliveringToIsLeftToThemUntilTheyMustHaveDied() {
        due(1);
        var until = webhooks.take(home, webhook);
        assertThat(until).isPresent();
        assertThat(webhooks.take(home, webhook)).isEmpty();
        sending.begin(home, () -> true);
        webhooks.letGo(home, webhook, until.get().minusSeconds(60));
        assertThat(webhooks.take(home, webhook))
                .as("It is let go by nobody else")
                .isEmpty();
        assertThat(received).isEmpty();
        home.database()
                .sql("update webhook set busy_until = ?")
                .param(Rows.time(Clock.systemUTC().instant().minusSeconds(1)))
                .update();
        send();
        assertThat(received).hasSize(1);
    }

    @Test
    void anAddressThatNoneCanBeMadeOfIsAFailedDelivery() {
        due(1);
        home.database().sql("update webhook set target = 'http://['").update();
        send();
        assertThat(latest().problem()).isEqualTo(DeliveryProblem.FAILED);
        assertThat(webhook().failures()).isEqualTo(1);
    }

    /** As when the process dies after the receiver took it, and before that is written down. */
    @Test
    void whatWasNotWrittenDownIsDeliveredOnceMoreWithTheSameId() {
        var id = due(1);
        send();
        home.database()
                .sql("update webhook_delivery set state = 'WAITING', attempts = 0")
                .update();
        send();
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
