package securitycenter.events;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import securitycenter.homes.TenantHome;

/** Another process that has a home's event store open. */
final class StoreHolder {

    private StoreHolder() {}

    public static void main(String[] args) throws Exception {
        if (args.length == 1) {
            neverRest(Path.of(args[0]));
        }
        try (var _ = DriverManager.getConnection("jdbc:duckdb:" + args[0])) {
            System.out.println("open");
            Thread.sleep(Long.parseLong(args[1]));
        }
    }

    private static void neverRest(Path folder) {
        var home = EventsTests.home(folder);
        var events = EventsTests.events(EventsTests.stores());
        for (var i = 0; ; i++) {
            events.append(home, List.of(new Event("DeviceEvents", "other " + i, EventsTests.NOON, "{}")));
            if (i == 0) {
                System.out.println("open");
            }
        }
    }

    /** Once this returns, another instance puts one row after the other into it until this is closed. */
    static AutoCloseable neverResting(TenantHome home) throws IOException {
        return opened(start(home.folder().toString()));
    }

    /** Whether another process could have it now. */
    static boolean canOpen(TenantHome home) throws IOException, InterruptedException {
        return start(StoreFile.of(home).path().toString(), "0").waitFor() == 0;
    }

    /** Once this returns, it is open there for so long. */
    static AutoCloseable holding(TenantHome home, Duration time) throws IOException {
        return opened(start(StoreFile.of(home).path().toString(), String.valueOf(time.toMillis())));
    }

    private static AutoCloseable opened(Process process) throws IOException {
        try (var output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            if (!"open".equals(output.readLine())) {
                throw new IllegalStateException("The other process could not open the store");
            }
        }
        return () -> process.destroyForcibly().waitFor();
    }

    private static Process start(String... arguments) throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                StoreHolder.class.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
