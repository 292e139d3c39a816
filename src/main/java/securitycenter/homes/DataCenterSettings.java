package securitycenter.homes;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The data centers of this installation: those named here are on offer, no others.
 *
 * @param longestQuery how long a statement in a home may take while somebody waits at a page or a call
 */
@ConfigurationProperties("provisioning")
record DataCenterSettings(
        Map<DataCenter, Site> dataCenters,
        @DefaultValue("30s") Duration longestQuery) {

    DataCenterSettings {
        if (longestQuery.toSeconds() < 1) {
            throw new IllegalArgumentException(
                    "provisioning.longest-query is shorter than a second, and databases count in whole ones");
        }
    }

    Site siteOf(DataCenter dataCenter) {
        var site = dataCenters.get(dataCenter);
        if (site == null) {
            throw new IllegalStateException("No data center " + dataCenter + " is configured here");
        }
        return site;
    }

    /**
     * @param storage folder of the data center; tenants' folders lie in it
     * @param keepFree with less space than this left on the storage, the data center is full and takes no other home
     * @param database where tenants' schemas lie; an embedded H2 file in the storage folder when absent
     */
    record Site(
            Path storage,
            @DefaultValue("256MB") DataSize keepFree,
            @Nullable Database database) {

        Database databaseOrEmbedded() {
            return database != null
                    ? database
                    : new Database(
                            "jdbc:h2:file:" + storage.toAbsolutePath().resolve("homes")
                                    + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE",
                            "homes",
                            "");
        }
    }

    record Database(
            String url, String username, @DefaultValue("") String password) {

        @Override
        public String toString() {
            return "Database[" + url + "]";
        }
    }
}
