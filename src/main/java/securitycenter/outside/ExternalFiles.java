package securitycenter.outside;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.routing.RoutingSupport;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.util.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Reads files that queries name, from addresses alone that the operator allows, wherever the way there leads. Nothing but
 * the address goes out with it.
 */
@Component
public class ExternalFiles implements AutoCloseable {

    private static final Timeout PATIENCE = Timeout.ofSeconds(20);
    private static final Timeout TO_CONNECT = Timeout.ofSeconds(5);
    private static final int MOST_BYTES = 10_000_000;
    private static final int MOST_STEPS = 5;
    private static final int AT_ONCE = 20;
    private static final int OF_ONE_SERVER = 4;

    /** One that sends a little now and then could go on for ever. */
    private static final Duration IN_ALL = Duration.ofSeconds(60);

    private static final String TOO_LATE = "The server did not answer in time.";
    private static final String NOT_ALLOWED =
            "This address is not among those that the operator of this installation allows.";

    private final AllowedAddresses allowed;
    private final CloseableHttpClient http;
    private final Duration inAll;

    @Autowired
    ExternalFiles(OutsideSettings settings) {
        this(AllowedAddresses.of(settings.externalData().allowed()), new TargetAddresses(false));
    }

    ExternalFiles(AllowedAddresses allowed, TargetAddresses addresses) {
        this(allowed, addresses, PATIENCE, IN_ALL);
    }

    /**
     * @param patience with each step of a file
     * @param inAll of one file
     */
    ExternalFiles(AllowedAddresses allowed, TargetAddresses addresses, Timeout patience, Duration inAll) {
        this.allowed = allowed;
        this.inAll = inAll;
        this.http = new GuardedHttp(addresses, TO_CONNECT, patience, AT_ONCE, OF_ONE_SERVER).client();
    }

    public boolean areAllowed() {
        return !allowed.isEmpty();
    }

    /** Why a file is not read, whatever is there. */
    public Optional<String> refusal(String address) {
        try {
            checked(address);
            return Optional.empty();
        } catch (FileRefused refused) {
            return Optional.of(refused.sentence());
        }
    }

    /** Waits for it; an interruption ends that. */
    public byte[] read(String address) throws FileRefused {
        var target = checked(address);
        var end = System.nanoTime() + inAll.toNanos();
        try {
            return followed(target, end);
        } catch (IOException | HttpException failure) {
            throw new FileRefused(isOver(end) ? TOO_LATE : sentence(failure));
        } catch (IllegalStateException cut) {
            // The client says so where the end came between two of its steps.
            if (isOver(end)) {
                throw new FileRefused(TOO_LATE);
            }
            throw cut;
        }
    }

    private static boolean isOver(long end) {
        return System.nanoTime() - end >= 0;
    }

    private URI checked(String address) throws FileRefused {
        if (address.contains(";")) {
            throw new FileRefused("Keys behind a semicolon are not supported. Use an address that is signed instead.");
        }
        try {
            var target = URI.create(address.strip());
            if (allowed.contain(target)) {
                return target;
            }
        } catch (IllegalArgumentException none) {
            throw new FileRefused("This is no address of a file, such as https://lists.example/bad.csv.");
        }
        throw new FileRefused(NOT_ALLOWED);
    }

    private byte[] followed(URI address, long end) throws IOException, HttpException, FileRefused {
        var at = address;
        for (int steps = 0; steps <= MOST_STEPS; steps++) {
            var request = new HttpGet(at);
            var limit = CompletableFuture.runAsync(
                    request::abort, CompletableFuture.delayedExecutor(end - System.nanoTime(), TimeUnit.NANOSECONDS));
            try {
                var response = http.executeOpen(RoutingSupport.determineHost(request), request, null);
                var location = response.getFirstHeader(HttpHeaders.LOCATION);
                if (response.getCode() / 100 != 3 || location == null) {
                    return content(response);
                }
                at = next(at, location.getValue());
            } finally {
                limit.cancel(false);
                // Closing the response would read the rest of it first.
                request.abort();
            }
        }
        throw new FileRefused("This address leads on to further ones without end.");
    }

    private URI next(URI from, String location) throws FileRefused {
        try {
            var next = from.resolve(location);
            if (!location.contains(";") && allowed.contain(next)) {
                return next;
            }
        } catch (IllegalArgumentException none) {
            throw new FileRefused("This address leads on to something that is no address.");
        }
        throw new FileRefused("This address leads on to another, which is not among those that the operator of this"
                + " installation allows.");
    }

    private static byte[] content(ClassicHttpResponse response) throws IOException, FileRefused {
        if (response.getCode() != 200) {
            throw new FileRefused(
                    "The server did not answer with the file, but with the status " + response.getCode() + ".");
        }
        if (response.getEntity() == null || response.getEntity().getContent() == null) {
            return new byte[0];
        }
        var bytes = response.getEntity().getContent().readNBytes(MOST_BYTES + 1);
        if (bytes.length > MOST_BYTES) {
            throw new FileRefused("This file is larger than " + MOST_BYTES / 1_000_000 + " MB.");
        }
        return bytes;
    }

    private static String sentence(Exception failure) {
        return switch (failure) {
            case TargetAddresses.PrivateAddress _ ->
                "This address leads to the inside of a network, where queries may not look.";
            case UnknownHostException _ -> "There is no server of this name.";
            case ConnectionRequestTimeoutException _ -> "Too many files are being read just now. Try again.";
            case SocketTimeoutException _ -> TOO_LATE;
            case SSLException _ -> "The server cannot prove that it is the one that the address names.";
            default -> "The server cannot be reached, or broke off.";
        };
    }

    @Override
    public void close() throws IOException {
        http.close();
    }
}
