package securitycenter.streaming;

import static org.assertj.core.api.Assertions.assertThat;
import static securitycenter.MortalProcess.await;
import static securitycenter.identity.Role.GLOBAL_ADMINISTRATOR;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import securitycenter.MortalProcess;
import securitycenter.events.StoredEvents;
import securitycenter.fakemicrosoft.FakeMicrosoft;
import securitycenter.fakemicrosoft.Person;
import securitycenter.fakemicrosoft.Tenant;

/**
 * The process is killed (SIGKILL) in each part of taking in what a hub delivers, at last when all is stored and nothing
 * acknowledged: nothing is lost, nothing doubled.
 */
class HubKillTests {

    private static final List<String> PARTS = List.of("events", "alerts", "dead letters", "batch");
    private static final String HUB = "insights-logs-advancedhunting-everything";
    private static final String GROUP = "mortal";
    private static final int MESSAGES = 10;
    private static final int ROWS_OF_EACH = 100;

    private final FakeMicrosoft microsoft = FakeMicrosoft.start(0);
    private final Tenant tenant =
            microsoft.directory().tenant("Mortal Hubs Ltd").licensed("SPE_E5").country("NL");
    private final Person ada = tenant.person("Ada").holds(GLOBAL_ADMINISTRATOR);
    private final Records records = new Records(tenant.id());
    private final Path data = MortalProcess.freshData("hub-kill");
    private final MortalProcess process = new MortalProcess(microsoft, data, LastOfABatch.class, this::settings);

    private Broker broker;

    @BeforeEach
    void aBroker(@TempDir Path folder) throws Exception {
        broker = new Broker(folder);
        broker.topic(HUB, 1);
    }

    private List<String> settings() {
        return List.of(
                "--streaming.event-hubs[0].tenant=" + tenant.id(),
                "--streaming.event-hubs[0].bootstrap-servers=" + broker.address(),
                "--streaming.event-hubs[0].topics=" + HUB,
                "--streaming.event-hubs[0].consumer-group=" + GROUP,
                // A dead reader keeps its partitions for so long.
                "--streaming.event-hubs[0].properties[session.timeout.ms]=6000",
                MortalProcess.SOON_MISSED);
    }

    @Test
    void whateverIsKilledEachRowIsStoredOnceAndOnlyThenAcknowledged() throws Exception {
        process.start("none");
        process.turnOn(ada);
        process.kill();
        broker.send(HUB, messages());
        for (var part : PARTS) {
            process.start(part);
            process.awaitLastWork();
            process.kill();
            assertThat(acknowledged()).as("killed after " + part).isZero();
        }
        process.start("none");
        await(() -> acknowledged() == MESSAGES + 2);
        process.kill();
        assertEverythingIsThereOnce();
    }

    /** The last two hold alerts, and nothing that could be read. */
    private String[] messages() {
        var messages = new ArrayList<String>();
        for (var i = 0; i < MESSAGES; i++) {
            messages.add(IntStream.range(i * ROWS_OF_EACH, (i + 1) * ROWS_OF_EACH)
                    .mapToObj(records::process)
                    .collect(Collectors.joining(",", "{\"records\":[", "]}")));
        }
        messages.add("[" + records.info("da1", "Odd") + "," + records.info("da2", "Odder") + "]");
        messages.add("broken");
        return messages.toArray(String[]::new);
    }

    private long acknowledged() {
        try {
            return broker.acknowledged(GROUP + "-" + tenant.id(), HUB);
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private void assertEverythingIsThereOnce() throws Exception {
        var events = data.resolve("european-union/tenants/" + tenant.id() + "/events.duckdb");
        assertThat(StoredEvents.in(events)).hasSize(MESSAGES * ROWS_OF_EACH + 2).doesNotHaveDuplicates();
        assertThat(count("alert")).isEqualTo(2);
        assertThat(count("dead_letter")).isEqualTo(1);
    }

    private int count(String table) {
        var file = data.resolve("european-union").resolve("homes").toAbsolutePath();
        var homes = JdbcClient.create(new DriverManagerDataSource(
                "jdbc:h2:file:" + file + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH",
                "homes",
                ""));
        return homes.sql("select count(*) from tenant_" + tenant.id().toString().replace('-', '_') + "." + table)
                .query(Integer.class)
                .single();
    }

    @AfterEach
    void stop() throws InterruptedException {
        process.kill();
        broker.close();
        microsoft.stop();
    }
}
