package securitycenter.audit;

import java.util.List;
import securitycenter.audit.Round.Break;
import securitycenter.identity.TenantId;

/**
 * A part of a round, which is written down at once.
 *
 * @param last the tenant whose chain was checked last
 */
record Stretch(TenantId last, long checked, long entries, List<Break> breaks) {}
