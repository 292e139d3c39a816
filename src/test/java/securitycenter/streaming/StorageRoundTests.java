package securitycenter.streaming;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import securitycenter.ApplicationTest;
import securitycenter.Visitors;
import securitycenter.events.StoredEvents;
import securitycenter.fakemicrosoft.FakeMicrosoft;
import securitycenter.homes.DataCenters;

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
    StreamStore store;

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

    /** As where the storage is mounted from a machine that is away. */
    @Test
    void tenantsWhoseStorageHangsKeepNoMoreThanTwoThreads() throws Exception {
        var hanging = List.of(
                new StreamingTenant("Hangs Ltd", microsoft, visitors, dataCenters),
                new StreamingTenant("Hangs Too Ltd", microsoft, visitors, dataCenters));
        var all = new ArrayList<>(hanging);
        all.add(tenant);
        var end = new CountDownLatch(1);
        try (var threads = Executors.newCachedThreadPool()) {
            try {
                all.forEach(each -> {
                    StreamingTenant.append(
                            each.blob("DeviceProcessEvents", Instant.now()), each.records.process(1), "\n");
                    threads.submit(() -> store.alone(each.home, () -> await(end)));
                });
                Thread.sleep(Duration.ofMillis(500));
                hanging.forEach(each -> threads.submit(() -> round.of(each.tenant.id())));
                Thread.sleep(Duration.ofMillis(500));
                var third = threads.submit(() -> round.of(tenant.tenant.id())).get(10, TimeUnit.SECONDS);
                assertThat(third.orElseThrow()).isBefore(Instant.now().plusSeconds(10));
            } finally {
                end.countDown();
            }
        }
        assertThat(round.of(tenant.tenant.id()).orElseThrow())
                .isAfter(Instant.now().plusSeconds(60));
    }

    private static void await(CountDownLatch end) {
        try {
            end.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
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
