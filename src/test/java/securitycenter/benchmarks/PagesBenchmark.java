package securitycenter.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Our home page and settings page, signed in, against a bare page of the same Spring Boot: three rounds in turn, of which
 * the median counts. Needs {@code wrk}. Seconds for each measurement may be given as argument.
 */
class PagesBenchmark {

    private static final int ROUNDS = 3;

    private record Page(String name, String address, String cookies) {}

    /** @param p99 as wrk writes it */
    private record Load(double perSecond, String p99) {}

    public static void main(String[] args) throws Exception {
        var seconds = args.length == 0 ? 10 : Integer.parseInt(args[0]);
        var table = new Table(
                "Requests per second, signed in, " + seconds + " s each",
                "page",
                "connections",
                "requests/s",
                "p99",
                "of hello");
        try (var hello = Child.of(Hello.class);
                var ours = Child.of(SignedInPages.class)) {
            var helloAddress = "http://localhost:" + hello.told("port");
            var cookies = ours.told("cookies");
            var ourAddress = "http://localhost:" + ours.told("port");
            var pages = List.of(
                    new Page("hello", helloAddress + "/", ""),
                    new Page("home", ourAddress + "/", cookies),
                    new Page("settings", ourAddress + "/settings", cookies));
            for (var page : pages) {
                load(page, 16, 6 * seconds); // warms up
            }
            for (var connections : List.of(16, 64)) {
                compare(pages, connections, seconds, table);
            }
            table.print();
        }
    }

    private static void compare(List<Page> pages, int connections, int seconds, Table table)
            throws IOException, InterruptedException {
        var loads = new ArrayList<List<Load>>();
        pages.forEach(_ -> loads.add(new ArrayList<>()));
        for (int round = 0; round < ROUNDS; round++) {
            for (int i = 0; i < pages.size(); i++) {
                loads.get(i).add(load(pages.get(i), connections, seconds));
            }
        }
        var baseline = median(loads.getFirst());
        for (int i = 0; i < pages.size(); i++) {
            var load = median(loads.get(i));
            table.row(
                    pages.get(i).name(),
                    connections,
                    load.perSecond(),
                    load.p99(),
                    load.perSecond() / baseline.perSecond());
        }
    }

    private static Load median(List<Load> loads) {
        return loads.stream()
                .sorted(Comparator.comparingDouble(Load::perSecond))
                .skip(loads.size() / 2)
                .findFirst()
                .orElseThrow();
    }

    private static Load load(Page page, int connections, int seconds) throws IOException, InterruptedException {
        var wrk = new ProcessBuilder(
                        "wrk",
                        "--latency",
                        "-t2",
                        "-c" + connections,
                        "-d" + seconds + "s",
                        "-H",
                        "Accept: text/html",
                        "-H",
                        "Cookie: " + page.cookies(),
                        page.address())
                .redirectErrorStream(true)
                .start();
        var lines = wrk.inputReader();
        var p99 = Child.told(lines, "99%");
        var rest = lines.readAllAsString();
        wrk.waitFor();
        if (rest.contains("Non-2xx")) {
            throw new IllegalStateException(page.name() + " was refused:\n" + rest);
        }
        return new Load(
                Double.parseDouble(rest.split("Requests/sec:")[1].strip().split("\\s")[0]), p99);
    }
}
