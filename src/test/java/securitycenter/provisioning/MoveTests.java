package securitycenter.provisioning;

import java.nio.file.Path;
import java.util.Locale;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import securitycenter.ApplicationTest;
import securitycenter.homes.DataCenter;

/** Between two H2 files. */
@ApplicationTest
class MoveTests extends MoveContract {

    @Value("${data-folder}")
    String dataFolder;

    @Override
    JdbcClient homeDatabase(DataCenter where) {
        var folder = where.name().toLowerCase(Locale.ROOT).replace('_', '-');
        return JdbcClient.create(new DriverManagerDataSource(
                "jdbc:h2:file:" + Path.of(dataFolder, folder, "homes").toAbsolutePath()
                        + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE",
                "homes",
                ""));
    }
}
