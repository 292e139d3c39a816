package securitycenter.hunts;

import static org.assertj.core.api.Assertions.assertThat;
import static securitycenter.identity.Role.GLOBAL_ADMINISTRATOR;

import com.github.kagkarlsson.scheduler.SchedulerState.SettableSchedulerState;
import com.github.kagkarlsson.scheduler.task.ExecutionContext;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import securitycenter.Visitors;
import securitycenter.events.Event;
import securitycenter.events.Events;
import securitycenter.events.StoredEvents;
import securitycenter.fakemicrosoft.FakeMicrosoft;
import securitycenter.homes.DataCenter;
import securitycenter.homes.DataCenters;
import securitycenter.homes.Sql;
import securitycenter.homes.TenantHome;
import securitycenter.hunts.Asker.Channel;

/** What the jobs forget of three tenants, of which one is away. */
abstract class ForgettingContract {

    private static final Asker ADA = new Asker(Channel.PORTAL, UUID.randomUUID().toString(), "Ada");

    @Autowired
    FakeMicrosoft microsoft;

    @Autowired
    Visitors visitors;

    @Autowired
    ApplicationContext application;

    @Autowired
    Events events;

    @Autowired
    Hunts hunts;

    private List<TenantHome> homes;

    @BeforeEach
    void threeTenants() {
        homes = List.of(home("Forgetting One Ltd"), home("Forgetting Two Ltd"), home("Forgetting Three Ltd"));
    }

    private TenantHome home(String name) {
        var tenant = microsoft.directory().tenant(name).licensed("SPE_E5").country("NL");
        visitors.signedIn(tenant.person("Ada").holds(GLOBAL_ADMINISTRATOR)).turnOn();
        return application.getBean(DataCenters.class).homeOf(tenant.id(), DataCenter.EUROPEAN_UNION);
    }

    /** Whichever of them comes first. */
    private void whileOneIsAway(Consumer<TenantHome> leave, Consumer<TenantHome> comeBack, String job) {
        for (var away : homes) {
            leave.accept(away);
            try {
                run(job);
            } finally {
                comeBack.accept(away);
            }
        }
    }

    private void run(String job) {
        application
                .getBean(job, RecurringTask.class)
                .executeRecurringly(null, new ExecutionContext(new SettableSchedulerState(), null, null, null));
    }

    @Test
    void oldEventsGoNewOnesStayAndAHomeThatIsAwayKeepsNoOtherWaiting() {
        homes.forEach(home -> events.append(home, List.of(event("old.exe", 31), event("new.exe", 29))));
        var first = homes.getFirst();
        StoredEvents.freeze(first, application);
        run("forgettingOldEvents");
        assertThat(StoredEvents.of(first, application)).hasSize(2);
        homes.stream()
                .skip(1)
                .forEach(home -> assertThat(StoredEvents.of(home, application))
                        .singleElement()
                        .asString()
                        .contains("new.exe"));
        StoredEvents.thaw(first, application);
        whileOneIsAway(
                home -> StoredEvents.freeze(home, application),
                home -> StoredEvents.thaw(home, application),
                "forgettingOldEvents");
        assertThat(homes)
                .allSatisfy(
                        home -> assertThat(StoredEvents.of(home, application)).hasSize(1));
    }

    @Test
    void oldQueriesGoNewOnesStayAndAHomeThatIsAwayKeepsNoOtherWaiting() {
        homes.forEach(home -> {
            ended(ask(home, "print 'old'"), home, Duration.ofDays(29));
            ended(ask(home, "print 'of yesterday'"), home, Duration.ofHours(25));
            ended(ask(home, "print 'new'"), home, Duration.ofHours(23));
        });
        var first = homes.getFirst();
        leave(first);
        run("forgettingOldHunts");
        homes.stream().skip(1).forEach(ForgettingContract::assertForgotten);
        comeBack(first);
        assertThat(texts(first)).hasSize(3);
        whileOneIsAway(ForgettingContract::leave, ForgettingContract::comeBack, "forgettingOldHunts");
        assertThat(homes).allSatisfy(ForgettingContract::assertForgotten);
    }

    private static void assertForgotten(TenantHome home) {
        assertThat(texts(home)).containsExactlyInAnyOrder("print 'of yesterday'", "print 'new'");
        assertThat(home.database()
                        .sql("select text from hunt where outcome is not null")
                        .query(String.class)
                        .list())
                .containsExactly("print 'new'");
        assertThat(home.database()
                        .sql("select count(*) from hunt_block")
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }

    private static List<String> texts(TenantHome home) {
        return home.database().sql("select text from hunt").query(String.class).list();
    }

    private static void leave(TenantHome home) {
        home.database().sql("alter table hunt rename to hunt_away").update();
    }

    private static void comeBack(TenantHome home) {
        home.database().sql("alter table hunt_away rename to hunt").update();
    }

    private UUID ask(TenantHome home, String text) {
        hunts.ask(home, ADA, new Question(text, Instant.now().minus(Duration.ofDays(1)), Instant.now()));
        return hunts.latestOf(home, ADA.id()).getFirst().id();
    }

    private static void ended(UUID id, TenantHome home, Duration ago) {
        home.database()
                .sql("update hunt set started_at = ?, ended_at = ? where id = ?")
                .params(
                        Sql.time(Instant.now().minus(ago)),
                        Sql.time(Instant.now().minus(ago)),
                        id)
                .update();
    }

    private static Event event(String file, int daysAgo) {
        return new Event(
                "DeviceProcessEvents",
                file,
                Instant.now().minus(Duration.ofDays(daysAgo)),
                "{\"FileName\":\"" + file + "\"}");
    }
}
