package securitycenter.homes;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import jakarta.annotation.PreDestroy;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import securitycenter.identity.LogText;
import securitycenter.identity.TenantId;

/** The data centers on offer, and the homes in them. */
@Component
public class DataCenters {

    private static final Logger log = LoggerFactory.getLogger(DataCenters.class);

    private final DataCenterSettings settings;
    private final Map<DataCenter, HikariDataSource> pools = new EnumMap<>(DataCenter.class);
    private final Map<DataCenter, SchemaEngine> engines = new EnumMap<>(DataCenter.class);

    DataCenters(DataCenterSettings settings) {
        this.settings = settings;
        settings.dataCenters().forEach((dataCenter, site) -> {
            pools.put(dataCenter, pool(dataCenter, site));
            engines.put(dataCenter, SchemaEngine.of(site.databaseOrEmbedded().url()));
        });
    }

    public Set<DataCenter> onOffer() {
        return pools.isEmpty() ? Set.of() : EnumSet.copyOf(pools.keySet());
    }

    public TenantHome homeOf(TenantId tenant, DataCenter dataCenter) {
        var site = settings.siteOf(dataCenter);
        var schema = "tenant_" + tenant.toString().replace('-', '_');
        return new TenantHome(
                tenant,
                dataCenter,
                site.storage().toAbsolutePath().normalize().resolve("tenants").resolve(tenant.toString()),
                schema,
                JdbcClient.create(new SchemaDataSource(pool(dataCenter), schema)));
    }

    /** Whether the data center could take the home. How full a database server is, nobody tells us. */
    public Vacancy vacancyFor(TenantHome home, DataCenter dataCenter) {
        if (onOffer().contains(dataCenter)
                && engine(dataCenter).getClass() != engine(home.dataCenter()).getClass()) {
            return Vacancy.OTHER_DATABASE;
        }
        return vacancyIn(dataCenter, sizeOf(home.folder()));
    }

    private Vacancy vacancyIn(DataCenter dataCenter, long bytes) {
        if (!onOffer().contains(dataCenter)) {
            return Vacancy.NOT_OFFERED;
        }
        var site = settings.siteOf(dataCenter);
        var database = site.databaseOrEmbedded();
        // Not through the pool, which would go on trying for half a minute.
        try (var _ = DriverManager.getConnection(database.url(), database.username(), database.password())) {
            Files.createDirectories(site.storage());
            var free = Files.getFileStore(site.storage()).getUsableSpace();
            return free - bytes < site.keepFree().toBytes() ? Vacancy.FULL : Vacancy.FREE;
        } catch (SQLException | IOException unreachable) {
            log.warn("Data center {} does not answer: {}", dataCenter, LogText.of(unreachable.getMessage()));
            return Vacancy.UNREACHABLE;
        }
    }

    /** Bytes. */
    private static long sizeOf(Path folder) {
        try (var files = Files.walk(folder)) {
            return files.map(Path::toFile)
                    .filter(File::isFile)
                    .mapToLong(File::length)
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Connections of the data center's database that are set to no tenant's schema. */
    DataSource pool(DataCenter dataCenter) {
        return configured(pools, dataCenter);
    }

    /** Creates, changes or drops what is in a schema. */
    void changeSchemas(DataCenter dataCenter, Runnable change) {
        engine(dataCenter).change(change);
    }

    SchemaEngine engine(DataCenter dataCenter) {
        return configured(engines, dataCenter);
    }

    private static <T> T configured(Map<DataCenter, T> parts, DataCenter dataCenter) {
        var part = parts.get(dataCenter);
        if (part == null) {
            throw new IllegalStateException("No data center " + dataCenter + " is configured here");
        }
        return part;
    }

    private static HikariDataSource pool(DataCenter dataCenter, DataCenterSettings.Site site) {
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
