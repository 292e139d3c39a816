package securitycenter.benchmarks;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A PostgreSQL server that writes to disk as a real one does; the embedded one is told not to by default. It has the memory
 * and the log that its manual advises for a machine of 16 GB: a quarter of that to share, and few checkpoints.
 */
class Postgres implements AutoCloseable {

    private final EmbeddedPostgres server;

    Postgres() throws IOException {
        server = EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("shared_buffers", "4GB")
                .setServerConfig("max_wal_size", "8GB")
                .setServerConfig("checkpoint_timeout", "15min")
                .start();
        for (var name : List.of("center", "homes", "homes_uk")) {
            JdbcClient.create(server.getPostgresDatabase())
                    .sql("create database " + name)
                    .update();
        }
    }

    List<String> settings() {
        var homes = "--provisioning.data-centers.european-union.database.";
        var others = "--provisioning.data-centers.united-kingdom.database.";
        return List.of(
                "--spring.datasource.url=" + url("center"),
                "--spring.datasource.username=postgres",
                homes + "url=" + url("homes"),
                homes + "username=postgres",
                others + "url=" + url("homes_uk"),
                others + "username=postgres");
    }

    String url(String name) {
        return server.getJdbcUrl("postgres", name);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
