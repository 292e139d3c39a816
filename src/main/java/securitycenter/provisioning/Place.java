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
 * @param closed it has been turned off, and its data waits
 * @param keptUntil when a closed home will be deleted
 * @param frozenSince from when on it can only be read, because it moves
 * @param setUp version of the steps that it was last built by; null when that is not known
 */
public record Place(
        DataCenter dataCenter,
        Reason reason,
        Instant reservedAt,
        boolean open,
        boolean closed,
        @Nullable Instant openedAt,
        @Nullable Instant keptUntil,
        @Nullable Instant frozenSince,
        @Nullable String setUp) {}
