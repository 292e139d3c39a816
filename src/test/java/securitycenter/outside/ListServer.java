package securitycenter.outside;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hc.core5.util.Timeout;

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

    ExternalFiles files(Timeout patience, Duration inAll) {
        return new ExternalFiles(allowed(), new TargetAddresses(true), patience, inAll);
    }

    ExternalFiles files(TargetAddresses addresses) {
        return new ExternalFiles(allowed(), addresses);
    }

    private AllowedAddresses allowed() {
        return new AllowedAddresses(List.of(URI.create(address("/lists"))));
    }

    /** A file that comes sign by sign and never ends, until whoever reads it is gone. */
    void drip(String path, CountDownLatch begun, CountDownLatch gone) {
        serve(path, exchange -> {
            try (var body = exchange.getResponseBody()) {
                exchange.sendResponseHeaders(200, 0);
                while (true) {
                    body.write('1');
                    body.flush();
                    begun.countDown();
                    Thread.sleep(20);
                }
            } catch (IOException end) {
                gone.countDown();
            } catch (InterruptedException end) {
                exchange.close();
            }
        });
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
