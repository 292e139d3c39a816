package securitycenter.graph;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.util.MultiValueMap;
import org.springframework.util.unit.DataSize;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;
import securitycenter.identity.LogText;

/** Sends and receives, within bounds of time and size. Redirects are not followed: a token would travel with them. */
class Wire {

    private static final Logger log = LoggerFactory.getLogger(Wire.class);

    /** Lists of people and licenses stay far below it. */
    static final DataSize USUAL = DataSize.ofMegabytes(10);

    private static final Duration FIRST_WAIT = Duration.ofMillis(500);

    private final RestClient http;
    private final Patience patience;
    private final DataSize largest;

    Wire(Patience patience) {
        this(patience, USUAL);
    }

    /** @param largest answer that is read */
    Wire(Patience patience, DataSize largest) {
        this.patience = patience;
        this.largest = largest;
        var requests = new JdkClientHttpRequestFactory(HttpClient.newBuilder()
                .connectTimeout(patience.connect())
                .followRedirects(HttpClient.Redirect.NEVER)
                .build());
        requests.setReadTimeout(patience.read());
        this.http = RestClient.builder().requestFactory(requests).build();
    }

    Answer get(URI address, Consumer<HttpHeaders> headers) {
        var id = UUID.randomUUID().toString();
        return patiently(
                address,
                id,
                () -> http.get()
                        .uri(address)
                        .accept(MediaType.APPLICATION_JSON)
                        .header("client-request-id", id)
                        .headers(headers)
                        .exchangeForRequiredValue((request, response) -> read(response)));
    }

    Answer post(URI address, MultiValueMap<String, String> form) {
        var id = UUID.randomUUID().toString();
        return patiently(
                address,
                id,
                () -> http.post()
                        .uri(address)
                        .accept(MediaType.APPLICATION_JSON)
                        .header("client-request-id", id)
                        .contentType(MediaType.APPLICATION_FORM_URLENCODED)
                        .body(form)
                        .exchangeForRequiredValue((request, response) -> read(response)));
    }

    /** Sent once, whatever comes of it: what was asked for may have been done though nobody said so. */
    Answer send(HttpMethod method, URI address, Consumer<HttpHeaders> headers, @Nullable Object json) {
        var id = UUID.randomUUID().toString();
        var answer = once(address, id, () -> {
            var request = http.method(method)
                    .uri(address)
                    .accept(MediaType.APPLICATION_JSON)
                    .header("client-request-id", id)
                    .headers(headers);
            if (json != null) {
                request.contentType(MediaType.APPLICATION_JSON).body(json);
            }
            return request.exchangeForRequiredValue((_, response) -> read(response));
        });
        if (answer.status() >= 400) {
            log.warn(
                    "{} {}{} answered {} {} (client-request-id {})",
                    method,
                    address.getHost(),
                    LogText.of(address.getPath()),
                    answer.status(),
                    LogText.of(answer.errorCode()),
                    id);
        }
        return answer;
    }

    private Answer patiently(URI address, String id, Supplier<Answer> question) {
        var left = patience.waiting();
        for (var tries = 0; ; tries++) {
            var answer = once(address, id, question);
            if (answer.fine() || answer.status() == 404) {
                return answer;
            }
            log.warn(
                    "{}{} answered {} {} (request-id {}, client-request-id {})",
                    address.getHost(),
                    LogText.of(address.getPath()),
                    answer.status(),
                    LogText.of(answer.errorCode()),
                    LogText.of(answer.headers().getFirst("request-id")),
                    id);
            var wait = answer.retryAfter().orElse(FIRST_WAIT.multipliedBy(1L << tries));
            if (!answer.busy() || tries == patience.retries() || wait.compareTo(left) > 0) {
                return answer;
            }
            sleep(wait);
            left = left.minus(wait);
        }
    }

    private Answer once(URI address, String id, Supplier<Answer> question) {
        var start = System.nanoTime();
        try {
            return question.get();
        } catch (ResourceAccessException silent) {
            log.warn(
                    "{} gave no answer: {} (client-request-id {})",
                    address.getHost(),
                    LogText.of(silent.getCause()),
                    id);
            // An answer cut off in its middle for taking too long is "closed", not a timeout, to the JDK's client.
            var late = System.nanoTime() - start >= patience.read().toNanos();
            var why = late || silent.contains(HttpTimeoutException.class)
                    ? GraphSilent.Why.TIMEOUT
                    : GraphSilent.Why.UNAVAILABLE;
            throw new GraphSilent(why, address.getHost() + " gave no answer", silent);
        }
    }

    private Answer read(ClientHttpResponse response) throws IOException {
        var body = response.getBody().readNBytes((int) largest.toBytes() + 1);
        if (body.length > largest.toBytes()) {
            throw new AnswerTooLarge(largest);
        }
        return new Answer(response.getStatusCode().value(), response.getHeaders(), body);
    }

    static void sleep(Duration wait) {
        try {
            Thread.sleep(wait);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new GraphSilent(GraphSilent.Why.UNAVAILABLE, "Interrupted while waiting", stopped);
        }
    }
}
