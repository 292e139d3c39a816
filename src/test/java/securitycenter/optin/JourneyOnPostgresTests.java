package securitycenter.optin;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import securitycenter.PostgresTest;
import securitycenter.PostgresTest.Postgres;

/** The same on PostgreSQL: one database for the application, one for each data center. */
@PostgresTest
class JourneyOnPostgresTests extends Journey {

    @Autowired
    Postgres postgres;

    @Override
    JdbcClient homeDatabase() {
        return JdbcClient.create(postgres.database("homes_eu"));
    }
}
