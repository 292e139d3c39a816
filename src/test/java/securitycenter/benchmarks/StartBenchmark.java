package securitycenter.benchmarks;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** From the start of the packaged jar to its first answer, and the memory it then has; after {@code package}. */
class StartBenchmark {

    private static final int RUNS = 5;
    private static final Path JAR = Path.of("target", "security-center.jar");

    private record Start(Duration untilAnswer, long megabytes) {}

    public static void main(String[] args) throws Exception {
        var folder = Product.freshFolder("start");
        var extracted = folder.resolve("extracted");
        var cache = folder.resolve("start.aot");
        Files.createDirectories(folder);
        run(List.of(
                Child.JAVA,
                "-Djarmode=tools",
                "-jar",
                JAR.toString(),
                "extract",
                "--destination",
                extracted.toString()));
        var plain = extracted.resolve(JAR.getFileName()).toString();
        start(folder, List.of("-XX:AOTCacheOutput=" + cache, "-jar", plain)); // the training run
        if (!Files.exists(cache)) {
            throw new IllegalStateException("The training run wrote no cache");
        }

        var table = new Table(
                "From start to first answer, on empty data, median of " + RUNS,
                "jar",
                "start",
                "of plain",
                "memory MB");
        var baseline = new ArrayList<Start>();
        measure(table, "as packaged", folder, baseline, List.of("-jar", JAR.toString()));
        measure(table, "extracted", folder, baseline, List.of("-jar", plain));
        measure(table, "extracted, AOT cache", folder, baseline, List.of("-XX:AOTCache=" + cache, "-jar", plain));
        table.print();
    }

    private static void measure(Table table, String name, Path folder, List<Start> baseline, List<String> options)
            throws Exception {
        var starts = new ArrayList<Start>();
        for (int i = 0; i < RUNS; i++) {
            starts.add(start(folder, options));
        }
        if (baseline.isEmpty()) {
            baseline.addAll(starts);
        }
        var memory = starts.stream()
                .mapToLong(Start::megabytes)
                .sorted()
                .skip(RUNS / 2)
                .findFirst();
        table.row(name, times(starts).median(), times(starts).medianOver(times(baseline)), memory.orElseThrow());
    }

    private static Times times(List<Start> starts) {
        return new Times(starts.stream().map(Start::untilAnswer).toList());
    }

    private static Start start(Path folder, List<String> options) throws Exception {
        var port = freePort();
        var command = new ArrayList<>(List.of(Child.JAVA));
        command.addAll(options);
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log.txt").toFile());
        builder.environment().put("ENTRA_CLIENT_ID", "benchmark");
        builder.environment().put("ENTRA_CLIENT_SECRET", "benchmark");
        builder.environment().put("DATA_FOLDER", folder.resolve("data-" + port).toString());
        builder.environment().put("SERVER_PORT", String.valueOf(port));
        builder.environment().put("MANAGEMENT_PORT", String.valueOf(freePort()));
        var begin = System.nanoTime();
        var process = builder.start();
        awaitAnswer(process, port);
        var time = Duration.ofNanos(System.nanoTime() - begin);
        var memory = residentMegabytes(process.pid());
        process.destroy();
        if (!process.waitFor(120, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        return new Start(time, memory);
    }

    private static void awaitAnswer(Process process, int port) throws InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/sign-in"))
                .build();
        try (var http = HttpClient.newHttpClient()) {
            while (process.isAlive()) {
                try {
                    if (http.send(request, BodyHandlers.discarding()).statusCode() == 200) {
                        return;
                    }
                } catch (IOException notYet) {
                    // asks again
                }
                Thread.sleep(10);
            }
        }
        throw new IllegalStateException("It ended before it answered");
    }

    private static long residentMegabytes(long process) throws IOException {
        return Files.readAllLines(Path.of("/proc", String.valueOf(process), "status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElseThrow();
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static void run(List<String> command) throws IOException, InterruptedException {
        if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
            throw new IllegalStateException("Failed: " + command);
        }
    }
}
