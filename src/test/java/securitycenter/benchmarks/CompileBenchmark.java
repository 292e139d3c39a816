package securitycenter.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import securitycenter.events.EventTables;
import securitycenter.kql.Compilation;
import securitycenter.kql.KqlCompiler;
import securitycenter.kql.Occasion;
import tools.jackson.databind.json.JsonMapper;

/**
 * Queries become SQL: what the application does in the background when it starts, the first query after
 * that, then all of them again and again. Argument: a
 * file with a JSON object in each line, of which {@code query} is the query; without it, those of the documents.
 */
class CompileBenchmark {

    private static final int ROUNDS = 20;
    private static final int WARM_UP = 10;
    private static final long NOW = 639_000_000_000_000_000L;

    public static void main(String[] args) throws IOException {
        var queries = args.length == 0 ? ofDocuments() : ofFile(Path.of(args[0]));
        var begin = System.nanoTime();
        var compiler = new KqlCompiler(EventTables.schema());
        compiler.warmUp();
        var warm = System.nanoTime();
        compile(compiler, queries.getFirst());
        var first = System.nanoTime();
        var times = new ArrayList<Duration>();
        int compiled = 0;
        for (int round = 0; round < ROUNDS; round++) {
            for (var query : queries) {
                var begun = System.nanoTime();
                var isCompiled = compile(compiler, query);
                if (round >= WARM_UP) {
                    times.add(Duration.ofNanos(System.nanoTime() - begun));
                    compiled += isCompiled ? 1 : 0;
                }
            }
        }
        var table = new Table(
                queries.size() + " queries, " + compiled / (ROUNDS - WARM_UP) + " of them compiled", "", "time");
        table.row("warming up, in the background", Duration.ofNanos(warm - begin));
        table.row("first query after it", Duration.ofNanos(first - warm));
        table.row("median", micros(new Times(times).median()));
        table.row("99 of 100", micros(new Times(times).percentile(99)));
        table.print();
    }

    private static String micros(Duration time) {
        return time.toNanos() / 1_000 + " µs";
    }

    private static boolean compile(KqlCompiler compiler, String query) {
        return compiler.compile(query, new Occasion(NOW, null)) instanceof Compilation.Compiled;
    }

    private static List<String> ofFile(Path file) throws IOException {
        var json = new JsonMapper();
        return Files.readAllLines(file).stream()
                .map(line -> json.readTree(line).path("query").asString())
                .toList();
    }

    private static List<String> ofDocuments() throws IOException {
        try (var files = Files.list(Path.of("src/test/resources/kql"))) {
            return files.filter(file -> file.toString().endsWith(".spec"))
                    .sorted()
                    .flatMap(CompileBenchmark::queries)
                    .toList();
        }
    }

    private static Stream<String> queries(Path file) {
        try {
            return Stream.of(Files.readString(file).split("\n\n"))
                    .map(each -> each.substring(each.indexOf('\n') + 1).split("\n    --\n")[0]);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
