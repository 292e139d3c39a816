package securitycenter.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static securitycenter.MortalProcess.await;
import static securitycenter.identity.Role.GLOBAL_ADMINISTRATOR;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import securitycenter.MortalProcess;
import securitycenter.fakemicrosoft.Cast;
import securitycenter.fakemicrosoft.FakeMicrosoft;
import securitycenter.fakemicrosoft.Person;
import securitycenter.fakemicrosoft.Tenant;

/** The process is killed (SIGKILL) in every step in turn; the next process goes on where it stopped. */
abstract class KillContract {

    static final List<String> STEPS = List.of(
            "check-again",
            "reserve-data-center",
            "create-schema",
            "create-event-store",
            "connect-services",
            "connect-streams",
            "open-product");

    private static final List<String> MOVE = List.of(
            "move-prepare",
            "create-schema in the new place",
            "move-freeze",
            "move-copy",
            "move-compare",
            "within move-switch",
            "move-switch");

    final FakeMicrosoft microsoft = FakeMicrosoft.start(0);
    private final Tenant tenant =
            microsoft.directory().tenant("Moving Ltd").licensed("SPE_E5").country("NL");
    private final Person ada = tenant.person("Ada").holds(GLOBAL_ADMINISTRATOR);
    private final Person stella =
            microsoft.directory().operator().person("Stella").appRole(Cast.SUPPORT_ROLE);
    final Path data = MortalProcess.freshData("kill");
    final MortalProcess process = new MortalProcess(microsoft, data, LastOfARun.class, this::settings);

    /** Where the databases are; nothing for H2 in the data folder. */
    abstract List<String> settings();

    /** The application's own, with no process of ours alive. */
    abstract JdbcClient center();

    /** That of a data center, with no process of ours alive. */
    abstract JdbcClient homes(String place);

    @Test
    void aMoveThatIsKilledAnywhereLeavesTheTenantInOneWholeHomeAndGoesOn() throws Exception {
        var run = beginToMove(MOVE.getFirst());
        for (var phase : MOVE) {
            process.awaitLastWork();
            assertThat(process.signedIn(ada).get("/incidents").path())
                    .as("people work on in " + phase)
                    .isEqualTo("/incidents");
            process.kill();
            var place = assertOneWholeHome();
            assertThat(place).isEqualTo(phase.equals("move-switch") ? "UNITED_KINGDOM" : "EUROPEAN_UNION");
            var next = MOVE.indexOf(phase) + 1;
            startOver(next < MOVE.size() ? MOVE.get(next) : "none");
        }
        var staff = process.signedIn(stella);
        await(() -> staff.get(run).text().contains("Done. The data lives in the new data center."));
        process.kill();
        assertThat(assertOneWholeHome()).isEqualTo("UNITED_KINGDOM");
        assertThat(count(center(), "residence")).isEqualTo(2);
    }

    @Test
    void aMoveThatIsKilledWhileItIsTakenBackLeavesTheTenantWhereItWas() throws Exception {
        var run = beginToMove("move-copy");
        process.awaitLastWork();
        var page = process.signedIn(stella).get(run);
        page.form(run + "/cancel").submit();
        process.kill();
        startOver("move-thaw");
        process.awaitLastWork();
        process.kill();
        startOver("none");
        var staff = process.signedIn(stella);
        await(() -> staff.get(run).text().contains("The data stays where it was."));
        process.kill();
        assertThat(assertOneWholeHome()).isEqualTo("EUROPEAN_UNION");
        assertThat(homes("EUROPEAN_UNION")
                        .sql("update " + schema() + ".connected_service set last_data_at = current_timestamp")
                        .update())
                .as("it can be written again")
                .isEqualTo(4);
        assertThat(events("EUROPEAN_UNION").resolveSibling("events.frozen")).doesNotExist();
        assertThat(homes("UNITED_KINGDOM")
                        .sql("select count(*) from information_schema.schemata where schema_name = ?")
                        .param(schema())
                        .query(Integer.class)
                        .single())
                .as("nothing is left in the new place")
                .isZero();
    }

    /** A tenant that is on and has events; staff begin to move it. The answer is the page of the run. */
    private String beginToMove(String stopAfter) throws Exception {
        startOver("none");
        var administrator = process.turnOn(ada);
        administrator
                .get("/help?from=/settings")
                .form("/help/requests")
                .choose("topic", "OTHER")
                .type("message", "Move us")
                .submit();
        process.kill();
        fillEvents();
        startOver(stopAfter);
        var page = "/support/tenants/" + tenant.id() + "/move";
        return process.signedIn(stella)
                .get(page + "?to=UNITED_KINGDOM")
                .form(page)
                .type("reason", "Asked for")
                .type("request", "H-1001")
                .submit()
                .path();
    }

    private void fillEvents() throws SQLException {
        try (var store = DriverManager.getConnection("jdbc:duckdb:" + events("EUROPEAN_UNION"));
                var fill = store.createStatement()) {
            fill.execute("""
                    insert into DeviceEvents ("$Key", "$IngestionTime") select uuid(), range from range(5000)""");
        }
    }

    private Path events(String place) {
        return folder(place).resolve("tenants").resolve(tenant.id().toString()).resolve("events.duckdb");
    }

    private String schema() {
        return "tenant_" + tenant.id().toString().replace('-', '_');
    }

    Path folder(String place) {
        return data.resolve(place.toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    /** With no process of ours alive: where the tenant lives, and that everything is there. */
    private String assertOneWholeHome() throws SQLException {
        var place = center().sql("select data_center from tenant_home")
                .query(String.class)
                .single();
        assertThat(count(homes(place), schema() + ".connected_service")).isEqualTo(4);
        try (var store = DriverManager.getConnection("jdbc:duckdb:" + events(place));
                var row = store.createStatement().executeQuery("select count(*) from DeviceEvents")) {
            row.next();
            assertThat(row.getInt(1)).isEqualTo(5000);
        }
        if (place.equals("UNITED_KINGDOM")) {
            assertNothingCanBeWritten("EUROPEAN_UNION");
        } else {
            assertThat(center().sql("select data_center from residence")
                            .query(String.class)
                            .list())
                    .as("the other is no home of the tenant")
                    .containsExactly(place);
        }
        return place;
    }

    private void assertNothingCanBeWritten(String place) {
        assertThatThrownBy(() -> homes(place)
                        .sql("update " + schema() + ".connected_service set last_data_at = current_timestamp")
                        .update())
                .hasStackTraceContaining("This home is frozen");
        assertThat(events(place).resolveSibling("events.frozen")).exists();
    }

    static int count(JdbcClient database, String table) {
        return database.sql("select count(*) from " + table)
                .query(Integer.class)
                .single();
    }

    /** A process that finds out sooner than usual that the one before is dead: a move is killed many times. */
    private void startOver(String stopAfter) throws IOException {
        process.start(stopAfter, MortalProcess.SOON_MISSED);
    }

    @AfterEach
    void stop() throws InterruptedException {
        process.kill();
        microsoft.stop();
    }
}
