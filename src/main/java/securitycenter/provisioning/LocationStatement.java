package securitycenter.provisioning;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import securitycenter.homes.DataCenter;
import securitycenter.identity.SignedInUser;

/** What an administrator says of Defender for Endpoint's data, because nothing in Graph tells it. */
@Entity
class LocationStatement {

    @Id
    private UUID tenantId;

    @Enumerated(EnumType.STRING)
    private @Nullable DataCenter endpoint;

    private boolean throughAzureDefender;
    private String statedByName;
    private Instant statedAt;

    @SuppressWarnings("NullAway.Init")
    protected LocationStatement() {}

    LocationStatement(SignedInUser user, EndpointLocation location, Instant now) {
        this.tenantId = user.tenant().value();
        this.endpoint = location.dataCenter();
        this.throughAzureDefender = location.throughAzureDefender();
        this.statedByName = user.name();
        this.statedAt = now;
    }

    EndpointLocation location() {
        return new EndpointLocation(endpoint, throughAzureDefender);
    }
}
