package securitycenter.optin;

import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import securitycenter.eligibility.SupportedService;
import securitycenter.identity.TenantId;

/** Which supported services send data, for those who must not see the data itself. */
@Component
public class ConnectedServices {

    private final OptIns optIns;
    private final ConnectServices connections;

    ConnectedServices(OptIns optIns, ConnectServices connections) {
        this.optIns = optIns;
        this.connections = connections;
    }

    /** When each connected service last sent something, or empty for never; nothing while the product is not on. */
    public Map<SupportedService, Optional<Instant>> lastDataOf(TenantId tenant) {
        var last = new EnumMap<SupportedService, Optional<Instant>>(SupportedService.class);
        if (optIns.stateOf(tenant) instanceof ProductState.On(var home, var _)) {
            connections
                    .of(home)
                    .forEach((service, connection) -> last.put(service, Optional.ofNullable(connection.lastData())));
        }
        return last;
    }
}
