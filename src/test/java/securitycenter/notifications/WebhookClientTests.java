package securitycenter.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import securitycenter.outside.TargetAddresses;

/** Against real servers, none of which means well. */
class WebhookClientTests {

    private static final String SECRET = "whsec_test";
    private static final Instant NOW = Instant.parse("2026-11-23T14:02:00Z");

    private final Map<String, String> headers = new ConcurrentHashMap<>();
    private final AtomicInteger calls = new AtomicInteger();
    private HttpServer server;
    private WebhookClient client;

    @BeforeEach
    void aServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
        client = client(new TargetAddresses(true));
    }

    @AfterEach
    void stopIt() throws IOException {
        client.close();
        server.stop(0);
    }

    private static WebhookClient client(TargetAddresses addresses) {
        return new WebhookClient(true, addresses, Duration.ofSeconds(2), Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private Attempt post(HttpHandler handler) {
        server.createContext("/hook", exchange -> {
            calls.incrementAndGet();
            handler.handle(exchange);
        });
        return client.post(target("127.0.0.1"), SECRET, delivery());
    }

    private String target(String host) {
        return "http://" + host + ":" + server.getAddress().getPort() + "/hook?key=1";
    }

    private static Delivery delivery() {
        return new Delivery(
                1,
                UUID.fromString("7c9e6679-7425-40de-944b-e07fc1f90ae7"),
                1,
                WebhookEvent.CREATED,
                1L,
                "{\"name\":\"één\"}",
                SendState.WAITING,
                NOW,
                NOW,
                NOW,
                0,
                null,
                null,
                null,
                null,
                null);
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Test
    void whatIsDeliveredIsSigned() {
        var attempt = post(exchange -> {
            exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.getFirst()));
            headers.put("body", new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            answer(exchange, 200, "Thank you\0");
        });
        assertThat(attempt.status()).isEqualTo(200);
        assertThat(attempt.problem()).isNull();
        assertThat(attempt.answer()).isEqualTo("Thank you");
        assertThat(headers)
                .containsEntry("Securitycenter-timestamp", String.valueOf(NOW.getEpochSecond()))
                .containsEntry("Securitycenter-delivery", "7c9e6679-7425-40de-944b-e07fc1f90ae7")
                .containsEntry("Securitycenter-event", "incident.created")
                .containsEntry(
                        "Securitycenter-signature",
                        Signature.of(SECRET, NOW, delivery().body()))
                .containsEntry("body", "{\"name\":\"één\"}");
        assertThat(headers.get("Content-type")).startsWith("application/json");
        assertThat(headers.keySet()).noneMatch(name -> name.equalsIgnoreCase("cookie"));
    }

    /** Computed with another program: printf '1795442520.{"a":1}' | openssl dgst -sha256 -hmac whsec_test */
    @Test
    void theSignatureIsThatOfEverybodyElse() {
        assertThat(Signature.of(SECRET, Instant.ofEpochSecond(1795442520L), "{\"a\":1}"))
                .isEqualTo("v1=0cf741c9b55c6b4b6b0322474a55ae898f5c6e101425b71cdae78334c729f542");
    }

    @Test
    void anotherStatusIsAFailure() {
        var attempt = post(exchange -> answer(exchange, 500, "Oh no"));
        assertThat(attempt.status()).isEqualTo(500);
        assertThat(attempt.problem()).isEqualTo(DeliveryProblem.STATUS);
        assertThat(attempt.answer()).isEqualTo("Oh no");
    }

    @Test
    void noRedirectIsFollowed() {
        server.createContext("/elsewhere", exchange -> {
            calls.addAndGet(100);
            answer(exchange, 200, "");
        });
        var attempt = post(exchange -> {
            exchange.getResponseHeaders().add("Location", "/elsewhere");
            answer(exchange, 307, "");
        });
        assertThat(attempt.status()).isEqualTo(307);
        assertThat(attempt.problem()).isEqualTo(DeliveryProblem.REDIRECT);
        assertThat(calls).hasValue(1);
    }

    @Test
    void oneThatNeverAnswersIsNotWaitedFor() {
        var attempt = post(exchange -> pause(8_000));
        assertThat(attempt.problem()).isEqualTo(DeliveryProblem.TIMEOUT);
        assertThat(attempt.millis()).isBetween(1_900, 4_000);
    }

    /** Each byte begins the wait for the next one anew. */
    @Test
    void oneThatAnswersByteByByteIsNotWaitedForEither() {
        var attempt = post(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            for (var i = 0; i < 20; i++) {
                exchange.getResponseBody().write('.');
                exchange.getResponseBody().flush();
                pause(500);
            }
        });
        assertThat(attempt.problem()).isEqualTo(DeliveryProblem.TIMEOUT);
        assertThat(attempt.millis()).isBetween(1_900, 4_000);
    }

    @Test
    void oneThatTakesTheConnectionAndSaysNothingIsNotWaitedFor() throws IOException {
        try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var attempt = client.post("http://127.0.0.1:" + silent.getLocalPort() + "/", SECRET, delivery());
            assertThat(attempt.problem()).isEqualTo(DeliveryProblem.TIMEOUT);
        }
    }

    @Test
    void littleIsReadOfALongAnswerAndLessKept() {
        var written = new AtomicLong();
        var attempt = post(exchange -> {
            exchange.sendResponseHeaders(200, 10_000_000);
            var some = "x".repeat(1_000).getBytes(StandardCharsets.US_ASCII);
            for (var i = 0; i < 10_000; i++) {
                exchange.getResponseBody().write(some);
                written.addAndGet(some.length);
            }
        });
        assertThat(attempt.status()).isEqualTo(200);
        assertThat(attempt.problem()).isNull();
        assertThat(attempt.answer()).hasSize(1_024);
        assertThat(attempt.millis()).isLessThan(2_000);
        // What lies in the buffers of the system counts as written.
        assertThat(written.get()).isLessThan(9_000_000);
    }

    /** As when the operator allowed it while the webhook was made. */
    @Test
    void withoutTlsNothingIsSentWhereTheOperatorDoesNotAllowIt() throws IOException {
        server.createContext("/hook", exchange -> {
            calls.incrementAndGet();
            answer(exchange, 200, "");
        });
        try (var careful = new WebhookClient(
                false, new TargetAddresses(true), Duration.ofSeconds(2), Clock.fixed(NOW, ZoneOffset.UTC))) {
            assertThat(careful.post(target("127.0.0.1"), SECRET, delivery()).problem())
                    .isEqualTo(DeliveryProblem.PLAIN_HTTP);
        }
        assertThat(calls).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://[", "ftp://example.com/", "no address", "http:/hook", "http://example.com:99999/"})
    void whatIsNoTargetIsAFailedAttemptAndNoFault(String target) {
        assertThat(client.post(target, SECRET, delivery()).problem()).isNotNull();
    }

    @Test
    void aFaultOfOursIsAFailedAttempt() throws IOException {
        var addresses = new TargetAddresses(true, _ -> {
            throw new IllegalStateException("Nobody thought of this");
        });
        try (var broken = client(addresses)) {
            assertThat(broken.post(target("hook.example"), SECRET, delivery()).problem())
                    .isEqualTo(DeliveryProblem.FAILED);
        }
    }

    @Test
    void anEmptyAnswerIsFine() {
        assertThat(post(exchange -> answer(exchange, 204, "")).problem()).isNull();
    }

    @Test
    void nobodyIsThere() {
        server.stop(0);
        assertThat(client.post(target("127.0.0.1"), SECRET, delivery()).problem())
                .isEqualTo(DeliveryProblem.UNREACHABLE);
    }

    @Test
    void aNameThatNobodyKnowsIsSaidToBeUnknown() {
        assertThat(client.post("http://no-such-host.invalid/", SECRET, delivery())
                        .problem())
                .isEqualTo(DeliveryProblem.UNKNOWN_HOST);
    }

    @Test
    void aServerWithoutTlsIsNoSecureOne() throws IOException {
        try (var plain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> {
                try (var connection = plain.accept()) {
                    connection.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes());
                    connection.getInputStream().readAllBytes();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            var target = "https://127.0.0.1:" + plain.getLocalPort() + "/";
            assertThat(client.post(target, SECRET, delivery()).problem()).isEqualTo(DeliveryProblem.TLS);
        }
    }

    @Test
    void aCertificateThatNobodyVouchesForIsRefused(@TempDir Path folder) throws Exception {
        var secure = HttpsServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        secure.setHttpsConfigurator(new HttpsConfigurator(selfSigned(folder.resolve("keys"))));
        secure.createContext("/", exchange -> {
            calls.incrementAndGet();
            answer(exchange, 200, "");
        });
        secure.start();
        try {
            var target = "https://localhost:" + secure.getAddress().getPort() + "/";
            assertThat(client.post(target, SECRET, delivery()).problem()).isEqualTo(DeliveryProblem.TLS);
            assertThat(calls).hasValue(0);
        } finally {
            secure.stop(0);
        }
    }

    private static SSLContext selfSigned(Path file) throws Exception {
        var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        var made = new ProcessBuilder(
                        keytool,
                        "-genkeypair",
                        "-alias",
                        "hook",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        "changeit",
                        "-storetype",
                        "PKCS12")
                .inheritIO()
                .start();
        assertThat(made.waitFor()).isZero();
        var keys = KeyStore.getInstance(file.toFile(), "changeit".toCharArray());
        var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, "changeit".toCharArray());
        var context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "127.0.0.1", "2130706433", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0"})
    void nothingGoesToAnAddressInsideOfANetwork(String host) throws IOException {
        server.createContext("/hook", exchange -> {
            calls.incrementAndGet();
            answer(exchange, 200, "");
        });
        try (var careful = client(new TargetAddresses(false))) {
            assertThat(careful.post(target(host), SECRET, delivery()).problem())
                    .isEqualTo(DeliveryProblem.PRIVATE_ADDRESS);
        }
        assertThat(calls).hasValue(0);
    }

    /** A name whose first answer is harmless: the client connects to what was looked at, and asks nobody again. */
    @Test
    void theAddressThatWasLookedAtIsTheOneThatIsConnectedTo() throws IOException {
        var lookups = new AtomicInteger();
        var addresses = new TargetAddresses(true, host -> {
            assertThat(host).isEqualTo("hook.example");
            lookups.incrementAndGet();
            return new InetAddress[] {InetAddress.getLoopbackAddress()};
        });
        server.createContext("/hook", exchange -> {
            headers.put("host", exchange.getRequestHeaders().getFirst("Host"));
            answer(exchange, 200, "");
        });
        try (var pinned = client(addresses)) {
            assertThat(pinned.post(target("hook.example"), SECRET, delivery()).problem())
                    .isNull();
        }
        assertThat(lookups).hasValue(1);
        assertThat(headers.get("host")).startsWith("hook.example:");
    }

    @Test
    void aNameOfWhichOneAddressIsPrivateIsRefused() throws IOException {
        var addresses = new TargetAddresses(false, _ ->
                new InetAddress[] {InetAddress.ofLiteral("93.184.216.34"), InetAddress.ofLiteral("10.0.0.1")});
        try (var careful = client(addresses)) {
            assertThat(careful.post(target("hook.example"), SECRET, delivery()).problem())
                    .isEqualTo(DeliveryProblem.PRIVATE_ADDRESS);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.1.2.3",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "127.8.8.8",
                "169.254.169.254",
                "100.64.0.1",
                "100.100.100.200",
                "168.63.129.16",
                "0.1.2.3",
                "192.0.0.192",
                "198.18.0.1",
                "224.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "fe80::1",
                "fd00:ec2::254",
                "fec0::1",
                "ff02::1",
                "64:ff9b::a9fe:a9fe",
                "2002:7f00:1::",
                "2001:0:1::",
                "2001:db8::1",
                "3fff::1",
                "3fff:fff::1",
                "::ffff:10.0.0.1"
            })
    void theseAreNotOfTheInternet(String address) {
        assertThat(TargetAddresses.isPublic(InetAddress.ofLiteral(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "93.184.216.34",
                "172.15.0.1",
                "172.32.0.1",
                "100.63.0.1",
                "168.63.129.17",
                "2606:4700::1",
                "3fff:1000::1"
            })
    void theseAre(String address) {
        assertThat(TargetAddresses.isPublic(InetAddress.ofLiteral(address))).isTrue();
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
