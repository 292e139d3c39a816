/** Brings the supported services' alerts and events in. */
@ApplicationModule(
        allowedDependencies = {
            "identity",
            "audit",
            "graph",
            "homes",
            "eligibility",
            "provisioning",
            "optin",
            "alerts",
            "incidents",
            "hunting"
        })
@NullMarked
package securitycenter.intake;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
