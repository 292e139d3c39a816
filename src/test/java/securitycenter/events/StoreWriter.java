package securitycenter.events;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import securitycenter.homes.TenantHome;

/** Another process that stores one batch after the other, and says so of each, until it is killed. */
final class StoreWriter {

    /** More than DuckDB writes in one piece, and of two tables, one of which has a dynamic column. */
    static final int ROWS = 3_000;

    private StoreWriter() {}

    public static void main(String[] args) {
        var home = EventsTests.home(Path.of(args[0]));
        var events = EventsTests.events(EventsTests.stores());
        for (int batch = Integer.parseInt(args[1]); ; batch++) {
            events.append(home, batch(batch));
            System.out.println(batch);
        }
    }

    static List<Event> batch(int number) {
        return IntStream.range(0, ROWS)
                .mapToObj(row -> new Event(
                        row % 2 == 0 ? "DeviceProcessEvents" : "CloudAppEvents",
                        number + "/" + row,
                        EventsTests.NOON.plusSeconds(number).plusMillis(row / 4),
                        row % 2 == 0
                                ? "{\"FileName\":\"" + number + "/" + row + "\"}"
                                : "{\"RawEventData\":{\"n\":\"" + number + "/" + row + "\"}}"))
                .toList();
    }

    /** @return the last batch that it said was stored; one before the first for none */
    static int killedAfter(TenantHome home, int first, int batches, long furtherMillis)
            throws IOException, InterruptedException {
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        StoreWriter.class.getName(),
                        home.folder().toString(),
                        String.valueOf(first))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        var last = first - 1;
        try (var output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            while (last < first + batches - 1) {
                var line = output.readLine();
                if (line == null) {
                    throw new IllegalStateException("The writer ended by itself");
                }
                last = line.matches("\\d+") ? Integer.parseInt(line) : last;
            }
            Thread.sleep(furtherMillis);
            process.destroyForcibly().waitFor();
            for (var line = output.readLine(); line != null; line = output.readLine()) {
                last = line.matches("\\d+") ? Integer.parseInt(line) : last;
            }
        }
        return last;
    }
}
