package securitycenter.portal;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;

class HostHealthTests {

    private final AtomicInteger asked = new AtomicInteger();
    private Instant now = Instant.parse("2026-11-23T13:00:00Z");
    private HttpServer server;
    private URI host;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked.incrementAndGet();
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        });
        server.start();
        host = URI.create("http://localhost:" + server.getAddress().getPort());
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void aHostThatAnswersIsUpWhateverItAnswers() {
        var health = new HostHealth(host, clock()).health();
        assertThat(health.getStatus()).isEqualTo(Status.UP);
        assertThat(health.getDetails()).containsEntry("host", host.getAuthority());
    }

    @Test
    void aHostThatCannotBeReachedIsNamed() {
        server.stop(0);
        var health = new HostHealth(host, clock()).health();
        assertThat(health.getStatus()).isEqualTo(Status.DOWN);
        assertThat(health.getDetails())
                .containsEntry("host", host.getAuthority())
                .containsEntry("why", "ConnectException");
    }

    @Test
    void theAnswerIsRememberedForHalfAMinute() {
        var health = new HostHealth(host, clock());
        health.health();
        now = now.plusSeconds(29);
        health.health();
        assertThat(asked).hasValue(1);
        now = now.plusSeconds(2);
        health.health();
        assertThat(asked).hasValue(2);
    }

    private Clock clock() {
        return new Clock() {
            @Override
            public Instant instant() {
                return now;
            }

            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }
        };
    }
}
