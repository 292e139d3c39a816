/** All tenants at a glance, for support staff: the list, the search, and a page of each. */
@ApplicationModule(
        allowedDependencies = {
            "identity",
            "audit",
            "homes",
            "eligibility",
            "provisioning",
            "optin",
            "intake",
            "help",
            "support"
        })
@NullMarked
package securitycenter.tenants;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
