package securitycenter.provisioning;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static securitycenter.identity.Role.GLOBAL_ADMINISTRATOR;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import securitycenter.Visitor;
import securitycenter.Visitors;
import securitycenter.fakemicrosoft.FakeMicrosoft;

/** The process is killed (SIGKILL) in every step in turn; the next process goes on where it stopped. */
class KillTests {

    private static final List<String> STEPS = List.of(
            "check-again",
            "reserve-data-center",
            "create-schema",
            "create-event-store",
            "connect-services",
            "open-product");

    private static final String H2 = ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH";

    private final FakeMicrosoft microsoft = FakeMicrosoft.start(0);
    private final Path data = Path.of(System.getProperty("test-data", "target/test-data"), "kill-" + UUID.randomUUID());
    private @Nullable Process process;
    private int port;

    @Test
    void aRunThatIsKilledInAnyStepIsTakenUpWithNothingBuiltTwice() throws Exception {
        var tenant =
                microsoft.directory().tenant("Mortal Ltd").licensed("SPE_E5").country("NL");
        var ada = tenant.person("Ada").holds(GLOBAL_ADMINISTRATOR);

        start(STEPS.getFirst());
        var visitor = new Visitors(port).signedIn(ada);
        var run = visitor.get("/settings")
                .form("/settings")
                .tick("turnOn")
                .submit()
                .path();
        for (var step : STEPS) {
            await(() -> Files.exists(data.resolve("stopped")));
            kill();
            var next = STEPS.indexOf(step) + 1;
            start(next < STEPS.size() ? STEPS.get(next) : "none");
            var restarted = Instant.now();
            if (next < STEPS.size()) {
                await(() -> Files.exists(data.resolve("stopped")));
            } else {
                awaitTheEndOf(run, new Visitors(port).signedIn(ada));
            }
            var taken = Duration.between(restarted, Instant.now());
            System.out.printf(
                    "Killed in %s, taken up %.1f s after the restarted process answered%n",
                    step, taken.toMillis() / 1000.0);
            assertThat(taken).as("taken up after " + step).isLessThan(Duration.ofSeconds(30));
        }
        kill();
        assertEverythingIsThereOnce(tenant.id().toString());
    }

    private static void awaitTheEndOf(String run, Visitor visitor) {
        await(() -> visitor.get(run).text().contains("Done. Microsoft 365 Defender is on."));
        assertThat(visitor.get("/incidents").path()).isEqualTo("/incidents");
    }

    /** Read from the files themselves, with no process of ours alive. */
    private void assertEverythingIsThereOnce(String tenant) {
        var center = database(data.resolve("center"), "center");
        assertThat(count(center, "decision")).isEqualTo(1);
        assertThat(count(center, "provisioning_run")).isEqualTo(1);
        assertThat(count(center, "tenant_home")).isEqualTo(1);
        assertThat(center.sql("select state from provisioning_run_step")
                        .query(String.class)
                        .list())
                .hasSize(STEPS.size())
                .containsOnly("DONE");
        var homes = database(data.resolve("european-union").resolve("homes"), "homes");
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

    private static int count(JdbcClient database, String table) {
        return database.sql("select count(*) from " + table)
                .query(Integer.class)
                .single();
    }

    private static JdbcClient database(Path file, String user) {
        return JdbcClient.create(new DriverManagerDataSource("jdbc:h2:file:" + file.toAbsolutePath() + H2, user, ""));
    }

    private void start(String stopAfter) throws IOException {
        Files.createDirectories(data);
        Files.deleteIfExists(data.resolve("stopped"));
        port = freePort();
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:TieredStopAtLevel=1",
                        "-Dpretend-microsoft=" + microsoft.address(),
                        "-Dstop-after=" + stopAfter,
                        "-Ddata-folder=" + data.toAbsolutePath(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Mortal.class.getName(),
                        "--entra.client-id=test",
                        "--entra.client-secret=test",
                        "--server.port=" + port,
                        "--management.server.port=0")
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(data.resolve("log").toFile()))
                .start();
        await(this::answers);
    }

    private boolean answers() {
        assertThat(process != null && process.isAlive())
                .as("the process lives; see " + data.resolve("log"))
                .isTrue();
        try {
            return new Visitors(port).stranger().get("/sign-in").status() == 200;
        } catch (UncheckedIOException notYet) {
            return false;
        }
    }

    private void kill() throws InterruptedException {
        requireNonNull(process).destroyForcibly().waitFor();
    }

    private static void await(BooleanSupplier done) {
        var end = Instant.now().plus(Duration.ofMinutes(3));
        while (!done.getAsBoolean()) {
            assertThat(Instant.now()).as("waited long enough").isBefore(end);
            try {
                Thread.sleep(100);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @AfterEach
    void stop() throws InterruptedException {
        if (process != null) {
            kill();
        }
        microsoft.stop();
    }
}
