package securitycenter.api;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What we say to programs.
 *
 * @param address of this site, for example {@code https://security.example}: the links in answers begin with it
 */
@ConfigurationProperties("api")
record ApiSettings(
        @Nullable URI address,
        @DefaultValue Entities entities,
        @DefaultValue Hunts hunts) {

    /** How often one application may ask queries in one tenant. */
    record Hunts(
            @DefaultValue("45") int inAMinute,
            @DefaultValue("1500") int inAnHour) {}

    /**
     * How the older API writes entities.
     *
     * @param fullKeys with the keys that have no value, too, as it is documented; Microsoft itself leaves them out
     */
    record Entities(@DefaultValue("false") boolean fullKeys) {}
}
