package securitycenter.outside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.hc.core5.util.Timeout;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a real server, which does not mean well. */
class ExternalFilesTests {

    private ListServer server;
    private ExternalFiles files;

    @BeforeEach
    void aServer() throws IOException {
        server = new ListServer();
        files = server.files();
    }

    @AfterEach
    void stopIt() throws IOException {
        files.close();
        server.close();
    }

    private String refused(String address) {
        return catchThrowableOfType(FileRefused.class, () -> files.read(address))
                .sentence();
    }

    private static HttpHandler to(String location) {
        return exchange -> {
            exchange.getResponseHeaders().set("Location", location);
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        };
    }

    @Test
    void aFileIsReadAndNothingOfUsIsTold() throws FileRefused {
        Map<String, String> headers = new ConcurrentHashMap<>();
        server.serve("/lists/bad.csv", exchange -> {
            exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.getFirst()));
            headers.put("query", exchange.getRequestURI().getQuery());
            exchange.sendResponseHeaders(200, 2);
            exchange.getResponseBody().write("é".getBytes(StandardCharsets.UTF_8));
            exchange.close();
        });
        assertThat(files.read(server.address("/lists/bad.csv?sig=a%20b")))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("é");
        assertThat(headers).containsEntry("query", "sig=a b");
        assertThat(headers.keySet()).containsOnly("Host", "Connection", "User-agent", "query");
    }

    @Test
    void oneFileLeadsToAnotherThatIsAllowed() throws FileRefused {
        server.serve("/lists/old.csv", to("new.csv"));
        server.serve("/lists/new.csv", "1");
        assertThat(files.read(server.address("/lists/old.csv"))).isEqualTo(new byte[] {'1'});
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/private",
                "https://elsewhere.example/",
                "http://169.254.169.254/latest/meta-data",
                "file:///etc/passwd",
                "/lists/../private",
                "/lists/..;/private",
                "/lists/new.csv;c2VjcmV0"
            })
    void noFileLeadsToWhereQueriesMayNotLook(String location) {
        server.serve("/lists/old.csv", to(location));
        server.serve("/private", "secret");
        assertThat(refused(server.address("/lists/old.csv"))).startsWith("This address leads on to another");
        assertThat(server.asked()).isEqualTo(1);
    }

    @Test
    void whatLeadsOnWithoutEndIsNotFollowed() {
        server.serve("/lists/round", to("round"));
        assertThat(refused(server.address("/lists/round")))
                .isEqualTo("This address leads on to further ones without end.");
        assertThat(server.asked()).isEqualTo(6);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file:/etc/passwd",
                "http://169.254.169.254/",
                "https://lists.example/bad.csv",
                "http://127.0.0.1:1/lists/x"
            })
    void whatIsNotAllowedIsNotAskedFor(String address) {
        assertThat(refused(address))
                .isEqualTo("This address is not among those that the operator of this installation allows.");
        assertThat(files.refusal(address)).isPresent();
    }

    @Test
    void whatIsAllowedIsSoWithoutBeingAskedFor() {
        assertThat(files.refusal(server.address("/lists/bad.csv"))).isEmpty();
        assertThat(server.asked()).isZero();
    }

    @Test
    void aKeyIsSentNowhere() {
        assertThat(refused(server.address("/lists/bad.csv;c2VjcmV0"))).startsWith("Keys behind a semicolon");
        assertThat(server.asked()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no address", "http://[", "http://a b"})
    void whatIsNoAddressIsSaidToBeNone(String address) {
        assertThat(refused(address)).startsWith("This ");
    }

    /** As when the operator allows a name that leads inside. */
    @Test
    void nothingInsideOfANetworkIsRead() throws IOException {
        server.serve("/lists/bad.csv", "1");
        try (var careful = server.files(new TargetAddresses(false))) {
            var refused = catchThrowableOfType(FileRefused.class, () -> careful.read(server.address("/lists/bad.csv")));
            assertThat(refused.sentence()).startsWith("This address leads to the inside of a network");
        }
        assertThat(server.asked()).isZero();
    }

    @Test
    void withoutAListNothingIsAllowed() throws IOException {
        try (var none = new ExternalFiles(AllowedAddresses.of(List.of()), new TargetAddresses(true))) {
            assertThat(none.areAllowed()).isFalse();
            assertThat(none.refusal(server.address("/lists/bad.csv"))).isPresent();
        }
        assertThat(files.areAllowed()).isTrue();
    }

    @Test
    void whatIsNotThereIsSaid() {
        server.serve("/lists/none", exchange -> {
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        });
        assertThat(refused(server.address("/lists/none"))).contains("404");
        assertThat(refused(server.address("/lists/none"))).doesNotContain("/lists");
    }

    @Test
    void aFileWithoutEndIsGivenUp() {
        server.serve("/lists/endless", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            var bytes = new byte[1_000_000];
            while (true) {
                exchange.getResponseBody().write(bytes);
            }
        });
        assertThat(refused(server.address("/lists/endless"))).isEqualTo("This file is larger than 10 MB.");
    }

    @Test
    void nobodyIsThere() {
        server.close();
        assertThat(refused(server.address("/lists/bad.csv"))).isEqualTo("The server cannot be reached, or broke off.");
    }

    @Test
    void anInterruptionEndsTheWaiting() throws InterruptedException {
        var isAsked = new CountDownLatch(1);
        server.serve("/lists/silent", exchange -> {
            isAsked.countDown();
            exchange.sendResponseHeaders(200, 10);
            try {
                Thread.sleep(Duration.ofSeconds(15));
            } catch (InterruptedException e) {
                exchange.close();
            }
        });
        var sentence = new AtomicReference<String>();
        var reader = Thread.ofVirtual().start(() -> sentence.set(refused(server.address("/lists/silent"))));
        isAsked.await();
        reader.interrupt();
        assertThat(reader.join(Duration.ofSeconds(5))).isTrue();
        assertThat(sentence.get()).isNotEmpty();
    }

    @Test
    void whoeverNoLongerWaitsHangsUp() throws InterruptedException {
        var begun = new CountDownLatch(1);
        var gone = new CountDownLatch(1);
        server.drip("/lists/drip", begun, gone);
        var reader = Thread.ofVirtual().start(() -> refused(server.address("/lists/drip")));
        begun.await();
        reader.interrupt();
        assertThat(gone.await(5, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aFileThatComesSignBySignHasAnEnd() throws Exception {
        var gone = new CountDownLatch(1);
        server.drip("/lists/drip", new CountDownLatch(1), gone);
        try (var hasty = server.files(Timeout.ofSeconds(20), Duration.ofSeconds(1))) {
            var refused = catchThrowableOfType(FileRefused.class, () -> hasty.read(server.address("/lists/drip")));
            assertThat(refused.sentence()).isEqualTo("The server did not answer in time.");
        }
        assertThat(gone.await(5, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void noWayThatAFileEndsLeavesAConnectionBehind() throws FileRefused {
        server.serve("/lists/bad.csv", "1");
        server.serve("/lists/old.csv", to("bad.csv"));
        server.serve("/lists/away", to("/private"));
        server.serve("/lists/large", "1".repeat(10_000_001));
        server.serve("/lists/none", exchange -> {
            exchange.sendResponseHeaders(404, 0);
            exchange.close();
        });
        for (int i = 0; i < 7; i++) {
            assertThat(files.read(server.address("/lists/bad.csv"))).hasSize(1);
            assertThat(files.read(server.address("/lists/old.csv"))).hasSize(1);
            assertThat(refused(server.address("/lists/away"))).startsWith("This address leads on");
            assertThat(refused(server.address("/lists/large"))).startsWith("This file is larger");
            assertThat(refused(server.address("/lists/none"))).contains("404");
        }
    }

    @Test
    void whereTooManyAreReadOfOneServerThatIsSaid() throws Exception {
        server.drip("/lists/drip", new CountDownLatch(1), new CountDownLatch(1));
        server.serve("/lists/bad.csv", "1");
        try (var hasty = server.files(Timeout.ofSeconds(1), Duration.ofSeconds(60))) {
            for (int i = 0; i < 4; i++) {
                Thread.ofVirtual()
                        .start(() -> catchThrowableOfType(
                                FileRefused.class, () -> hasty.read(server.address("/lists/drip"))));
            }
            for (int i = 0; i < 200 && server.asked() < 4; i++) {
                Thread.sleep(50);
            }
            var refused = catchThrowableOfType(FileRefused.class, () -> hasty.read(server.address("/lists/bad.csv")));
            assertThat(refused.sentence()).isEqualTo("Too many files are being read just now. Try again.");
        }
    }
}
