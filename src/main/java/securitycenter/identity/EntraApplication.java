package securitycenter.identity;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * This installation's app registration in Entra.
 *
 * @param operatorTenant the tenant whose people may be support staff; none when absent
 */
@ConfigurationProperties("entra")
public record EntraApplication(
        @Nullable String clientId,
        @Nullable String clientSecret,
        @Nullable UUID operatorTenant) {

    /** The app role, as its value in the registration, that makes a person of the operator's tenant support staff. */
    static final String STAFF_ROLE = "SecurityCenter.Support";

    public EntraApplication {
        if (clientId == null || clientId.isBlank() || clientSecret == null || clientSecret.isBlank()) {
            throw new MissingRegistration();
        }
    }

    static class MissingRegistration extends RuntimeException {

        MissingRegistration() {
            super("ENTRA_CLIENT_ID and ENTRA_CLIENT_SECRET are not set");
        }
    }

    @Override
    public String toString() {
        return "EntraApplication[" + clientId + "]";
    }
}
