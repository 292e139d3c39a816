package securitycenter.homes;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;

/** H2 takes the timeout of one statement for all that come after it on the same connection, whoever has it by then. */
class EmbeddedPool extends HikariDataSource {

    EmbeddedPool(HikariConfig configuration) {
        super(configuration);
    }

    @Override
    public Connection getConnection() throws SQLException {
        var connection = super.getConnection();
        try (var statement = connection.createStatement()) {
            statement.setQueryTimeout(0);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }
}
