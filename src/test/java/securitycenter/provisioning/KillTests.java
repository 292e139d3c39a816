package securitycenter.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static securitycenter.MortalProcess.await;
import static securitycenter.identity.Role.GLOBAL_ADMINISTRATOR;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import securitycenter.Visitor;

/** All databases are H2 files. */
class KillTests extends KillContract {

    private static final String H2 = ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH";

    @Override
    List<String> settings() {
        return List.of();
    }

    @Override
    JdbcClient center() {
        return database(data.resolve("center"), "center");
    }

    @Override
    JdbcClient homes(String place) {
        return database(folder(place).resolve("homes"), "homes");
    }

    private static JdbcClient database(Path file, String user) {
        return JdbcClient.create(new DriverManagerDataSource("jdbc:h2:file:" + file.toAbsolutePath() + H2, user, ""));
    }

    @Test
    void aRunThatIsKilledInAnyStepIsTakenUpWithNothingBuiltTwice() throws Exception {
        var tenant =
                microsoft.directory().tenant("Mortal Ltd").licensed("SPE_E5").country("NL");
        var ada = tenant.person("Ada").holds(GLOBAL_ADMINISTRATOR);

        process.start(STEPS.getFirst());
        var visitor = process.signedIn(ada);
        var run = visitor.get("/settings")
                .form("/settings")
                .tick("turnOn")
                .submit()
                .path();
        for (var step : STEPS) {
            process.awaitLastWork();
            process.kill();
            var next = STEPS.indexOf(step) + 1;
            process.start(next < STEPS.size() ? STEPS.get(next) : "none");
            var restarted = Instant.now();
            if (next < STEPS.size()) {
                process.awaitLastWork();
            } else {
                awaitTheEndOf(run, process.signedIn(ada));
            }
            var taken = Duration.between(restarted, Instant.now());
            System.out.printf(
                    "Killed in %s, taken up %.1f s after the restarted process answered%n",
                    step, taken.toMillis() / 1000.0);
            assertThat(taken).as("taken up after " + step).isLessThan(Duration.ofSeconds(30));
        }
        process.kill();
        assertEverythingIsThereOnce(tenant.id().toString());
    }

    private static void awaitTheEndOf(String run, Visitor visitor) {
        await(() -> visitor.get(run).text().contains("Done. Microsoft 365 Defender is on."));
        assertThat(visitor.get("/incidents").path()).isEqualTo("/incidents");
    }

    /** Read from the files themselves, with no process of ours alive. */
    private void assertEverythingIsThereOnce(String tenant) {
        var center = center();
        assertThat(count(center, "decision")).isEqualTo(1);
        assertThat(count(center, "provisioning_run")).isEqualTo(1);
        assertThat(count(center, "tenant_home")).isEqualTo(1);
        assertThat(center.sql("select state from provisioning_run_step")
                        .query(String.class)
                        .list())
                .hasSize(STEPS.size())
                .containsOnly("DONE");
        var homes = homes("EUROPEAN_UNION");
        var schema = "tenant_" + tenant.replace('-', '_');
        assertThat(count(homes, schema + ".connected_service")).isEqualTo(4);
        assertThat(homes.sql("select success from " + schema + ".flyway_schema_history where version is not null")
                        .query(Boolean.class)
                        .list())
                .containsOnly(true);
        assertThat(data.resolve("european-union")
                        .resolve("tenants")
                        .resolve(tenant)
                        .resolve("events.duckdb"))
                .exists();
    }
}
