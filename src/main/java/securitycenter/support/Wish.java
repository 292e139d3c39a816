package securitycenter.support;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import securitycenter.homes.DataCenter;

/**
 * What one of the staff wants to do, and why.
 *
 * @param target whereto the home is to move, or where the former one is
 * @param beginsAt null for at once
 * @param reference of the help request, or of what else asked for it
 * @param bulk of which it is a part
 */
record Wish(
        StaffAct act,
        @Nullable DataCenter target,
        @Nullable Instant beginsAt,
        String reason,
        String reference,
        @Nullable Long bulk) {}
