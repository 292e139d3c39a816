package securitycenter.kql.values;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where in the world the addresses of networks are. */
@FunctionalInterface
public interface Places {

    Places UNKNOWN = _ -> null;

    /** The country, state, city, latitude and longitude, as far as they are known; null of what is no address. */
    @Nullable
    Map<String, Object> of(String address);
}
