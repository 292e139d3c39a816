package securitycenter;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import javax.sql.DataSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistrar;

/** The whole application as {@link ApplicationTest} has it, on a PostgreSQL of its own. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "entra.client-id=test",
            "entra.client-secret=test",
            "entra.operator-tenant=" + ApplicationTest.OPERATOR,
            // The tests look themselves.
            "streaming.storage-poll=1d",
            "management.server.port=0",
            "data-folder=${test-data:target/test-data}/postgres"
        })
@Import({PretendMicrosoft.class, Visitors.class, PostgresTest.OnPostgres.class})
public @interface PostgresTest {

    /** A server of the test's, from Maven and not from a container. */
    class Postgres implements AutoCloseable {

        private final EmbeddedPostgres server;

        public Postgres() {
            try {
                this.server = EmbeddedPostgres.start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            for (var name : new String[] {"center", "homes_eu", "homes_uk", "homes_us"}) {
                JdbcClient.create(server.getPostgresDatabase())
                        .sql("create database " + name)
                        .update();
            }
        }

        public DataSource database(String name) {
            return server.getDatabase("postgres", name);
        }

        public String url(String name) {
            return server.getJdbcUrl("postgres", name);
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }

    @TestConfiguration(proxyBeanMethods = false)
    class OnPostgres {

        @Bean
        static Postgres postgres() {
            return new Postgres();
        }

        @Bean
        static DynamicPropertyRegistrar addresses(Postgres postgres) {
            return properties -> {
                properties.add("spring.datasource.url", () -> postgres.url("center"));
                properties.add("spring.datasource.username", () -> "postgres");
                for (var place : new String[][] {
                    {"european-union", "homes_eu"}, {"united-kingdom", "homes_uk"}, {"united-states", "homes_us"}
                }) {
                    var database = "provisioning.data-centers." + place[0] + ".database.";
                    properties.add(database + "url", () -> postgres.url(place[1]));
                    properties.add(database + "username", () -> "postgres");
                }
            };
        }
    }
}
