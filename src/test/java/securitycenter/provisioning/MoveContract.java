package securitycenter.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static securitycenter.homes.DataCenter.EUROPEAN_UNION;
import static securitycenter.homes.DataCenter.UNITED_KINGDOM;
import static securitycenter.homes.DataCenter.UNITED_STATES;
import static securitycenter.identity.Role.GLOBAL_ADMINISTRATOR;

import java.nio.file.Files;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import securitycenter.Visitor;
import securitycenter.Visitors;
import securitycenter.fakemicrosoft.FakeMicrosoft;
import securitycenter.homes.DataCenter;
import securitycenter.homes.DataCenters;
import securitycenter.homes.TenantHome;
import securitycenter.identity.TenantId;
import securitycenter.provisioning.DataCenterProposal.Reason;

/** A home goes through what support can do with it, and loses nothing; on each kind of database. */
abstract class MoveContract {

    private static final Cause CAUSE = Cause.ofStaff("Stella Novak", "Asked for it", "H-1042");

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
    Upkeep upkeep;

    @Autowired
    Move move;

    @Autowired
    DataCenters dataCenters;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    JdbcClient database;

    TenantId tenant;
    Visitor administrator;

    @BeforeEach
    void aTenantWithDataInTheEuropeanUnion() throws SQLException {
        var directory =
                microsoft.directory().tenant("Moving B.V.").licensed("SPE_E5").country("NL");
        tenant = directory.id();
        administrator = visitors.signedIn(directory.person("Ada").holds(GLOBAL_ADMINISTRATOR));
        administrator.turnOn();
        try (var store = DriverManager.getConnection("jdbc:duckdb:" + events(EUROPEAN_UNION));
                var fill = store.createStatement()) {
            fill.execute("""
                    insert into DeviceEvents ("$Key", "$IngestionTime", Timestamp, DeviceName, AdditionalFields)
                    select uuid(), range, range, 'row ' || range, '{}' from range(5000)""");
        }
        home(EUROPEAN_UNION)
                .database()
                .sql("update connected_service set last_data_at = timestamp with time zone '2026-11-25 09:30:00+00:00'")
                .update();
    }

    @Test
    void aHomeArrivesWithAllItHeldAndTheTenantSeesWhereItHasBeen() throws SQLException {
        move(UNITED_KINGDOM);
        assertThat(place().dataCenter()).isEqualTo(UNITED_KINGDOM);
        assertThat(place().frozenSince()).isNull();
        assertThat(eventsIn(UNITED_KINGDOM)).isEqualTo(5000);
        assertThat(administrator.get("/settings/services").text()).contains("25 Nov 2026 09:30");
        assertThat(administrator.get("/incidents").path()).isEqualTo("/incidents");
        assertThat(administrator.get("/settings").text())
                .contains("Where your data has been", "European Union", "The copy there is kept until");
        assertThat(administrator.get("/audit").text())
                .contains("Data moved to another data center", "Asked for it", "H-1042");
        assertThat(latestRun().text())
                .containsPattern("\\d+ tables with 5,0\\d\\d rows compared")
                .contains("Started by Stella Novak of support");
    }

    @Test
    void theOldHomeStaysReadOnlyUntilItIsClearedAndNothingReturnsThereBefore() throws SQLException {
        move(UNITED_KINGDOM);
        assertThat(eventsIn(EUROPEAN_UNION)).isEqualTo(5000);
        assertThat(events(EUROPEAN_UNION).resolveSibling("events.frozen")).exists();
        assertThat(homes.prospectOf(tenant, EUROPEAN_UNION)).isEqualTo(MoveProspect.FORMER_HOME_THERE);

        run(() -> provisioning.clear(tenant, EUROPEAN_UNION, CAUSE));
        assertThat(home(EUROPEAN_UNION).folder()).doesNotExist();
        assertThat(schemaExists(EUROPEAN_UNION)).isFalse();
        assertThat(administrator.get("/audit").text()).contains("Data deleted");
        assertThat(administrator.get("/settings").text()).contains("Nothing is left there");
        assertThat(administrator.get("/incidents").path()).isEqualTo("/incidents");

        move(EUROPEAN_UNION);
        assertThat(eventsIn(EUROPEAN_UNION)).isEqualTo(5000);
        assertThat(events(EUROPEAN_UNION).resolveSibling("events.frozen")).doesNotExist();
    }

    @Test
    void afterTheSwitchNothingCanBeWrittenInTheOldHome() {
        var old = home(EUROPEAN_UNION).database();
        move(UNITED_KINGDOM);
        assertThatThrownBy(() -> old.sql("update connected_service set last_data_at = current_timestamp")
                        .update())
                .hasStackTraceContaining("This home is frozen");
        assertThat(home(UNITED_KINGDOM)
                        .database()
                        .sql("update connected_service set last_data_at = current_timestamp")
                        .update())
                .isEqualTo(4);
    }

    @Test
    void aCopyThatDiffersIsRefused() {
        move(UNITED_KINGDOM);
        var route = new Route(home(EUROPEAN_UNION), home(UNITED_KINGDOM));
        assertThat(move.compare(route))
                .containsKeys("create-event-store/DeviceEvents", "create-schema/connected_service");
        home(UNITED_KINGDOM)
                .database()
                .sql("update connected_service set last_data_at = null where service = 'ENDPOINT'")
                .update();
        assertThatThrownBy(() -> move.compare(route))
                .isInstanceOf(StepRefused.class)
                .hasMessage("step.problem.copy-differs");
    }

    @Test
    void whatWeMoveForReasonsOfOurOwnTheTenantDidNotAskFor() {
        run(() -> provisioning.move(tenant, UNITED_KINGDOM, null, CAUSE, Reason.OPERATOR));
        database.sql("update residence set since = ? where tenant_id = ? and data_center = 'UNITED_KINGDOM'")
                .params(OffsetDateTime.parse("2026-01-05T12:00:00Z"), tenant.value())
                .update();
        assertThat(administrator.get("/settings").text())
                .contains("United Kingdom, because we moved it there", "Fixed since 5 Jan 2026")
                .doesNotContain("because your organization asked for it");
    }

    @Test
    void aFormerHomeIsDeletedWhenItsTimeHasCome() {
        move(UNITED_KINGDOM);
        upkeep.formerHomesToDelete(100_000).forEach(due -> assertThat(due).isNotEqualTo(tenant));
        database.sql("update residence set kept_until = ? where tenant_id = ? and kept_until is not null")
                .params(OffsetDateTime.now().minusMinutes(1), tenant.value())
                .update();
        assertThat(upkeep.formerHomesToDelete(100_000)).contains(tenant);
        upkeep.deleteFormerHome(tenant);
        await(() -> progress.underWay(tenant).isEmpty());
        assertThat(home(EUROPEAN_UNION).folder()).doesNotExist();
        assertThat(place().open()).isTrue();
    }

    @Test
    void deletingTheDataDeletesTheFormerHomeToo() {
        move(UNITED_KINGDOM);
        transaction.executeWithoutResult(_ -> provisioning.close(tenant, Instant.now()));
        run(() -> provisioning.remove(tenant, CAUSE));
        for (var place : new DataCenter[] {EUROPEAN_UNION, UNITED_KINGDOM}) {
            assertThat(home(place).folder()).doesNotExist();
            assertThat(schemaExists(place)).isFalse();
        }
        assertThat(homes.residencyOf(tenant)).hasSize(2).allMatch(residency -> residency.goneAt() != null);
    }

    @Test
    void aPlannedMoveIsAnnouncedAndCanBeCalledOffWithNothingChanged() {
        var run = transaction.execute(_ -> provisioning
                .move(tenant, UNITED_STATES, Instant.now().plus(Duration.ofDays(1)), CAUSE, Reason.REQUEST)
                .begun());
        assertThat(administrator.get("/setup/runs/" + run).text())
                .contains("Planned. It begins on", "it can be read and not changed");
        assertThat(administrator.get("/settings").text())
                .contains("The data will move to the data center United States");
        assertThat(administrator.get("/incidents").path()).isEqualTo("/incidents");
        assertThat(transaction.<Boolean>execute(_ -> provisioning.cancel(tenant)))
                .isTrue();
        await(() -> progress.underWay(tenant).isEmpty());
        assertThat(administrator.get("/setup/runs/" + run).text())
                .contains("Taken back. The data stays where it was.", "Was not begun");
        assertThat(place().dataCenter()).isEqualTo(EUROPEAN_UNION);
        assertThat(home(UNITED_STATES).folder()).doesNotExist();
    }

    @Test
    void turningOffDuringAMoveTakesItBackAndKeepsTheDataWhereItWas() throws SQLException {
        transaction.executeWithoutResult(_ -> provisioning
                .move(tenant, UNITED_KINGDOM, Instant.now().plus(Duration.ofDays(1)), CAUSE, Reason.REQUEST)
                .begun());
        administrator
                .get("/settings/opt-out")
                .form("/settings/opt-out")
                .type("typed", "Moving B.V.")
                .submit();
        await(() -> progress.underWay(tenant).isEmpty());
        assertThat(place().open()).isFalse();
        assertThat(place().dataCenter()).isEqualTo(EUROPEAN_UNION);
        assertThat(eventsIn(EUROPEAN_UNION)).isEqualTo(5000);
    }

    @Test
    void aMoveThatFailsHalfWayIsTakenBackAndTheOldHomeCanBeChangedAgain() throws Exception {
        // A folder of that name where the copy must go: the disk is as unwilling as a full one.
        Files.createDirectories(
                home(UNITED_KINGDOM).folder().resolve("events.arriving").resolve("in the way"));
        var run = transaction.execute(_ -> provisioning
                .move(tenant, UNITED_KINGDOM, null, CAUSE, Reason.REQUEST)
                .begun());
        await(() -> progress.underWay(tenant).orElseThrow().failed());
        assertThat(place().frozenSince()).isNotNull();
        assertThat(administrator.get("/incidents").path()).isEqualTo("/incidents");
        assertThat(transaction.<Boolean>execute(_ -> provisioning.cancel(tenant)))
                .isTrue();
        await(() -> progress.underWay(tenant).isEmpty());
        assertThat(administrator.get("/setup/runs/" + run).text()).contains("The data stays where it was.");
        assertThat(place().frozenSince()).isNull();
        assertThat(home(EUROPEAN_UNION)
                        .database()
                        .sql("update connected_service set last_data_at = current_timestamp")
                        .update())
                .isEqualTo(4);
        assertThat(home(UNITED_KINGDOM).folder()).doesNotExist();
        assertThat(schemaExists(UNITED_KINGDOM)).isFalse();
        assertThat(eventsIn(EUROPEAN_UNION)).isEqualTo(5000);
    }

    @Test
    void repairingBringsBackWhatIsMissingAndKeepsTheRest() throws Exception {
        home(EUROPEAN_UNION)
                .database()
                .sql("delete from connected_service where service = 'IDENTITY'")
                .update();
        var run = transaction.execute(_ -> provisioning.repair(tenant, CAUSE).begun());
        assertThat(administrator.get("/incidents").path()).as("it stays on").isEqualTo("/incidents");
        await(() -> progress.underWay(tenant).isEmpty());
        assertThat(administrator.get("/setup/runs/" + run).text())
                .contains("Done. Everything is in place, and all data is still there.");
        assertThat(eventsIn(EUROPEAN_UNION)).isEqualTo(5000);
        assertThat(administrator.get("/settings/services").text()).contains("25 Nov 2026 09:30");
        assertThat(home(EUROPEAN_UNION)
                        .database()
                        .sql("select count(*) from connected_service")
                        .query(Integer.class)
                        .single())
                .isEqualTo(4);
    }

    @Test
    void afterAnUpdateAnOpenHomeIsBroughtAlong() {
        assertThat(upkeep.outdatedHomes(100_000)).doesNotContain(tenant);
        database.sql("update tenant_home set set_up = '0.1' where tenant_id = ?")
                .param(tenant.value())
                .update();
        assertThat(upkeep.outdatedHomes(100_000)).contains(tenant);
        upkeep.bringAlong(tenant);
        await(() -> progress.underWay(tenant).isEmpty());
        assertThat(place().setUp()).isEqualTo(steps.version());
    }

    @Test
    void startingCleanDeletesEverythingAndOpensAnEmptyHome() throws SQLException {
        move(UNITED_KINGDOM);
        var run = run(() -> provisioning.startClean(tenant, CAUSE));
        assertThat(administrator.get("/setup/runs/" + run).text())
                .contains("Done. All data is deleted, and Microsoft 365 Defender is on.");
        assertThat(home(EUROPEAN_UNION).folder()).doesNotExist();
        assertThat(place().dataCenter()).isEqualTo(UNITED_KINGDOM);
        assertThat(administrator.get("/settings/services").text()).doesNotContain("25 Nov 2026 09:30");
        try (var store = DriverManager.getConnection("jdbc:duckdb:" + events(UNITED_KINGDOM));
                var rows = store.createStatement().executeQuery("select sum(estimated_size) from duckdb_tables()")) {
            rows.next();
            assertThat(rows.getInt(1)).as("the layout's own").isEqualTo(2);
        }
    }

    private Visitor.Page latestRun() {
        return administrator.get("/setup/runs/" + progress.latest(tenant));
    }

    private void move(DataCenter target) {
        run(() -> provisioning.move(tenant, target, null, CAUSE, Reason.REQUEST));
        assertThat(latestRun().text()).contains("Done. The data lives in the new data center.");
    }

    private long run(Supplier<Start> start) {
        var run = transaction.<Long>execute(_ -> start.get().begun());
        await(() -> progress.underWay(tenant).isEmpty());
        return run;
    }

    private Place place() {
        return homes.placeOf(tenant).orElseThrow();
    }

    private TenantHome home(DataCenter where) {
        return dataCenters.homeOf(tenant, where);
    }

    private java.nio.file.Path events(DataCenter where) {
        return home(where).folder().resolve("events.duckdb");
    }

    private int eventsIn(DataCenter where) throws SQLException {
        try (var store = DriverManager.getConnection("jdbc:duckdb:" + events(where));
                var row = store.createStatement().executeQuery("select count(*) from DeviceEvents")) {
            row.next();
            return row.getInt(1);
        }
    }

    private boolean schemaExists(DataCenter where) {
        return homeDatabase(where)
                        .sql("select count(*) from information_schema.schemata where schema_name = ?")
                        .param(home(where).schema())
                        .query(Integer.class)
                        .single()
                > 0;
    }

    /** The database of the data center, seen from outside the product. */
    abstract JdbcClient homeDatabase(DataCenter where);

    private void await(BooleanSupplier done) {
        var end = Instant.now().plus(Duration.ofSeconds(30));
        while (!done.getAsBoolean()) {
            assertThat(Instant.now())
                    .as(() -> "waited long enough for " + latestRun().text())
                    .isBefore(end);
            Thread.onSpinWait();
        }
    }
}
