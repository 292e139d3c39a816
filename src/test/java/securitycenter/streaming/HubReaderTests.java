package securitycenter.streaming;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import securitycenter.ApplicationTest;
import securitycenter.Visitors;
import securitycenter.fakemicrosoft.FakeMicrosoft;
import securitycenter.homes.DataCenters;
import securitycenter.homes.HomeSchema;
import securitycenter.hunting.StoredEvents;
import securitycenter.identity.TenantId;
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
    ObjectProvider<HubReader> ofTheApplication;

    @Autowired
    BeanFactory application;

    StreamingTenant first;
    StreamingTenant second;
    HubReader reader;
    String topic;

    @BeforeAll
    static void aBroker(@TempDir Path folder) throws Exception {
        broker = new Broker(folder);
    }

    @AfterAll
    static void end() {
        broker.close();
    }

    @BeforeEach
    void twoTenantsThatShareAHub() throws Exception {
        first = new StreamingTenant("Hub One", microsoft, visitors, dataCenters);
        second = new StreamingTenant("Hub Two", microsoft, visitors, dataCenters);
        topic = "insights-logs-advancedhunting-" + UUID.randomUUID();
        broker.topic(topic, 1);
        reader = started();
    }

    private HubReader started() {
        var hubs = new EventHubs(broker.address(), "", List.of(topic), GROUP, 1, Map.of());
        var started = new HubReader(new StreamSettings(null, Duration.ofDays(1), hubs), tenants, store);
        started.start();
        return started;
    }

    @AfterEach
    void stop() {
        reader.stop();
    }

    @Test
    void nothingListensUnlessItIsConfigured() {
        assertThat(ofTheApplication.getIfAvailable()).isNull();
    }

    @Test
    void eachRecordGoesToTheTenantThatItNames() throws Exception {
        broker.send(
                topic,
                "{\"records\":[" + first.records.process(1) + "," + second.records.process(2) + "]}",
                "[" + first.records.process(3) + "]",
                first.records.process(4),
                new Records(new TenantId(UUID.randomUUID())).process(5));
        await(() -> broker.acknowledged(GROUP, topic) == 4);
        assertThat(stored(first)).hasSize(3);
        assertThat(stored(second)).hasSize(1);
    }

    @Test
    void whatNobodyCanReadStopsNothing() throws Exception {
        broker.send(
                topic, "no JSON", null, "", first.records.dirtyMessage(), "{\"records\":[]}", first.records.process(1));
        await(() -> broker.acknowledged(GROUP, topic) == 6);
        assertThat(stored(first)).hasSize(2);
        assertThat(first.count("dead_letter")).as("the unknown table").isEqualTo(1);
    }

    @Test
    void whoStartsAnewReadsOnAndARecordThatComesTwiceIsStoredOnce() throws Exception {
        broker.send(
                topic,
                first.records.process(1),
                "{\"category\":\"AdvancedHunting-X\",\"tenantId\":\"" + first.tenant.id() + "\"}");
        await(() -> broker.acknowledged(GROUP, topic) == 2);
        reader.stop();
        broker.send(topic, first.records.process(1), first.records.process(2));
        reader = started();
        await(() -> broker.acknowledged(GROUP, topic) == 4);
        assertThat(stored(first)).hasSize(2);
    }

    @Test
    void aBatchThatCannotBeStoredIsNotAcknowledgedAndComesAgainWhileOthersGetTheirs() throws Exception {
        schemas.freeze(first.home);
        broker.send(topic, "[" + first.records.process(1) + "," + second.records.process(2) + "]");
        await(() -> stored(second).size() == 1);
        assertThat(broker.acknowledged(GROUP, topic)).isZero();
        schemas.thaw(first.home);
        await(() -> broker.acknowledged(GROUP, topic) == 1);
        assertThat(stored(first)).hasSize(1);
        assertThat(stored(second)).hasSize(1);
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
