package securitycenter.provisioning;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import securitycenter.provisioning.DataCenterProposal.Reason;

/**
 * Where a tenant's home is and how it stands.
 *
 * @param open the product may be used
 * @param keptUntil when a closed home will be deleted
 */
public record Place(
        DataCenter dataCenter,
        Reason reason,
        Instant reservedAt,
        boolean open,
        @Nullable Instant keptUntil) {

    static Place of(Home home) {
        return new Place(home.dataCenter(), home.reason(), home.reservedAt(), home.isOpen(), home.keptUntil());
    }
}
