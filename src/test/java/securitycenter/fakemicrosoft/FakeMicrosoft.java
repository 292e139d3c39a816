package securitycenter.fakemicrosoft;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import securitycenter.identity.MicrosoftEndpoints;

/** Entra ID, Microsoft Graph and the API of Defender for Endpoint on one loopback port. */
public final class FakeMicrosoft {

    private static final int REQUESTS_KEPT = 10_000;

    static {
        // Otherwise each small answer on a kept connection waits 40 ms for an acknowledgement,
        System.setProperty("sun.net.httpserver.nodelay", "true");
        // and the server closes idle connections just when the client takes one up again.
        System.setProperty("sun.net.httpserver.idleInterval", "300");
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final URI address;
    private final Directory directory = new Directory();
    private final Entra entra;
    private final Graph graph;
    private final DefenderApi defender;
    private final Issued<Grant> accessTokens = new Issued<>();
    private final Deque<Received> received = new ArrayDeque<>();

    private FakeMicrosoft(HttpServer server) {
        this.server = server;
        address = URI.create("http://localhost:" + server.getAddress().getPort());
        entra = new Entra(address, directory, accessTokens);
        graph = new Graph(address, accessTokens);
        defender = new DefenderApi(address, accessTokens);
        server.setExecutor(threads);
        server.createContext("/", this::serve);
        server.start();
    }

    /** @param port 0 for any that is free */
    public static FakeMicrosoft start(int port) {
        try {
            return new FakeMicrosoft(
                    HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0));
        } catch (IOException e) {
            throw new UncheckedIOException("The pretend Microsoft cannot have port " + port, e);
        }
    }

    public void stop() {
        server.stop(0);
        threads.shutdownNow();
    }

    public URI address() {
        return address;
    }

    public MicrosoftEndpoints endpoints() {
        return new MicrosoftEndpoints(address, address, address, address);
    }

    public Directory directory() {
        return directory;
    }

    /** Sign with a new key from now on; the old one stays published. */
    public void rotateKeys() {
        entra.rotateKeys();
    }

    /** All requests since the start or since {@link #forgetRequests}, the oldest first. */
    public List<Received> requests() {
        synchronized (received) {
            return List.copyOf(received);
        }
    }

    public List<Received> requests(String path) {
        return requests().stream()
                .filter(request -> request.path().equals(path))
                .toList();
    }

    /** How often this path was asked for. */
    public int received(String path) {
        return requests(path).size();
    }

    /** How often this path was asked for with a token of this tenant, or at an address of this tenant. */
    public int received(String path, Tenant tenant) {
        return (int) requests(path).stream()
                .filter(request -> request.tenant().filter(tenant.id()::equals).isPresent())
                .count();
    }

    public void forgetRequests() {
        synchronized (received) {
            received.clear();
        }
    }

    private void serve(HttpExchange exchange) throws IOException {
        var request = Request.of(exchange);
        remember(request);
        reply(request).sendTo(exchange);
    }

    private Reply reply(Request request) {
        try {
            return answer(request);
        } catch (RuntimeException e) {
            return Reply.json(500, Map.of("error", Map.of("code", "PretendMicrosoftFailed", "message", e.toString())));
        }
    }

    private Reply answer(Request request) {
        if (Graph.isAt(request.path())) {
            return graph.answer(request);
        }
        if (DefenderApi.isAt(request.path())) {
            return defender.answer(request);
        }
        return request.path().equals("/pretend.css") ? styles() : entra.answer(request);
    }

    private void remember(Request request) {
        var grant = Gate.grant(request, accessTokens);
        synchronized (received) {
            if (received.size() == REQUESTS_KEPT) {
                received.removeFirst();
            }
            received.addLast(new Received(
                    request.method(),
                    request.path(),
                    Map.copyOf(request.parameters()),
                    Map.copyOf(request.headers()),
                    request.body(),
                    grant.map(Grant::tenant).or(() -> entra.tenantOf(request)).map(Tenant::id),
                    grant.map(Grant::clientId)));
        }
    }

    private static Reply styles() {
        try (var styles = FakeMicrosoft.class.getResourceAsStream("/fakemicrosoft/pretend.css")) {
            return new Reply(
                    200,
                    Map.of("Content-Type", "text/css", "Cache-Control", "max-age=600"),
                    new String(styles.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
