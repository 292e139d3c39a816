package securitycenter.support;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import securitycenter.identity.TenantId;

/**
 * How far one tenant of a bulk is.
 *
 * @param state waiting, running, asked, done or failed
 * @param problem key of the words for what went wrong
 */
record BulkLine(
        long item,
        TenantId tenant,
        String name,
        String state,
        @Nullable Instant begunAt,
        @Nullable Long action,
        @Nullable Long run,
        @Nullable String problem) {

    boolean isFailed() {
        return state.equals("failed");
    }

    boolean isRunning() {
        return state.equals("running");
    }

    boolean isWaiting() {
        return state.equals("waiting");
    }
}
