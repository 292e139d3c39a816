package securitycenter.optin;

import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import securitycenter.eligibility.SupportedService;
import securitycenter.identity.TenantId;
import securitycenter.optin.ConnectServices.Connection;
import securitycenter.provisioning.Provisioning;

/** Which supported services send data, for those who must not see the data itself. */
@Component
public class ConnectedServices {

    private static final Logger log = LoggerFactory.getLogger(ConnectedServices.class);

    private final OptIns optIns;
    private final Provisioning provisioning;
    private final ConnectServices connections;

    ConnectedServices(OptIns optIns, Provisioning provisioning, ConnectServices connections) {
        this.optIns = optIns;
        this.provisioning = provisioning;
        this.connections = connections;
    }

    /**
     * When each connected service last sent something, or empty for never; nothing while the product is not on. Empty as
     * a whole when that is not known, because the data center or the home in it does not answer.
     */
    public Optional<Map<SupportedService, Optional<Instant>>> lastDataOf(TenantId tenant) {
        return of(tenant).map(connections -> {
            var last = new EnumMap<SupportedService, Optional<Instant>>(SupportedService.class);
            connections.forEach((service, connection) -> last.put(service, Optional.ofNullable(connection.lastData())));
            return last;
        });
    }

    /** As {@link #lastDataOf}, and since when each is connected. */
    Optional<Map<SupportedService, Connection>> of(TenantId tenant) {
        if (!(optIns.stateOf(tenant) instanceof ProductState.On(var home, var _))) {
            return Optional.of(Map.of());
        }
        if (!provisioning.answers(home.dataCenter())) {
            return Optional.empty();
        }
        try {
            return Optional.of(connections.of(home));
        } catch (DataAccessException away) {
            log.warn("The home of {} does not answer", tenant, away);
            return Optional.empty();
        }
    }
}
