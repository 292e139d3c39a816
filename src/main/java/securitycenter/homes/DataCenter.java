package securitycenter.homes;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A place in which a tenant's data rests. It is chosen when the product is turned on;
 * afterwards only support can move the data.
 *
 * <p>Source: the geographies of Microsoft 365 Defender; those after the first three came after November 2020.
 */
public enum DataCenter {
    EUROPEAN_UNION,
    UNITED_KINGDOM,
    UNITED_STATES,
    AUSTRALIA,
    SWITZERLAND,
    INDIA;

    /** As it stands in an address or a form. */
    public static Optional<DataCenter> named(@Nullable String name) {
        return Arrays.stream(values())
                .filter(dataCenter -> dataCenter.name().equals(name))
                .findFirst();
    }
}
