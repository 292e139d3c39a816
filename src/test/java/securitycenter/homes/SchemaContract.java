package securitycenter.homes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static securitycenter.homes.DataCenter.EUROPEAN_UNION;
import static securitycenter.homes.DataCenter.UNITED_KINGDOM;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import securitycenter.identity.TenantId;

/** What freezing, copying and counting a home's schema must do, on each kind of database. */
abstract class SchemaContract {

    private static final int PARENTS = 2_500;

    @Autowired
    DataCenters dataCenters;

    @Autowired
    HomeSchema schema;

    TenantHome home;
    TenantHome elsewhere;

    @BeforeEach
    void twoHomesOfOneTenant() {
        var tenant = new TenantId(UUID.randomUUID());
        home = dataCenters.homeOf(tenant, EUROPEAN_UNION);
        elsewhere = dataCenters.homeOf(tenant, UNITED_KINGDOM);
        makeTablesIn(home);
        makeTablesIn(elsewhere);
        fill();
    }

    @AfterEach
    void removeThem() {
        schema.drop(home);
        schema.drop(elsewhere);
    }

    /** References against the order of the alphabet, to the table itself and in a circle; each odd type. */
    private void makeTablesIn(TenantHome where) {
        schema.migrate(where);
        for (var sql : List.of(
                "create table finding (id uuid primary key, parent bigint not null, raw json, bytes bytea,"
                        + " at timestamp(6) with time zone, fine boolean, score numeric(9, 3), words varchar(5000))",
                "create table parent (id bigint generated always as identity primary key,"
                        + " merged_into bigint references parent (id), newest uuid references finding (id),"
                        + " title varchar(200) not null, length int generated always as (char_length(title))"
                        + (isPostgres() ? " stored)" : ")"),
                "alter table finding add foreign key (parent) references parent (id)",
                "create table untouched (id int primary key)")) {
            where.database().sql(sql).update();
        }
    }

    private void fill() {
        var rows = home.database();
        rows.sql("insert into parent (title) select 'Parent ' || n from "
                        + (isPostgres() ? "generate_series(1, ?) as g(n)" : "system_range(1, ?) as g(n)"))
                .param(PARENTS)
                .update();
        rows.sql("update parent set merged_into = id + 1 where id < 10").update();
        rows.sql("delete from parent where id = ?").param(PARENTS).update();
        rows.sql("""
                        insert into finding values (?, 1, cast('{"b": [1, null], "a": "é ✓"}' as json), ?,
                            timestamp with time zone '2026-11-25 10:00:00.123456+01:00', true, 12.345, ?)""")
                .params(UUID.randomUUID(), new byte[] {0, 1, (byte) 0xff}, "line\nbreak, \"quoted\", \\N, 'and' ✓")
                .update();
        rows.sql("insert into finding (id, parent) values (?, 2)")
                .param(UUID.randomUUID())
                .update();
        rows.sql("update parent set newest = (select max(cast(id as varchar)) from finding)::uuid where id = 1")
                .update();
    }

    @Test
    void aCopyHoldsTheSameRowsAndGoesOnWithTheSameNumbers() throws SQLException {
        copy();
        assertThat(schema.census(elsewhere)).isEqualTo(schema.census(home));
        assertThat(schema.census(elsewhere)).containsKeys("finding", "parent", "untouched", "connected_service");
        assertThat(schema.census(elsewhere).values()).extracting(Contents::rows).contains(PARENTS - 1L);
        insertInto(home);
        insertInto(elsewhere);
        assertThat(newestIn(elsewhere)).isEqualTo(newestIn(home)).isEqualTo(PARENTS + 1);
        assertThatThrownBy(() -> elsewhere
                        .database()
                        .sql("insert into finding (id, parent) values (?, 999999)")
                        .param(UUID.randomUUID())
                        .update())
                .as("references are checked again")
                .isInstanceOf(DataAccessException.class);
    }

    @Test
    void oneChangedValueShowsInTheCensus() throws SQLException {
        copy();
        elsewhere
                .database()
                .sql("update parent set title = 'Parent  7' where id = 7")
                .update();
        assertThat(different()).containsExactly("parent");
        elsewhere
                .database()
                .sql("update parent set title = 'Parent 7' where id = 7")
                .update();
        assertThat(different()).isEmpty();
        elsewhere
                .database()
                .sql("update finding set words = '' where words is null")
                .update();
        assertThat(different()).as("nothing is not the empty text").containsExactly("finding");
    }

    @Test
    void aFrozenHomeCanBeReadAndNotWrittenUntilItIsThawed() {
        schema.freeze(home);
        schema.freeze(home);
        assertThat(newestIn(home)).isEqualTo(PARENTS - 1);
        for (var sql : List.of(
                "insert into parent (title) values ('late')",
                "update parent set title = 'late'",
                "delete from finding",
                "insert into connected_service (service, connected_at) values ('LATE', current_timestamp)")) {
            assertThatThrownBy(() -> home.database().sql(sql).update())
                    .as(sql)
                    .hasStackTraceContaining(ReadOnlyTable.WORDS);
        }
        schema.thaw(home);
        schema.thaw(home);
        insertInto(home);
        assertThat(newestIn(home)).isEqualTo(PARENTS + 1);
    }

    @Test
    void freezingWaitsForAWriterAndLetsNoneSlipThrough() throws Exception {
        CompletableFuture<Void> freezing;
        try (var writer = connection(home)) {
            writer.setAutoCommit(false);
            try (var insert = writer.createStatement()) {
                insert.executeUpdate("insert into " + home.schema() + ".parent (title) values ('in time')");
            }
            freezing = CompletableFuture.runAsync(() -> schema.freeze(home));
            assertThat(freezing).failsWithin(500, TimeUnit.MILLISECONDS);
            writer.commit();
        }
        assertThat(freezing).succeedsWithin(20, TimeUnit.SECONDS);
        assertThat(newestIn(home)).isEqualTo(PARENTS + 1);
        assertThatThrownBy(() -> insertInto(home)).isInstanceOf(DataAccessException.class);
    }

    @Test
    void freezingGivesUpOnAWriterThatDoesNotEndAndCanBeTriedAgain() throws Exception {
        try (var writer = connection(home)) {
            writer.setAutoCommit(false);
            try (var insert = writer.createStatement()) {
                insert.executeUpdate("insert into " + home.schema() + ".parent (title) values ('idle')");
            }
            var freezing = CompletableFuture.runAsync(() -> schema.freeze(home));
            assertThat(freezing).failsWithin(30, TimeUnit.SECONDS);
            assertThatThrownBy(freezing::join).hasCauseInstanceOf(HomeBusy.class);
            writer.rollback();
        }
        schema.freeze(home);
        assertThatThrownBy(() -> insertInto(home)).isInstanceOf(DataAccessException.class);
    }

    @Test
    void twoAreNeverAtWorkInOneHomeAtOnceAndOthersDoNotWait() {
        var inside = new CountDownLatch(1);
        var leave = new CountDownLatch(1);
        var first = CompletableFuture.runAsync(() -> dataCenters.alone(home, () -> {
            inside.countDown();
            await(leave);
        }));
        await(inside);
        var second = CompletableFuture.runAsync(() -> dataCenters.alone(home, () -> {}));
        dataCenters.alone(elsewhere, () -> {});
        assertThat(second).failsWithin(500, TimeUnit.MILLISECONDS);
        leave.countDown();
        assertThat(first).succeedsWithin(5, TimeUnit.SECONDS);
        assertThat(second).succeedsWithin(5, TimeUnit.SECONDS);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aCopyHasNoMigrationsThatItsOriginalLacks() {
        schema.drop(home);
        JdbcClient.create(dataCenters.pool(EUROPEAN_UNION))
                .sql("create schema " + home.schema())
                .update();
        assertThat(schema.census(elsewhere)).isNotEmpty();
        schema.copy(home, elsewhere);
        assertThat(schema.census(elsewhere)).isEmpty();
        schema.migrate(elsewhere);
        assertThat(schema.census(elsewhere)).containsKey("connected_service");
    }

    private List<String> different() {
        var original = schema.census(home);
        return schema.census(elsewhere).entrySet().stream()
                .filter(table -> !table.getValue().equals(original.get(table.getKey())))
                .map(Map.Entry::getKey)
                .toList();
    }

    private void copy() throws SQLException {
        try (var from = connection(home);
                var to = connection(elsewhere)) {
            dataCenters
                    .engine(UNITED_KINGDOM)
                    .copy(home.schema(), List.copyOf(schema.census(home).keySet()), from, to);
        }
    }

    private Connection connection(TenantHome where) throws SQLException {
        return dataCenters.pool(where.dataCenter()).getConnection();
    }

    private boolean isPostgres() {
        return dataCenters.engine(EUROPEAN_UNION) instanceof PostgresSchema;
    }

    private static void insertInto(TenantHome where) {
        where.database().sql("insert into parent (title) values ('next')").update();
    }

    private static long newestIn(TenantHome where) {
        return where.database()
                .sql("select max(id) from parent")
                .query(Long.class)
                .single();
    }
}
