package securitycenter.help;

import jakarta.persistence.Embeddable;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What we need to know beside the message, shown to the person before it is sent.
 *
 * @param page that the person was on
 * @param roles names, separated by commas
 * @param productState as the settings page words it
 * @param errorReference of the last error page in the session
 */
@Embeddable
record SentAlong(
        String tenantName,
        String page,
        String roles,
        boolean guest,
        String productState,
        @Nullable String errorReference,
        @Nullable Instant errorAt) {

    public List<String> roleNames() {
        return roles.isEmpty() ? List.of() : List.of(roles.split(","));
    }
}
