package securitycenter.benchmarks;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import securitycenter.events.AppendTrial;
import securitycenter.events.Event;

/**
 * Events of processes and of cloud apps are stored in batches, against DuckDB's appender alone with columns that were worked
 * out beforehand; then how long a small batch takes while four others read, and what opening a store takes. Argument: how many
 * rows.
 */
class AppendBenchmark {

    private static final int BATCH = 5_000;
    private static final int SMALL_BATCH = 500;
    private static final int ROUNDS = 5;
    private static final int READERS = 4;
    private static final Instant BEGIN = Instant.parse("2026-01-14T00:00:00Z");

    public static void main(String[] args) throws Exception {
        var rows = args.length == 0 ? 50_000 : Integer.parseInt(args[0]);
        var folder = Product.freshFolder("append");
        try (var trial = new AppendTrial(folder)) {
            storing(trial, rows);
            beside(trial);
            opening(trial);
        }
        System.exit(0);
    }

    private static void storing(AppendTrial trial, int count) {
        var table = new Table(
                "Storing " + count + " rows of DeviceProcessEvents in batches of " + BATCH + ", " + ROUNDS + " rounds",
                "",
                "rows in a second",
                "over bare");
        var own = new ArrayList<Duration>();
        var bare = new ArrayList<Duration>();
        for (int round = 0; round <= ROUNDS; round++) {
            var batches = batches(round, count, BATCH);
            var cells = batches.stream().map(trial::cells).toList();
            var ownTime = taken(() -> batches.forEach(trial::append));
            var bareTime = taken(() -> cells.forEach(batch -> trial.appendBare("DeviceProcessEvents", batch)));
            // The first round warms up.
            if (round > 0) {
                own.add(ownTime);
                bare.add(bareTime);
            }
        }
        var ownMedian = new Times(own).median();
        var bareMedian = new Times(bare).median();
        table.row("bare appender", count * 1_000_000_000L / bareMedian.toNanos(), 1.0);
        table.row(
                "events",
                count * 1_000_000_000L / ownMedian.toNanos(),
                (double) bareMedian.toNanos() / ownMedian.toNanos());
        table.print();
    }

    private static void beside(AppendTrial trial) throws InterruptedException {
        var table = new Table(
                "Storing " + SMALL_BATCH + " rows at a time, 200 times", "", "median", "99 of 100", "over alone");
        var alone = commits(trial, 100);
        table.row("alone", alone.median(), alone.percentile(99), 1.0);
        var on = new AtomicBoolean(true);
        var reads = new ArrayList<Duration>();
        var readers = IntStream.range(0, READERS)
                .mapToObj(_ -> Thread.ofVirtual().start(() -> {
                    while (on.get()) {
                        var time = taken(
                                () -> trial.read(
                                        "select count(*) from \"DeviceProcessEvents\" where contains(lower(\"ProcessCommandLine\"), 'mimikatz')"));
                        synchronized (reads) {
                            reads.add(time);
                        }
                    }
                }))
                .toList();
        var beside = commits(trial, 200);
        on.set(false);
        for (var reader : readers) {
            reader.join();
        }
        table.row(READERS + " read", beside.median(), beside.percentile(99), beside.medianOver(alone));
        table.row("what they read", new Times(reads).median(), new Times(reads).percentile(99), "-");
        table.print();
    }

    private static Times commits(AppendTrial trial, int round) {
        var times = new ArrayList<Duration>();
        for (var batch : batches(round, 200 * SMALL_BATCH, SMALL_BATCH)) {
            times.add(taken(() -> trial.append(batch)));
        }
        return new Times(times);
    }

    private static void opening(AppendTrial trial) {
        var table = new Table("Opening a store and doing next to nothing", "", "median", "slowest");
        var writing = new ArrayList<Duration>();
        var reading = new ArrayList<Duration>();
        var again = new ArrayList<Duration>();
        for (int i = 0; i < 20; i++) {
            var one = batches(1_000 + i, 1, 1).getFirst();
            trial.closeStore();
            writing.add(taken(() -> trial.append(one)));
            trial.closeStore();
            reading.add(taken(() -> trial.read("select 7")));
            again.add(taken(() -> trial.read("select 7")));
        }
        for (var each : List.of("to write", "to read", "reading again")) {
            var times = new Times(each.equals("to write") ? writing : each.equals("to read") ? reading : again);
            table.row(each, times.median(), times.percentile(100));
        }
        table.print();
    }

    private static Duration taken(Runnable work) {
        var begin = System.nanoTime();
        work.run();
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    private static List<List<Event>> batches(int round, int count, int size) {
        var random = new Random(round);
        var batches = new ArrayList<List<Event>>();
        for (int first = 0; first < count; first += size) {
            var batch = new ArrayList<Event>();
            for (int i = first; i < Math.min(count, first + size); i++) {
                batch.add(event(round, i, random));
            }
            batches.add(batch);
        }
        return batches;
    }

    private static Event event(int round, int number, Random random) {
        var at = BEGIN.plus(Duration.ofHours(round)).plusMillis(number * 10L);
        var device = "device" + random.nextInt(2_000);
        var file = "program" + (int) (400 * Math.pow(random.nextDouble(), 3)) + ".exe";
        var hash = "%016x%016x%08x".formatted(random.nextLong(), random.nextLong(), random.nextInt());
        var command = "\\\"C:\\\\Program Files\\\\Vendor\\\\" + file + "\\\" /start /id:" + random.nextLong()
                + " /mode " + "abcdefghijklmnop".repeat(random.nextInt(1, 8));
        var properties = """
                {"Timestamp":"%s","DeviceId":"%s","DeviceName":"%s.contoso.example","ActionType":"ProcessCreated",\
                "FileName":"%s","FolderPath":"C:\\\\Program Files\\\\Vendor\\\\%s","SHA1":"%s","SHA256":"%s%s","MD5":"%s",\
                "ProcessId":%d,"ProcessCommandLine":"%s","ProcessIntegrityLevel":"Medium",\
                "ProcessTokenElevation":"TokenElevationTypeDefault","ProcessCreationTime":"%s","AccountDomain":"contoso",\
                "AccountName":"user%d","AccountSid":"S-1-5-21-1-2-3-%d","LogonId":%d,"InitiatingProcessFileName":"explorer.exe",\
                "InitiatingProcessFolderPath":"c:\\\\windows\\\\explorer.exe","InitiatingProcessId":%d,\
                "InitiatingProcessCommandLine":"Explorer.EXE","InitiatingProcessCreationTime":"%s",\
                "InitiatingProcessParentFileName":"userinit.exe","InitiatingProcessParentId":%d,"ReportId":%d,\
                "AppGuardContainerId":null,"AdditionalFields":"{\\"a\\":1}","MachineGroup":"group"}""".formatted(
                        at,
                        device,
                        device,
                        file,
                        file,
                        hash,
                        hash,
                        hash.substring(0, 24),
                        hash.substring(8, 40),
                        random.nextInt(30_000),
                        command,
                        at.minusMillis(5),
                        random.nextInt(500),
                        random.nextInt(500),
                        random.nextInt(1_000_000),
                        random.nextInt(30_000),
                        at.minusSeconds(600),
                        random.nextInt(30_000),
                        number);
        return new Event("DeviceProcessEvents", round + "/" + number, at, properties);
    }
}
