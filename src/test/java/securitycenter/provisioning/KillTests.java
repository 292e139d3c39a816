package securitycenter.provisioning;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static securitycenter.identity.Role.GLOBAL_ADMINISTRATOR;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import securitycenter.ApplicationTest;
import securitycenter.Visitor;
import securitycenter.Visitors;
import securitycenter.fakemicrosoft.Cast;
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

    private static final List<String> MOVE = List.of(
            "move-prepare",
            "create-schema in the new place",
            "move-freeze",
            "move-copy",
            "move-compare",
            "within move-switch",
            "move-switch");

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

    @Test
    void aMoveThatIsKilledAnywhereLeavesTheTenantInOneWholeHomeAndGoesOn() throws Exception {
        var tenant =
                microsoft.directory().tenant("Moving Ltd").licensed("SPE_E5").country("NL");
        var ada = tenant.person("Ada").holds(GLOBAL_ADMINISTRATOR);
        var stella = microsoft.directory().operator().person("Stella").appRole(Cast.SUPPORT_ROLE);
        start("none");
        var administrator = new Visitors(port).signedIn(ada);
        administrator.get("/settings").form("/settings").tick("turnOn").submit();
        await(() -> administrator.get("/incidents").path().equals("/incidents"));
        administrator
                .get("/help?from=/settings")
                .form("/help/requests")
                .choose("topic", "OTHER")
                .type("message", "Move us")
                .submit();
        kill();
        fillEvents(tenant.id().toString());

        start(MOVE.getFirst());
        var page = "/support/tenants/" + tenant.id() + "/move";
        var run = new Visitors(port)
                .signedIn(stella)
                .get(page + "?to=UNITED_KINGDOM")
                .form(page)
                .type("reason", "Asked for")
                .type("request", "H-1001")
                .submit()
                .path();
        for (var phase : MOVE) {
            await(() -> Files.exists(data.resolve("stopped")));
            assertThat(new Visitors(port).signedIn(ada).get("/incidents").path())
                    .as("people work on in " + phase)
                    .isEqualTo("/incidents");
            kill();
            var place = assertOneWholeHome(tenant.id().toString());
            assertThat(place).isEqualTo(phase.equals("move-switch") ? "UNITED_KINGDOM" : "EUROPEAN_UNION");
            var next = MOVE.indexOf(phase) + 1;
            start(next < MOVE.size() ? MOVE.get(next) : "none");
        }
        var staff = new Visitors(port).signedIn(stella);
        await(() -> staff.get(run).text().contains("Done. The data lives in the new data center."));
        kill();
        assertThat(assertOneWholeHome(tenant.id().toString())).isEqualTo("UNITED_KINGDOM");
        assertThat(count(database(data.resolve("center"), "center"), "residence"))
                .isEqualTo(2);
    }

    private void fillEvents(String tenant) throws SQLException {
        try (var store = DriverManager.getConnection("jdbc:duckdb:" + events("EUROPEAN_UNION", tenant));
                var fill = store.createStatement()) {
            fill.execute("create table DeviceEvents as select range as n from range(5000)");
        }
    }

    private Path events(String place, String tenant) {
        return folder(place).resolve("tenants").resolve(tenant).resolve("events.duckdb");
    }

    private Path folder(String place) {
        return data.resolve(place.toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    /** Read from the files, with no process of ours alive: where the tenant lives, and that everything is there. */
    private String assertOneWholeHome(String tenant) throws SQLException {
        var place = database(data.resolve("center"), "center")
                .sql("select data_center from tenant_home")
                .query(String.class)
                .single();
        var homes = database(folder(place).resolve("homes"), "homes");
        assertThat(count(homes, "tenant_" + tenant.replace('-', '_') + ".connected_service"))
                .isEqualTo(4);
        try (var store = DriverManager.getConnection("jdbc:duckdb:" + events(place, tenant));
                var row = store.createStatement().executeQuery("select count(*) from DeviceEvents")) {
            row.next();
            assertThat(row.getInt(1)).isEqualTo(5000);
        }
        if (place.equals("UNITED_KINGDOM")) {
            assertNothingCanBeWritten("EUROPEAN_UNION", tenant);
        } else {
            assertThat(database(data.resolve("center"), "center")
                            .sql("select data_center from residence")
                            .query(String.class)
                            .list())
                    .as("the other is no home of the tenant")
                    .containsExactly(place);
        }
        return place;
    }

    private void assertNothingCanBeWritten(String place, String tenant) {
        assertThatThrownBy(() -> database(folder(place).resolve("homes"), "homes")
                        .sql("update tenant_" + tenant.replace('-', '_')
                                + ".connected_service set last_data_at = current_timestamp")
                        .update())
                .hasStackTraceContaining("This home is frozen");
        assertThat(events(place, tenant).resolveSibling("events.frozen")).exists();
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
                        "--entra.operator-tenant=" + ApplicationTest.OPERATOR,
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
