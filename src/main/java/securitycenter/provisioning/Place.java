package securitycenter.provisioning;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import securitycenter.homes.DataCenter;
import securitycenter.provisioning.DataCenterProposal.Reason;

/**
 * Where a tenant's home is and how it stands.
 *
 * @param open the product may be used
 * @param openedAt when it opened for the first time
 * @param keptUntil when a closed home will be deleted
 * @param frozenSince from when on it can only be read, because it moves
 * @param setUp version of the steps that it was last built by; null when that is not known
 */
public record Place(
        DataCenter dataCenter,
        Reason reason,
        Instant reservedAt,
        boolean open,
        @Nullable Instant openedAt,
        @Nullable Instant keptUntil,
        @Nullable Instant frozenSince,
        @Nullable String setUp) {

    static Place of(Home home) {
        return new Place(
                home.dataCenter(),
                home.reason(),
                home.reservedAt(),
                home.isOpen(),
                home.openedAt(),
                home.keptUntil(),
                home.frozenSince(),
                home.setUp());
    }
}
