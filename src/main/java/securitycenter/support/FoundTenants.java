package securitycenter.support;

import java.util.List;
import java.util.Map;
import securitycenter.identity.TenantId;

/** The tenants that a filter of the list finds. The room above, which has the list, knows how. */
public interface FoundTenants {

    /** @param filter as the list's address has it */
    List<TenantId> by(Map<String, String> filter, int atMost);
}
