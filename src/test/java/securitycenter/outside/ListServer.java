package securitycenter.outside;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A server of files on this machine, and a reader that may go there. */
public final class ListServer implements AutoCloseable {

    private final HttpServer server;
    private final AtomicInteger asked = new AtomicInteger();

    public ListServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    public String address(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    public void serve(String path, HttpHandler handler) {
        server.createContext(path, exchange -> {
            asked.incrementAndGet();
            handler.handle(exchange);
        });
    }

    public void serve(String path, String text) {
        serve(path, exchange -> {
            var bytes = text.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
    }

    public int asked() {
        return asked.get();
    }

    /** Of what is below {@code /lists} here. */
    public ExternalFiles files() {
        return files(new TargetAddresses(true));
    }

    ExternalFiles files(TargetAddresses addresses) {
        return new ExternalFiles(new AllowedAddresses(List.of(URI.create(address("/lists")))), addresses);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
