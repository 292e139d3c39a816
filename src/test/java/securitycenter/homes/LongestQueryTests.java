package securitycenter.homes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;
import static securitycenter.homes.DataCenter.EUROPEAN_UNION;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.util.unit.DataSize;
import securitycenter.PostgresTest.Postgres;
import securitycenter.homes.DataCenterSettings.Database;
import securitycenter.homes.DataCenterSettings.Site;
import securitycenter.identity.TenantId;

/** Whoever waits for an answer waits for one only so long; background work takes the time that it needs. */
class LongestQueryTests {

    @TempDir
    Path folder;

    private DataCenters dataCenters(@Nullable Database database) {
        var site = new Site(folder, DataSize.ofMegabytes(1), database);
        return new DataCenters(new DataCenterSettings(Map.of(EUROPEAN_UNION, site), Duration.ofSeconds(1)));
    }

    private static void breaksOffForThoseWhoWaitOnly(DataCenters dataCenters, String takesTwoSeconds) {
        var home = dataCenters.homeOf(new TenantId(UUID.randomUUID()), EUROPEAN_UNION);
        new JdbcTemplate(dataCenters.pool(EUROPEAN_UNION)).execute("create schema " + home.schema());
        var impatient = dataCenters.impatient(home);
        var failure = catchThrowable(() -> impatient.batches().queryForList(takesTwoSeconds));
        assertThat(BrokenOff.isCauseOf(failure)).isTrue();
        assertThat(impatient.batches().queryForList("select 1")).hasSize(1);
        assertThat(home.batches().queryForList(takesTwoSeconds))
                .as("on the same connection")
                .hasSize(1);
    }

    @Test
    void onH2() {
        var dataCenters = dataCenters(null);
        try {
            new JdbcTemplate(dataCenters.pool(EUROPEAN_UNION))
                    .execute("create alias public.pause for '" + Pause.class.getName() + ".thousandth'");
            breaksOffForThoseWhoWaitOnly(dataCenters, "select sum(public.pause()) from system_range(1, 2000)");
        } finally {
            dataCenters.close();
        }
    }

    @Test
    void onPostgres() throws Exception {
        var postgres = new Postgres();
        try {
            var dataCenters = dataCenters(new Database(postgres.url("homes_eu"), "postgres", ""));
            try {
                breaksOffForThoseWhoWaitOnly(dataCenters, "select pg_sleep(2)");
            } finally {
                dataCenters.close();
            }
        } finally {
            postgres.close();
        }
    }

    @Test
    void lessThanASecondIsRefusedBecauseItWouldBeNoLimit() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DataCenterSettings(Map.of(), Duration.ofMillis(500)))
                .withMessageContaining("provisioning.longest-query");
    }

    /** H2 calls it for each row, and looks at the time now and then. */
    public static class Pause {

        public static int thousandth() throws InterruptedException {
            Thread.sleep(1);
            return 0;
        }
    }
}
