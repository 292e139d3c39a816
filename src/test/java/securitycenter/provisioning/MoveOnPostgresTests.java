package securitycenter.provisioning;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import securitycenter.PostgresTest;
import securitycenter.PostgresTest.Postgres;
import securitycenter.homes.DataCenter;

/** Between two PostgreSQL databases. */
@PostgresTest
class MoveOnPostgresTests extends MoveContract {

    @Autowired
    Postgres postgres;

    @Override
    JdbcClient homeDatabase(DataCenter where) {
        return JdbcClient.create(postgres.database(where == DataCenter.EUROPEAN_UNION ? "homes_eu" : "homes_uk"));
    }
}
