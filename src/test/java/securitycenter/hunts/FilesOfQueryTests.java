package securitycenter.hunts;

import static org.assertj.core.api.Assertions.assertThat;
import static securitycenter.identity.Role.GLOBAL_ADMINISTRATOR;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.util.unit.DataSize;
import securitycenter.ApplicationTest;
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
import securitycenter.homes.TenantHome;
import securitycenter.hunts.Asker.Channel;
import securitycenter.hunts.Outcome.Answer;
import securitycenter.hunts.Outcome.Reason;
import securitycenter.hunts.Outcome.Rejected;
import securitycenter.hunts.Outcome.Stopped;
import securitycenter.kql.Compilation;
import securitycenter.kql.KqlCompiler;
import securitycenter.kql.Occasion;
import securitycenter.outside.AddressPlaces;
import securitycenter.outside.ExternalFiles;
import securitycenter.outside.ListServer;
import securitycenter.provisioning.Homes;

/** Queries that read files: a list of bad addresses beside the tenant's events. */
@ApplicationTest
class FilesOfQueryTests {

    private static final Asker ADA = new Asker(Channel.PORTAL, UUID.randomUUID().toString(), "Ada");
    private static final Instant NOON = Instant.now().minus(Duration.ofDays(2));

    @Autowired
    FakeMicrosoft microsoft;

    @Autowired
    Visitors visitors;

    @Autowired
    DataCenters dataCenters;

    @Autowired
    Events events;

    @Autowired
    EventReader reader;

    @Autowired
    HuntRows rows;

    @Autowired
    Homes homes;

    @Autowired
    Share share;

    @Autowired
    Hunts asInstalled;

    private TenantHome home;
    private ListServer server;
    private ExternalFiles files;

    @BeforeEach
    void aTenantAndAServer() throws IOException {
        home = homeOf("Readers Ltd");
        server = new ListServer();
        files = server.files();
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

    @AfterEach
    void stopThem() throws IOException {
        files.close();
        server.close();
    }

    private Hunts hunts(Duration timeLimit) {
        var settings = new HuntSettings(
                100,
                DataSize.ofMegabytes(1),
                100,
                DataSize.ofMegabytes(1),
                timeLimit,
                Duration.ofDays(30),
                Duration.ofMinutes(30),
                Duration.ofHours(12),
                Duration.ofHours(24),
                DataSize.ofMegabytes(10),
                Duration.ofDays(28));
        var queries = new Queries(reader, files, AddressPlaces.none(), settings, Clock.systemUTC());
        return new Hunts(queries, rows, share, homes, settings, Clock.systemUTC());
    }

    private Question question(String query) {
        return new Question(
                query.replace("LIST", server.address("/lists/bad.csv")),
                Instant.now().minus(Duration.ofDays(30)),
                Instant.now());
    }

    private List<List<Object>> answer(String query) {
        var outcome = hunts(Duration.ofMinutes(1)).ask(home, ADA, question(query));
        assertThat(outcome).isInstanceOf(Answer.class);
        return List.copyOf(((Answer) outcome).rows().stream().map(List::copyOf).toList());
    }

    private static Event connection(int number, String address) {
        return new Event(
                "DeviceNetworkEvents",
                "device\n" + number,
                NOON.plusSeconds(number),
                "{\"DeviceName\":\"wks-" + number + "\",\"RemoteIP\":\"" + address + "\"}");
    }

    private void blocks() {
        server.serve("/lists/silent", exchange -> {
            exchange.sendResponseHeaders(200, 10);
            try {
                Thread.sleep(Duration.ofSeconds(30));
            } catch (InterruptedException e) {
                exchange.close();
            }
        });
    }

    @Test
    void aListOfTheWebIsHeldAgainstEvents() {
        server.serve("/lists/bad.csv", "ip,why\n192.0.2.1,\"spam, mostly\"\n192.0.2.7,worm\n");
        events.append(
                home, List.of(connection(1, "192.0.2.1"), connection(2, "192.0.2.2"), connection(7, "192.0.2.7")));
        assertThat(answer("""
                let bad = externaldata(ip:string, why:string)[h@'LIST'] with (format="csv", ignoreFirstRecord=true);
                DeviceNetworkEvents | where RemoteIP in (bad) | project DeviceName | order by DeviceName asc""")).containsExactly(List.of("wks-1"), List.of("wks-7"));
        assertThat(answer("""
                externaldata(ip:string, why:string)["LIST"] with (ignoreFirstRecord=true)
                | join kind=inner DeviceNetworkEvents on $left.ip == $right.RemoteIP
                | project DeviceName, why | order by DeviceName asc""")).containsExactly(List.of("wks-1", "spam, mostly"), List.of("wks-7", "worm"));
        assertThat(answer("""
                let bad = toscalar(externaldata(ip:string)["LIST"] | summarize make_set(ip));
                DeviceNetworkEvents | where RemoteIP !in (bad) | count""")).containsExactly(List.of(1L));
    }

    @Test
    void aFileThatAQueryNamesTwiceIsReadOnce() {
        server.serve("/lists/bad.csv", "192.0.2.1");
        assertThat(answer("union (externaldata(a:string)['LIST']), (externaldata(b:string)['LIST']) | count"))
                .containsExactly(List.of(2L));
        assertThat(server.asked()).isEqualTo(1);
    }

    @Test
    void aQueryReadsAFewFilesOnly() {
        server.serve("/lists/", "192.0.2.1");
        var addresses = new StringBuilder();
        for (int i = 0; i <= 20; i++) {
            addresses
                    .append(i == 0 ? "" : ", ")
                    .append("'")
                    .append(server.address("/lists/" + i))
                    .append("'");
        }
        var outcome =
                hunts(Duration.ofMinutes(1)).ask(home, ADA, question("externaldata(a:string)[" + addresses + "]"));
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Rejected.class,
                        rejected -> assertThat(rejected.problems().getFirst().message())
                                .isEqualTo("A query reads at most 20 files."));
        assertThat(server.asked()).isEqualTo(20);
    }

    @Test
    void aQueryThatWaitsForAFileIsCancelled() throws InterruptedException {
        var isAsked = new CountDownLatch(1);
        server.serve("/lists/slow", exchange -> isAsked.countDown());
        var hunts = hunts(Duration.ofMinutes(1));
        var id = hunts.start(home, ADA, question("externaldata(a:string)['" + server.address("/lists/slow") + "']"));
        isAsked.await();
        hunts.cancel(home, id);
        var end = Instant.now().plusSeconds(10);
        while (hunts.outcome(home, id).isEmpty() && Instant.now().isBefore(end)) {
            Thread.sleep(50);
        }
        assertThat(hunts.outcome(home, id)).contains(new Stopped(Reason.CANCELLED, null));
    }

    @Test
    void waitingForAFileIsTimeOfTheQuery() {
        blocks();
        var outcome = hunts(Duration.ofSeconds(1))
                .ask(home, ADA, question("externaldata(a:string)['" + server.address("/lists/silent") + "']"));
        assertThat(outcome).isEqualTo(new Stopped(Reason.TOO_LONG, null));
    }

    @Test
    void theFilesOfAQueryHaveALimitTogether() {
        server.serve("/lists/", "\n".repeat(9_000_000));
        var addresses = IntStream.range(0, 4)
                .mapToObj(i -> "'" + server.address("/lists/" + i) + "'")
                .collect(Collectors.joining(", "));
        assertThat(hunts(Duration.ofMinutes(1)).ask(home, ADA, question("externaldata(a:string)[" + addresses + "]")))
                .isInstanceOfSatisfying(
                        Rejected.class,
                        rejected -> assertThat(rejected.problems().getFirst().message())
                                .isEqualTo("The files of this query are larger than 30 MB."));
    }

    @Test
    void takingFilesApartIsProcessorTimeOfTheQueryAndWaitingIsNot() {
        server.serve("/lists/bad.csv", "1,2,3\n".repeat(200_000));
        server.serve("/lists/slow", exchange -> {
            try {
                Thread.sleep(Duration.ofSeconds(3));
                exchange.sendResponseHeaders(404, -1);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                exchange.close();
            }
        });
        var outcome = hunts(Duration.ofMinutes(1))
                .ask(home, ADA, question("externaldata(a:string)['LIST', '" + server.address("/lists/slow") + "']"));
        assertThat(outcome).isInstanceOf(Rejected.class);
        var processor =
                hunts(Duration.ofMinutes(1)).latestOf(home, ADA.id()).getFirst().processor();
        assertThat(processor).isBetween(Duration.ofMillis(5), Duration.ofMillis(2_500));
    }

    /** A list that is sent once for each permit. */
    private void serveForPermits(Semaphore permits) {
        server.serve("/lists/slow", exchange -> {
            try {
                permits.acquire();
                exchange.sendResponseHeaders(200, 1);
                exchange.getResponseBody().write('1');
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                exchange.close();
            }
        });
    }

    @Test
    void twoQueriesReadFilesAtATimeAndAThirdWaits() throws InterruptedException {
        var go = new Semaphore(0);
        serveForPermits(go);
        server.serve("/lists/bad.csv", "192.0.2.1");
        var hunts = hunts(Duration.ofMinutes(1));
        var slow = question("externaldata(a:string)['" + server.address("/lists/slow") + "']");
        var first = hunts.start(home, ADA, slow);
        var second = hunts.start(home, ADA, slow);
        await(() -> server.asked() == 2);
        var third = hunts.start(home, ADA, question("externaldata(a:string)['LIST']"));
        var fourth = hunts.start(home, ADA, question("externaldata(a:string)['LIST']"));
        Thread.sleep(500);
        assertThat(server.asked()).isEqualTo(2);
        hunts.cancel(home, third);
        assertThat(outcome(hunts, third)).isEqualTo(new Stopped(Reason.CANCELLED, null));
        go.release(2);
        assertThat(List.of(first, second, fourth))
                .allSatisfy(each -> assertThat(outcome(hunts, each)).isInstanceOf(Answer.class));
        assertThat(server.asked()).isEqualTo(3);
    }

    @Test
    void whatIsLargeKeepsItsTurnUntilItIsRunAndWhatIsSmallDoesNot() throws InterruptedException {
        server.serve("/lists/bad.csv", "192.0.2.1");
        server.serve("/lists/large.csv", "192.0.2.1\n".repeat(100_000));
        var large = question("externaldata(a:string)['" + server.address("/lists/large.csv") + "'] | count");
        var small = question("externaldata(a:string)['LIST']");
        var running = IntStream.range(0, 2).mapToObj(_ -> busy()).toList();
        var hunts = hunts(Duration.ofMinutes(1));
        var ids = new ArrayList<UUID>();
        for (int i = 0; i < 3; i++) {
            ids.add(hunts.start(home, ADA, small));
        }
        await(() -> server.asked() == 3);
        for (var person : List.of("Bob", "Cas", "Dan")) {
            var other = new Asker(Channel.PORTAL, UUID.randomUUID().toString(), person);
            ids.add(hunts.start(home, other, large));
        }
        await(() -> server.asked() == 5);
        Thread.sleep(1_000);
        assertThat(server.asked()).isEqualTo(5);
        running.forEach(Reading::cancel);
        assertThat(ids).allSatisfy(id -> assertThat(outcome(hunts, id)).isInstanceOf(Answer.class));
        assertThat(server.asked()).isEqualTo(6);
    }

    /** One of the two that may use the processors at a time. */
    private Reading busy() {
        var begun = new CountDownLatch(1);
        var reading = new Reading(_ -> begun.countDown());
        var endless = (Compilation.Compiled) new KqlCompiler(EventTables.schema()).compile("""
                range a from 1 to 1000000 step 1 | extend k = 1
                | join kind=inner (range b from 1 to 1000000 step 1 | extend k = 1) on k
                | summarize count() by tostring(a * b % 1000003)""", new Occasion(0, null));
        Thread.ofVirtual()
                .start(() -> reader.read(home, endless, new Ceiling(10, 1_000, Duration.ofMinutes(1)), reading));
        try {
            begun.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return reading;
    }

    @Test
    void aTenantWithManyListsDoesNotKeepAnotherWaiting() throws InterruptedException {
        var others = homeOf("Other Readers Ltd");
        var go = new Semaphore(0);
        serveForPermits(go);
        server.serve("/lists/bad.csv", "192.0.2.1");
        var hunts = hunts(Duration.ofMinutes(1));
        var slow = question("externaldata(a:string)['" + server.address("/lists/slow") + "']");
        var ids = IntStream.range(0, 4)
                .mapToObj(_ -> hunts.start(home, ADA, slow))
                .toList();
        await(() -> server.asked() == 2);
        Thread.sleep(300); // until the others wait
        var theirs = hunts.start(others, ADA, question("externaldata(a:string)['LIST']"));
        Thread.sleep(300);
        go.release();
        await(() -> hunts.outcome(others, theirs).isPresent());
        assertThat(hunts.outcome(others, theirs).orElseThrow()).isInstanceOf(Answer.class);
        go.release(3);
        assertThat(ids).allSatisfy(id -> assertThat(outcome(hunts, id)).isInstanceOf(Answer.class));
    }

    private static void await(BooleanSupplier done) throws InterruptedException {
        var end = Instant.now().plusSeconds(20);
        while (!done.getAsBoolean()) {
            assertThat(Instant.now()).as("waited long enough").isBefore(end);
            Thread.sleep(20);
        }
    }

    private Outcome outcome(Hunts hunts, UUID id) throws InterruptedException {
        var end = Instant.now().plusSeconds(20);
        while (hunts.outcome(home, id).isEmpty() && Instant.now().isBefore(end)) {
            Thread.sleep(50);
        }
        return hunts.outcome(home, id).orElseThrow();
    }

    @Test
    void whereNothingIsAllowedNothingIsRead() {
        server.serve("/lists/bad.csv", "192.0.2.1");
        assertThat(asInstalled.ask(home, ADA, question("externaldata(a:string)['LIST']")))
                .isInstanceOfSatisfying(
                        Rejected.class,
                        rejected -> assertThat(rejected.problems().getFirst().message())
                                .startsWith("\"externaldata\" is off."));
        assertThat(server.asked()).isZero();
    }

    @Test
    void whoeverWritesAQueryLearnsWhatIsAllowedWithoutAnybodyBeingAsked() {
        server.serve("/lists/bad.csv", "192.0.2.1");
        var here = hunts(Duration.ofMinutes(1));
        assertThat(looked(here, "externaldata(a:string)['LIST'] | where a != ''"))
                .isInstanceOf(Compilation.Compiled.class);
        assertThat(looked(here, "externaldata(a:string)['https://lists.example/bad.csv']"))
                .isInstanceOf(Compilation.Rejected.class);
        assertThat(looked(here, "externaldata(a:string)['LIST'] | where b != ''"))
                .isInstanceOf(Compilation.Rejected.class);
        assertThat(looked(asInstalled, "externaldata(a:string)['https://lists.example/bad.csv']"))
                .isInstanceOf(Compilation.Rejected.class);
        assertThat(server.asked()).isZero();
    }

    private Compilation looked(Hunts hunts, String query) {
        return hunts.look(question(query).text(), Instant.now(), Duration.ofDays(1));
    }
}
