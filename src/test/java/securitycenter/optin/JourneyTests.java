package securitycenter.optin;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import securitycenter.ApplicationTest;

/** On the embedded databases: one H2 file for the application, one for each data center. */
@ApplicationTest
class JourneyTests extends Journey {

    @Value("${data-folder}")
    String dataFolder;

    @Override
    JdbcClient homeDatabase() {
        var file = java.nio.file.Path.of(dataFolder, "european-union", "homes").toAbsolutePath();
        return JdbcClient.create(new DriverManagerDataSource(
                "jdbc:h2:file:" + file
                        + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE",
                "homes",
                ""));
    }
}
