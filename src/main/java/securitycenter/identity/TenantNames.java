package securitycenter.identity;

import java.util.Collection;
import java.util.Map;

/** What tenants are called. A room above knows it, so that rooms below can show names to support staff. */
public interface TenantNames {

    /** Those of the tenants that have ever told us a name. */
    Map<TenantId, String> of(Collection<TenantId> tenants);
}
