package securitycenter.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mockito.Mockito;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.util.unit.DataSize;
import securitycenter.homes.DataCenter;
import securitycenter.homes.TenantHome;
import securitycenter.identity.TenantId;
import securitycenter.outside.AddressPlaces;

/** On real files. */
class EventsTests {

    static final Instant NOON = Instant.parse("2026-01-14T12:00:00.1234567Z");

    @TempDir
    Path folder;

    OpenStores stores;
    EventStore store;
    Events events;
    TenantHome home;

    @BeforeEach
    void aHome() throws IOException {
        stores = stores();
        store = new EventStore(stores, Clock.systemUTC());
        events = events(stores);
        home = home("first");
    }

    private TenantHome home(String name) throws IOException {
        var home = home(Files.createDirectories(folder.resolve(name)));
        store.provision(home);
        return home;
    }

    static OpenStores stores() {
        return new OpenStores(settings(), AddressPlaces.none());
    }

    static OpenStores stores(AddressPlaces places) {
        return new OpenStores(settings(), places);
    }

    static EventSettings settings() {
        return new EventSettings(2, DataSize.ofMegabytes(128), DataSize.ofMegabytes(512), 2, Duration.ofDays(30));
    }

    static Events events(OpenStores stores) {
        return new Events(stores, new SimpleMeterRegistry(), Clock.fixed(NOON, ZoneOffset.UTC));
    }

    static TenantHome home(Path folder) {
        return new TenantHome(
                new TenantId(UUID.randomUUID()),
                DataCenter.EUROPEAN_UNION,
                folder,
                folder.getFileName().toString(),
                Mockito.mock(JdbcClient.class),
                Mockito.mock(JdbcOperations.class),
                Mockito.mock(TransactionOperations.class));
    }

    @AfterEach
    void close() {
        stores.closeAll();
    }

    @Test
    void theSameRowIsStoredOnceWhetherInOneBatchOrInTwoOrAfterARestart() {
        assertThat(events.append(home, List.of(event(1), event(2), event(1)))).isEqualTo(2);
        assertThat(events.append(home, List.of(event(2), event(3)))).isEqualTo(1);
        stores.closeAll();
        assertThat(events.append(home, List.of(event(3), event(1), event(2)))).isZero();
        assertThat(rows(home)).isEqualTo(3);
    }

    @Test
    void whatNobodyUsesIsGivenBackSoThatAnotherInstanceCanHaveIt() throws Exception {
        events.append(home, List.of(event(1)));
        assertThat(StoreHolder.canOpen(home)).isFalse();
        for (int second = 0; second < 20 && !StoreHolder.canOpen(home); second++) {
            Thread.sleep(1_000);
        }
        assertThat(StoreHolder.canOpen(home)).isTrue();
        assertThat(events.append(home, List.of(event(1), event(2)))).isEqualTo(1);
    }

    @Test
    void whatAnotherInstanceHasOpenIsWaitedFor() throws Exception {
        events.append(home, List.of(event(1)));
        stores.closeAll();
        try (var _ = StoreHolder.holding(home, Duration.ofSeconds(3))) {
            assertThat(events.append(home, List.of(event(1), event(2)))).isEqualTo(1);
        }
    }

    @Test
    void twoInstancesThatNeverRestHaveTheStoreInTurn() throws Exception {
        events.append(home, List.of(event(1)));
        stores.closeAll();
        var end = Instant.now().plus(Duration.ofSeconds(20));
        var own = 1;
        try (var _ = StoreHolder.neverResting(home)) {
            while (Instant.now().isBefore(end)) {
                own += events.append(home, List.of(event(own + 1)));
            }
        }
        var others = rows(home) - own;
        assertThat(own).as("ours").isGreaterThan(50);
        assertThat(others).as("the other's").isGreaterThan(50);
        stores.closeAll();
        // Whoever was killed while it waited has left a sign, and the next to open the store takes it away.
        assertThat(rows(home)).isEqualTo(own + others);
        assertThat(home.folder().resolve("events.wanted")).doesNotExist();
    }

    @Test
    void rowsThatDifferInTableMomentOrKeyAreAllStored() {
        var one = new Event("DeviceEvents", "a", NOON, "{}");
        assertThat(events.append(
                        home,
                        List.of(
                                one,
                                new Event("DeviceInfo", "a", NOON, "{}"),
                                new Event("DeviceEvents", "b", NOON, "{}"),
                                new Event("DeviceEvents", "a", NOON.plusNanos(100), "{}"),
                                new Event("DeviceEvents", "a", NOON.minus(Duration.ofDays(4_000)), "{}"))))
                .isEqualTo(5);
    }

    @Test
    void manyRowsOfManyDaysAreToldApartFromThoseThatAreThere() {
        var all = IntStream.range(0, 6_000).mapToObj(EventsTests::event).toList();
        events.append(home, all.subList(0, 4_000));
        assertThat(events.append(home, all)).isEqualTo(2_000);
        assertThat(rows(home)).isEqualTo(6_000);
    }

    @Test
    void aBatchThatCannotBeStoredLeavesNothingOfItself() {
        var wrong = new Event("DeviceEvents", "far", Instant.parse("+400000-01-01T00:00:00Z"), "{}");
        assertThatThrownBy(() -> events.append(home, List.of(event(1), wrong))).isInstanceOf(ArithmeticException.class);
        assertThat(events.append(home, List.of(event(1)))).isEqualTo(1);
    }

    @Test
    void whetherAnythingCanBeStoredIsTriedWithoutATrace() {
        events.probe(home);
        assertThat(events.append(home, List.of(event(1)))).isEqualTo(1);
        events.probe(home);
        assertThat(rows(home)).isEqualTo(1);
    }

    @Test
    void anyTextIsStored() {
        var strange =
                new Event("DeviceEvents", "\ud800\0\u20ac", NOON, "{\"a\":\"\ud800 \\u0000 \u20ac \ud83d\ude00\"}");
        events.append(home, List.of(strange));
        assertThat(events.append(home, List.of(strange))).isZero();
    }

    @Test
    void aFrozenStoreRefusesToBeChangedAndIsReadOn() {
        events.append(home, List.of(event(1)));
        store.freeze(home);
        assertThatThrownBy(() -> events.append(home, List.of(event(2)))).isInstanceOf(EventsFrozen.class);
        assertThat(rows(home)).isEqualTo(1);
        store.thaw(home);
        assertThat(events.append(home, List.of(event(2)))).isEqualTo(1);
    }

    @Test
    void aCopyHoldsWhatWasWrittenAndTakesMore() throws IOException {
        events.append(home, List.of(event(1)));
        var copy = home("second");
        store.freeze(home);
        store.copy(home, copy);
        assertThat(store.census(copy)).isEqualTo(store.census(home)).containsKey("DeviceProcessEvents");
        assertThat(events.append(copy, List.of(event(1), event(2)))).isEqualTo(1);
    }

    @Test
    void whatIsTakenAwayIsGoneAlthoughItWasOpen() {
        events.append(home, List.of(event(1)));
        store.deprovision(home);
        assertThat(store.isGone(home)).isTrue();
        assertThat(home.folder()).isEmptyDirectory();
    }

    @Test
    void noMoreFilesStayOpenThanTheSettingsAllow() throws Exception {
        var homes = new ArrayList<TenantHome>();
        for (var i = 0; i < 6; i++) {
            homes.add(home("home" + i));
        }
        for (var each : homes) {
            events.append(each, List.of(event(1)));
        }
        assertThat(openFiles()).isEqualTo(2);
        for (var each : homes) {
            assertThat(rows(each)).isEqualTo(1);
        }
    }

    private long openFiles() throws IOException {
        try (var open = Files.list(Path.of("/proc/self/fd"))) {
            return open.map(EventsTests::target)
                    .filter(target -> target.startsWith(folder.toString()) && target.endsWith(".duckdb"))
                    .distinct()
                    .count();
        }
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException gone) {
            return "";
        }
    }

    @Test
    void manyWritersOfOneHomeStoreEachRowOnce() throws InterruptedException {
        var all = IntStream.range(0, 500).mapToObj(EventsTests::event).toList();
        var writers = IntStream.range(0, 8)
                .mapToObj(_ -> Thread.ofVirtual().start(() -> events.append(home, all)))
                .toList();
        for (var writer : writers) {
            writer.join();
        }
        assertThat(rows(home)).isEqualTo(500);
    }

    private static Event event(int number) {
        return new Event(
                "DeviceProcessEvents",
                "device\n" + number,
                NOON.plus(Duration.ofMinutes(number)),
                "{\"n\":" + number + "}");
    }

    private int rows(TenantHome where) {
        var all = Shape.all()
                .map(shape -> "select count(*) as n from " + shape.quoted())
                .collect(Collectors.joining(" union all ", "select sum(n) from (", ")"));
        return stores.use(where, connection -> {
            try (var row = connection.createStatement().executeQuery(all)) {
                row.next();
                return row.getInt(1);
            }
        });
    }
}
