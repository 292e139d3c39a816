package securitycenter.portal;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Whether one host answers at all; what it answers does not matter. Goes through the proxy that the system names. */
class HostHealth implements HealthIndicator {

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration REMEMBERED = Duration.ofSeconds(30);

    private record Answer(Health health, Instant at) {}

    private final URI host;
    private final Clock clock;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private volatile Answer last = new Answer(Health.unknown().build(), Instant.MIN);

    HostHealth(URI host, Clock clock) {
        this.host = host;
        this.clock = clock;
    }

    /** One at a time, so that many who ask at once cause one call. */
    @Override
    public synchronized Health health() {
        var now = clock.instant();
        if (last.at().isBefore(now.minus(REMEMBERED))) {
            last = new Answer(ask(), now);
        }
        return last.health();
    }

    private Health ask() {
        var request = HttpRequest.newBuilder(host.resolve("/"))
                .method("HEAD", HttpRequest.BodyPublishers.noBody())
                .timeout(PATIENCE)
                .build();
        try {
            http.send(request, BodyHandlers.discarding());
            return Health.up().withDetail("host", host.getAuthority()).build();
        } catch (IOException unreachable) {
            return down(unreachable.getClass().getSimpleName());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return down("interrupted");
        }
    }

    private Health down(String why) {
        return Health.down()
                .withDetail("host", host.getAuthority())
                .withDetail("why", why)
                .build();
    }
}
