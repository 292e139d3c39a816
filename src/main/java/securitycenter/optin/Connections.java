package securitycenter.optin;

import org.springframework.stereotype.Component;
import securitycenter.homes.TenantHome;

/** Which supported services a home takes data from, for the pages that show the data. */
@Component
public class Connections {

    private final ConnectServices services;

    Connections(ConnectServices services) {
        this.services = services;
    }

    /** Without any there is nothing to wait for. */
    public boolean hasAny(TenantHome home) {
        return !services.of(home).isEmpty();
    }
}
