package securitycenter.homes;

import java.nio.file.Path;
import org.springframework.jdbc.core.simple.JdbcClient;
import securitycenter.identity.TenantId;

/**
 * Where one tenant's data rests: a folder and a database schema in its data center, and nowhere else.
 *
 * @param database connections are set to the tenant's schema, so its tables are named without it
 */
public record TenantHome(TenantId tenant, DataCenter dataCenter, Path folder, String schema, JdbcClient database) {}
