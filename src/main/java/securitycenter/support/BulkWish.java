package securitycenter.support;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import securitycenter.homes.DataCenter;
import securitycenter.identity.TenantId;

/**
 * One act that staff want for many tenants.
 *
 * @param reference of what asked for it, in the staff's own words
 * @param batchSize how many tenants begin together
 * @param pauseSeconds at least between two batches
 * @param failuresToStop after so many failures no other tenant begins
 * @param formId of the form, which may be sent twice
 */
record BulkWish(
        StaffAct act,
        @Nullable DataCenter target,
        List<TenantId> tenants,
        String reason,
        String reference,
        int batchSize,
        int pauseSeconds,
        int failuresToStop,
        UUID formId) {

    /** What takes something away is done to one tenant at a time, whose name is typed. */
    static final List<StaffAct> ACTS = List.of(StaffAct.REPAIR, StaffAct.PROVISION, StaffAct.MOVE);

    static final int MOST_TENANTS = 500;
}
