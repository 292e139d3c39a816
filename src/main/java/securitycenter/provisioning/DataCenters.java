package securitycenter.provisioning;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import jakarta.annotation.PreDestroy;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import securitycenter.identity.TenantId;

/** The data centers on offer, and the homes in them. */
@Component
class DataCenters {

    private final ProvisioningSettings settings;
    private final Map<DataCenter, HikariDataSource> pools = new EnumMap<>(DataCenter.class);
    private final Lock embeddedSchemas = new ReentrantLock();

    DataCenters(ProvisioningSettings settings) {
        this.settings = settings;
        settings.dataCenters().forEach((dataCenter, site) -> pools.put(dataCenter, pool(dataCenter, site)));
    }

    Set<DataCenter> onOffer() {
        return pools.isEmpty() ? Set.of() : EnumSet.copyOf(pools.keySet());
    }

    TenantHome homeOf(TenantId tenant, DataCenter dataCenter) {
        var site = settings.siteOf(dataCenter);
        var schema = "tenant_" + tenant.toString().replace('-', '_');
        return new TenantHome(
                tenant,
                dataCenter,
                site.storage().toAbsolutePath().normalize().resolve("tenants").resolve(tenant.toString()),
                schema,
                JdbcClient.create(new SchemaDataSource(pool(dataCenter), schema)));
    }

    /** Connections of the data center's database that are set to no tenant's schema. */
    DataSource pool(DataCenter dataCenter) {
        var pool = pools.get(dataCenter);
        if (pool == null) {
            throw new IllegalStateException("No data center " + dataCenter + " is configured here");
        }
        return pool;
    }

    /**
     * Creates or drops what is in a schema. An embedded H2 does so for one tenant after the other: two at once can each
     * hold the lock that the other waits for (seen with 2.4.240: {@code create schema} beside {@code create table}).
     */
    void changeSchemas(DataCenter dataCenter, Runnable change) {
        if (!settings.siteOf(dataCenter).isEmbedded()) {
            change.run();
            return;
        }
        embeddedSchemas.lock();
        try {
            change.run();
        } finally {
            embeddedSchemas.unlock();
        }
    }

    private static HikariDataSource pool(DataCenter dataCenter, ProvisioningSettings.Site site) {
        var database = site.databaseOrEmbedded();
        var pool = new HikariConfig();
        pool.setPoolName("homes-" + dataCenter);
        pool.setJdbcUrl(database.url());
        pool.setUsername(database.username());
        pool.setPassword(database.password());
        // A connection goes back to this schema: the tenant's may be gone when somebody takes it again.
        pool.setSchema("public");
        // A data center that is away must not keep the application from starting.
        pool.setInitializationFailTimeout(-1);
        pool.setMinimumIdle(0);
        return new HikariDataSource(pool);
    }

    @PreDestroy
    void close() {
        pools.values().forEach(HikariDataSource::close);
    }
}
