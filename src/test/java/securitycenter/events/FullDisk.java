package securitycenter.events;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.core.NestedExceptionUtils;

/** Another process with a small disk of its own, which it fills with events until there is no room. */
final class FullDisk {

    private static final int BALLAST = 24 * 1024 * 1024;

    private FullDisk() {}

    public static void main(String[] args) throws IOException {
        var folder = Path.of(args[0]);
        var ballast = Files.write(folder.resolve("ballast"), new byte[BALLAST]);
        var home = EventsTests.home(Files.createDirectory(folder.resolve("home")));
        var stores = EventsTests.stores();
        var store = new EventStore(stores, Clock.systemUTC());
        store.provision(home);
        var events = EventsTests.events(stores);
        var batch = 0;
        for (var full = false; !full; ) {
            try {
                events.append(home, StoreWriter.batch(batch));
                batch++;
            } catch (IllegalStateException noRoom) {
                System.out.println("said "
                        + NestedExceptionUtils.getMostSpecificCause(noRoom).getMessage());
                full = true;
            }
        }
        System.out.println("damaged " + damaged(store, home.folder()));
        Files.delete(ballast);
        store.provision(home);
        System.out.println("damaged " + damaged(store, home.folder()));
        var again = new ArrayList<Event>();
        Stream.of(StoreWriter.batch(0), StoreWriter.batch(batch - 1), StoreWriter.batch(batch))
                .flatMap(Collection::stream)
                .forEach(again::add);
        System.out.println("new " + events.append(home, again));
        stores.closeAll();
    }

    /** Whether repairing takes it for damaged. */
    private static boolean damaged(EventStore store, Path folder) throws IOException {
        try {
            store.provision(EventsTests.home(folder));
        } catch (IllegalStateException noRoom) {
            System.out.println("refused");
        }
        try (var files = Files.list(folder)) {
            return files.anyMatch(file -> file.toString().endsWith(".damaged"));
        }
    }

    /** @return the lines that it said; none where the operating system gives no disk */
    static List<String> filled(Path folder) throws IOException, InterruptedException {
        var command = "mount -t tmpfs -o size=64m none '" + folder + "' && exec \"$@\"";
        var process = new ProcessBuilder(
                        "unshare",
                        "--map-root-user",
                        "--mount",
                        "sh",
                        "-c",
                        command,
                        "sh",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        FullDisk.class.getName(),
                        folder.toString())
                .redirectErrorStream(true)
                .start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said.lines().toList();
    }

    /** Whether a process may have one. */
    static boolean canBeHad() throws IOException, InterruptedException {
        try {
            return new ProcessBuilder("unshare", "--map-root-user", "--mount", "mount", "-t", "tmpfs", "none", "/mnt")
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException notHere) {
            return false;
        }
    }
}
