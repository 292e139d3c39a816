package securitycenter.graph;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import securitycenter.identity.MicrosoftEndpoints;

/** Gives tokens to everyone and answers as Graph with what the test lays down, for answers no tenant can cause. */
class ScriptedGraph implements AutoCloseable {

    private record Scripted(int status, Map<String, String> headers, String body, boolean unfinished) {}

    private final HttpServer server;
    private final Queue<Scripted> script = new ConcurrentLinkedQueue<>();
    private final List<String> queries = new CopyOnWriteArrayList<>();
    private final List<String> bearers = new CopyOnWriteArrayList<>();
    private final AtomicInteger tokens = new AtomicInteger();

    ScriptedGraph() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::serve);
        server.start();
    }

    MicrosoftEndpoints endpoints() {
        return new MicrosoftEndpoints(address(), address(), address(), address());
    }

    URI address() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    ScriptedGraph answers(int status, String body) {
        return answers(status, Map.of(), body);
    }

    ScriptedGraph answers(int status, Map<String, String> headers, String body) {
        script.add(new Scripted(status, headers, body, false));
        return this;
    }

    /** The head comes at once, the body never as a whole. */
    ScriptedGraph beginsToAnswer() {
        script.add(new Scripted(200, Map.of(), "{", true));
        return this;
    }

    /** What Graph was asked, in its order. */
    List<String> queries() {
        return queries;
    }

    /** The tokens that came to Graph, in their order. */
    List<String> bearers() {
        return bearers;
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            var path = exchange.getRequestURI().getPath();
            if (path.endsWith("/oauth2/v2.0/token")) {
                send(exchange, new Scripted(200, Map.of(), token(), false));
                return;
            }
            queries.add(exchange.getRequestURI().getQuery());
            bearers.add(exchange.getRequestHeaders().getFirst("Authorization"));
            var next = script.poll();
            send(exchange, next == null ? new Scripted(500, Map.of(), "nothing laid down", false) : next);
        }
    }

    private String token() {
        return "{\"expires_in\":3599,\"access_token\":\"token-" + tokens.incrementAndGet() + "\"}";
    }

    private static void send(HttpExchange exchange, Scripted answer) throws IOException {
        var body = answer.body().getBytes(StandardCharsets.UTF_8);
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        if (answer.unfinished()) {
            exchange.sendResponseHeaders(answer.status(), body.length + 1);
            exchange.getResponseBody().write(body);
            exchange.getResponseBody().flush();
            pause();
            return;
        }
        exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    private static void pause() {
        try {
            Thread.sleep(3000);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
