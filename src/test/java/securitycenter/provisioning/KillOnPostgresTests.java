package securitycenter.provisioning;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.springframework.jdbc.core.simple.JdbcClient;
import securitycenter.PostgresTest.Postgres;

/** The application's database and those of the data centers are PostgreSQL's. */
class KillOnPostgresTests extends KillContract {

    private final Postgres postgres = new Postgres();

    @Override
    List<String> settings() {
        return List.of(
                "--spring.datasource.url=" + postgres.url("center"),
                "--spring.datasource.username=postgres",
                "--provisioning.data-centers.european-union.database.url=" + postgres.url("homes_eu"),
                "--provisioning.data-centers.european-union.database.username=postgres",
                "--provisioning.data-centers.united-kingdom.database.url=" + postgres.url("homes_uk"),
                "--provisioning.data-centers.united-kingdom.database.username=postgres");
    }

    @Override
    JdbcClient center() {
        return JdbcClient.create(postgres.database("center"));
    }

    @Override
    JdbcClient homes(String place) {
        return JdbcClient.create(postgres.database(place.equals("UNITED_KINGDOM") ? "homes_uk" : "homes_eu"));
    }

    @AfterEach
    void stopTheServer() throws Exception {
        postgres.close();
    }
}
