package securitycenter;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import securitycenter.fakemicrosoft.FakeMicrosoft;
import securitycenter.fakemicrosoft.Person;

/** The application in a process of its own, which a test starts, kills (SIGKILL) and starts again. */
public final class MortalProcess {

    /** A live process soon takes up what a dead one has left: it is killed many times. */
    public static final String SOON_MISSED = "--db-scheduler.heartbeat-interval=1s";

    private final FakeMicrosoft microsoft;
    private final Path data;
    private final Class<? extends LastWork> lastWork;
    private final Supplier<List<String>> settings;
    private @Nullable Process process;
    private int port;

    /**
     * @param data where everything lies; several processes can share it
     * @param settings beside those that every process gets
     */
    public MortalProcess(
            FakeMicrosoft microsoft, Path data, Class<? extends LastWork> lastWork, Supplier<List<String>> settings) {
        this.microsoft = microsoft;
        this.data = data;
        this.lastWork = lastWork;
        this.settings = settings;
    }

    /** A folder that no other test has. */
    public static Path freshData(String name) {
        return Path.of(System.getProperty("test-data", "target/test-data"), name + "-" + UUID.randomUUID());
    }

    /** @param work what it does last; {@code none} for going on for ever */
    public void start(String work, String... more) throws IOException {
        Files.createDirectories(data);
        Files.deleteIfExists(stopped());
        port = freePort();
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-Dlast-work=" + lastWork.getName(),
                "-Dstop-after=" + work,
                "-Dstopped=" + stopped(),
                "-cp",
                System.getProperty("java.class.path"),
                Mortal.class.getName(),
                "--pretend-microsoft=" + microsoft.address(),
                "--data-folder=" + data.toAbsolutePath(),
                "--entra.client-id=test",
                "--entra.client-secret=test",
                "--entra.operator-tenant=" + ApplicationTest.OPERATOR,
                "--server.port=" + port,
                "--management.server.port=0"));
        command.addAll(settings.get());
        command.addAll(List.of(more));
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                .start();
        await(this::answers);
    }

    private Path stopped() {
        return data.toAbsolutePath().resolve("stopped");
    }

    private Path log() {
        return data.resolve("log");
    }

    private boolean answers() {
        assertThat(lives()).as("the process lives; see " + log()).isTrue();
        try {
            return visitors().stranger().get("/sign-in").status() == 200;
        } catch (UncheckedIOException notYet) {
            return false;
        }
    }

    public boolean lives() {
        return process != null && process.isAlive();
    }

    /** Until a process has done its last work. */
    public void awaitLastWork() {
        await(() -> Files.exists(stopped()));
    }

    /** Whether it is this one that waits for its death. */
    public boolean isDone() throws IOException {
        return Files.readString(stopped())
                .equals(String.valueOf(requireNonNull(process).pid()));
    }

    public void kill() throws InterruptedException {
        if (process != null) {
            process.destroyForcibly().waitFor();
        }
    }

    public Visitors visitors() {
        return new Visitors(port);
    }

    public Visitor signedIn(Person person) {
        return visitors().signedIn(person);
    }

    /** The person ticks the box, and the product is there. */
    public Visitor turnOn(Person administrator) {
        var visitor = signedIn(administrator);
        visitor.get("/settings").form("/settings").tick("turnOn").submit();
        await(() -> visitor.get("/incidents").path().equals("/incidents"));
        assertThat(visitor.get("/incidents").status()).isEqualTo(200);
        return visitor;
    }

    public static void await(BooleanSupplier done) {
        var end = Instant.now().plus(Duration.ofMinutes(3));
        while (!done.getAsBoolean()) {
            assertThat(Instant.now()).as("waited long enough").isBefore(end);
            try {
                Thread.sleep(100);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
