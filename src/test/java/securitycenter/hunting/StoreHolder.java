package securitycenter.hunting;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import securitycenter.homes.TenantHome;

/** Another process that has a home's event store open. */
final class StoreHolder {

    private StoreHolder() {}

    public static void main(String[] args) throws Exception {
        try (var _ = DriverManager.getConnection("jdbc:duckdb:" + args[0])) {
            System.out.println("open");
            Thread.sleep(Long.parseLong(args[1]));
        }
    }

    /** Whether another process could have it now. */
    static boolean canOpen(TenantHome home) throws IOException, InterruptedException {
        return start(home, Duration.ZERO).waitFor() == 0;
    }

    /** Once this returns, it is open there for so long. */
    static AutoCloseable holding(TenantHome home, Duration time) throws IOException {
        var process = start(home, time);
        try (var output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            if (!"open".equals(output.readLine())) {
                throw new IllegalStateException("The other process could not open the store");
            }
        }
        return process::destroyForcibly;
    }

    private static Process start(TenantHome home, Duration time) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        StoreHolder.class.getName(),
                        StoreFile.of(home).path().toString(),
                        String.valueOf(time.toMillis()))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
