/** Reads the supported services' alerts and incidents from Microsoft Graph. */
@ApplicationModule(
        allowedDependencies = {
            "identity",
            "graph",
            "homes",
            "eligibility",
            "provisioning",
            "optin",
            "alerts",
            "incidents"
        })
@NullMarked
package securitycenter.intake;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
