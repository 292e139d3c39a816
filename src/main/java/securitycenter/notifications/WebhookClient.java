package securitycenter.notifications;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.routing.RoutingSupport;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.stereotype.Component;
import securitycenter.outside.GuardedHttp;
import securitycenter.outside.TargetAddresses;

/**
 * Delivers to webhooks, and expects nothing good of them: little is read, and not waited for long.
 */
@Component
class WebhookClient implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(WebhookClient.class);

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Timeout TO_CONNECT = Timeout.ofSeconds(3);
    private static final int MOST_READ = 64 * 1_024;
    private static final int MOST_KEPT = 1_024;

    private final boolean allowPlainHttp;
    private final CloseableHttpClient http;
    private final ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor();
    private final Duration patience;
    private final Clock clock;

    @Autowired
    WebhookClient(NotificationSettings settings, Clock clock) {
        this(settings.allowPlainHttp(), new TargetAddresses(settings.allowPrivateTargets()), PATIENCE, clock);
    }

    WebhookClient(boolean allowPlainHttp, TargetAddresses addresses, Duration patience, Clock clock) {
        // Nobody waits for a connection: all may lead to the same host.
        this.http = new GuardedHttp(addresses, TO_CONNECT, Timeout.of(patience), Couriers.AT_ONCE, Couriers.AT_ONCE)
                .client();
        this.allowPlainHttp = allowPlainHttp;
        this.patience = patience;
        this.clock = clock;
    }

    /** Waits for the answer, at most as long as all webhooks may take. Whatever goes wrong, it was an attempt. */
    Attempt post(String target, String secret, Delivery delivery) {
        var start = System.nanoTime();
        try {
            var address = URI.create(target);
            if (!allowPlainHttp && !"https".equalsIgnoreCase(address.getScheme())) {
                return new Attempt(null, 0, null, DeliveryProblem.PLAIN_HTTP);
            }
            var request = request(address, secret, delivery);
            return withinPatience(request, () -> answer(request, start));
        } catch (IOException | HttpException failure) {
            return new Attempt(null, millisSince(start), null, problemOf(failure));
        } catch (RuntimeException fault) {
            // Its words may hold the address, which may hold a key.
            var cause = NestedExceptionUtils.getMostSpecificCause(fault);
            log.error(
                    "Delivery {} failed as none should: {} {}",
                    delivery.deliveryId(),
                    cause.getClass().getName(),
                    Arrays.stream(cause.getStackTrace()).limit(10).toList());
            return new Attempt(null, millisSince(start), null, DeliveryProblem.FAILED);
        }
    }

    private HttpPost request(URI target, String secret, Delivery delivery) {
        var now = clock.instant();
        var request = new HttpPost(target);
        request.setHeader(Signature.TIMESTAMP, String.valueOf(now.getEpochSecond()));
        request.setHeader(Signature.SIGNATURE, Signature.of(secret, now, delivery.body()));
        request.setHeader(Signature.DELIVERY, delivery.deliveryId().toString());
        request.setHeader(Signature.EVENT, delivery.event().word());
        request.setEntity(new StringEntity(delivery.body(), ContentType.APPLICATION_JSON));
        return request;
    }

    /** The client's own timeouts begin anew with each byte. */
    private Attempt withinPatience(HttpPost request, Callable<Attempt> call) throws IOException, HttpException {
        var running = calls.submit(call);
        try {
            return running.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException slow) {
            request.abort();
            throw new SocketTimeoutException("No whole answer came in time");
        } catch (InterruptedException stopped) {
            request.abort();
            Thread.currentThread().interrupt();
            throw new SocketTimeoutException("We are about to end");
        } catch (ExecutionException failure) {
            switch (failure.getCause()) {
                case IOException io -> throw io;
                case HttpException http -> throw http;
                case null, default -> throw new IllegalStateException(failure);
            }
        }
    }

    private Attempt answer(HttpPost request, long start) throws IOException, HttpException {
        var response = http.executeOpen(RoutingSupport.determineHost(request), request, null);
        try {
            var status = response.getCode();
            return new Attempt(status, millisSince(start), beginning(response), problemOf(status));
        } finally {
            // Closing the response would read the rest of it first.
            request.abort();
        }
    }

    private static @Nullable String beginning(ClassicHttpResponse response) throws IOException {
        if (response.getEntity() == null || response.getEntity().getContent() == null) {
            return null;
        }
        return beginning(response.getEntity().getContent());
    }

    private static String beginning(InputStream content) throws IOException {
        var bytes = content.readNBytes(MOST_READ);
        return new String(bytes, 0, Math.min(bytes.length, MOST_KEPT), StandardCharsets.UTF_8)
                .replaceAll("[\\p{Cc}&&[^\\n\\t]]", "");
    }

    private static @Nullable DeliveryProblem problemOf(int status) {
        if (status >= 200 && status < 300) {
            return null;
        }
        return status >= 300 && status < 400 ? DeliveryProblem.REDIRECT : DeliveryProblem.STATUS;
    }

    private static DeliveryProblem problemOf(Exception failure) {
        return switch (failure) {
            case TargetAddresses.PrivateAddress _ -> DeliveryProblem.PRIVATE_ADDRESS;
            case UnknownHostException _ -> DeliveryProblem.UNKNOWN_HOST;
            case SocketTimeoutException _ -> DeliveryProblem.TIMEOUT;
            case SSLException _ -> DeliveryProblem.TLS;
            default -> DeliveryProblem.UNREACHABLE;
        };
    }

    private static int millisSince(long start) {
        return (int) TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    }

    @Override
    public void close() throws IOException {
        calls.shutdownNow();
        http.close();
    }
}
