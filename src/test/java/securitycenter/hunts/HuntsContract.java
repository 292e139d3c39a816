package securitycenter.hunts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static securitycenter.identity.Role.GLOBAL_ADMINISTRATOR;

import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import securitycenter.Visitors;
import securitycenter.events.Ceiling;
import securitycenter.events.Event;
import securitycenter.events.EventReader;
import securitycenter.events.EventTables;
import securitycenter.events.Events;
import securitycenter.events.Reading;
import securitycenter.fakemicrosoft.FakeMicrosoft;
import securitycenter.homes.DataCenter;
import securitycenter.homes.DataCenters;
import securitycenter.homes.Sql;
import securitycenter.homes.TenantHome;
import securitycenter.hunts.Asker.Channel;
import securitycenter.hunts.Hunt.State;
import securitycenter.hunts.Outcome.Answer;
import securitycenter.hunts.Outcome.Reason;
import securitycenter.hunts.Outcome.Rejected;
import securitycenter.hunts.Outcome.Stopped;
import securitycenter.kql.Compilation.Compiled;
import securitycenter.kql.KqlCompiler;
import securitycenter.kql.Occasion;
import securitycenter.provisioning.Homes;

/** What becomes of a query, from its text to its answer. */
abstract class HuntsContract {

    private static final Asker ADA = new Asker(Channel.PORTAL, UUID.randomUUID().toString(), "Ada");
    private static final Instant NOON = Instant.now().minus(Duration.ofDays(2));

    /** It would run for hours. */
    private static final String ENDLESS = """
            range a from 1 to 1000000 step 1 | extend k = 1
            | join kind=inner (range b from 1 to 1000000 step 1 | extend k = 1) on k
            | summarize count() by tostring(a * b % 1000003)""";

    private static final Ceiling CEILING = new Ceiling(10, 1_000, Duration.ofMinutes(1));

    @Autowired
    FakeMicrosoft microsoft;

    @Autowired
    Visitors visitors;

    @Autowired
    DataCenters dataCenters;

    @Autowired
    Events events;

    @Autowired
    Hunts hunts;

    @Autowired
    HuntRows rows;

    @Autowired
    EventReader reader;

    @Autowired
    Share share;

    @Autowired
    Homes homes;

    @Autowired
    HuntSettings settings;

    @Autowired
    Queries queries;

    TenantHome home;

    @BeforeEach
    void aTenant() {
        home = homeOf("Hunters Ltd");
    }

    private TenantHome homeOf(String name) {
        var tenant = microsoft.directory().tenant(name).licensed("SPE_E5").country("NL");
        var administrator = visitors.signedIn(tenant.person("Ada").holds(GLOBAL_ADMINISTRATOR));
        var run =
                administrator.get("/settings").form("/settings").tick("turnOn").submit();
        while (run.html().selectFirst("[hx-get]") != null) {
            run = administrator.get(run.path());
        }
        return dataCenters.homeOf(tenant.id(), DataCenter.EUROPEAN_UNION);
    }

    @Test
    void aQueryIsAnsweredFromTheTenantsEventsAlone() {
        var other = homeOf("Others Ltd");
        events.append(home, List.of(process(1, "cmd.exe"), process(2, "powershell.exe")));
        events.append(other, List.of(process(3, "theirs.exe")));
        var answer = answer("DeviceProcessEvents | project FileName, ProcessId | order by FileName asc");
        assertThat(answer.columns()).extracting("name").containsExactly("FileName", "ProcessId");
        assertThat(answer.rows()).containsExactly(List.of("cmd.exe", 1L), List.of("powershell.exe", 2L));
        assertThat(answer.cutOff()).isFalse();
    }

    @Test
    void aQueryThatNamesNoTimeLooksAtThePeriodOnly() {
        events.append(home, List.of(process(1, "cmd.exe")));
        var before = new Question("DeviceProcessEvents | count", NOON.minusSeconds(60), NOON.minusSeconds(30));
        assertThat(((Answer) hunts.ask(home, ADA, before)).rows()).containsExactly(List.of(0L));
        assertThat(answer("DeviceProcessEvents | count").rows()).containsExactly(List.of(1L));
    }

    @Test
    void eachRunHasAnAddressWithItsAnswer() {
        events.append(home, List.of(process(1, "cmd.exe")));
        var id = hunts.start(
                home,
                ADA,
                question("DeviceProcessEvents | project FileName, Timestamp, x = 1.5, d = dynamic({\"a\": [1]})"));
        await(() -> hunts.outcome(home, id).isPresent());
        var hunt = hunts.find(home, id).orElseThrow();
        assertThat(hunt.state()).isEqualTo(State.ANSWERED);
        assertThat(hunt.rows()).isEqualTo(1);
        assertThat(hunt.asker()).isEqualTo(ADA);
        assertThat(hunts.outcome(home, id).orElseThrow())
                .isEqualTo(hunts.outcome(home, id).orElseThrow())
                .isInstanceOfSatisfying(
                        Answer.class,
                        answer -> assertThat(answer.rows().getFirst())
                                .containsExactly(
                                        "cmd.exe",
                                        securitycenter.events.Ticks.of(NOON.plusSeconds(1)),
                                        1.5,
                                        "{\"a\":[1]}"));
        assertThat(hunts.latestOf(home, ADA.id())).extracting(Hunt::id).containsExactly(id);
        assertThat(hunts.latestOf(home, "somebody")).isEmpty();
    }

    @Test
    void whatSqlCannotSayAndColumnsThatFollowFromTheEventsAreThere() {
        events.append(home, List.of(process(1, "cmd.exe"), process(2, "powershell.exe")));
        var pivoted = answer("DeviceProcessEvents | evaluate pivot(FileName, sum(ProcessId), DeviceName)");
        assertThat(pivoted.columns()).extracting("name").containsExactly("DeviceName", "cmd.exe", "powershell.exe");
        assertThat(pivoted.rows()).containsExactly(List.of("", 1L, 2L));
        assertThat(answer("print ipv4_is_private('10.1.2.3')").rows()).containsExactly(List.of(true));
    }

    @Test
    void anAnswerIsForgottenAfterADayAndTheQueryAfterFourWeeks() {
        var id = hunts.start(home, ADA, question("print 1"));
        await(() -> hunts.outcome(home, id).isPresent());
        ended(id, Duration.ofHours(25));
        hunts.forget(home);
        assertThat(hunts.outcome(home, id)).isEmpty();
        assertThat(hunts.find(home, id)).isPresent();
        ended(id, Duration.ofDays(29));
        hunts.forget(home);
        assertThat(hunts.find(home, id)).isEmpty();
    }

    @Test
    void aRowIsReadWithTheFewBesideItAndNotWithAllOthers() {
        var id = hunts.start(home, ADA, question("range x from 1 to 1200 step 1 | order by x asc"));
        await(() -> hunts.outcome(home, id).isPresent());
        assertThat(rowsOf(id)).hasSize(1_200).startsWith(List.of(1L)).endsWith(List.of(1_200L));
        home.database()
                .sql("update hunt_block set packed = ? where first_row = 0")
                .param(new byte[] {1})
                .update();
        assertThat(rowsOf(id).get(1_100)).containsExactly(1_101L);
        var found = rowsOf(id);
        assertThatThrownBy(found::getFirst).isInstanceOf(UncheckedIOException.class);
    }

    private List<List<@Nullable Object>> rowsOf(UUID id) {
        return ((Answer) hunts.outcome(home, id).orElseThrow()).rows();
    }

    @Test
    void theOldestAnswersAreLetGoWhenAllTogetherAreTooLarge() {
        var ids = IntStream.range(0, 3)
                .mapToObj(at -> hunts.start(home, ADA, question("print " + at)))
                .toList();
        await(() -> ids.stream().allMatch(id -> hunts.outcome(home, id).isPresent()));
        ended(ids.get(0), Duration.ofMinutes(3));
        ended(ids.get(1), Duration.ofMinutes(2));
        ended(ids.get(2), Duration.ofMinutes(1));
        var bytes = home.database()
                .sql("select cast(sum(kept_bytes) as bigint) from hunt")
                .query(Long.class)
                .single();
        rows.letGo(home, bytes);
        assertThat(hunts.outcome(home, ids.get(0))).isPresent();
        rows.letGo(home, bytes - 1);
        assertThat(hunts.outcome(home, ids.get(0))).isEmpty();
        assertThat(hunts.find(home, ids.get(0)).orElseThrow().letGo()).isTrue();
        assertThat(rowsOf(ids.get(1))).containsExactly(List.of(1L));
        assertThat(home.database()
                        .sql("select count(*) from hunt_block")
                        .query(Integer.class)
                        .single())
                .isEqualTo(2);
    }

    private void ended(UUID id, Duration ago) {
        home.database()
                .sql("update hunt set ended_at = ? where id = ?")
                .params(Sql.time(Instant.now().minus(ago)), id)
                .update();
    }

    @Test
    void whatIsWrongIsSaidAtItsPlaceAndCanBeCalledUp() {
        var outcome = hunts.ask(home, ADA, question("DeviceProcessEvents | where Filename == 'x'"));
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Rejected.class,
                        rejected -> assertThat(rejected.problems().getFirst().start())
                                .isEqualTo(28));
        var hunt = hunts.latestOf(home, ADA.id()).getFirst();
        assertThat(hunt.state()).isEqualTo(State.REJECTED);
        assertThat(hunts.outcome(home, hunt.id())).contains(outcome);
    }

    @Test
    void whatMustNotBeShownIsNotKept() {
        hunts.ask(home, ADA, question("print x = h\"hush\", y = 'seen'"));
        hunts.ask(home, ADA, question("print # h'hush"));
        assertThat(hunts.latestOf(home, ADA.id()))
                .extracting(Hunt::text)
                .containsExactlyInAnyOrder("print x = h\"***\", y = 'seen'", "print # h\"***\"");
    }

    @Test
    void moreRowsThanAPageShowsAreCutOffAndThatIsSaid() {
        assertThat(answer("range x from 1 to 10000 step 1").cutOff()).isFalse();
        var answer = answer("range x from 1 to 10001 step 1");
        assertThat(answer.rows()).hasSize(10_000);
        assertThat(answer.cutOff()).isTrue();
        var program = new Asker(Channel.API, "app", "An app");
        assertThat(hunts.ask(home, program, question("range x from 1 to 10001 step 1")))
                .isInstanceOfSatisfying(
                        Answer.class, all -> assertThat(all.rows()).hasSize(10_001));
    }

    @Test
    void whatRunsIsCancelledAlsoByAnotherInstance() {
        var id = hunts.start(home, ADA, question(ENDLESS));
        await(() -> hunts.find(home, id).orElseThrow().progress() >= 0);
        home.database().sql("update hunt set stop_wanted = true").update();
        await(() -> hunts.outcome(home, id).isPresent());
        assertThat(hunts.outcome(home, id)).contains(new Stopped(Reason.CANCELLED, null));
        assertThat(hunts.find(home, id).orElseThrow().processor()).isPositive();
    }

    @Test
    void whatRunsOrWaitsIsCancelledAtOnce() {
        var ids = IntStream.range(0, 4)
                .mapToObj(_ -> hunts.start(home, ADA, question(ENDLESS)))
                .toList();
        ids.reversed().forEach(id -> hunts.cancel(home, id));
        await(() -> ids.stream().allMatch(id -> hunts.outcome(home, id).isPresent()));
        assertThat(ids)
                .allSatisfy(id ->
                        assertThat(hunts.find(home, id).orElseThrow().reason()).isEqualTo(Reason.CANCELLED));
        assertThat(answer("print 1").rows()).hasSize(1);
    }

    @Test
    void aRunOfAnInstanceThatDiedIsOver() {
        var id = hunts.start(home, ADA, question("print 1"));
        await(() -> hunts.outcome(home, id).isPresent());
        home.database()
                .sql("update hunt set state = 'RUNNING', ended_at = null, outcome = null, alive_at = ?")
                .param(Sql.time(Instant.now().minusSeconds(20)))
                .update();
        assertThat(hunts.find(home, id).orElseThrow().state()).isEqualTo(State.RUNNING);
        home.database()
                .sql("update hunt set alive_at = ?")
                .param(Sql.time(Instant.now().minusSeconds(40)))
                .update();
        var hunt = hunts.find(home, id).orElseThrow();
        assertThat(hunt.state()).isEqualTo(State.STOPPED);
        assertThat(hunts.outcome(home, id)).contains(new Stopped(Reason.INTERRUPTED, null));
    }

    @Test
    void aTenantThatHasUsedItsShareWaitsForTheNextQuarterOfAnHour() {
        hunts.ask(home, ADA, question("print 1"));
        used(Duration.ofMinutes(6));
        assertThat(answer("print 1").share()).isBetween(0.2, 0.21);
        used(Duration.ofMinutes(31));
        assertThat(hunts.ask(home, ADA, question("print 1"))).isInstanceOfSatisfying(Stopped.class, stopped -> {
            assertThat(stopped.reason()).isEqualTo(Reason.SHARE_USED_UP);
            assertThat(stopped.until()).isBetween(Instant.now(), Instant.now().plus(Duration.ofMinutes(15)));
        });
        assertThat(hunts.latestOf(home, ADA.id())).hasSize(3);
    }

    @Test
    void whatARunCostIsCountedOnceWhileItEnds() {
        var id = UUID.randomUUID();
        var cost = Duration.ofMinutes(6);
        rows.begin(home, id, ADA, question("print 1"), Instant.now());
        assertThat(share.of(home, Map.of(id, cost)).used()).isEqualTo(0.2);
        rows.end(home, id, new Stopped(Reason.CANCELLED, null), true, cost, cost, Instant.now());
        assertThat(share.of(home, Map.of(id, cost)).used()).isEqualTo(0.2);
        assertThat(share.of(home, Map.of()).used()).isEqualTo(0.2);
        assertThat(share.of(home, Map.of(UUID.randomUUID(), cost)).used()).isEqualTo(0.4);
    }

    @Test
    void whatWaitedIsNotRunWhenTheShareIsUsedUpMeanwhile() throws InterruptedException {
        var turns = new CountDownLatch(2);
        var running = IntStream.range(0, 2)
                .mapToObj(_ -> new Reading(_ -> turns.countDown()))
                .toList();
        running.forEach(
                reading -> Thread.ofVirtual().start(() -> reader.read(home, compiled(ENDLESS), CEILING, reading)));
        turns.await();
        var waiting = hunts.start(home, ADA, question("print 1"));
        var other = hunts.start(home, ADA, question("print 2"));
        var costly = new Asker(Channel.RULE, "rule", "A rule");
        pause(); // until both wait for their turn
        rows.begin(home, UUID.randomUUID(), costly, question("print 3"), Instant.now());
        home.database()
                .sql("update hunt set processor_ms = ?, state = 'ANSWERED', ended_at = ? where asked_by = 'rule'")
                .params(Duration.ofMinutes(31).toMillis(), Sql.time(Instant.now()))
                .update();
        running.forEach(Reading::cancel);
        await(() -> hunts.outcome(home, waiting).isPresent()
                && hunts.outcome(home, other).isPresent());
        for (var id : List.of(waiting, other)) {
            assertThat(hunts.outcome(home, id).orElseThrow()).isInstanceOfSatisfying(Stopped.class, stopped -> {
                assertThat(stopped.reason()).isEqualTo(Reason.SHARE_USED_UP);
                assertThat(stopped.until()).isAfter(Instant.now());
            });
            assertThat(hunts.find(home, id).orElseThrow().processor()).isZero();
        }
    }

    @Test
    void atTheEndOfTheProgramWhatRunsAndWhatWaitsIsOverAndSaysSo() {
        var own = new Hunts(queries, rows, share, homes, settings, Clock.systemUTC());
        var ids = IntStream.range(0, 4)
                .mapToObj(_ -> own.start(home, ADA, question(ENDLESS)))
                .toList();
        await(() -> hunts.since(home, Instant.EPOCH, 10).size() == 4);
        var start = Instant.now();
        own.end();
        assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(4));
        assertThat(ids)
                .allSatisfy(id -> assertThat(hunts.outcome(home, id)).contains(new Stopped(Reason.INTERRUPTED, null)));
        assertThat(own.ask(home, ADA, question("print 1"))).isEqualTo(new Stopped(Reason.INTERRUPTED, null));
        own.goOn();
        assertThat(own.ask(home, ADA, question("print 1"))).isInstanceOf(Answer.class);
    }

    private void used(Duration processor) {
        home.database()
                .sql(
                        "update hunt set processor_ms = ?, ended_at = ? where id in (select id from hunt order by started_at limit 1)")
                .params(processor.toMillis(), Sql.time(Instant.now()))
                .update();
    }

    private Answer answer(String text) {
        var outcome = hunts.ask(home, ADA, question(text));
        assertThat(outcome).isInstanceOf(Answer.class);
        return (Answer) outcome;
    }

    private static Compiled compiled(String text) {
        return (Compiled) new KqlCompiler(EventTables.schema()).compile(text, new Occasion(0, null));
    }

    private static Question question(String text) {
        return new Question(text, Instant.now().minus(Duration.ofDays(30)), Instant.now());
    }

    private static Event process(int number, String file) {
        return new Event(
                "DeviceProcessEvents",
                "device\n" + number,
                NOON.plusSeconds(number),
                "{\"FileName\":\"" + file + "\",\"ProcessId\":" + number + "}");
    }

    private static void await(BooleanSupplier done) {
        var end = Instant.now().plus(Duration.ofSeconds(60));
        while (!done.getAsBoolean()) {
            assertThat(Instant.now()).as("waited long enough").isBefore(end);
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
