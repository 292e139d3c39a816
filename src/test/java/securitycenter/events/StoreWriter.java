package securitycenter.events;

import java.io.IOException;
import java.nio.file.Files;
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
        var said = home.folder().resolveSibling("said");
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        StoreWriter.class.getName(),
                        home.folder().toString(),
                        String.valueOf(first))
                .redirectOutput(said.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        while (last(said, first) < first + batches - 1) {
            if (!process.isAlive()) {
                throw new IllegalStateException("The writer ended by itself");
            }
            Thread.sleep(20);
        }
        Thread.sleep(furtherMillis);
        process.destroyForcibly().waitFor();
        return last(said, first);
    }

    private static int last(Path said, int first) throws IOException {
        var text = Files.readString(said);
        return text.substring(0, text.lastIndexOf('\n') + 1)
                .lines()
                .filter(line -> line.matches("\\d+"))
                .mapToInt(Integer::parseInt)
                .max()
                .orElse(first - 1);
    }
}
