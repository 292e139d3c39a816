package securitycenter.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import securitycenter.events.EventTables;
import securitycenter.events.HuntTrial;
import securitycenter.kql.Compilation.Compiled;
import securitycenter.kql.KqlCompiler;
import securitycenter.kql.Occasion;
import tools.jackson.databind.json.JsonMapper;

/**
 * Twelve queries of the kinds that hunters ask, from their text to their rows, against the best SQL for the same answer
 * that was found by hand, through the same reader; by the clock, and by the processor where others use the machine, too. The events are made up once and kept for the next run. Arguments: how many of
 * processes there are and how many of networks, and how the names of the queries begin that are wanted.
 */
class RunBenchmark {

    private static final int ROUNDS = 7;
    private static final JsonMapper JSON = new JsonMapper();
    private static final KqlCompiler COMPILER = new KqlCompiler(EventTables.schema());

    private record Hunt(String name, String query, String byHand) {

        static Hunt of(String block) {
            var name = block.substring(0, block.indexOf('\n'));
            var texts = block.substring(name.length() + 1).split("\n    --\n");
            return new Hunt(name, texts[0], texts[1]);
        }

        Compiled compiled() {
            return (Compiled) COMPILER.compile(query, new Occasion(0, null));
        }
    }

    public static void main(String[] args) throws Exception {
        var processes = args.length == 0 ? 20_000_000 : Integer.parseInt(args[0]);
        var networks = args.length < 2 ? 5_000_000 : Integer.parseInt(args[1]);
        var store = "hunting-" + processes + "-" + networks;
        try (var trial = new HuntTrial(Path.of("target", "bench"), 1)) {
            trial.fill(store, processes, networks);
            var table = new Table(
                    "Hunting in " + processes + " events of processes and " + networks + " of networks, the fastest of "
                            + ROUNDS,
                    "",
                    "rows",
                    "by hand",
                    "ours",
                    "ours/by hand",
                    "by processor");
            var ratios = new ArrayList<Double>();
            for (var hunt : hunts(args.length < 3 ? "" : args[2])) {
                ratios.add(measure(hunt, store, trial, table));
            }
            ratios.sort(null);
            table.row(
                    "median",
                    "",
                    "",
                    "",
                    (ratios.get((ratios.size() - 1) / 2) + ratios.get(ratios.size() / 2)) / 2,
                    "");
            table.row("worst", "", "", "", ratios.getLast(), "");
            table.print();
        }
        System.exit(0);
    }

    private static List<Hunt> hunts(String beginning) throws IOException {
        return Stream.of(Files.readString(Path.of("src/test/resources/benchmarks/hunts.txt"))
                        .split("\n\n"))
                .map(Hunt::of)
                .filter(hunt -> hunt.name().startsWith(beginning))
                .toList();
    }

    private static double measure(Hunt hunt, String store, HuntTrial trial, Table table) {
        Supplier<List<List<@Nullable Object>>> ours = () -> trial.ask(store, hunt.compiled());
        var sql = new Compiled(hunt.byHand(), hunt.compiled().columns());
        Supplier<List<List<@Nullable Object>>> byHand = () -> trial.ask(store, sql);
        // This is the warming up, too.
        var rows = comparable(ours.get());
        if (!rows.equals(comparable(byHand.get()))) {
            throw new IllegalStateException("Another answer to " + hunt.name());
        }
        var own = new ArrayList<Duration>();
        var other = new ArrayList<Duration>();
        var ownProcessor = Duration.ZERO;
        var otherProcessor = Duration.ZERO;
        for (int round = 0; round < ROUNDS; round++) {
            var before = Spent.byThisProcess();
            other.add(taken(byHand));
            var between = Spent.byThisProcess();
            own.add(taken(ours));
            otherProcessor = otherProcessor.plus(between.since(before).cpu());
            ownProcessor =
                    ownProcessor.plus(Spent.byThisProcess().since(between).cpu());
        }
        var ownTime = Collections.min(own);
        var otherTime = Collections.min(other);
        var ratio = (double) ownTime.toNanos() / otherTime.toNanos();
        table.row(
                hunt.name(),
                rows.size(),
                otherTime,
                ownTime,
                ratio,
                (double) ownProcessor.toNanos() / Math.max(1, otherProcessor.toNanos()));
        return ratio;
    }

    private static Duration taken(Supplier<?> work) {
        var begin = System.nanoTime();
        work.get();
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    /** Neither of rows nor of what is in sets does the order count. */
    private static List<String> comparable(List<List<@Nullable Object>> rows) {
        return rows.stream()
                .map(row -> row.stream().map(RunBenchmark::comparable).toList().toString())
                .sorted()
                .toList();
    }

    private static String comparable(@Nullable Object cell) {
        return cell instanceof String text && text.startsWith("[\"")
                ? JSON.readTree(text).values().stream()
                        .map(Object::toString)
                        .sorted()
                        .toList()
                        .toString()
                : String.valueOf(cell);
    }
}
