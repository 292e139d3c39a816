package securitycenter.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import securitycenter.events.EventTables;
import securitycenter.events.HuntTrial;
import securitycenter.kql.Compilation.Compiled;
import securitycenter.kql.KqlCompiler;
import securitycenter.kql.Occasion;

/**
 * Two hundred tenants hunt in turn, so that of sixteen open stores none is the right one, against stores that are all kept open.
 * Arguments: how many tenants, and how many events of processes each has.
 */
class PoolBenchmark {

    private static final int POOL = 16;
    private static final int ROUNDS = 3;
    private static final String QUERY = "DeviceProcessEvents | summarize count() by FileName | top 10 by count_";

    public static void main(String[] args) throws Exception {
        var tenants = args.length == 0 ? 200 : Integer.parseInt(args[0]);
        var events = args.length < 2 ? 20_000 : Integer.parseInt(args[1]);
        var names = IntStream.range(0, tenants).mapToObj(i -> "tenant" + i).toList();
        var query = (Compiled) new KqlCompiler(EventTables.schema()).compile(QUERY, new Occasion(0, null));
        var table = new Table(
                tenants + " tenants with " + events + " events each hunt in turn, " + ROUNDS + " rounds",
                "",
                "median",
                "99 of 100",
                "over open",
                "added",
                "resident, MB");
        var folder = Product.freshFolder("pool");
        try (var trial = new HuntTrial(folder, POOL)) {
            trial.fill(names.getFirst(), events, events / 4);
            names.stream().skip(1).forEach(name -> trial.copy(names.getFirst(), name));
            times(trial, names.subList(0, POOL), query);
            var pooled = times(trial, names, query);
            var pooledSize = resident();
            var done = new CountDownLatch(1);
            trial.keepOpen(names, done);
            // Whoever asks first makes the macros, which the pool does each time.
            times(trial, names, query);
            var open = times(trial, names, query);
            row("all open", open, open, resident(), table);
            row(POOL + " open", pooled, open, pooledSize, table);
            done.countDown();
        }
        table.print();
        System.exit(0);
    }

    private static void row(String name, Times times, Times open, String resident, Table table) {
        table.row(
                name,
                times.median(),
                times.percentile(99),
                times.medianOver(open),
                times.median().minus(open.median()),
                resident);
    }

    private static Times times(HuntTrial trial, List<String> names, Compiled query) {
        var times = new ArrayList<Duration>();
        for (int round = 0; round < ROUNDS; round++) {
            for (var name : names) {
                var begin = System.nanoTime();
                trial.ask(name, query);
                times.add(Duration.ofNanos(System.nanoTime() - begin));
            }
        }
        return new Times(times);
    }

    /** Of Java and DuckDB. */
    private static String resident() throws IOException {
        try (var lines = Files.lines(Path.of("/proc/self/status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .map(line -> line.replaceAll("[^0-9]", ""))
                    .map(kilobytes -> String.valueOf(Long.parseLong(kilobytes) / 1024))
                    .findFirst()
                    .orElse("-");
        }
    }
}
