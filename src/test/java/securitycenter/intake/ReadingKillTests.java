package securitycenter.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static securitycenter.MortalProcess.await;
import static securitycenter.identity.Role.GLOBAL_ADMINISTRATOR;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import securitycenter.MortalProcess;
import securitycenter.PostgresTest.Postgres;
import securitycenter.fakemicrosoft.FakeMicrosoft;
import securitycenter.fakemicrosoft.Misbehavior;
import securitycenter.fakemicrosoft.Person;
import securitycenter.fakemicrosoft.SampleAlert;
import securitycenter.fakemicrosoft.Tenant;
import securitycenter.homes.DataCenters;

/**
 * Two processes share one PostgreSQL, and one of them is killed (SIGKILL) while it reads from Graph: the other goes on, and
 * of each tenant the same is stored as of one that nothing happened to.
 */
class ReadingKillTests {

    private static final List<String> WORKS =
            List.of("a page of alerts", "the news of a service", "a page of incidents", "the place that was read to");

    /** Three pages of alerts; half of them in incidents of Microsoft's, which are two pages. */
    private static final int ALERTS = 260;

    private static final List<String> TABLES =
            List.of("alert", "alert_body", "incident", "presence", "activity", "incident_tag", "incident_comment");

    private final FakeMicrosoft microsoft = FakeMicrosoft.start(0);
    private final Postgres postgres = new Postgres();
    private final Path data = MortalProcess.freshData("reading-kill");
    private final MortalProcess one = process();
    private final MortalProcess other = process();
    private final JdbcClient homes = JdbcClient.create(postgres.database("homes_eu"));
    private final Instant now = Instant.now();
    private final Random random = new Random(7);
    private Tenant undisturbed;

    private MortalProcess process() {
        return new MortalProcess(microsoft, data, LastOfAReading.class, this::settings);
    }

    private List<String> settings() {
        return List.of(
                "--spring.datasource.url=" + postgres.url("center"),
                "--spring.datasource.username=postgres",
                "--provisioning.data-centers.european-union.database.url=" + postgres.url("homes_eu"),
                "--provisioning.data-centers.european-union.database.username=postgres",
                MortalProcess.SOON_MISSED);
    }

    @BeforeEach
    void aTenantThatNothingHappensTo() throws Exception {
        undisturbed = told("Undisturbed B.V.");
        one.start("none");
        one.turnOn(administrator(undisturbed));
        await(() -> isRead(undisturbed));
        one.kill();
        assertThat(count(undisturbed, "alert")).isEqualTo(ALERTS);
    }

    @Test
    void whateverAProcessDidLastTheOtherGoesOn() throws Exception {
        for (var work : WORKS) {
            var tenant = told("Struck B.V.");
            one.start(work);
            other.start(work);
            one.turnOn(administrator(tenant));
            one.awaitLastWork();
            var struck = one.isDone() ? one : other;
            struck.kill();
            await(() -> isRead(tenant));
            var survivor = struck == one ? other : one;
            assertThat(survivor.signedIn(administrator(tenant))
                            .get("/incidents?status=all")
                            .text())
                    .as("after " + work)
                    .contains("Incident");
            survivor.kill();
            assertStoredAsIfNothingHadHappened(tenant, work);
        }
    }

    @Test
    void atAnyMomentEitherCanBeKilled() throws Exception {
        var tenant = told("Often struck B.V.");
        tenant.misbehaves(Misbehavior.slow(Duration.ofSeconds(1)).at("/v1.0/security/"));
        one.start("none");
        other.start("none");
        one.turnOn(administrator(tenant));
        for (var struck : List.of(one, other, one, other)) {
            Thread.sleep(random.nextInt(3_000));
            struck.kill();
            struck.start("none");
        }
        await(() -> isRead(tenant));
        one.kill();
        other.kill();
        assertStoredAsIfNothingHadHappened(tenant, "any moment");
    }

    /** As every tenant is told: what belongs to the same attack names the same computer or person. */
    private Tenant told(String name) {
        var tenant = microsoft.directory().tenant(name).licensed("SPE_E5").country("NL");
        for (var i = 0; i < ALERTS; i++) {
            var alert = SampleAlert.endpoint("Alert " + i)
                    .created(now.minus(Duration.ofMinutes(10 + i)))
                    .device("pc-" + i % 90)
                    .user("Person " + i % 130);
            tenant.alerts().add(i % 2 == 0 ? alert.incident(String.valueOf(100 + i % 120)) : alert);
        }
        return tenant;
    }

    private static Person administrator(Tenant tenant) {
        return tenant.person("Ada").holds(GLOBAL_ADMINISTRATOR);
    }

    private boolean isRead(Tenant tenant) {
        return homes.sql("select count(*) from " + schema(tenant) + ".source_cursor where last_success_at is not null")
                        .query(Integer.class)
                        .single()
                == Source.values().length;
    }

    private void assertStoredAsIfNothingHadHappened(Tenant tenant, String work) {
        assertThat(stored(tenant)).as("after " + work).isEqualTo(stored(undisturbed));
        assertThat(TABLES)
                .as("after " + work)
                .allSatisfy(table -> assertThat(count(tenant, table)).as(table).isEqualTo(count(undisturbed, table)));
    }

    /** Each incident with its alerts, but nothing that is another for each tenant. */
    private List<String> stored(Tenant tenant) {
        return homes.sql("""
                        select concat_ws(' ', i.source_id, i.name, i.severity, i.status, i.alerts, i.active_alerts, i.entities,
                            i.devices, i.users, string_agg(a.title || ' ' || coalesce(a.source_incident, ''), ', ' order by a.title))
                        from %1$s.incident i left join %1$s.alert a on a.incident_id = i.id
                        where i.redirect_to is null group by i.id order by 1""".formatted(schema(tenant))).query(String.class).list();
    }

    private int count(Tenant tenant, String table) {
        return homes.sql("select count(*) from " + schema(tenant) + "." + table)
                .query(Integer.class)
                .single();
    }

    private static String schema(Tenant tenant) {
        return DataCenters.schemaOf(tenant.id());
    }

    @AfterEach
    void stop() throws InterruptedException, IOException {
        one.kill();
        other.kill();
        postgres.close();
        microsoft.stop();
    }
}
