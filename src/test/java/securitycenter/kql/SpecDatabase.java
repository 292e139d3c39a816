package securitycenter.kql;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import securitycenter.events.QueryFunctions;

/** DuckDB with all that compiled queries call, and the small table of the documents. */
final class SpecDatabase {

    private SpecDatabase() {}

    static Connection open() throws Exception {
        var database = DriverManager.getConnection("jdbc:duckdb:");
        QueryFunctions.register(database, OutsideOfTests::place);
        try (var prelude = SpecDatabase.class.getResourceAsStream("/kql/prelude.sql");
                var statement = database.createStatement()) {
            statement.execute("set timezone = 'UTC'");
            statement.execute("set error_on_division_by_zero = false");
            statement.execute(new String(prelude.readAllBytes(), StandardCharsets.UTF_8));
            statement.execute(Files.readString(Path.of("src/test/resources/kql/data.sql")));
        }
        return database;
    }

    /** @param files for what is named {@code $1}, {@code $2} and so on */
    static PreparedStatement statement(Connection database, String sql, List<String> files) throws SQLException {
        var statement = database.prepareStatement(sql);
        for (int i = 0; i < files.size(); i++) {
            statement.setString(i + 1, files.get(i));
        }
        return statement;
    }
}
