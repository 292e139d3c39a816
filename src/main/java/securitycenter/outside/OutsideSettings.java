package securitycenter.outside;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What hunting queries may reach beyond the events.
 *
 * @param geoIpDatabase a file in MaxMind's format that says where addresses are; null for none
 */
@ConfigurationProperties("hunting")
record OutsideSettings(
        @DefaultValue ExternalData externalData, @Nullable Path geoIpDatabase) {

    /** @param allowed what the addresses of files begin with that queries may read; none for no files at all */
    record ExternalData(@DefaultValue List<String> allowed) {}
}
