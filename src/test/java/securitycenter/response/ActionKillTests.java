package securitycenter.response;

import static org.assertj.core.api.Assertions.assertThat;
import static securitycenter.MortalProcess.await;
import static securitycenter.identity.Role.GLOBAL_ADMINISTRATOR;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import securitycenter.MortalProcess;
import securitycenter.PostgresTest.Postgres;
import securitycenter.Visitor;
import securitycenter.fakemicrosoft.Device;
import securitycenter.fakemicrosoft.Ending;
import securitycenter.fakemicrosoft.FakeMicrosoft;
import securitycenter.fakemicrosoft.MachineAction;
import securitycenter.fakemicrosoft.Person;
import securitycenter.fakemicrosoft.Tenant;

/**
 * Two processes share one PostgreSQL, and the one that carries an action out is killed (SIGKILL): the other goes on, and what
 * was approved is asked for once.
 */
class ActionKillTests {

    private static final List<String> WORKS = List.of("the decision", "that it begins", "the call", "the question");

    private final FakeMicrosoft microsoft = FakeMicrosoft.start(0);
    private final Postgres postgres = new Postgres();
    private final Path data = MortalProcess.freshData("action-kill");
    private final MortalProcess one = process();
    private final MortalProcess other = process();
    private final JdbcClient homes = JdbcClient.create(postgres.database("homes_eu"));

    private MortalProcess process() {
        return new MortalProcess(microsoft, data, LastOfAnAction.class, this::settings);
    }

    private List<String> settings() {
        return List.of(
                "--spring.datasource.url=" + postgres.url("center"),
                "--spring.datasource.username=postgres",
                "--provisioning.data-centers.european-union.database.url=" + postgres.url("homes_eu"),
                "--provisioning.data-centers.european-union.database.username=postgres",
                "--action-center.lost-after=3s",
                "--action-center.ask-every=1s",
                MortalProcess.SOON_MISSED);
    }

    @Test
    void whateverAProcessDidLastTheActionIsAskedForOnce() throws Exception {
        var tenant = microsoft
                .directory()
                .tenant("Struck Actions B.V.")
                .licensed("SPE_E5")
                .country("NL");
        var ada = tenant.person("Ada").holds(GLOBAL_ADMINISTRATOR);
        tenant.defender().actionsTake(Duration.ofSeconds(1));
        one.start("none");
        one.turnOn(ada);
        var schema = schemaOf(tenant);
        homes.sql("insert into " + schema + ".action_setting values ('ISOLATE_DEVICE', true, false, 'ada', now())")
                .update();
        one.kill();
        for (var work : WORKS) {
            var device = tenant.defender().device("struck-" + WORKS.indexOf(work));
            var id = proposed(schema, device);
            one.start(work);
            other.start(work);
            approve(one, ada, id);
            one.awaitLastWork();
            var struck = one.isDone() ? one : other;
            struck.kill();
            await(() -> state(schema, id).equals("SUCCEEDED"));
            assertThat(device.actions()).as("asked for after " + work).hasSize(1);
            assertThat(device.isIsolated()).as("isolated after " + work).isTrue();
            one.kill();
            other.kill();
        }
    }

    @Test
    void whateverAProcessDidLastWhatSomebodyCancelledIsCancelled() throws Exception {
        var tenant = microsoft
                .directory()
                .tenant("Struck Wishes B.V.")
                .licensed("SPE_E5")
                .country("NL");
        var ada = tenant.person("Ada").holds(GLOBAL_ADMINISTRATOR);
        one.start("none");
        one.turnOn(ada);
        var schema = schemaOf(tenant);
        homes.sql("insert into " + schema + ".action_setting values ('ISOLATE_DEVICE', true, false, 'ada', now())")
                .update();
        one.kill();
        for (var work : List.of("the wish", "the cancelling")) {
            var device = tenant.defender().device("wish-" + work.length());
            tenant.defender().nextAction(Ending.pendingFor(Duration.ofHours(1)));
            var id = proposed(schema, device);
            one.start(work);
            other.start(work);
            approve(one, ada, id);
            await(() -> isAccepted(schema, id));
            decide(one, ada, id, "cancel", version(schema, id));
            one.awaitLastWork();
            var struck = one.isDone() ? one : other;
            struck.kill();
            await(() -> state(schema, id).equals("CANCELLED"));
            assertThat(device.actions())
                    .as("asked for after " + work)
                    .singleElement()
                    .satisfies(action -> assertThat(action.status()).isEqualTo(MachineAction.Status.CANCELLED));
            assertThat(troubles(schema, id)).as("by us after " + work).isZero();
            one.kill();
            other.kill();
        }
    }

    private boolean isAccepted(String schema, UUID id) {
        return homes.sql("select accepted from " + schema + ".remediation_action where id = ?")
                .param(id)
                .query(Boolean.class)
                .single();
    }

    private int version(String schema, UUID id) {
        return homes.sql("select version from " + schema + ".remediation_action where id = ?")
                .param(id)
                .query(Integer.class)
                .single();
    }

    private int troubles(String schema, UUID id) {
        return homes.sql("select count(trouble) from " + schema + ".remediation_action where id = ?")
                .param(id)
                .query(Integer.class)
                .single();
    }

    private static void approve(MortalProcess process, Person ada, UUID id) {
        decide(process, ada, id, "approve", 1);
    }

    /** Whoever is killed while they answer says nothing. */
    private static void decide(MortalProcess process, Person ada, UUID id, String act, int seen) {
        Visitor visitor = process.signedIn(ada);
        Thread.ofVirtual()
                .start(() -> visitor.forge(
                        "/action-center/actions/" + id,
                        Map.of("act", act, "seen", String.valueOf(seen), "live", "true", "comment", "Because")));
    }

    private String schemaOf(Tenant tenant) {
        return homes.sql("select table_schema from information_schema.tables where table_name = 'remediation_action'")
                .query(String.class)
                .single();
    }

    private UUID proposed(String schema, Device device) {
        var id = UUID.randomUUID();
        homes.sql("insert into " + schema + """
                        .remediation_action (id, type, target_kind, target_key, target_name, target, source, why, verdict,
                            state, version, proposed_at, updated_at, expires_at, attempts, accepted, open_key)
                        values (?, 'ISOLATE_DEVICE', 'DEVICE', ?, ?, ?, 'MANUAL_DEVICE_ACTION', 'ASKED_FOR', 'MALICIOUS',
                            'PENDING_APPROVAL', 1, now(), now(), now() + interval '1 day', 0, false, ?)""")
                .params(id, device.id(), device.name(), "{\"device\":\"" + device.id() + "\"}", id.toString())
                .update();
        return id;
    }

    private String state(String schema, UUID id) {
        return homes.sql("select state from " + schema + ".remediation_action where id = ?")
                .param(id)
                .query(String.class)
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
