package securitycenter.inquiries;

import static org.assertj.core.api.Assertions.assertThat;
import static securitycenter.MortalProcess.await;
import static securitycenter.identity.Role.GLOBAL_ADMINISTRATOR;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import securitycenter.MortalProcess;
import securitycenter.PostgresTest.Postgres;
import securitycenter.fakemicrosoft.FakeMicrosoft;

/**
 * Two processes share one PostgreSQL, and the one that takes a step of an investigation is killed (SIGKILL): the other goes on,
 * and what comes of it is the same as if nobody had been.
 */
class InvestigationKillTests {

    private static final List<String> WORKS = List.of("the alert", "a step", "a query", "a judgement", "a proposal");
    private static final String FOLDER = "C:\\Users\\maren\\Downloads";

    private final FakeMicrosoft microsoft = FakeMicrosoft.start(0);
    private final Postgres postgres = new Postgres();
    private final Path data = MortalProcess.freshData("investigation-kill");
    private final MortalProcess one = process();
    private final MortalProcess other = process();
    private final JdbcClient homes = JdbcClient.create(postgres.database("homes_eu"));

    private MortalProcess process() {
        return new MortalProcess(microsoft, data, LastOfAnInvestigation.class, this::settings);
    }

    private List<String> settings() {
        return List.of(
                "--spring.datasource.url=" + postgres.url("center"),
                "--spring.datasource.username=postgres",
                "--provisioning.data-centers.european-union.database.url=" + postgres.url("homes_eu"),
                "--provisioning.data-centers.european-union.database.username=postgres",
                "--investigations.interval=1s",
                MortalProcess.SOON_MISSED);
    }

    @Test
    void whateverAProcessDidLastTheOtherGoesOnAndNothingIsDoubled() throws Exception {
        var tenant = microsoft
                .directory()
                .tenant("Struck Investigations B.V.")
                .licensed("SPE_E5")
                .country("NL");
        var ada = tenant.person("Ada").holds(GLOBAL_ADMINISTRATOR);
        one.start("none");
        one.turnOn(ada);
        var schema = schema();
        tell(schema, 1);
        awaitEnd(schema, 1);
        var log = log(schema, 1);
        assertThat(log).contains("alert-taken", "files", "judged", "proposed").endsWith("ended");
        assertThat(things(schema, 1)).hasSize(2);
        assertThat(actions(schema, 1)).hasSize(2);
        one.kill();
        for (var work : WORKS) {
            var number = WORKS.indexOf(work) + 2;
            one.start(work);
            other.start(work);
            tell(schema, number);
            one.awaitLastWork();
            var struck = one.isDone() ? one : other;
            struck.kill();
            awaitEnd(schema, number);
            assertThat(log(schema, number)).as("log after " + work).isEqualTo(log);
            assertThat(things(schema, number)).as("things after " + work).isEqualTo(things(schema, 1));
            assertThat(actions(schema, number)).as("actions after " + work).isEqualTo(actions(schema, 1));
            one.kill();
            other.kill();
        }
        assertThat(count(schema, "investigation")).isEqualTo(1 + WORKS.size());
    }

    private String schema() {
        return homes.sql("select table_schema from information_schema.tables where table_name = 'investigation_course'")
                .query(String.class)
                .single();
    }

    /** An alert on a device of its own. */
    private void tell(String schema, int number) {
        var now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        var device = "struck-" + number;
        var told = Told.byEndpoint("da" + number, now)
                .device(device, "Laptops")
                .file("dropper.exe", FOLDER, device, "malicious")
                .file("second.exe", FOLDER, device, "malicious");
        homes.sql("""
                        with told as (
                            insert into %1$s.incident (id, name, name_is_own, severity, severity_is_own, status, status_is_own,
                                is_open, assigned_is_own, classification, determination, classified_is_own, tags_are_own,
                                created_at, changed_at, first_at, last_at, alerts, active_alerts, entities, devices, users,
                                mailboxes, categories, sources, version)
                            values (:n, 'Struck', false, 3, false, 'ACTIVE', false, true, false, 'UNKNOWN', 'UNKNOWN', false,
                                false, now(), now(), now(), now(), 1, 1, 0, 1, 0, 0, 'Execution', 'ENDPOINT', 0)
                        ), alert as (
                            insert into %1$s.alert (id, source_id, source_updated_at, is_streamed, group_id, incident_id,
                                placed_by_person, entities, title, severity, status, is_open, service_source, category,
                                techniques, classification, determination, status_is_own, investigation_state, created_at,
                                changed_at, first_at, last_at, version)
                            values (:n, 'da' || :n, now(), false, :n, :n, false, array[]::uuid[], 'Struck', 3, 'NEW', true,
                                'ENDPOINT', 'Execution', '', 'UNKNOWN', 'UNKNOWN', false, 'UNSUPPORTED_ALERT_TYPE', now(),
                                now(), now(), now(), 0)
                        ), body as (
                            insert into %1$s.alert_body (alert_id, body) values (:n, :body)
                        )
                        update %1$s.grouping set next_alert = :n + 1, next_incident = :n + 1, last_turn = now()""".formatted(schema))
                .param("n", (long) number)
                .param("body", told.json())
                .update();
    }

    private void awaitEnd(String schema, int number) {
        await(() ->
                homes.sql("select count(*) from " + schema + ".investigation where number = ? and ended_at is not null")
                                .param(number)
                                .query(Integer.class)
                                .single()
                        == 1);
    }

    private List<String> log(String schema, int number) {
        return homes.sql("select what from " + schema + ".investigation_step where investigation = ? order by id")
                .param(number)
                .query(String.class)
                .list();
    }

    /** Whatever stands for the device left out, which is another each time. */
    private List<String> things(String schema, int number) {
        return homes.sql("select e.kind || ' ' || e.name || ' ' || e.verdict || ' ' || count(*) from " + schema
                        + ".investigation_entity e join " + schema + ".investigation_sighting s on s.entity = e.id"
                        + " where e.investigation = ? group by e.id, e.kind, e.name, e.verdict order by 1")
                .param(number)
                .query(String.class)
                .list();
    }

    private List<String> actions(String schema, int number) {
        return homes.sql("select type || ' ' || target_name || ' ' || state from " + schema
                        + ".remediation_action where investigation = ? order by 1")
                .param(number)
                .query(String.class)
                .list();
    }

    private int count(String schema, String table) {
        return homes.sql("select count(*) from " + schema + "." + table)
                .query(Integer.class)
                .single();
    }

    @AfterEach
    void stop() throws InterruptedException, IOException {
        one.kill();
        other.kill();
        microsoft.stop();
        postgres.close();
    }
}
