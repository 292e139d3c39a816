package securitycenter.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static securitycenter.homes.DataCenter.EUROPEAN_UNION;
import static securitycenter.homes.DataCenter.UNITED_KINGDOM;
import static securitycenter.identity.Role.GLOBAL_ADMINISTRATOR;

import jakarta.persistence.EntityManagerFactory;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import org.hibernate.SessionFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.data.domain.Limit;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import securitycenter.Visitor;
import securitycenter.Visitors;
import securitycenter.fakemicrosoft.FakeMicrosoft;
import securitycenter.fakemicrosoft.Misbehavior;
import securitycenter.fakemicrosoft.Person;
import securitycenter.homes.DataCenter;
import securitycenter.homes.DataCenters;
import securitycenter.homes.TenantHome;
import securitycenter.identity.TenantId;
import securitycenter.provisioning.DataCenterProposal.Reason;

/** Runs that are called off, overtaken, or at odds with what somebody else does; on each kind of database. */
abstract class RunContract {

    private static final Cause CAUSE = Cause.ofStaff("Stella Novak", "Asked for it", "H-1042");
    private static final String NAME = "Running B.V.";

    @Autowired
    FakeMicrosoft microsoft;

    @Autowired
    Visitors visitors;

    @Autowired
    Provisioning provisioning;

    @Autowired
    Homes homes;

    @Autowired
    RunProgress progress;

    @Autowired
    Steps steps;

    @Autowired
    Runs runs;

    @Autowired
    Upkeep upkeep;

    @Autowired
    DataCenters dataCenters;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    RunRepository repository;

    @Autowired
    EntityManagerFactory entities;

    @Autowired
    DataSource source;

    @Autowired
    JdbcClient database;

    Person ada;
    TenantId tenant;
    Visitor administrator;

    @BeforeEach
    void aLicensedTenant() {
        var directory = microsoft.directory().tenant(NAME).licensed("SPE_E5").country("NL");
        tenant = directory.id();
        ada = directory.person("Ada").holds(GLOBAL_ADMINISTRATOR);
        administrator = visitors.signedIn(ada);
    }

    private void turnOn() {
        administrator.get("/settings").form("/settings").tick("turnOn").submit();
        await(() -> progress.underWay(tenant).isEmpty());
    }

    private void turnOnWithoutLuck() {
        var settings = administrator.get("/settings");
        ada.tenant()
                .misbehaves(Misbehavior.unavailable().at("/v1.0/subscribedSkus").after(1));
        settings.form("/settings").tick("turnOn").submit();
        await(() -> progress.underWay(tenant).orElseThrow().failed());
        ada.tenant().behaves();
    }

    private Visitor.Page turnOff() {
        return administrator
                .get("/settings/opt-out")
                .form("/settings/opt-out")
                .type("typed", NAME)
                .submit();
    }

    private long plannedMove() {
        return start(() -> provisioning.move(
                tenant, UNITED_KINGDOM, Instant.now().plus(Duration.ofDays(1)), CAUSE, Reason.REQUEST));
    }

    /** As if its time had come. */
    private void beginNow(long run) {
        database.sql("update provisioning_run set begins_at = null where id = ?")
                .param(run)
                .update();
        database.sql("update scheduled_tasks set execution_time = ? where task_instance = ?")
                .params(OffsetDateTime.now().minusMinutes(1), String.valueOf(run))
                .update();
    }

    @Test
    void whoTurnsOffWhileTheHomeIsWrittenWaitsForItAndIsNotRefused() throws Exception {
        turnOn();
        CompletableFuture<Visitor.Page> off;
        var form =
                administrator.get("/settings/opt-out").form("/settings/opt-out").type("typed", NAME);
        try (var writer = writing("update tenant_home set version = version + 1 where tenant_id = ?", tenant.value())) {
            off = CompletableFuture.supplyAsync(form::submit);
            assertThat(off).failsWithin(700, TimeUnit.MILLISECONDS);
            writer.commit();
        }
        assertThat(off.get().text()).contains("Turned off.", "Off. Data is kept until");
    }

    @Test
    void whoCallsARunOffWhileItIsWrittenWaitsForItAndIsNotRefused() throws Exception {
        turnOn();
        var run = plannedMove();
        CompletableFuture<Boolean> cancelled;
        try (var writer = writing("update provisioning_run set version = version + 1 where id = ?", run)) {
            cancelled =
                    CompletableFuture.supplyAsync(() -> transaction.<Boolean>execute(_ -> provisioning.cancel(tenant)));
            assertThat(cancelled).failsWithin(700, TimeUnit.MILLISECONDS);
            writer.commit();
        }
        assertThat(cancelled.get()).isTrue();
        await(() -> progress.underWay(tenant).isEmpty());
    }

    @Test
    void anExecutionThatFindsItsRunLockedForLongGoesOnSoon() throws Exception {
        turnOn();
        var run = plannedMove();
        try (var writer = writing("update provisioning_run set begins_at = null where id = ?", run)) {
            database.sql("update scheduled_tasks set execution_time = ? where task_instance = ?")
                    .params(OffsetDateTime.now().minusMinutes(1), String.valueOf(run))
                    .update();
            Thread.sleep(12_000);
            writer.commit();
        }
        await(() -> progress.underWay(tenant).isEmpty());
        assertThat(homes.placeOf(tenant).orElseThrow().dataCenter()).isEqualTo(UNITED_KINGDOM);
    }

    private Connection writing(String sql, Object id) throws SQLException {
        var connection = source.getConnection();
        connection.setAutoCommit(false);
        try (var update = connection.prepareStatement(sql)) {
            update.setObject(1, id);
            update.executeUpdate();
        }
        return connection;
    }

    @Test
    void nothingIsDeletedNorTurnedOnWhileAnotherRunHoldsTheTenantAndTheLogDoesNotSaySo() {
        turnOn();
        turnOff();
        failedClear();
        var deletion = administrator
                .get("/settings/delete-data")
                .form("/settings/delete-data")
                .type("typed", NAME)
                .submit();
        assertThat(deletion.status()).isEqualTo(422);
        assertThat(deletion.text()).contains("Nothing was changed: other work on your data is still under way");
        var on = administrator.get("/settings").form("/settings").tick("turnOn").submit();
        assertThat(on.status()).isEqualTo(422);
        assertThat(on.text()).contains("Nothing was changed: other work on your data is still under way");
        assertThat(entries("data.deletion-started", "DONE")).isZero();
        assertThat(entries("product.turned-on", "DONE")).isEqualTo(1);
        assertThatThrownBy(() -> start(() -> provisioning.remove(tenant, CAUSE)))
                .isInstanceOf(OptimisticLockingFailureException.class);
        assertThat(home(EUROPEAN_UNION).folder()).exists();
    }

    /** That cannot even begin, because its data center is no longer configured. */
    private long failedClear() {
        database.sql("""
                        insert into residence (tenant_id, data_center, reason, since, moved_out, kept_until, version)
                        values (?, 'SWITZERLAND', 'REQUEST', current_timestamp, current_timestamp, ?, 0)""")
                .params(tenant.value(), OffsetDateTime.now().plusDays(1))
                .update();
        var run = start(() -> provisioning.clear(tenant, DataCenter.SWITZERLAND, CAUSE));
        await(() -> progress.underWay(tenant).orElseThrow().failed());
        return run;
    }

    private int entries(String what, String outcome) {
        return database.sql("select count(*) from audit_entry where tenant_id = ? and what = ? and outcome = ?")
                .params(tenant.value(), what, outcome)
                .query(Integer.class)
                .single();
    }

    @Test
    void aRunWhoseDataCenterIsNoLongerConfiguredSaysSo() {
        turnOn();
        var run = failedClear();
        assertThat(administrator.get("/setup/runs/" + run).text())
                .contains("This installation does not offer that data center.");
    }

    @Test
    void aRunWhoseHomeWasDeletedMeanwhileSaysSoAndCanBeCalledOff() {
        turnOn();
        var run = plannedMove();
        database.sql("delete from tenant_home where tenant_id = ?")
                .param(tenant.value())
                .update();
        beginNow(run);
        await(() -> progress.underWay(tenant).orElseThrow().failed());
        assertThat(administrator.get("/setup/runs/" + run).text())
                .contains("this run was started for a tenant whose home has been deleted meanwhile");
        assertThat(transaction.<Boolean>execute(_ -> provisioning.cancel(tenant)))
                .isTrue();
        await(() -> progress.underWay(tenant).isEmpty());
    }

    @Test
    void noRunStartsForATenantWithoutAHomeOrWithOneThatIsNotAsItMustBe() {
        for (var start : List.<Supplier<Start>>of(
                () -> provisioning.repair(tenant, CAUSE),
                () -> provisioning.remove(tenant, CAUSE),
                () -> provisioning.startClean(tenant, CAUSE),
                () -> provisioning.move(tenant, UNITED_KINGDOM, null, CAUSE, Reason.REQUEST),
                () -> provisioning.clear(tenant, UNITED_KINGDOM, CAUSE))) {
            assertThatThrownBy(() -> start(start)).isInstanceOf(OptimisticLockingFailureException.class);
        }
        turnOn();
        assertThatThrownBy(() -> start(() -> provisioning.remove(tenant, CAUSE)))
                .as("an open home is not deleted")
                .isInstanceOf(OptimisticLockingFailureException.class);
        assertThatThrownBy(() -> start(() -> provisioning.clear(tenant, EUROPEAN_UNION, CAUSE)))
                .as("nor is the present one")
                .isInstanceOf(OptimisticLockingFailureException.class);
        assertThat(progress.latestOf(tenant, 5)).hasSize(1);
    }

    @Test
    void callingOffARepairInTheMiddleOfAStepLeavesTheHomeAsItIs() {
        turnOn();
        // Not by the job, which would be too quick.
        var run = start(() -> {
            var repair = provisioning.repair(tenant, CAUSE);
            database.sql("update scheduled_tasks set execution_time = ? where task_instance = ?")
                    .params(OffsetDateTime.now().plusDays(1), String.valueOf(repair.begun()))
                    .update();
            return repair;
        });
        var claim = runs.claim(run);
        var turn = runs.next(run, claim);
        transaction.<Boolean>execute(_ -> provisioning.cancel(tenant));
        runs.finished(run, claim, turn.orElseThrow());
        beginNow(run);
        await(() -> progress.underWay(tenant).isEmpty());
        assertThat(administrator.get("/setup/runs/" + run).text())
                .contains("Called off. What had been repaired until then stays repaired.")
                .doesNotContain("is off");
        assertThat(home(EUROPEAN_UNION).folder()).isNotEmptyDirectory();
        assertThat(home(EUROPEAN_UNION)
                        .database()
                        .sql("select count(*) from connected_service")
                        .query(Integer.class)
                        .single())
                .isEqualTo(4);
        assertThat(administrator.get("/incidents").path()).isEqualTo("/incidents");
    }

    @Test
    void aHomeThatWaitedGoesOnWaitingWhenTurningItOnAgainIsCalledOff() {
        turnOn();
        turnOff();
        var until = homes.placeOf(tenant).orElseThrow().keptUntil();
        turnOnWithoutLuck();
        assertThat(transaction.<Boolean>execute(_ -> provisioning.cancel(tenant)))
                .isTrue();
        await(() -> progress.underWay(tenant).isEmpty());
        var place = homes.placeOf(tenant).orElseThrow();
        assertThat(place.closed()).isTrue();
        assertThat(place.keptUntil()).isEqualTo(until);
        assertThat(administrator.get("/settings").text())
                .contains("Off. Data is kept until")
                .doesNotContain("Turned off by");
        assertThat(home(EUROPEAN_UNION).folder()).isNotEmptyDirectory();
        turnOn();
        assertThat(administrator.get("/incidents").path()).isEqualTo("/incidents");
    }

    @Test
    void aFreshHomeWhoseDoorIsOpenAlreadyIsTakenAwayWhenItsRunIsCalledOff() {
        turnOnWithoutLuck();
        database.sql("update tenant_home set state = 'OPEN' where tenant_id = ?")
                .param(tenant.value())
                .update();
        database.sql("update provisioning_run_step set state = 'DONE' where name = 'open-product' and run_id = ?")
                .param(progress.latest(tenant))
                .update();
        assertThat(transaction.<Boolean>execute(_ -> provisioning.cancel(tenant)))
                .isTrue();
        await(() -> progress.underWay(tenant).isEmpty());
        assertThat(homes.placeOf(tenant)).isEmpty();
        assertThat(home(EUROPEAN_UNION).folder()).doesNotExist();
    }

    @Test
    void anExecutionThatLostItsRunChangesNothingAnyMore() {
        turnOn();
        var run = plannedMove();
        var first = runs.claim(run);
        assertThat(runs.has(run, first)).isTrue();
        var second = runs.claim(run);
        assertThat(runs.has(run, first)).isFalse();
        assertThat(runs.has(run, second)).isTrue();
    }

    @Test
    void theHomeThatATenantLivesInIsNeverClearedAway() {
        turnOn();
        var clear = start(() -> {
            database.sql("""
                            insert into residence (tenant_id, data_center, reason, since, moved_out, version)
                            values (?, 'UNITED_KINGDOM', 'REQUEST', current_timestamp, current_timestamp, 0)""").param(tenant.value()).update();
            var run = provisioning.clear(tenant, UNITED_KINGDOM, CAUSE);
            database.sql("update provisioning_run set target = 'EUROPEAN_UNION' where id = ?")
                    .param(run.begun())
                    .update();
            return run;
        });
        await(() -> progress.underWay(tenant).orElseThrow().failed());
        assertThat(administrator.get("/setup/runs/" + clear).text()).contains("Something went wrong on our side.");
        assertThat(home(EUROPEAN_UNION).folder()).isNotEmptyDirectory();
        assertThat(administrator.get("/incidents").path()).isEqualTo("/incidents");
    }

    @Test
    void aHomeBearsTheVersionOfTheEarliestProcessThatBuiltIt() {
        turnOn();
        var run = plannedMove();
        database.sql("update provisioning_run set set_up = '0.3' where id = ?")
                .param(run)
                .update();
        beginNow(run);
        await(() -> progress.underWay(tenant).isEmpty());
        assertThat(homes.placeOf(tenant).orElseThrow().setUp()).isEqualTo("0.3");
        assertThat(upkeep.outdatedHomes(100_000)).contains(tenant);
        database.sql("update tenant_home set set_up = '10000.1' where tenant_id = ?")
                .param(tenant.value())
                .update();
        assertThat(upkeep.outdatedHomes(100_000)).as("one that is newer").doesNotContain(tenant);
    }

    @Test
    void twoWhoTurnItOnAgainAtOnceMakeOneDecision() throws Exception {
        turnOn();
        turnOff();
        var ben = visitors.signedIn(ada.tenant().person("Ben").holds(GLOBAL_ADMINISTRATOR));
        var forms = List.of(
                administrator.get("/settings").form("/settings").tick("turnOn"),
                ben.get("/settings").form("/settings").tick("turnOn"));
        List<CompletableFuture<Visitor.Page>> answers;
        try (var writer = writing("update tenant_home set version = version where tenant_id = ?", tenant.value())) {
            answers = forms.stream()
                    .map(form -> CompletableFuture.supplyAsync(form::submit))
                    .toList();
            Thread.sleep(1_200);
            writer.commit();
        }
        for (var answer : answers) {
            assertThat(answer.get().path()).isEqualTo("/setup/runs/" + progress.latest(tenant));
        }
        assertThat(database.sql("select count(*) from decision where tenant_id = ? and kind = 'IN'")
                        .param(tenant.value())
                        .query(Integer.class)
                        .single())
                .isEqualTo(2);
        assertThat(entries("product.turned-on-again", "DONE")).isEqualTo(1);
        await(() -> progress.underWay(tenant).isEmpty());
    }

    @Test
    void aMoveThatWillNotBeginAnyMoreIsNotAnnounced() {
        turnOn();
        var run = plannedMove();
        assertThat(administrator.get("/").html().text()).contains("Your data will move to the data center");
        database.sql("update provisioning_run set begins_at = ? where id = ?")
                .params(OffsetDateTime.now().minusMinutes(1), run)
                .update();
        assertThat(administrator.get("/").html().text()).contains("Your data is on its way");
        assertThat(administrator.get("/settings").text()).contains("The data is on its way to the data center");
        database.sql("update provisioning_run set state = 'FAILED' where id = ?")
                .param(run)
                .update();
        assertThat(administrator.get("/").html().text())
                .contains("has failed. Your data is where it was; support has to go on");
        assertThat(administrator.get("/settings").text()).contains("has failed and waits for support.");
        database.sql("update provisioning_run set turned_back = true where id = ?")
                .param(run)
                .update();
        assertThat(administrator.get("/").html().text()).contains("is being taken back. Your data stays where it was.");
        assertThat(administrator.get("/settings").text()).contains("is being taken back. The data stays where it was.");
    }

    @Test
    void whatAMoveUsuallyTakesIsCountedFromItsBeginning() {
        turnOn();
        var run = plannedMove();
        database.sql("update provisioning_run set begins_at = ?, started_at = ? where id = ?")
                .params(
                        OffsetDateTime.now().minusSeconds(1),
                        OffsetDateTime.now().minusDays(3),
                        run)
                .update();
        database.sql("update scheduled_tasks set execution_time = ? where task_instance = ?")
                .params(OffsetDateTime.now().minusMinutes(1), String.valueOf(run))
                .update();
        await(() -> progress.underWay(tenant).isEmpty());
        assertThat(repository.findLatest(RunKind.MOVE, Limit.of(1)).getFirst().seconds())
                .isLessThan(300);
    }

    @Test
    void aListOfRunsIsReadInTwoStatementsHoweverManyThereAre() {
        turnOn();
        for (var i = 0; i < 3; i++) {
            start(() -> provisioning.repair(tenant, CAUSE));
            await(() -> progress.underWay(tenant).isEmpty());
        }
        var statistics = entities.unwrap(SessionFactory.class).getStatistics();
        statistics.setStatisticsEnabled(true);
        try {
            // The jobs read, too; in one of some tries none of them does.
            var fewest = LongStream.range(0, 10)
                    .map(_ -> {
                        var before = statistics.getPrepareStatementCount();
                        assertThat(progress.latestOf(tenant, 10)).hasSize(4);
                        return statistics.getPrepareStatementCount() - before;
                    })
                    .min();
            assertThat(fewest).hasValue(2);
        } finally {
            statistics.setStatisticsEnabled(false);
        }
    }

    @Test
    void aRunThatNobodyBeganIsTriedAgainAfterLongerAndLongerPauses() {
        turnOn();
        database.sql("""
                        insert into residence (tenant_id, data_center, reason, since, moved_out, kept_until, version)
                        values (?, 'SWITZERLAND', 'REQUEST', current_timestamp, current_timestamp, ?, 0)""")
                .params(tenant.value(), OffsetDateTime.now().minusDays(1))
                .update();
        upkeep.deleteFormerHome(tenant);
        await(() -> progress.underWay(tenant).orElseThrow().failed());
        var first = Duration.between(Instant.now(), retryAt());
        assertThat(first).isBetween(Duration.ofSeconds(30), Duration.ofMinutes(2));
        assertThat(upkeep.runsToRetry(100_000)).doesNotContain(tenant);

        due();
        assertThat(upkeep.runsToRetry(100_000)).contains(tenant);
        upkeep.retry(tenant);
        await(() -> progress.underWay(tenant).orElseThrow().failed());
        assertThat(Duration.between(Instant.now(), retryAt())).isGreaterThan(first.plusMinutes(1));

        // It is back.
        database.sql("update residence set data_center = 'UNITED_KINGDOM' where data_center = 'SWITZERLAND'"
                        + " and tenant_id = ?")
                .param(tenant.value())
                .update();
        database.sql("update provisioning_run set target = 'UNITED_KINGDOM' where active_tenant = ?")
                .param(tenant.value())
                .update();
        due();
        upkeep.retry(tenant);
        await(() -> progress.underWay(tenant).isEmpty());
        assertThat(entries("run.retried", "DONE")).isEqualTo(2);
    }

    private Instant retryAt() {
        return database.sql("select retry_at from provisioning_run where active_tenant = ?")
                .param(tenant.value())
                .query(OffsetDateTime.class)
                .single()
                .toInstant();
    }

    private void due() {
        database.sql("update provisioning_run set retry_at = ? where active_tenant = ?")
                .params(OffsetDateTime.now().minusSeconds(1), tenant.value())
                .update();
    }

    @Test
    void homesAreBroughtAlongUntilNoneIsLeftAndNotAllAtOnce() {
        var tenants = new ArrayList<TenantId>();
        for (var i = 0; i < 3; i++) {
            aLicensedTenant();
            turnOn();
            tenants.add(tenant);
            database.sql("update tenant_home set set_up = '0.1' where tenant_id = ?")
                    .param(tenant.value())
                    .update();
        }
        HomeJobs.bringAllAlong(upkeep, 1, () -> {
            assertThat(upkeep.underWay()).isLessThanOrEqualTo(1);
            return false;
        });
        for (var each : tenants) {
            await(() -> progress.underWay(each).isEmpty());
            assertThat(homes.placeOf(each).orElseThrow().setUp()).isEqualTo(steps.version());
        }
    }

    private long start(Supplier<Start> start) {
        return transaction.<Long>execute(_ -> start.get().begun());
    }

    private TenantHome home(DataCenter where) {
        return dataCenters.homeOf(tenant, where);
    }

    private static void await(BooleanSupplier done) {
        var end = Instant.now().plus(Duration.ofSeconds(30));
        while (!done.getAsBoolean()) {
            assertThat(Instant.now()).as("waited long enough").isBefore(end);
            Thread.onSpinWait();
        }
    }
}
