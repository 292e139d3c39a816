package securitycenter.support;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import securitycenter.identity.TenantId;

/**
 * One tenant of a bulk and the action that was taken for it, as one query reads both.
 *
 * @param state of the action; null where there is none
 * @param problem why the action could not be taken, or was not possible
 */
record BulkItemStanding(
        long item,
        TenantId tenant,
        @Nullable Instant begunAt,
        @Nullable Long action,
        @Nullable ActionState state,
        @Nullable Long run,
        @Nullable String problem) {

    /** As the query has it. */
    BulkItemStanding(
            long item,
            UUID tenant,
            @Nullable Instant begunAt,
            @Nullable Long action,
            @Nullable ActionState state,
            @Nullable Long run,
            @Nullable String problem) {
        this(item, new TenantId(tenant), begunAt, action, state, run, problem);
    }
}
