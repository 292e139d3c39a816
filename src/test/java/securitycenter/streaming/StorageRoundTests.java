package securitycenter.streaming;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import securitycenter.ApplicationTest;
import securitycenter.Visitors;
import securitycenter.fakemicrosoft.FakeMicrosoft;
import securitycenter.homes.DataCenters;
import securitycenter.hunting.StoredEvents;

/** Each tenant's storage is looked at by itself. */
@ApplicationTest
class StorageRoundTests {

    @Autowired
    FakeMicrosoft microsoft;

    @Autowired
    Visitors visitors;

    @Autowired
    DataCenters dataCenters;

    @Autowired
    StorageRound round;

    @Autowired
    JdbcClient database;

    @Autowired
    BeanFactory application;

    StreamingTenant tenant;

    @BeforeEach
    void aTenant() {
        tenant = new StreamingTenant("Rounds Ltd", microsoft, visitors, dataCenters);
    }

    @Test
    void turningTheProductOnBeginsTheLooks() {
        assertThat(database.sql("select count(*) from scheduled_tasks where task_name = 'stream' and task_instance = ?")
                        .param(tenant.tenant.id().toString())
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void aRoundReadsWhatHasComeAndSaysWhenTheNextIsDue() {
        StreamingTenant.append(tenant.blob("DeviceProcessEvents", Instant.now()), tenant.records.process(1), "\n");
        assertThat(round.of(tenant.tenant.id()).orElseThrow()).isAfter(Instant.now());
        assertThat(StoredEvents.of(tenant.home, application)).hasSize(1);
    }

    @Test
    void aRoundClearsAwayWhatHasServed() {
        StreamingTenant.append(tenant.blob("DeviceEvents", Instant.now()), "broken\n", "broken too\n");
        round.of(tenant.tenant.id());
        tenant.home
                .database()
                .sql("update dead_letter set kept_until = came_at - interval '1' day where raw = 'broken'")
                .update();
        round.of(tenant.tenant.id());
        assertThat(tenant.count("dead_letter")).isEqualTo(1);
    }

    @Test
    void theLooksEndWhenTheProductIsOff() {
        tenant.administrator
                .get("/settings/opt-out")
                .form("/settings/opt-out")
                .type("typed", "Rounds Ltd")
                .submit();
        assertThat(round.of(tenant.tenant.id())).isEmpty();
    }
}
