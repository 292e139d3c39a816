package securitycenter.streaming;

import static org.assertj.core.api.Assertions.assertThat;
import static securitycenter.MortalProcess.await;
import static securitycenter.identity.Role.GLOBAL_ADMINISTRATOR;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import securitycenter.MortalProcess;
import securitycenter.events.StoredEvents;
import securitycenter.fakemicrosoft.FakeMicrosoft;
import securitycenter.fakemicrosoft.Person;
import securitycenter.fakemicrosoft.Tenant;

/** The process is killed (SIGKILL) in each part of taking a batch in, and while many batches are: nothing is lost, nothing doubled. */
class IntakeKillTests {

    private static final List<String> PARTS = List.of("events", "alerts", "dead letters");

    /** About four stretches that are read and stored one by one. */
    private static final int ROWS = 40_000;

    private final FakeMicrosoft microsoft = FakeMicrosoft.start(0);
    private final Tenant tenant =
            microsoft.directory().tenant("Mortal Ltd").licensed("SPE_E5").country("NL");
    private final Person ada = tenant.person("Ada").holds(GLOBAL_ADMINISTRATOR);
    private final Records records = new Records(tenant.id());
    private final Path data = MortalProcess.freshData("intake-kill");
    private final MortalProcess process = new MortalProcess(
            microsoft,
            data,
            LastOfABatch.class,
            () -> List.of("--streaming.storage-poll=1s", MortalProcess.SOON_MISSED));
    private final Random random = new Random(7);

    @Test
    void whateverIsKilledEachRowIsStoredOnceAndEachUnreadableOneKeptOnce() throws Exception {
        process.start("none");
        process.turnOn(ada);
        process.kill();
        arrive();
        for (var part : PARTS) {
            process.start(part);
            process.awaitLastWork();
            process.kill();
        }
        for (var i = 0; i < 2; i++) {
            var before = sizeOfStore();
            process.start("none");
            await(() -> sizeOfStore() != before || isAllRead());
            Thread.sleep(random.nextInt(700));
            process.kill();
        }
        process.start("none");
        await(this::isAllRead);
        process.kill();
        assertEverythingIsThereOnce();
    }

    /** The last line of each blob cannot be read, and the page counts those. */
    private void arrive() {
        var processes = StreamingTenant.blob(
                home().resolve("intake"),
                tenant,
                "DeviceProcessEvents",
                Instant.now().minus(Duration.ofHours(1)));
        var lines = new StringBuilder();
        for (var i = 0; i < ROWS; i++) {
            lines.append(records.process(i)).append("\r\n");
            if (i % 10_000 == 0) {
                lines.append("broken ").append(i).append("\r\n");
            }
        }
        StreamingTenant.append(processes, lines.toString(), "the end\n");
        var alerts = StreamingTenant.blob(home().resolve("intake"), tenant, "AlertInfo", Instant.now());
        StreamingTenant.append(
                alerts, records.info("da1", "Odd"), "\n", records.info("da2", "Odder"), "\n", "the end\n");
    }

    private boolean isAllRead() {
        var page = process.signedIn(ada).get(DeadLetterController.ADDRESS);
        return page.text().contains("6 records");
    }

    private void assertEverythingIsThereOnce() throws Exception {
        var stored = StoredEvents.in(events());
        assertThat(stored).hasSize(ROWS + 2).doesNotHaveDuplicates();
        assertThat(stored)
                .filteredOn(row -> row.startsWith("DeviceProcessEvents "))
                .hasSize(ROWS);
        assertThat(count("dead_letter")).isEqualTo(6);
        assertThat(count("alert")).isEqualTo(2);
        assertThat(homes().sql("select records from " + schema() + ".stream_table order by name")
                        .query(Integer.class)
                        .list())
                .as("each was counted once")
                .containsExactly(2, ROWS);
    }

    private int count(String table) {
        return homes().sql("select count(*) from " + schema() + "." + table)
                .query(Integer.class)
                .single();
    }

    private JdbcClient homes() {
        var file = data.resolve("european-union").resolve("homes").toAbsolutePath();
        return JdbcClient.create(new DriverManagerDataSource(
                "jdbc:h2:file:" + file + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH",
                "homes",
                ""));
    }

    private String schema() {
        return "tenant_" + tenant.id().toString().replace('-', '_');
    }

    private Path home() {
        return data.resolve("european-union")
                .resolve("tenants")
                .resolve(tenant.id().toString());
    }

    private Path events() {
        return home().resolve("events.duckdb");
    }

    private long sizeOfStore() {
        return sizeOf(events()) + sizeOf(events().resolveSibling("events.duckdb.wal"));
    }

    private static long sizeOf(Path file) {
        try {
            return Files.exists(file) ? Files.size(file) : 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterEach
    void stop() throws InterruptedException {
        process.kill();
        microsoft.stop();
    }
}
