package securitycenter.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static securitycenter.identity.Role.GLOBAL_ADMINISTRATOR;

import java.time.Duration;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import securitycenter.ApplicationTest;
import securitycenter.Visitors;
import securitycenter.fakemicrosoft.FakeMicrosoft;
import securitycenter.fakemicrosoft.Misbehavior;

@ApplicationTest
class StalledRunTests {

    private static final String STALLED = "This has not moved for a while.";

    @Autowired
    FakeMicrosoft microsoft;

    @Autowired
    Visitors visitors;

    @Autowired
    JdbcClient database;

    @Test
    void aRunWithoutASignOfLifeIsShownAsStalledAndOneThatTakesLongIsNot() throws InterruptedException {
        var tenant = microsoft.directory().tenant("Stalled B.V.").licensed("SPE_E5");
        var visitor = visitors.signedIn(tenant.person("Ada").holds(GLOBAL_ADMINISTRATOR));
        var settings = visitor.get("/settings");
        // The form reads the licenses once; the step reads them again and waits.
        tenant.misbehaves(Misbehavior.slow(Duration.ofSeconds(6))
                .at("/v1.0/subscribedSkus")
                .after(1)
                .times(1));
        var page = settings.form("/settings").tick("turnOn").submit().path();
        var run = Long.parseLong(page.substring(page.lastIndexOf('/') + 1));
        var aWhileAgo = OffsetDateTime.now().minusMinutes(2);

        database.sql("update provisioning_run set started_at = ? where id = ?")
                .params(aWhileAgo, run)
                .update();
        while (heartbeats(run, "last_heartbeat is not null") == 0) {
            Thread.sleep(20);
        }
        assertThat(visitor.get(page).text()).contains("Step 1 of 7").doesNotContain(STALLED);

        var text = "";
        while (!text.contains(STALLED)) { // the job is alive and beats on
            assertThat(text).doesNotContain("Done.");
            database.sql("update scheduled_tasks set last_heartbeat = ? where task_instance = ?")
                    .params(aWhileAgo, String.valueOf(run))
                    .update();
            text = visitor.get(page).text();
        }

        while (heartbeats(run, "true") > 0) {
            Thread.sleep(50);
        }
        assertThat(visitor.get(page).text()).contains("Done. Microsoft 365 Defender is on.");
    }

    private int heartbeats(long run, String condition) {
        return database.sql("select count(*) from scheduled_tasks where task_instance = ? and " + condition)
                .param(String.valueOf(run))
                .query(Integer.class)
                .single();
    }
}
