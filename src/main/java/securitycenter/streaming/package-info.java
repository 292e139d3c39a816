/** Takes in what the supported services stream: records in a storage account, or in Event Hubs. */
@ApplicationModule(
        allowedDependencies = {"identity", "audit", "homes", "alerts", "provisioning", "optin", "incidents", "hunting"})
@NullMarked
package securitycenter.streaming;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
