package securitycenter.provisioning;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The one run of a tenant that has not ended.
 *
 * @param startedBy null when nobody pressed a button
 */
public record UnderWay(long run, boolean removing, @Nullable String startedBy, Instant since) {}
