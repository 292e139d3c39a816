package securitycenter.provisioning;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import securitycenter.homes.DataCenter;
import securitycenter.provisioning.DataCenterProposal.Reason;

/**
 * One line of the history of where a tenant's data has been.
 *
 * @param movedOut when it moved on; null while the home is there
 * @param keptUntil when what a move left behind will be deleted
 * @param goneAt when nothing was left there
 */
public record Residency(
        DataCenter dataCenter,
        Reason reason,
        Instant since,
        @Nullable Instant movedOut,
        @Nullable Instant keptUntil,
        @Nullable Instant goneAt) {

    /** A home that a move left behind and that is still there. */
    public boolean isFormerHome() {
        return movedOut != null && goneAt == null;
    }

    /** When the tenant no longer lived there; null while it does. */
    public @Nullable Instant until() {
        return movedOut == null ? goneAt : movedOut;
    }
}
