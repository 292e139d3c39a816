package securitycenter.homes;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** Sets each connection to one tenant's schema before anybody uses it. */
class SchemaDataSource extends DelegatingDataSource {

    private final String schema;

    SchemaDataSource(DataSource dataCenter, String schema) {
        super(dataCenter);
        this.schema = schema;
    }

    @Override
    public Connection getConnection() throws SQLException {
        var connection = super.getConnection();
        try {
            connection.setSchema(schema);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }
}
