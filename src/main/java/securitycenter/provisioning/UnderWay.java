package securitycenter.provisioning;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import securitycenter.homes.DataCenter;

/**
 * The one run of a tenant that has not ended.
 *
 * @param target whereto a home moves, or where the former home is that is deleted
 * @param beginsAt when a planned run begins
 * @param failed it waits for a person
 * @param turnedBack somebody has called it off
 * @param startedBy null when nobody pressed a button
 */
public record UnderWay(
        long run,
        RunKind kind,
        @Nullable DataCenter target,
        @Nullable Instant beginsAt,
        boolean failed,
        boolean turnedBack,
        @Nullable String startedBy,
        boolean byStaff,
        Instant since) {}
