package securitycenter.streaming;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import securitycenter.ApplicationTest;
import securitycenter.Visitors;
import securitycenter.fakemicrosoft.FakeMicrosoft;
import securitycenter.fakemicrosoft.Story;
import securitycenter.fakemicrosoft.StreamingApi;
import securitycenter.homes.DataCenters;
import securitycenter.streaming.StreamTables.Line;

/** What the demo streams goes the whole way. */
@ApplicationTest
class DemoStreamTests {

    private static final long SEED = 9;

    @Autowired
    FakeMicrosoft microsoft;

    @Autowired
    Visitors visitors;

    @Autowired
    DataCenters dataCenters;

    @Autowired
    StorageReader reader;

    @Autowired
    StreamTables tables;

    @Test
    void allOfItCanBeReadAndItsAlertsAreThoseThatGraphHasTold() throws InterruptedException {
        var newcomer = microsoft.directory().tenant("Storied Ltd");
        newcomer.alerts().plays(Story.groupedByMicrosoft().seed(SEED).withPast().atOnce());
        var tenant = new StreamingTenant(newcomer, visitors, dataCenters);
        waitForGraph(tenant);
        var before = incidentsOfAlerts(tenant);
        var now = Instant.now();
        var api = new StreamingApi(newcomer, SEED, tenant.home.folder().resolve("intake"), now);

        api.deliver(now);
        api.deliver(now.plus(Duration.ofMinutes(2)));
        reader.read(tenant.home);

        assertThat(tenant.count("dead_letter")).isZero();
        assertThat(incidentsOfAlerts(tenant)).isEqualTo(before);
        assertThat(tenant.count("streamed_alert")).isEqualTo(before.size());

        tenant.administrator
                .get("/settings/services")
                .form("/settings/services/identity-data")
                .tick("integrated")
                .submit();
        api.deliverIdentity(now);
        reader.read(tenant.home);

        assertThat(tenant.count("dead_letter")).isZero();
        assertThat(tables.of(tenant.home))
                .filteredOn(line -> line.records() == 0)
                .extracting(Line::table)
                .isEmpty();
        assertThat(tables.of(tenant.home)).allMatch(line -> line.unreadable() == 0 && line.foreign() == 0);
    }

    /** All but those of Defender for Identity, to which nobody has agreed. */
    private static void waitForGraph(StreamingTenant tenant) throws InterruptedException {
        for (var tries = 0; tries < 600 && tenant.count("alert") < expected(tenant); tries++) {
            Thread.sleep(100);
        }
        assertThat(tenant.count("alert")).isEqualTo(expected(tenant)).isPositive();
    }

    private static int expected(StreamingTenant tenant) {
        var others = tenant.tenant.alerts().toldSoFar().stream()
                .filter(alert -> !alert.id().startsWith("aa"))
                .count();
        return Math.max(1, (int) others);
    }

    private static Map<String, Long> incidentsOfAlerts(StreamingTenant tenant) {
        var incidents = new HashMap<String, Long>();
        tenant.home
                .database()
                .sql("select source_id, incident_id from alert")
                .query((row, _) -> incidents.put(row.getString(1), row.getLong(2)))
                .list();
        return incidents;
    }
}
