package securitycenter.homes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The database schema of a home: made, brought up to date and dropped; frozen, copied and counted when a home moves. */
@Component
public class HomeSchema {

    private static final String HISTORY = "flyway_schema_history";
    private static final int ROWS_AT_A_TIME = 1_000;

    private interface Reading {
        void of(String table, ResultSet rows) throws SQLException, IOException;
    }

    private interface Work {
        void with(Connection connection) throws SQLException, IOException;
    }

    private static final Pattern MIGRATION = Pattern.compile("V(\\d+)__.*");

    private final DataCenters dataCenters;
    private final int version;

    HomeSchema(DataCenters dataCenters) throws IOException {
        this.dataCenters = dataCenters;
        var files = new PathMatchingResourcePatternResolver().getResources("classpath*:db/tenant/**/V*.sql");
        this.version = Arrays.stream(files)
                .map(file -> MIGRATION.matcher(String.valueOf(file.getFilename())))
                .filter(Matcher::matches)
                .mapToInt(name -> Integer.parseInt(name.group(1)))
                .max()
                .orElse(0);
    }

    /** The newest that {@link #migrate} can bring a schema to. */
    public int version() {
        return version;
    }

    /** Makes the schema, or brings it to the newest version of {@code db/tenant}. */
    public void migrate(TenantHome home) {
        migrate(home, MigrationVersion.LATEST);
    }

    private void migrate(TenantHome home, MigrationVersion version) {
        dataCenters.changeSchemas(
                home.dataCenter(), () -> migrations(home).target(version).load().migrate());
    }

    private FluentConfiguration migrations(TenantHome home) {
        return Flyway.configure()
                .dataSource(dataCenters.pool(home.dataCenter()))
                .schemas(home.schema())
                .table(HISTORY)
                .locations("classpath:db/tenant");
    }

    /** Makes a schema that has the migrations of another, and no more. */
    private void makeLike(TenantHome original, TenantHome home) {
        var newest = migrations(original).load().info().current();
        if (newest == null || newest.getVersion() == null) {
            dataCenters.changeSchemas(
                    home.dataCenter(),
                    () -> database(home).sql("create schema " + home.schema()).update());
        } else {
            migrate(home, newest.getVersion());
        }
    }

    public void drop(TenantHome home) {
        // The name is made of an id's hexadecimal digits, so it needs no quoting.
        dataCenters.changeSchemas(
                home.dataCenter(),
                () -> database(home)
                        .sql("drop schema if exists " + home.schema() + " cascade")
                        .update());
    }

    public boolean exists(TenantHome home) {
        return database(home)
                        .sql("select count(*) from information_schema.schemata where schema_name = ?")
                        .param(home.schema())
                        .query(Integer.class)
                        .single()
                > 0;
    }

    public void export(TenantHome home, Export export) {
        for (var table : tables(home)) {
            read(home, table, export::table);
        }
    }

    /** Refuses all writing from now on, by whatever process, and waits for those transactions that have written. */
    public void freeze(TenantHome home) {
        dataCenters.changeSchemas(
                home.dataCenter(),
                () -> connected(home, connection -> {
                    for (var table : tables(home)) {
                        engine(home).freeze(home.schema(), table, connection);
                    }
                }));
    }

    public void thaw(TenantHome home) {
        dataCenters.changeSchemas(
                home.dataCenter(),
                () -> connected(home, connection -> {
                    for (var table : tables(home)) {
                        engine(home).thaw(home.schema(), table, connection);
                    }
                }));
    }

    /**
     * Makes the second home's tables equal to those of the first, which is frozen. Begins anew when called again. What
     * the first one has not migrated yet, the copy has not either: a migration that changes rows must find them.
     */
    public void copy(TenantHome from, TenantHome to) {
        drop(to);
        makeLike(from, to);
        var tables = tables(from);
        connected(from, source -> connected(to, target -> engine(to).copy(from.schema(), tables, source, target)));
    }

    /** What each table holds. */
    public Map<String, Contents> census(TenantHome home) {
        var census = new LinkedHashMap<String, Contents>();
        for (var table : tables(home)) {
            read(home, table, (name, rows) -> census.put(name, Contents.of(rows)));
        }
        return census;
    }

    private List<String> tables(TenantHome home) {
        return database(home)
                .sql("""
                        select table_name from information_schema.tables
                        where table_schema = ? and table_type = 'BASE TABLE' and table_name <> ? order by table_name""")
                .params(home.schema(), HISTORY)
                .query(String.class)
                .list();
    }

    private void read(TenantHome home, String table, Reading reading) {
        connected(home, connection -> {
            connection.setAutoCommit(false); // PostgreSQL streams rows only inside a transaction
            try (var select = connection.createStatement()) {
                select.setFetchSize(ROWS_AT_A_TIME);
                reading.of(table, select.executeQuery("select * from " + home.schema() + "." + table));
            }
        });
    }

    private void connected(TenantHome home, Work work) {
        try (var connection = dataCenters.pool(home.dataCenter()).getConnection()) {
            work.with(connection);
        } catch (SQLException e) {
            throw new IllegalStateException("The schema " + home.schema() + " in " + home.dataCenter(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private SchemaEngine engine(TenantHome home) {
        return dataCenters.engine(home.dataCenter());
    }

    private JdbcClient database(TenantHome home) {
        return JdbcClient.create(dataCenters.pool(home.dataCenter()));
    }
}
