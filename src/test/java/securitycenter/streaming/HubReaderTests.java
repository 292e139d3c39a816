package securitycenter.streaming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import securitycenter.ApplicationTest;
import securitycenter.Visitors;
import securitycenter.events.StoredEvents;
import securitycenter.fakemicrosoft.FakeMicrosoft;
import securitycenter.homes.DataCenters;
import securitycenter.homes.HomeSchema;
import securitycenter.streaming.StreamSettings.EventHubs;

/** Against a real broker. */
@ApplicationTest
class HubReaderTests {

    private static final String GROUP = "this-deployment";

    static Broker broker;

    @Autowired
    FakeMicrosoft microsoft;

    @Autowired
    Visitors visitors;

    @Autowired
    DataCenters dataCenters;

    @Autowired
    HomeSchema schemas;

    @Autowired
    StreamingTenants tenants;

    @Autowired
    StreamStore store;

    @Autowired
    StreamTroubles troubles;

    @Autowired
    HubReader ofTheApplication;

    @Autowired
    BeanFactory application;

    StreamingTenant first;
    StreamingTenant second;
    HubReader reader;
    String topic;
    String topicOfTheSecond;

    @BeforeAll
    static void aBroker(@TempDir Path folder) throws Exception {
        broker = new Broker(folder);
    }

    @AfterAll
    static void end() {
        broker.close();
    }

    @BeforeEach
    void twoTenantsThatEachHaveAHub() throws Exception {
        first = new StreamingTenant("Hub One", microsoft, visitors, dataCenters);
        second = new StreamingTenant("Hub Two", microsoft, visitors, dataCenters);
        topic = aTopic();
        topicOfTheSecond = aTopic();
        reader = started();
    }

    private static String aTopic() throws Exception {
        var name = "insights-logs-advancedhunting-" + UUID.randomUUID();
        broker.topic(name, 1);
        return name;
    }

    private HubReader started() {
        return reading(hubs(first, topic), hubs(second, topicOfTheSecond));
    }

    private HubReader reading(EventHubs... hubs) {
        var started =
                new HubReader(new StreamSettings(null, Duration.ofDays(1), List.of(hubs)), tenants, store, troubles);
        started.start();
        return started;
    }

    private static EventHubs hubs(StreamingTenant tenant, String... topics) {
        return new EventHubs(tenant.tenant.id().value(), broker.address(), "", List.of(topics), GROUP, 1, Map.of());
    }

    @AfterEach
    void stop() {
        reader.stop();
    }

    @Test
    void nothingListensUnlessItIsConfigured() {
        assertThat(ofTheApplication.isRunning()).isFalse();
    }

    @Test
    void aMessageIsAnObjectWithRecordsOrAnArrayOrARecord() throws Exception {
        broker.send(
                topic,
                "{\"records\":[" + first.records.process(1) + "," + first.records.process(2) + "]}",
                "[" + first.records.process(3) + "]",
                first.records.process(4));
        await(() -> acknowledged(first, topic) == 3);
        assertThat(stored(first)).hasSize(4);
    }

    @Test
    void whoeverWritesIntoATenantsHubReachesNoOtherTenant() throws Exception {
        broker.send(topic, "[" + first.records.process(1) + "," + second.records.process(2) + "]");
        await(() -> acknowledged(first, topic) == 1);
        assertThat(stored(first)).hasSize(1);
        assertThat(stored(second)).isEmpty();
        assertThat(first.home
                        .database()
                        .sql("select foreign_records from stream_table where name = 'DeviceProcessEvents'")
                        .query(Integer.class)
                        .single())
                .as("counted")
                .isEqualTo(1);
    }

    @Test
    void aHubHasOneTenantOrTheApplicationDoesNotStart() {
        for (var shared : List.of(
                List.of(hubs(first), hubs(second)),
                List.of(hubs(first, topic), hubs(second, topic)),
                List.of(hubs(first), hubs(second, topic)))) {
            assertThatThrownBy(() -> new StreamSettings(null, Duration.ofDays(1), shared))
                    .hasMessageContaining("one hub is read for two tenants");
        }
        assertThat(new StreamSettings(null, Duration.ofDays(1), List.of(hubs(first), hubs(second, "named otherwise")))
                        .eventHubs())
                .hasSize(2);
    }

    @Test
    void whatComesWhileTheProductIsOffIsLeftOut() throws Exception {
        var off = microsoft.directory().tenant("Hub Off").licensed("SPE_E5").id();
        reader.stop();
        reader = reading(new EventHubs(off.value(), broker.address(), "", List.of(topic), GROUP, 1, Map.of()));
        broker.send(topic, new Records(off).process(1));
        await(() -> broker.acknowledged(GROUP + "-" + off, topic) == 1);
    }

    @Test
    void whatNobodyCanReadStopsNothing() throws Exception {
        broker.send(
                topic, "no JSON", null, "", first.records.dirtyMessage(), "{\"records\":[]}", first.records.process(1));
        await(() -> acknowledged(first, topic) == 6);
        assertThat(stored(first)).hasSize(2);
        assertThat(first.count("dead_letter"))
                .as("no JSON, an empty message, the unknown table, one that names nobody, a number")
                .isEqualTo(5);
    }

    @Test
    void whoStartsAnewReadsOnAndARecordThatComesTwiceIsStoredOnce() throws Exception {
        broker.send(
                topic,
                first.records.process(1),
                "{\"category\":\"AdvancedHunting-X\",\"tenantId\":\"" + first.tenant.id() + "\"}");
        await(() -> acknowledged(first, topic) == 2);
        reader.stop();
        broker.send(topic, first.records.process(1), first.records.process(2));
        reader = started();
        await(() -> acknowledged(first, topic) == 4);
        assertThat(stored(first)).hasSize(2);
    }

    @Test
    void aBatchThatCannotBeStoredIsNotAcknowledgedAndComesAgainWhileOthersGetTheirs() throws Exception {
        schemas.freeze(first.home);
        broker.send(topic, first.records.process(1));
        broker.send(topicOfTheSecond, second.records.process(2));
        await(() -> acknowledged(second, topicOfTheSecond) == 1);
        assertThat(stored(second)).hasSize(1);
        assertThat(acknowledged(first, topic)).isZero();
        schemas.thaw(first.home);
        await(() -> acknowledged(first, topic) == 1);
        assertThat(stored(first)).hasSize(1);
    }

    @Test
    void aHubThatRefusesTheSignInIsReadOnceItAcceptsIt() throws Exception {
        reader.stop();
        Broker.Guard.connectionString = "rotated";
        reader = reading(new EventHubs(
                first.tenant.id().value(),
                broker.guardedAddress(),
                "as it was",
                List.of(topic),
                GROUP,
                1,
                Map.of("security.protocol", "SASL_PLAINTEXT")));
        broker.send(topic, first.records.process(1));
        await(() -> page().contains("Event Hubs refuses our sign-in"));
        assertThat(page()).doesNotContain("was probably not chosen there");
        Broker.Guard.connectionString = "as it was";
        await(() -> acknowledged(first, topic) == 1);
        assertThat(stored(first)).hasSize(1);
        await(() -> !page().contains("refuses our sign-in"));
    }

    @Test
    void aHubWhoseAddressNobodyKnowsKeepsTheApplicationFromNothing() throws Exception {
        reader.stop();
        reader = reading(
                new EventHubs(
                        first.tenant.id().value(), "nowhere.invalid:9093", "", List.of(topic), GROUP, 1, Map.of()),
                hubs(second, topicOfTheSecond));
        broker.send(topicOfTheSecond, second.records.process(2));
        await(() -> acknowledged(second, topicOfTheSecond) == 1);
        await(() -> page().contains("Event Hubs cannot be reached"));
    }

    /** Both within the half minute after which one that is silent is asked. */
    @Test
    void aHubThatDoesNotAnswerAndOneThatIsNotThereAreNamed() throws Exception {
        reader.stop();
        var nobody =
                new EventHubs(first.tenant.id().value(), "localhost:1", "", List.of("somewhere"), GROUP, 1, Map.of());
        reader = reading(nobody, hubs(second, topicOfTheSecond, "missing"));
        await(() -> page().contains("Event Hubs cannot be reached"));
        await(() -> pageOf(second).contains("Event Hubs answers, but has no hub missing"));
        broker.topic("missing", 1);
        await(() -> !pageOf(second).contains("has no hub"));
    }

    private String page() {
        return pageOf(first);
    }

    private static String pageOf(StreamingTenant tenant) {
        return tenant.administrator.get("/settings/services/streams").text();
    }

    private static long acknowledged(StreamingTenant tenant, String topic) throws Exception {
        return broker.acknowledged(GROUP + "-" + tenant.tenant.id(), topic);
    }

    private List<String> stored(StreamingTenant tenant) {
        return StoredEvents.of(tenant.home, application);
    }

    private static void await(Callable<Boolean> done) throws Exception {
        var end = Instant.now().plus(Duration.ofMinutes(1));
        while (!done.call()) {
            assertThat(Instant.now()).as("waited long enough").isBefore(end);
            Thread.sleep(100);
        }
    }
}
