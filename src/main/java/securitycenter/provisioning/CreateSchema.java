package securitycenter.provisioning;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The tenant's database schema, brought to the newest version of {@code db/tenant}. */
@Component
class CreateSchema implements ProvisioningStep {

    private static final String HISTORY = "flyway_schema_history";

    private final DataCenters dataCenters;

    CreateSchema(DataCenters dataCenters) {
        this.dataCenters = dataCenters;
    }

    @Override
    public String name() {
        return "create-schema";
    }

    @Override
    public int order() {
        return 300;
    }

    @Override
    public boolean isBuilt(TenantHome home) {
        return !isGone(home);
    }

    @Override
    public void provision(TenantHome home) {
        var migrations = Flyway.configure()
                .dataSource(dataCenters.pool(home.dataCenter()))
                .schemas(home.schema())
                .table(HISTORY)
                .locations("classpath:db/tenant")
                .load();
        dataCenters.changeSchemas(home.dataCenter(), migrations::migrate);
    }

    @Override
    public void deprovision(TenantHome home) {
        // The name is made of an id's hexadecimal digits, so it needs no quoting.
        dataCenters.changeSchemas(
                home.dataCenter(), () -> database(home).execute("drop schema if exists " + home.schema() + " cascade"));
    }

    @Override
    public boolean isGone(TenantHome home) {
        var schemas = database(home)
                .queryForObject(
                        "select count(*) from information_schema.schemata where schema_name = ?",
                        Integer.class,
                        home.schema());
        return requireNonNull(schemas) == 0;
    }

    @Override
    public void export(TenantHome home, Export export) throws IOException {
        for (var table : tables(home)) {
            try (var connection = dataCenters.pool(home.dataCenter()).getConnection()) {
                connection.setAutoCommit(false); // PostgreSQL streams rows only inside a transaction
                try (var select = connection.createStatement()) {
                    select.setFetchSize(1_000);
                    export.table(table, select.executeQuery("select * from " + home.schema() + "." + table));
                }
            } catch (SQLException e) {
                throw new IllegalStateException("Cannot read table " + table + " of " + home.schema(), e);
            }
        }
    }

    private List<String> tables(TenantHome home) {
        return JdbcClient.create(dataCenters.pool(home.dataCenter()))
                .sql("""
                        select table_name from information_schema.tables
                        where table_schema = ? and table_name <> ? order by table_name""")
                .params(home.schema(), HISTORY)
                .query((row, _) -> requireNonNull(row.getString(1)))
                .list();
    }

    private JdbcTemplate database(TenantHome home) {
        return new JdbcTemplate(dataCenters.pool(home.dataCenter()));
    }
}
