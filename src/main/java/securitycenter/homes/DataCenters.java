package securitycenter.homes;

import static java.util.Objects.requireNonNull;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import securitycenter.identity.LogText;
import securitycenter.identity.TenantId;

/** The data centers on offer, and the homes in them. */
@Component
public class DataCenters {

    private static final Logger log = LoggerFactory.getLogger(DataCenters.class);

    private static final int SECONDS_TO_ANSWER = 3;

    /** What Spring takes for a statement without a timeout. */
    private static final int UNLIMITED = -1;

    /** How long whoever needs a connection waits for one. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** How old an answer of a data center may be. */
    private static final Duration A_MOMENT = Duration.ofSeconds(5);

    private final DataCenterSettings settings;
    private final Map<DataCenter, HikariDataSource> pools = new EnumMap<>(DataCenter.class);
    private final Map<DataCenter, Answer> answers = new ConcurrentHashMap<>();
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
        return home(tenant, dataCenter, UNLIMITED);
    }

    /** The home for whoever waits for an answer: a statement of theirs that takes too long is {@link BrokenOff}. */
    public TenantHome impatient(TenantHome home) {
        return home(
                home.tenant(), home.dataCenter(), (int) settings.longestQuery().toSeconds());
    }

    private TenantHome home(TenantId tenant, DataCenter dataCenter, int longestQuery) {
        var site = settings.siteOf(dataCenter);
        var schema = schemaOf(tenant);
        var rows = new JdbcTemplate(new SchemaDataSource(pool(dataCenter), schema));
        rows.setQueryTimeout(longestQuery);
        return new TenantHome(
                tenant,
                dataCenter,
                site.storage().toAbsolutePath().normalize().resolve("tenants").resolve(tenant.toString()),
                schema,
                JdbcClient.create(rows),
                rows,
                new TransactionTemplate(new DataSourceTransactionManager(requireNonNull(rows.getDataSource()))));
    }

    /** The name of the tenant's schema, in whichever data center. */
    public static String schemaOf(TenantId tenant) {
        return "tenant_" + tenant.toString().replace('-', '_');
    }

    /**
     * Does something in the home that nobody else may be at work in meanwhile; for a data center of PostgreSQL, in
     * whichever process.
     *
     * @throws HomeBusy when somebody else is, and does not end in time
     */
    public void alone(TenantHome home, Runnable work) {
        engine(home.dataCenter()).alone(home.schema(), pool(home.dataCenter()), work);
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
        if (!answers(dataCenter)) {
            return Vacancy.UNREACHABLE;
        }
        var site = settings.siteOf(dataCenter);
        try {
            Files.createDirectories(site.storage());
            var free = Files.getFileStore(site.storage()).getUsableSpace();
            return free - bytes < site.keepFree().toBytes() ? Vacancy.FULL : Vacancy.FREE;
        } catch (IOException unreachable) {
            log.warn("The storage of {} does not answer: {}", dataCenter, LogText.of(unreachable.getMessage()));
            return Vacancy.UNREACHABLE;
        }
    }

    /**
     * Whether the database of the data center can be reached now, or could a moment ago: whoever looks at many tenants
     * asks once. Takes a few seconds at most.
     */
    public boolean answers(DataCenter dataCenter) {
        return onOffer().contains(dataCenter)
                && answers.compute(dataCenter, (_, last) -> last != null && last.isRecent() ? last : ask(dataCenter))
                        .given();
    }

    private Answer ask(DataCenter dataCenter) {
        try (var connection = impatientConnection(settings.siteOf(dataCenter))) {
            return new Answer(connection.isValid(SECONDS_TO_ANSWER), System.nanoTime());
        } catch (SQLException away) {
            log.warn("Data center {} does not answer: {}", dataCenter, LogText.of(away.getMessage()));
            return new Answer(false, System.nanoTime());
        }
    }

    private record Answer(boolean given, long at) {

        boolean isRecent() {
            return System.nanoTime() - at < A_MOMENT.toNanos();
        }
    }

    /** Not through the pool, which goes on trying for longer. */
    private static Connection impatientConnection(DataCenterSettings.Site site) throws SQLException {
        var database = site.databaseOrEmbedded();
        var how = new Properties();
        how.setProperty("user", database.username());
        how.setProperty("password", database.password());
        if (SchemaEngine.isPostgres(database.url())) {
            var seconds = String.valueOf(SECONDS_TO_ANSWER);
            how.setProperty("connectTimeout", seconds);
            how.setProperty("loginTimeout", seconds);
            how.setProperty("socketTimeout", seconds);
        }
        return DriverManager.getConnection(database.url(), how);
    }

    /** Bytes. What is not there, or goes while we look, takes no room. */
    static long sizeOf(Path folder) {
        var bytes = new AtomicLong();
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    bytes.addAndGet(attributes.size());
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException gone) {
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException gone) {
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.get();
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
        if (SchemaEngine.isPostgres(database.url())) {
            pool.addDataSourceProperty("reWriteBatchedInserts", "true"); // many rows in one statement
            // Otherwise the message about a refused row holds it, and brings it into the log, outside of its home.
            pool.addDataSourceProperty("logServerErrorDetail", "false");
        }
        // A connection goes back to this schema: the tenant's may be gone when somebody takes it again.
        pool.setSchema("public");
        // A data center that is away must not keep the application from starting.
        pool.setInitializationFailTimeout(-1);
        pool.setMinimumIdle(0);
        pool.setConnectionTimeout(PATIENCE.toMillis());
        return SchemaEngine.isPostgres(database.url()) ? new HikariDataSource(pool) : new EmbeddedPool(pool);
    }

    @PreDestroy
    void close() {
        pools.values().forEach(HikariDataSource::close);
    }
}
