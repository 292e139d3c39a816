package securitycenter.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import securitycenter.events.ReadEvents.Found;
import securitycenter.events.ReadEvents.GivenUp;
import securitycenter.homes.TenantHome;
import securitycenter.kql.Compilation.Compiled;
import securitycenter.kql.KqlCompiler;
import securitycenter.kql.Occasion;
import securitycenter.kql.schema.Column;
import securitycenter.kql.schema.KqlType;
import securitycenter.outside.PlacesFile;

/** On real files, and with SQL that no compiler would write. */
class EventReaderTests {

    private static final Ceiling CEILING = new Ceiling(1_000, 1_000_000, Duration.ofMinutes(1));
    private static final String ENDLESS =
            "select count(*) from range(10000000) a(x) join range(10000000) b(y) on a.x % 1000 > b.y % 999";

    @TempDir
    Path folder;

    OpenStores stores;
    EventStore store;
    Events events;
    EventReader reader;
    TenantHome home;

    @BeforeEach
    void aHome() throws IOException {
        stores = EventsTests.stores();
        store = new EventStore(stores, Clock.systemUTC());
        events = EventsTests.events(stores);
        reader = new EventReader(stores, EventsTests.settings());
        home = home("it's home");
    }

    private TenantHome home(String name) throws IOException {
        var made = EventsTests.home(Files.createDirectories(folder.resolve(name)));
        store.provision(made);
        return made;
    }

    @AfterEach
    void close() {
        reader.close();
        stores.closeAll();
    }

    @Test
    void whatAQueryReadIsGivenAsItIs() {
        var read = new Compiled(
                "select $1 || $2", List.of(new Column("x", KqlType.STRING)), List.of("it's \"1\"; $2 \\ é💥\n", "2"));
        assertThat(found(read).rows()).containsExactly(List.of("it's \"1\"; $2 \\ é💥\n2"));
        var peek = reader.peek(home, CEILING, new Reading());
        assertThat(peek.rows("select $1 as a", List.of("b"))).containsExactly(List.of("b"));
    }

    @Test
    void whereAnAddressIsIsFoundInTheOperatorsFile() throws IOException {
        close();
        try (var places = new PlacesFile()
                .with("203.0.113.0", 24, PlacesFile.city("Netherlands", "Utrecht", "Amersfoort", 52.155, 5.3875))
                .openedAt(folder.resolve("places.mmdb"))) {
            stores = EventsTests.stores(places);
            reader = new EventReader(stores, EventsTests.settings());
            var city = "cast(kql_java_geo_info_from_ip_address('203.0.113.7') as json) ->> 'city'";
            assertThat(found(sql("select " + city, KqlType.STRING)).rows()).containsExactly(List.of("Amersfoort"));
        }
    }

    @Test
    void whatIsFoundComesAsWhatItIs() {
        events.append(home, List.of(event(1)));
        var found = found(new Compiled(
                """
                select "FileName", "ProcessId", "Timestamp", true, 1.5::double, 'a1b2c3d4-0000-0000-0000-000000000001'::uuid,
                    '{"a":[1]}'::json::variant, null::bigint, 2.5::decimal(38, 12) from "DeviceProcessEvents\"""",
                List.of(
                        new Column("FileName", KqlType.STRING),
                        new Column("ProcessId", KqlType.LONG),
                        new Column("Timestamp", KqlType.DATETIME),
                        new Column("b", KqlType.BOOL),
                        new Column("r", KqlType.REAL),
                        new Column("g", KqlType.GUID),
                        new Column("d", KqlType.DYNAMIC),
                        new Column("n", KqlType.LONG),
                        new Column("c", KqlType.DECIMAL))));
        var row = found.rows().getFirst();
        assertThat((BigDecimal) row.getLast()).isEqualByComparingTo("2.5");
        assertThat(row.subList(0, 8))
                .containsExactly(
                        "1.exe",
                        1L,
                        Ticks.of(EventsTests.NOON.plusSeconds(60)),
                        true,
                        1.5,
                        "a1b2c3d4-0000-0000-0000-000000000001",
                        "{\"a\":[1]}",
                        null);
        assertThat(found.processor()).isPositive();
    }

    @Test
    void whatQueriesCallIsThereAlsoInAFrozenStoreAndNeverInTheFile() throws SQLException {
        assertThat(numbers("select kql_modulo(-3, 5)")).containsExactly(2L);
        store.freeze(home);
        assertThat(numbers("select kql_modulo(-3, 5)")).containsExactly(2L);
        stores.closeAll();
        try (var raw = DriverManager.getConnection(
                        "jdbc:duckdb:" + StoreFile.of(home).path());
                var macros = raw.createStatement()
                        .executeQuery("select count(*) from duckdb_functions() where function_name like 'kql_%'")) {
            macros.next();
            assertThat(macros.getInt(1)).isZero();
        }
    }

    @Test
    void divisionByZeroIsNothingAndTimeIsUtc() {
        assertThat(numbers("select 1 // 0")).containsExactly((Long) null);
        assertThat(numbers("select (epoch_us('2026-01-01 00:00'::timestamptz) // 1000000)::bigint"))
                .containsExactly(1_767_225_600L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select content from read_text('/etc/hostname')",
                "select * from read_csv('/etc/passwd')",
                "select * from glob('/etc/*')",
                "select * from '/etc/passwd'",
                "select 1) r(p0); attach '/tmp/other.duckdb' as other; select 1 from (select 1",
                "select 1) r(p0); copy (select 1) to '/tmp/out.csv'; select 1 from (select 1",
                "select 1) r(p0); install httpfs; select 1 from (select 1",
                "select 1) r(p0); load httpfs; select 1 from (select 1",
                "select 1) r(p0); export database '/tmp/out'; select 1 from (select 1",
                "select 1) r(p0); set memory_limit = '100GB'; select 1 from (select 1",
                "select 1) r(p0); set enable_external_access = true; select 1 from (select 1",
                "select 1) r(p0); set profiling_output = '/tmp/profile'; select 1 from (select 1",
                "select 1) r(p0); set allowed_configs = ['memory_limit']; select 1 from (select 1"
            })
    void noSqlReachesAFileTheNetworkOrASetting(String sql) {
        assertThat(read(sql, KqlType.STRING)).isInstanceOf(GivenUp.class);
        assertThat(Path.of("/tmp/out.csv")).doesNotExist();
        assertThat(Path.of("/tmp/profile")).doesNotExist();
        assertThat(numbers("select 7")).containsExactly(7L);
    }

    @Test
    void anotherTenantsRowsCannotBeNamed() throws IOException {
        var other = home("other");
        events.append(other, List.of(event(1)));
        events.append(home, List.of(event(2)));
        var path = StoreFile.of(other).path();
        assertThat(read("select 1 from \"" + path + "\".main.\"DeviceProcessEvents\"", KqlType.LONG))
                .isInstanceOf(GivenUp.class);
        assertThat(read("select 1) r(p0); attach '" + path + "' as o; select 1 from (select 1", KqlType.LONG))
                .isInstanceOf(GivenUp.class);
        assertThat(numbers("select count(*) from duckdb_databases() where path is not null"))
                .containsExactly(1L);
        assertThat(numbers("select count(*) from \"DeviceProcessEvents\"")).containsExactly(1L);
    }

    @Test
    void whatRunsIsStoppedAtOnceAndTheNextIsAnswered() {
        var reading = new Reading();
        var answer =
                CompletableFuture.supplyAsync(() -> reader.read(home, sql(ENDLESS, KqlType.LONG), CEILING, reading));
        await(() -> reading.progress() > 0 || answer.isDone());
        var begin = System.nanoTime();
        reading.cancel();
        assertGivenUp(answer.join(), Cause.CANCELLED);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
        assertThat(numbers("select 7")).containsExactly(7L);
    }

    @Test
    void whatWasStoppedBeforeItBeganDoesNotBegin() {
        var reading = new Reading();
        reading.cancel();
        assertGivenUp(reader.read(home, sql(ENDLESS, KqlType.LONG), CEILING, reading), Cause.CANCELLED);
    }

    @Test
    void whatTakesTooLongIsGivenUpAndCostsWhatItTook() {
        var second = new Ceiling(10, 1_000, Duration.ofSeconds(1));
        var given = reader.read(home, sql(ENDLESS, KqlType.LONG), second, new Reading());
        assertGivenUp(given, Cause.TOO_LONG);
        assertThat(given.took()).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(10));
        assertThat(given.processor()).isGreaterThanOrEqualTo(given.took());
    }

    @Test
    void whatIsStreamedForTooLongIsGivenUpAsWell() {
        var second = new Ceiling(Integer.MAX_VALUE - 1, Long.MAX_VALUE, Duration.ofSeconds(1));
        var wide = "select x from (select range as x from range(100000000000)) where hash(x) % 1000000 = 0";
        assertGivenUp(reader.read(home, sql(wide, KqlType.LONG), second, new Reading()), Cause.TOO_LONG);
    }

    @Test
    void whatComesLateBehindWhatCameEarlyIsStoppedToo() {
        var second = new Ceiling(10_000, Long.MAX_VALUE, Duration.ofSeconds(1));
        var late = "select repeat('x', 2000) as x from range(30000000000) t(i) where i < 8000 or i = 29999999999";
        assertGivenUp(reader.read(home, sql(late, KqlType.STRING), second, new Reading()), Cause.TOO_LONG);
    }

    @Test
    void ofOneQueryAfterAnotherEachFindsTheMacrosThatItNames() {
        assertThat(found(sql("select kql_bin(7, 5)", KqlType.LONG)).rows()).containsExactly(List.of(5L));
        assertThat(found(sql("select kql_text(kql_url('https://a.example/b'))", KqlType.STRING))
                        .rows())
                .hasSize(1);
        assertThat(found(sql("select kql_start_of_week(kql_bin(7, 5), 0)", KqlType.LONG))
                        .rows())
                .hasSize(1);
    }

    @Test
    void moreRowsThanAllowedAreCutOff() {
        var ten = new Ceiling(10, 1_000, Duration.ofMinutes(1));
        var exactly = (Found) reader.read(home, sql("select range from range(10)", KqlType.LONG), ten, new Reading());
        assertThat(exactly.cutOff()).isFalse();
        assertThat(exactly.rows()).hasSize(10);
        var more = (Found) reader.read(home, sql("select range from range(11)", KqlType.LONG), ten, new Reading());
        assertThat(more.cutOff()).isTrue();
        assertThat(more.rows()).hasSize(10).last().isEqualTo(List.of(9L));
    }

    @Test
    void anAnswerThatIsTooLargeIsGivenUp() {
        assertGivenUp(read("select repeat('x', 1000001)", KqlType.STRING), Cause.TOO_LARGE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"pack_array(", "pack('a', "})
    void listsAndBagsThatAreAsDeepAsTheyMayBeAreAnswered(String layer) {
        var text = "let f = (d:dynamic) { " + layer.repeat(98) + "d" + ")".repeat(98) + " };"
                + " range x from 1 to 1 step 1 | extend d = parse_json('" + "[".repeat(199) + "1" + "]".repeat(199)
                + "')" + " | extend d = f(d)".repeat(5) + " | project d, tostring(d), array_length(d), strlen(d.a)";
        var compiled = (Compiled) new KqlCompiler(EventTables.schema()).compile(text, new Occasion(0, null));
        assertThat(found(compiled).rows()).hasSize(1);
    }

    @Test
    void whatNeedsMoreMemoryThanThereIsIsGivenUpAndTheNextIsAnswered() {
        assertGivenUp(
                read(
                        "select length(string_agg(repeat(hash(range)::varchar, 40), '')) from range(20000000)",
                        KqlType.LONG),
                Cause.TOO_MUCH_MEMORY);
        assertThat(numbers("select 7")).containsExactly(7L);
    }

    @Test
    void whatIsSortedBesideTheMemoryFillsNoMoreOfTheDiskThanItMay() {
        assertGivenUp(
                read(
                        "select x from (select hash(range)::varchar || repeat('y', 400) || hash(range + 1) as x"
                                + " from range(6000000)) order by x offset 5999999",
                        KqlType.STRING),
                Cause.TOO_MUCH_MEMORY);
        assertThat(numbers("select 7")).containsExactly(7L);
        stores.closeAll();
        assertThat(folder.resolve("it's home/events.temporary"))
                .satisfiesAnyOf(
                        left -> assertThat(left).doesNotExist(),
                        left -> assertThat(left).isEmptyDirectory());
    }

    @Test
    void whoeverReadsDoesNotWaitForWhoeverWrites() throws Exception {
        events.append(home, List.of(event(1)));
        var writing = new CompletableFuture<Void>();
        var done = new CompletableFuture<Void>();
        var writer = Thread.ofPlatform()
                .start(() -> stores.change(home, connection -> {
                    try (var statement = connection.createStatement()) {
                        statement.execute("begin transaction");
                        statement.execute("delete from \"DeviceProcessEvents\"");
                        writing.complete(null);
                        done.join();
                        return statement.execute("rollback");
                    }
                }));
        writing.get(10, TimeUnit.SECONDS);
        assertThat(numbers("select count(*) from \"DeviceProcessEvents\"")).containsExactly(1L);
        done.complete(null);
        writer.join();
    }

    /** By two of them, which have no end; others wait. */
    private List<CompletableFuture<ReadEvents>> bothTurnsTakenBy(List<Reading> readings) {
        var answers = readings.stream()
                .map(reading -> CompletableFuture.supplyAsync(
                        () -> reader.read(home, sql(ENDLESS, KqlType.LONG), CEILING, reading),
                        command -> Thread.ofVirtual().start(command)))
                .toList();
        await(() -> readings.stream().filter(reading -> reading.progress() > 0).count() == 2);
        return answers;
    }

    @Test
    void aTenantWithManyQueriesDoesNotKeepAnotherWaiting() throws Exception {
        var other = home("other");
        var readings = IntStream.range(0, 6).mapToObj(_ -> new Reading()).toList();
        var answers = bothTurnsTakenBy(readings);
        var others = CompletableFuture.supplyAsync(
                () -> reader.read(other, sql("select 7", KqlType.LONG), CEILING, new Reading()),
                command -> Thread.ofVirtual().start(command));
        Thread.sleep(300);
        readings.stream()
                .filter(reading -> reading.progress() > 0)
                .findFirst()
                .orElseThrow()
                .cancel();
        assertThat(others.get(20, TimeUnit.SECONDS)).isInstanceOf(Found.class);
        assertThat(answers.stream().filter(CompletableFuture::isDone)).hasSize(1);
        readings.forEach(Reading::cancel);
        answers.forEach(CompletableFuture::join);
    }

    @Test
    void atTheEndWhatRunsAndWhatWaitsIsOverAtOnceAndNothingBegins() {
        var readings = IntStream.range(0, 4).mapToObj(_ -> new Reading()).toList();
        var answers = bothTurnsTakenBy(readings);
        var begin = System.nanoTime();
        reader.close();
        assertThat(answers).allSatisfy(answer -> assertGivenUp(answer.join(), Cause.INTERRUPTED));
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(4));
        assertGivenUp(read("select 7", KqlType.LONG), Cause.INTERRUPTED);
    }

    @Test
    void waitingForAStoreCostsNothing() throws Exception {
        var closed = new CompletableFuture<Void>();
        var holder = Thread.ofPlatform()
                .start(() -> stores.whileClosed(home, () -> {
                    closed.complete(null);
                    LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
                }));
        closed.get(10, TimeUnit.SECONDS);
        var begin = System.nanoTime();
        var given = read("select 7", KqlType.LONG);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofMillis(500));
        assertGivenUp(given, Cause.AWAY);
        assertThat(given.processor()).isZero();
        holder.join();
    }

    @Test
    void whatIsStoppedWhenItsTurnHasComeDoesNotBegin() {
        var given = reader.read(
                home, sql(ENDLESS, KqlType.LONG), CEILING, new Reading(reading -> reading.stop(Cause.USED_UP)));
        assertGivenUp(given, Cause.USED_UP);
        assertThat(given.processor()).isZero();
    }

    @Test
    void eachLookOfACompilerIsCountedOnce() {
        var reading = new Reading();
        var peek = reader.peek(home, CEILING, reading);
        var costs = new ArrayList<Duration>();
        for (int i = 0; i < 6; i++) {
            peek.rows("select sum(hash(range)) % 1000 from range(3000000)", List.of());
            costs.add(reading.spent());
        }
        assertThat(costs.getLast()).isLessThan(costs.getFirst().multipliedBy(30));
    }

    @Test
    void looksOfACompilerAndTheQueryHaveOneTimeTogether() throws InterruptedException {
        var second = new Ceiling(10, 1_000, Duration.ofSeconds(1));
        var reading = new Reading();
        var peek = reader.peek(home, second, reading);
        assertThat(peek.rows("select 7", List.of())).containsExactly(List.of("7"));
        Thread.sleep(1_100);
        assertThatThrownBy(() -> peek.rows("select 7", List.of()))
                .isInstanceOfSatisfying(
                        PeekGivenUp.class,
                        given -> assertThat(given.how().cause()).isEqualTo(Cause.TOO_LONG));
    }

    @Test
    void waitingForItsTurnIsNoTimeOfTheQuery() throws InterruptedException {
        var readings = IntStream.range(0, 2).mapToObj(_ -> new Reading()).toList();
        var answers = bothTurnsTakenBy(readings);
        var second = new Ceiling(10, 1_000, Duration.ofSeconds(1));
        var waiting = CompletableFuture.supplyAsync(
                () -> reader.read(home, sql("select 7", KqlType.LONG), second, new Reading()),
                command -> Thread.ofVirtual().start(command));
        Thread.sleep(1_500);
        assertThat(waiting).isNotDone();
        readings.forEach(Reading::cancel);
        answers.forEach(CompletableFuture::join);
        assertThat(waiting.join()).isInstanceOf(Found.class);
    }

    @Test
    void takingAStoreAwayEndsTheQueriesInIt() {
        var reading = new Reading();
        var answer =
                CompletableFuture.supplyAsync(() -> reader.read(home, sql(ENDLESS, KqlType.LONG), CEILING, reading));
        await(() -> reading.progress() > 0 || answer.isDone());
        store.deprovision(home);
        assertGivenUp(answer.join(), Cause.AWAY);
        assertThat(store.isGone(home)).isTrue();
        assertGivenUp(read("select 7", KqlType.LONG), Cause.AWAY);
        assertThat(home.folder()).isEmptyDirectory();
    }

    @Test
    void freezingEndsTheQueriesInItAndLaterOnesAreAnswered() {
        var reading = new Reading();
        var answer =
                CompletableFuture.supplyAsync(() -> reader.read(home, sql(ENDLESS, KqlType.LONG), CEILING, reading));
        await(() -> reading.progress() > 0 || answer.isDone());
        store.freeze(home);
        assertGivenUp(answer.join(), Cause.AWAY);
        assertThat(numbers("select 7")).containsExactly(7L);
    }

    @Test
    void aDamagedFileIsSaidToBeOneAndRepairBeginsAnew() throws IOException {
        events.append(home, List.of(event(1)));
        stores.closeAll();
        var file = StoreFile.of(home).path();
        Files.writeString(file, "this is no database ".repeat(2_000));
        assertGivenUp(read("select 7", KqlType.LONG), Cause.DAMAGED);
        assertThat(store.isBuilt(home)).isFalse();
        store.provision(home);
        assertThat(store.isBuilt(home)).isTrue();
        assertThat(events.append(home, List.of(event(1)))).isEqualTo(1);
        assertThat(numbers("select count(*) from \"DeviceProcessEvents\"")).containsExactly(1L);
        stores.closeAll();
        Files.writeString(file, "nor is this ".repeat(2_000));
        store.provision(home);
        assertThat(setAside())
                .hasSize(2)
                .anySatisfy(one -> assertThat(one).content().startsWith("this is no database"))
                .anySatisfy(one -> assertThat(one).content().startsWith("nor is this"));
        store.deprovision(home);
        assertThat(home.folder()).isEmptyDirectory();
    }

    @Test
    void aDamagedFileIsDeletedOnceAllThatWasInItIsOlderThanWhatIsKept() throws IOException {
        Files.writeString(home.folder().resolve("events.duckdb.20260101T023000123Z.damaged"), "old");
        Files.writeString(home.folder().resolve("events.duckdb.wal.20260101T023000123Z.damaged"), "old");
        var young = Files.writeString(home.folder().resolve("events.duckdb.20260102T023000123Z.damaged"), "young");
        var night = Clock.fixed(Instant.parse("2026-01-31T03:00:00Z"), ZoneOffset.UTC);
        new OldEvents(stores, EventsTests.settings(), night).forget(home);
        assertThat(setAside()).containsExactly(young);
    }

    private List<Path> setAside() throws IOException {
        try (var files = Files.list(home.folder())) {
            return files.filter(file -> file.toString().endsWith(".damaged")).toList();
        }
    }

    @Test
    void aFullDiskIsNoDamageAndWhenThereIsRoomAgainEventsAreStored() throws Exception {
        assumeTrue(FullDisk.canBeHad());
        var said = FullDisk.filled(Files.createDirectory(folder.resolve("disk")));
        assertThat(said)
                .filteredOn(line -> line.startsWith("said "))
                .singleElement()
                .asString()
                .contains("No space left on device");
        assertThat(said)
                .filteredOn(line -> line.startsWith("damaged "))
                .containsExactly("damaged false", "damaged false");
        assertThat(said).endsWith("new " + StoreWriter.ROWS);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "IO Error: Could not read from file \"e.duckdb\": Input/output error | false",
                "IO Error: Cannot open file \"e.duckdb\": Too many open files | false",
                "IO Error: Could not write file \"e.duckdb\": No space left on device | false",
                "FATAL Error: Corrupt, or so it seems: No space left on device | false",
                "IO Error: Could not read enough bytes from file \"e.duckdb\" | true",
                "IO Error: The file \"e.duckdb\" exists, but it is not a valid DuckDB database file! | true",
                "IO Error: Corrupt database file: computed checksum 1 does not match stored checksum 2 | true"
            })
    void whatCouldOnlyNotBeReadJustNowIsNoDamage(String said, boolean damage) {
        assertThat(Damage.isSaidIn(new SQLException(said))).isEqualTo(damage);
    }

    @Test
    void aFileThatIsCutShortOrDamagedWithinIsNoticed() throws IOException {
        var rows = IntStream.range(0, 20_000).mapToObj(EventReaderTests::event).toList();
        events.append(home, rows);
        stores.closeAll();
        var file = StoreFile.of(home).path();
        var whole = Files.readAllBytes(file);
        try (var damage = new RandomAccessFile(file.toFile(), "rw")) {
            for (var at = 300_000L; at < damage.length(); at += 50_000) {
                damage.seek(at);
                damage.write(new byte[4_096]);
            }
        }
        assertGivenUp(
                read("select count(distinct \"FileName\") from \"DeviceProcessEvents\"", KqlType.LONG), Cause.DAMAGED);
        stores.closeAll();
        Files.write(file, Arrays.copyOf(whole, whole.length / 2));
        assertGivenUp(
                read("select count(distinct \"FileName\") from \"DeviceProcessEvents\"", KqlType.LONG), Cause.DAMAGED);
    }

    private Found found(Compiled query) {
        var read = reader.read(home, query, CEILING, new Reading());
        assertThat(read).isInstanceOf(Found.class);
        return (Found) read;
    }

    private ReadEvents read(String sql, KqlType type) {
        return reader.read(home, sql(sql, type), CEILING, new Reading());
    }

    private static Compiled sql(String sql, KqlType type) {
        return new Compiled(sql, List.of(new Column("x", type)));
    }

    private List<Object> numbers(String sql) {
        var numbers = new ArrayList<Object>();
        found(sql(sql, KqlType.LONG)).rows().forEach(row -> numbers.add(row.getFirst()));
        return numbers;
    }

    private static void assertGivenUp(ReadEvents read, Cause cause) {
        assertThat(read)
                .isInstanceOfSatisfying(
                        GivenUp.class, given -> assertThat(given.cause()).isEqualTo(cause));
    }

    private static Event event(int number) {
        return new Event(
                "DeviceProcessEvents",
                "device\n" + number,
                EventsTests.NOON.plus(Duration.ofMinutes(number)),
                "{\"FileName\":\"" + number + ".exe\",\"ProcessId\":" + number + "}");
    }

    private static void await(BooleanSupplier done) {
        var end = Instant.now().plus(Duration.ofSeconds(30));
        while (!done.getAsBoolean()) {
            assertThat(Instant.now()).as("waited long enough").isBefore(end);
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
