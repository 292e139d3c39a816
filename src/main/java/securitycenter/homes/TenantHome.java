package securitycenter.homes;

import java.nio.file.Path;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import securitycenter.identity.TenantId;

/**
 * Where one tenant's data rests: a folder and a database schema in its data center, and nowhere else.
 *
 * @param database connections are set to the tenant's schema, so its tables are named without it
 * @param batches the same, for many rows at once
 * @param transactions of {@code database} and {@code batches}
 */
public record TenantHome(
        TenantId tenant,
        DataCenter dataCenter,
        Path folder,
        String schema,
        JdbcClient database,
        JdbcOperations batches,
        TransactionOperations transactions) {}
