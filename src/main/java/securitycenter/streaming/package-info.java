/** Takes in what the supported services stream: records in a storage account, or in Event Hubs. */
@ApplicationModule(
        allowedDependencies = {
            "identity",
            "audit",
            "homes",
            "eligibility",
            "alerts",
            "provisioning",
            "optin",
            "incidents",
            "events",
            "intake"
        })
@NullMarked
package securitycenter.streaming;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
